using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Server.Configuration;
using GeoServe.Sources.Csv;
using GeoServe.Sources.Files;
using GeoServe.Sources.FlatGeobuf;
using GeoServe.Sources.GeoJson;
using GeoServe.Sources.GeoPackage;
using GeoServe.Sources.Shapefile;

namespace GeoServe.Server.Publishing;

/// <summary>Reads a layer, finding out the coordinate system that its file does not name.</summary>
/// <param name="request">What the user said.</param>
/// <param name="known">Longitude and latitude around what is served already; asked only where numbers alone do not tell.</param>
/// <param name="progress">Told how many rows were read.</param>
internal sealed class LayerReader(PublishRequest request, Func<Task<Box>> known, IProgress<long> progress)
{
    // Names that keys have; a column of another name may hold different values by chance.
    private static readonly string[] s_keys = ["id", "fid", "gid", "objectid", "code", "adcode", "uuid", "编码", "代码", "编号", "行政区代码", "统一编码"];

    /// <summary>Reads it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="notes">Given what was guessed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found, and the CRS to write to the configuration; null where the file says it.</returns>
    /// <exception cref="PublishException">It cannot be read, or its CRS cannot be told.</exception>
    public async Task<(LayerFacts Facts, string? Crs)> ReadAsync(LayerFile layer, List<string> notes, CancellationToken cancellationToken)
    {
        if (request.Crs is { } named)
        {
            Crs crs = CrsRegistry.Find(named)?.Crs ?? throw new PublishException($"--crs: '{named}' is not known here; write it as EPSG:4490. Known are EPSG:4326, 4490, 3857, 4214, 4513 to 4554, 2432 to 2442, 32601 to 32660 and 32701 to 32760.");
            return (await SurveyAsync(layer, crs, cancellationToken).ConfigureAwait(false), crs.Name);
        }
        bool isNamed = IsCrsNamed(layer);
        LayerFacts facts = await SurveyAsync(layer, isNamed ? null : Crs.WebMercator, cancellationToken).ConfigureAwait(false);      // numbers as they stand
        if (isNamed && (layer.Kind != SourceKind.GeoJson || facts.OffEarth.Count == 0)) return (facts, null);
        if (isNamed) facts = await SurveyAsync(layer, Crs.WebMercator, cancellationToken).ConfigureAwait(false);      // GeoJSON that is not in degrees, whatever RFC 7946 says
        if (facts.Schema.GeometryName is null) return (facts, null);
        var guess = CrsGuess.Of(facts.Extent, Box.Empty);
        if (guess.Crs is null) guess = CrsGuess.Of(facts.Extent, await known().ConfigureAwait(false));
        if (guess.Crs is null) throw new PublishException($"its coordinate system is not known: {guess.Reason}");
        notes.Add($"It names no coordinate system; {guess.Reason}");
        return (await SurveyAsync(layer, guess.Crs, cancellationToken).ConfigureAwait(false), guess.Crs.Name);
    }

    /// <summary>The column that can be the layer's key; null where the file has its own, or none fits.</summary>
    public async Task<string?> FindKeyAsync(LayerFile layer, LayerFacts facts, string? crs, CancellationToken cancellationToken)
    {
        if (layer.Kind == SourceKind.GeoPackage) return null;
        ColumnFacts? column = s_keys.Select(name => facts.Columns.FirstOrDefault(one => one.Column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(one => one is not null && one.Column.Name != facts.Schema.Key && one.Values == facts.Rows && one.Uniqueness == 1);
        if (column is null || facts.Schema.IndexOf(column.Column.Name) < 0) return null;
        await using IFeatureSource source = Open(layer, crs is null ? null : CrsRegistry.Find(crs)?.Crs, column.Column.Name);
        try
        {
            await source.ReadSchemaAsync(cancellationToken).ConfigureAwait(false);
            return column.Column.Name;
        }
        catch (SourceFaultException)
        {
            return null;        // two rows have the same
        }
    }

    private async Task<LayerFacts> SurveyAsync(LayerFile layer, Crs? crs, CancellationToken cancellationToken)
    {
        await using IFeatureSource source = Open(layer, crs, key: null);
        try
        {
            return await LayerSurvey.ReadAsync(source, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is SourceFaultException or SourceUnavailableException)
        {
            throw PublishException.Of(broken, layer.Path);
        }
    }

    private IFeatureSource Open(LayerFile layer, Crs? crs, string? key)
    {
        System.Text.Encoding? encoding = request.Encoding is null ? null : TextEncodings.Find(request.Encoding)
            ?? throw new PublishException($"--encoding: '{request.Encoding}' is not known; write UTF-8, GBK, GB18030, Big5, ISO-8859-1 or the number of a code page, such as 936.");
        return layer.Kind switch
        {
            SourceKind.GeoPackage => GeoPackageSource.Open(layer.Path, layer.Table!, crs),
            SourceKind.Shapefile => ShapefileSource.Open(layer.Path, new ShapefileOptions { Crs = crs, Key = key, Encoding = encoding }),
            SourceKind.GeoJson => GeoJsonSource.Open(layer.Path, new GeoJsonOptions { Crs = crs, Key = key }),
            SourceKind.FlatGeobuf => FlatGeobufSource.Open(layer.Path, new FlatGeobufOptions { Crs = crs, Key = key }),
            _ => CsvSource.Open(layer.Path, new CsvOptions { X = request.X, Y = request.Y, Wkt = request.Wkt, Encoding = encoding, Crs = crs, Key = key }),
        };
    }

    // A GeoPackage and a FlatGeobuf say it, or say that they do not; GeoJSON is in degrees where it says nothing (RFC 7946, 4).
    private static bool IsCrsNamed(LayerFile layer) => layer.Kind switch
    {
        SourceKind.Shapefile => layer.Files.Any(file => Path.GetExtension(file).Equals(".prj", StringComparison.OrdinalIgnoreCase)),
        SourceKind.Csv => false,
        _ => true,
    };
}
