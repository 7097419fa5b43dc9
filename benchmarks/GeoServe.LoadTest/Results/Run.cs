using GeoServe.LoadTest.Contenders;

namespace GeoServe.LoadTest.Results;

/// <summary>The measurements of one run, put together.</summary>
/// <param name="measurements">Line by line.</param>
internal sealed class Run(IReadOnlyList<Measurement> measurements)
{
    private static readonly string[] s_order = [Names.PostGis, Names.Engine, Names.MapServerPostGis, Names.MapServerGeoPackage, Names.Server];

    /// <summary>The zooms that were measured.</summary>
    public int[] Zooms { get; } = [.. measurements.OfType<TilesMeasured>().Select(tiles => tiles.Zoom).Distinct().Order()];

    /// <summary>Who was measured, in the order of the tables.</summary>
    public string[] Contenders { get; } = [.. s_order.Where(name => measurements.OfType<TilesMeasured>().Any(tiles => tiles.Contender == name))];

    public IEnumerable<PyramidMeasured> Pyramids => measurements.OfType<PyramidMeasured>();

    public IEnumerable<OwnMeasured> Own => measurements.OfType<OwnMeasured>();

    /// <summary>All rounds of a contender at a zoom; null where it was not asked.</summary>
    public TilesMeasured? Tiles(string contender, int zoom)
    {
        TilesMeasured[] rounds = [.. measurements.OfType<TilesMeasured>().Where(tiles => tiles.Contender == contender && tiles.Zoom == zoom)];
        return rounds.Length == 0 ? null : new TilesMeasured(contender, zoom, 0, rounds.Sum(round => round.Tiles), rounds.Sum(round => round.Seconds), rounds.Sum(round => round.CpuSeconds), rounds.Sum(round => round.SentBytes), rounds.Sum(round => round.Failed));
    }

    /// <summary>Tiles for each second of a core; null where it was not asked or all were too quick for the clock of <c>/proc</c>.</summary>
    public double? Work(string contender, int zoom) => Tiles(contender, zoom) is { CpuSeconds: > 0 } tiles ? (tiles.Tiles - tiles.Failed) / tiles.CpuSeconds : null;

    /// <summary>What its tiles of a zoom hold.</summary>
    public ContentMeasured? Content(string contender, int zoom) => measurements.OfType<ContentMeasured>().LastOrDefault(content => content.Contender == contender && content.Zoom == zoom);

    /// <summary>Shares of the source's features and area, of one layer or of all; NaN where the source has none.</summary>
    public (double Features, double Area) Kept(string contender, int zoom, string? layer = null)
    {
        if (Content(contender, zoom) is not { } content) return (double.NaN, double.NaN);
        LayerContent kept = Sum(content, layer), source = Sum(Content(Names.Source, zoom), layer);
        return (kept.Features / (double)source.Features, source.Area > 0 ? kept.Area / source.Area : double.NaN);
    }

    private static LayerContent Sum(ContentMeasured? content, string? layer) =>
        content?.Layers.Where(pair => layer is null || pair.Key == layer).Aggregate(new LayerContent(0, 0), (sum, pair) => sum + pair.Value) ?? new LayerContent(0, 0);
}
