using System.Globalization;
using GeoServe.Server.Configuration;

namespace GeoServe.Server.Publishing;

/// <summary>Says what is wrong with a layer: that it cannot be published at all, or which of its rows are not as they should be.</summary>
internal static class LayerJudge
{
    /// <summary>Most attributes: each is carried by every vector tile.</summary>
    public const int MostColumns = 1_000;

    /// <summary>Adds notes on rows; good rows are published without the bad ones.</summary>
    /// <exception cref="PublishException">Nothing of it can be published.</exception>
    public static void Judge(LayerFile layer, LayerFacts facts, List<string> notes)
    {
        string name = Path.GetFileName(layer.Path);
        if (facts.Columns.Length > MostColumns) throw new PublishException($"it has {facts.Columns.Length} columns; at most {MostColumns} are published. Keep those that somebody wants to see.");
        notes.AddRange(facts.Faults.Describe(name, rows: 5));
        if (facts.Schema.GeometryName is null)
        {
            throw new PublishException(layer.Kind == SourceKind.Csv
                ? $"no column holds a place; it has {string.Join(", ", facts.Columns.Skip(1).Take(20).Select(column => column.Column.Name))}. Name them by --x and --y (longitude and latitude), or by --wkt.{NoteOn(facts)}"
                : "it has no geometry.");
        }
        if (facts.Rows == 0) throw new PublishException(facts.Faults.LeftOut > 0 ? $"none of its rows can be read. {string.Join(" ", facts.Faults.Describe(name))}" : "it has no rows.");
        if (facts.Drawn == 0) throw new PublishException($"none of its {facts.Rows} rows has a place. {string.Join(" ", facts.Faults.Describe(name))}".TrimEnd());
        if (facts.OffEarth.Count == facts.Drawn) throw new PublishException($"all rows lie beyond the earth in {facts.Schema.Crs.Name}: the coordinate system is another; name it by --crs.");
        if (facts.Undecoded.Count * 2 > facts.Rows) throw new PublishException($"the texts of {facts.Undecoded.Count} of {facts.Rows} rows are not in the encoding that it is read in, first {facts.Undecoded.First}; name the right one, such as --encoding GBK.");
        if (facts.Undecoded.Count > 0) notes.Add(Text($"{facts.Undecoded.Count} rows hold characters that cannot be decoded, first {facts.Undecoded.First}; correct them, or name the encoding by --encoding."));
        if (facts.OffEarth.Count > 0) notes.Add(Text($"{facts.OffEarth.Count} rows lie beyond the earth and will not be seen, first {facts.OffEarth.First}; correct their coordinates."));
        if (facts.WithoutPlace > 0) notes.Add(Text($"{facts.WithoutPlace} rows have no geometry and will not be seen on the map."));
        if (facts.IsMixed) notes.Add(Text($"Geometry types are mixed: {facts.Points} points, {facts.Lines} lines, {facts.Areas} areas."));
    }

    private static string NoteOn(LayerFacts facts) => facts.Faults.Notes.IsEmpty ? "" : " " + char.ToUpperInvariant(facts.Faults.Notes[0][0]) + facts.Faults.Notes[0][1..];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
