using System.Text;
using GeoServe.Sources.Files;

namespace GeoServe.Server.Configuration;

/// <summary>Section <c>source</c> of a file of collections, of one collection, or of a join: a file or a PostGIS database.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Kind">What it is.</param>
/// <param name="File">Path of the file, relative to the data folder; for PostGIS the name of the environment variable with the connection string.</param>
internal sealed record SourceOptions(YamlPlace Place, SourceKind Kind, string File)
{
    private static readonly (string Key, SourceKind Kind)[] FileKeys =
    [
        ("geopackage", SourceKind.GeoPackage), ("shapefile", SourceKind.Shapefile), ("geojson", SourceKind.GeoJson), ("csv", SourceKind.Csv), ("flatgeobuf", SourceKind.FlatGeobuf),
        ("geotiff", SourceKind.GeoTiff), ("mbtiles", SourceKind.MbTiles), ("pmtiles", SourceKind.PmTiles),
    ];

    /// <summary>Schema of the tables in PostGIS.</summary>
    public string Schema { get; init; } = "public";

    /// <summary>Encoding of a Shapefile or CSV by the name that was written; null finds it out.</summary>
    public string? EncodingName { get; init; }

    /// <summary>Column of x in a CSV; null looks for a usual name.</summary>
    public string? X { get; init; }

    /// <summary>Column of y in a CSV; null looks for a usual name.</summary>
    public string? Y { get; init; }

    /// <summary>Column of geometries in a CSV; null looks for a usual name.</summary>
    public string? Wkt { get; init; }

    /// <summary>What parts the fields of a CSV; null finds it out.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether the first line of a CSV holds names; null finds it out.</summary>
    public bool? Header { get; init; }

    /// <summary>True where one source holds many tables, of which a collection names one.</summary>
    public bool HasTables => Kind is SourceKind.GeoPackage or SourceKind.PostGis;

    /// <summary>True where it holds pixels, not rows.</summary>
    public bool IsRaster => Kind is SourceKind.GeoTiff;

    /// <summary>True for archives of ready tiles.</summary>
    public bool HasTiles => Kind is SourceKind.MbTiles or SourceKind.PmTiles;

    /// <summary>The encoding; null finds it out.</summary>
    public Encoding? Encoding => EncodingName is null ? null : TextEncodings.Find(EncodingName);

    /// <summary>All that decides what is read, as text.</summary>
    public string Identity => $"{Kind}|{File}|{Schema}|{EncodingName}|{X}|{Y}|{Wkt}|{Delimiter}|{Header}";

    /// <summary>Reads the section <c>source</c>; null where it is missing or faulty, which is then among the faults.</summary>
    /// <param name="yaml">The section that it stands in.</param>
    /// <param name="isNeeded">False where it may be missing.</param>
    public static SourceOptions? Read(YamlSection yaml, bool isNeeded = true)
    {
        if (yaml.Section("source") is not { } source)
        {
            if (isNeeded) yaml.Faults.Add(yaml.Place, "'source' is missing: {geopackage: FILE}, {postgis: {connectionVariable: NAME}}, {shapefile: FILE}, {geojson: FILE}, {csv: FILE}, {flatgeobuf: FILE}, {geotiff: FILE}, {mbtiles: FILE} or {pmtiles: FILE}.");
            return null;
        }
        int before = source.Faults.Count;
        var found = new List<SourceOptions>();
        foreach ((string key, SourceKind kind) in FileKeys)
        {
            if (source.Text(key) is { Length: > 0 } file) found.Add(new SourceOptions(source.PlaceOf(key), kind, file));
        }
        if (source.Section("postgis") is { } postgis)
        {
            string? variable = postgis.RequiredText("connectionVariable");
            if (variable is not null) found.Add(new SourceOptions(source.Place, SourceKind.PostGis, variable) { Schema = postgis.Text("schema") ?? "public" });
            else postgis.Text("schema");
            postgis.End();
        }
        SourceOptions? options = found.Count == 1 ? ReadDetails(source, found[0]) : null;
        source.End();
        if (found.Count != 1 && source.Faults.Count == before) source.Faults.Add(source.Place, "one of 'geopackage', 'postgis', 'shapefile', 'geojson', 'csv', 'flatgeobuf', 'geotiff', 'mbtiles' and 'pmtiles' is to be given.");
        return options;
    }

    private static SourceOptions ReadDetails(YamlSection source, SourceOptions options)
    {
        if (options.Kind is SourceKind.Shapefile or SourceKind.Csv && source.Text("encoding") is { } encoding)
        {
            if (TextEncodings.Find(encoding) is null) source.Faults.Add(source.PlaceOf("encoding"), $"encoding '{encoding}' is not known; write UTF-8, GBK, GB18030, Big5, ISO-8859-1 or the number of a code page, such as 936.");
            else options = options with { EncodingName = encoding };
        }
        if (options.Kind != SourceKind.Csv) return options;
        options = options with { X = source.Text("x"), Y = source.Text("y"), Wkt = source.Text("wkt"), Header = source.Boolean("header"), Delimiter = ReadDelimiter(source) };
        if ((options.X is null) != (options.Y is null)) source.Faults.Add(source.Place, "'x' and 'y' are to be given together: the columns of longitude and latitude.");
        if (options.X is not null && options.Wkt is not null) source.Faults.Add(source.PlaceOf("wkt"), "either 'x' and 'y' or 'wkt' is to be given, not both.");
        return options;
    }

    private static char? ReadDelimiter(YamlSection source)
    {
        switch (source.Text("delimiter"))
        {
            case null: return null;
            case "," or "comma": return ',';
            case ";" or "semicolon": return ';';
            case "\t" or "tab": return '\t';
            case "|" or "bar": return '|';
            case var other:
                source.Faults.Add(source.PlaceOf("delimiter"), $"'{other}' is to be one of comma, semicolon, tab and bar.");
                return null;
        }
    }
}
