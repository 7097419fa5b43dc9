using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GeoServe.Server.Publishing;

namespace GeoServe.Server.Commands;

/// <summary><c>geoserve publish</c>: makes a map of a file; a running server of the same folders shows it by itself.</summary>
internal sealed class PublishCommand : Command
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public PublishCommand() : base("publish", "Publish a file as a map: GeoPackage with all its layers, Shapefile (.shp or .zip), GeoJSON, CSV or FlatGeobuf.")
    {
        var file = new Argument<string>("FILE") { Description = "The file; it is copied into the data folder." };
        Option<string?> text(string name, string description, string help) => new(name) { Description = description, HelpName = help };
        Option<string?> id = text("--id", "Id of the map; else the file's name in small letters, Chinese in pinyin.", "ID"), title = text("--title", "Title of the map; else the file's or layer's name.", "TEXT");
        Option<string?> department = text("--department", "Who answers for it.", "TEXT"), subject = text("--subject", "The subject under which galleries show it.", "TEXT");
        Option<string?> crs = text("--crs", "Coordinate system, where the file does not say it or says it wrongly.", "EPSG:N"), encoding = text("--encoding", "Encoding of a Shapefile or CSV, such as GBK.", "NAME");
        Option<string?> x = text("--x", "Column of longitude or easting in a CSV.", "COLUMN"), y = text("--y", "Column of latitude or northing in a CSV.", "COLUMN"), wkt = text("--wkt", "Column of geometries in a CSV.", "COLUMN");
        Option<string?> theme = text("--theme", "How it is drawn: plain, categories, natural-breaks, quantile, clusters, heat, ... with the attribute; else what fits best.", "METHOD[:ATTRIBUTE]");
        Option<string?> palette = text("--palette", "Palette of the theme.", "NAME"), label = text("--label", "Attribute that names a feature.", "COLUMN");
        var classes = new Option<int?>("--classes") { Description = "Classes of the theme.", HelpName = "N" };
        var replace = new Option<bool>("--replace") { Description = "Put it in the place of what is published under the id." };
        var json = new Option<bool>("--json") { Description = "Print the outcome as JSON." };
        Option<string> config = FolderOptions.Config(), data = FolderOptions.Data();
        Arguments.Add(file);
        foreach (Option option in (Option[])[theme, classes, palette, label, id, title, department, subject, crs, encoding, x, y, wkt, replace, config, data, json]) Options.Add(option);
        SetAction((parsed, cancel) => RunAsync(
            new PublishRequest(parsed.GetValue(file)!, parsed.GetValue(config)!, parsed.GetValue(data)!)
            {
                Id = parsed.GetValue(id), Title = parsed.GetValue(title), Department = parsed.GetValue(department), Subject = parsed.GetValue(subject), Crs = parsed.GetValue(crs),
                Encoding = parsed.GetValue(encoding), X = parsed.GetValue(x), Y = parsed.GetValue(y), Wkt = parsed.GetValue(wkt), Theme = parsed.GetValue(theme),
                Classes = parsed.GetValue(classes), Palette = parsed.GetValue(palette), Label = parsed.GetValue(label), Replaces = parsed.GetValue(replace),
            },
            parsed.GetValue(json), cancel));
    }

    private static async Task<int> RunAsync(PublishRequest request, bool json, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(request.ConfigFolder)) return Wrong($"--config: there is no folder '{request.ConfigFolder}'.");
        long began = Stopwatch.GetTimestamp();
        try
        {
            Publication done = await new Publisher(request, new RowProgress(isShown: !json)).PublishAsync(cancellationToken);
            if (json) Console.WriteLine(JsonSerializer.Serialize(new { done.Id, layers = done.Layers.Select(Described), done.LeftOut, seconds = Stopwatch.GetElapsedTime(began).TotalSeconds }, s_json));
            else Print(done, Stopwatch.GetElapsedTime(began));
            return done.LeftOut.Count == 0 ? ExitCodes.Done : ExitCodes.FaultsFound;
        }
        catch (PublishException refused)
        {
            string message = $"{Path.GetFileName(request.File)} is not published: {refused.Message}";
            if (json) Console.WriteLine(JsonSerializer.Serialize(new { fault = message }, s_json));
            else await Console.Error.WriteLineAsync(message);
            return ExitCodes.FaultsFound;
        }
    }

    private static object Described(PublishedLayer layer) => new
    {
        layer.Id,
        layer.Title,
        map = $"/maps/{layer.Id}",
        rows = layer.Facts.Rows,
        rowsLeftOut = layer.Facts.Faults.LeftOut,
        geometry = layer.Facts.Schema.GeometryType.ToString(),
        crs = layer.Facts.Schema.Crs.Name,
        crsIsGuessed = layer.Crs is not null && layer.Notes.Any(note => note.StartsWith("It names no coordinate system", StringComparison.Ordinal)),
        key = layer.Key ?? layer.Facts.Schema.Key,
        layer.Label,
        theme = layer.Theme.ToString(),
        otherThemes = layer.Candidates.Where(candidate => candidate.ToString() != layer.Theme.ToString()).Select(candidate => new { theme = candidate.ToString(), candidate.Reason }),
        layer.Notes,
    };

    private static void Print(Publication done, TimeSpan elapsed)
    {
        foreach (PublishedLayer layer in done.Layers)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{layer.Id}: \"{layer.Title}\", {layer.Facts.Rows} rows in {layer.Facts.Schema.Crs.Name}, drawn as {layer.Theme} ({layer.Theme.Reason}){(layer.Label is null ? "" : $", labels from '{layer.Label}'")}"));
            foreach (string note in layer.Notes) Console.WriteLine($"  {note}");
            string[] others = [.. layer.Candidates.Where(candidate => candidate.ToString() != layer.Theme.ToString()).Select(candidate => $"--theme {candidate} ({candidate.Reason})")];
            if (others.Length > 0) Console.WriteLine($"  Other themes that fit: {string.Join("; ", others)}.");
            Console.WriteLine($"  A running server shows it at /maps/{layer.Id}.");
        }
        foreach (string left in done.LeftOut) Console.Error.WriteLine($"Left out: {left}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Published in {elapsed.TotalSeconds:0.0} s; geoserve unpublish {done.Id} takes it back."));
    }

    private static int Wrong(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCodes.WrongUse;
    }

    private sealed class RowProgress(bool isShown) : IProgress<long>
    {
        private const long RowsALine = 500_000;

        public void Report(long value)
        {
            if (!isShown) return;
            if (!Console.IsOutputRedirected) Console.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value} rows read").PadRight(40) + "\r");
            else if (value > 0 && value % RowsALine == 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value} rows read"));
        }
    }
}
