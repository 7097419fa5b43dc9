using System.Text;
using BenchmarkDotNet.Attributes;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Core.TileMatrices;
using GeoServe.Rendering;
using GeoServe.SampleCity;
using GeoServe.Sources.GeoTiff;
using GeoServe.TestKit;

namespace GeoServe.Benchmarks.Rasters;

/// <summary>What one tile of 256 pixels of a relief costs, from the file to PNG: read from blocks that are kept, brought to Web Mercator, coloured and shaded.</summary>
[MemoryDiagnoser]
public class HillshadeBenchmarks
{
    private readonly RasterEncoder _encoder = new();
    private readonly SceneBuilder _scenes = new(new LabelBlocks(new NoLabels()));
    private TemporaryFolder _folder = null!;
    private GeoTiffSource _source = null!;
    private Map _map = null!;
    private Snapshot _snapshot = null!;
    private MapView _view = null!;

    [Params(8, 11)] public int Zoom { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _folder = new TemporaryFolder();
        SampleRelief relief = SampleRelief.Of(SampleSeed.Load(RepositoryFolder.PathOf("samples", "chongqing", "data")), new SampleCityOptions());
        string file = _folder.PathOf("relief.tif");
        GeoTiffWriter.Write(file, relief.Columns, relief.Rows, new PixelTransform(relief.West, relief.CellLon, 0, relief.North, 0, -relief.CellLat), Crs.Epsg4326, relief.Heights);
        _source = GeoTiffSource.Open(file);
        RasterInfo info = await _source.ReadInfoAsync(default);
        var raster = new RasterCollection("r", LocalText.Of("r"), LocalText.Of(""), _source, info, info.Bounds);
        _map = new Map("m", [], [Style("both", Relief, Shade), Style("shade", Shade), Style("colours", Relief)], [TileMatrixSet.WebMercatorQuad], 0, 18, info.Bounds)
        {
            Title = LocalText.Of("m"),
            Abstract = LocalText.Of(""),
            Rasters = [raster],
            RasterStyles = [.. RasterStyles.Of(raster)],
        };
        _snapshot = new Snapshot(new Catalog([], [_map]) { Rasters = [raster] }, [], [new RasterState(raster, 1)]);
        Position middle = CrsRegistry.Between(Crs.Crs84, Crs.WebMercator).Transform(new Position(108.6, 30.9));
        _view = MapView.OfRaster(TileMatrixSet.WebMercatorQuad, TileMatrixSet.WebMercatorQuad.Covering(new Box(middle.X, middle.Y, middle.X, middle.Y), Zoom), 1, TileFormat.Png);
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _source.DisposeAsync();
        _folder.Dispose();
    }

    [Benchmark(Baseline = true)] public Task<int> Colours() => DrawAsync("colours");

    [Benchmark] public Task<int> Hillshade() => DrawAsync("shade");

    [Benchmark] public Task<int> ColoursAndHillshade() => DrawAsync("both");

    [Benchmark] public Task<int> HeightsForTheBrowser() => DrawAsync("r~dem");

    private const string Relief = """{"id":"c","type":"color-relief","source":"r","paint":{"color-relief-color":["interpolate",["linear"],["elevation"],0,"#206040",700,"#e0d090",2000,"#ffffff"]}}""";

    private const string Shade = """{"id":"h","type":"hillshade","source":"r"}""";

    private async Task<int> DrawAsync(string style)
    {
        using MapScene scene = await _scenes.BuildAsync(_view, _map, _map.FindStyle(style)!, _snapshot, default);
        return _encoder.Encode(scene, default)[0].Body.Length;
    }

    private static MapStyle Style(string id, params string[] layers)
    {
        string json = $$"""{"version":8,"layers":[{{string.Join(',', layers)}}]}""";
        return new MapStyle(id, LocalText.Of(id), MapLibreStyleReader.Read(json).Style!, Encoding.UTF8.GetBytes(json), 1);
    }

    private sealed class NoLabels : ILabelPlacer
    {
        public PlacedLabels Place(MapScene block, CancellationToken cancellationToken) => throw new InvalidOperationException("These maps have no labels.");

        public int MarginPixels(MapStyle style) => 0;
    }
}
