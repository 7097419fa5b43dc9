using System.Globalization;
using GeoServe.Core.Features;

namespace GeoServe.Server.Publishing;

/// <summary>Says which themes fit a layer, by what its attributes are like, the best first. There always is one: plain.</summary>
internal static class ThemeCandidates
{
    // As many kinds as people tell apart by colour.
    private const int MostKinds = 12;
    private const int LeastDifferentNumbers = 8;
    private const long ManyPoints = 2_000;
    private const long TooManyPoints = 200_000;
    private const int MostOffered = 8;

    // Numbers that name something are no quantity.
    private static readonly string[] s_codes = ["id", "fid", "gid", "oid", "objectid", "code", "adcode", "编码", "代码", "编号", "序号", "邮编", "year", "年份", "lon", "lat", "lng", "longitude", "latitude", "x", "y", "经度", "纬度"];

    /// <summary>All that fit, at most eight.</summary>
    public static IReadOnlyList<ThemeCandidate> Of(LayerFacts layer)
    {
        var found = new List<ThemeCandidate>();
        ColumnFacts[] columns = [.. layer.Columns.Where(facts => facts.Column.Name != layer.Schema.Key && facts.Values * 2 > layer.Rows)];
        if (!layer.IsMixed)
        {
            found.AddRange(columns.Where(IsKind).OrderBy(facts => facts.LongestText > 20).ThenBy(facts => facts.Different).Select(Categories));
            IEnumerable<ThemeCandidate> numbers = columns.Where(IsQuantity).OrderBy(facts => facts.Least < 0).Select(facts => Number(facts, layer));
            // Areas are there to show numbers, points and lines to show kinds.
            if (layer.Areas > 0) found.InsertRange(0, numbers);
            else found.AddRange(numbers);
        }
        if (layer.Points == layer.Drawn) AddPoints(found, layer.Points);
        found.Add(new ThemeCandidate("plain", null, layer.IsMixed ? "points, lines and areas are mixed: each is drawn in its way" : "all features alike"));
        return [.. found.Take(MostOffered - 1), .. found.Count >= MostOffered ? [found[^1]] : Array.Empty<ThemeCandidate>()];
    }

    private static void AddPoints(List<ThemeCandidate> found, long points)
    {
        string count = points.ToString("N0", CultureInfo.InvariantCulture);
        if (points > TooManyPoints) found.Insert(0, new ThemeCandidate("heat", null, $"{count} points lie too dense to be told apart"));
        else if (points > ManyPoints) found.Insert(0, new ThemeCandidate("clusters", null, $"{count} points overlap when seen from afar"));
        if (points <= ManyPoints) return;
        foreach (string method in (string[])["heat", "clusters", "hexagons"])
        {
            if (!found.Exists(candidate => candidate.Method == method)) found.Add(new ThemeCandidate(method, null, $"{count} points"));
        }
    }

    private static bool IsKind(ColumnFacts facts) => facts.Column.Kind is ValueKind.Text or ValueKind.Boolean && facts.IsCounted && facts.Different is >= 2 and <= MostKinds && facts.Different * 2 <= facts.Values;

    private static bool IsQuantity(ColumnFacts facts) => facts.Column.Kind is ValueKind.Integer or ValueKind.Real && facts.Different >= LeastDifferentNumbers
        && !s_codes.Contains(facts.Column.Name.ToLowerInvariant()) && !facts.Column.Name.EndsWith("_id", StringComparison.OrdinalIgnoreCase) && !facts.Column.Name.EndsWith("code", StringComparison.OrdinalIgnoreCase)
        && !(facts.Column.Kind == ValueKind.Integer && facts.Uniqueness > 0.999 && facts.Most - facts.Least < facts.Values * 1.001);      // 1, 2, 3, ...: numbers of the rows

    private static ThemeCandidate Categories(ColumnFacts facts) => new("categories", facts.Column.Name, $"'{facts.Column.Name}' has {facts.Different} different values");

    // Natural breaks look for gaps, which takes many values; a few different ones are shared out evenly.
    private static ThemeCandidate Number(ColumnFacts facts, LayerFacts layer)
    {
        string range = string.Create(CultureInfo.InvariantCulture, $"'{facts.Column.Name}' is a number from {facts.Least:0.######} to {facts.Most:0.######}");
        return facts.Different < 30 && layer.Rows > 1_000 ? new("quantile", facts.Column.Name, range) : new("natural-breaks", facts.Column.Name, range);
    }
}
