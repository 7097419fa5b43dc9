using System.Text;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Core.TileMatrices;
using GeoServe.Rendering;
using GeoServe.Sources.GeoTiff;
using GeoServe.TestKit.Pictures;

namespace GeoServe.IntegrationTests.Rasters;

/// <summary>A map of one GeoTIFF <c>r</c>, drawn through the real scene builder and encoder.</summary>
internal sealed class DrawnRaster : IAsyncDisposable
{
    private readonly GeoTiffSource _source;
    private readonly SceneBuilder _scenes = new(new LabelBlocks(new NoLabels()));
    private readonly RasterEncoder _encoder = new();

    private DrawnRaster(GeoTiffSource source, RasterInfo info, Map map)
    {
        (_source, Info, Map) = (source, info, map);
        Snapshot = new Snapshot(new Catalog([], [map]) { Rasters = map.Rasters }, [], [new RasterState(map.Rasters[0], 1)]);
    }

    public RasterInfo Info { get; }

    public Map Map { get; }

    public Snapshot Snapshot { get; }

    /// <summary>A map of a file in the layers of a style.</summary>
    public static async Task<DrawnRaster> OpenAsync(string file, string layers)
    {
        string json = $$"""{"version": 8, "sources": {}, "layers": [{{layers}}]}""";
        StyleReading reading = MapLibreStyleReader.Read(json);
        Style style = reading.Style ?? throw new ArgumentException(string.Join('\n', reading.Faults));
        var source = GeoTiffSource.Open(file);
        RasterInfo info = await source.ReadInfoAsync(default);
        var raster = new RasterCollection("r", LocalText.Of("r"), LocalText.Of(""), source, info, CrsRegistry.Between(info.Crs, Crs.Crs84).Transform(info.Bounds));
        var map = new Map("m", [], [new MapStyle("s", LocalText.Of("s"), style, Encoding.UTF8.GetBytes(json), 1)], TileMatrixSet.WellKnown, 0, 22, Box.WholeEarth)
        {
            Title = LocalText.Of("m"),
            Abstract = LocalText.Of(""),
            Rasters = [raster],
            RasterStyles = [.. RasterStyles.Of(raster)],
        };
        return new DrawnRaster(source, info, map);
    }

    /// <summary>A picture of tiles of a set, drawn at once.</summary>
    public Task<Picture> TilesAsync(TileMatrixSet set, TileRange tiles, string style = "", int scale = 1) => DrawAsync(MapView.OfRaster(set, tiles, scale, TileFormat.Png) with { Tiles = null }, style);

    /// <summary>A picture of a view.</summary>
    public async Task<Picture> DrawAsync(MapView view, string style = "")
    {
        using MapScene scene = await _scenes.BuildAsync(view, Map, Map.FindStyle(style)!, Snapshot, default);
        return Picture.Decode(_encoder.Encode(scene, default)[0].Body.Span);
    }

    /// <summary>The numbers that a view shows, as clients read them from the colours; NaN for none.</summary>
    public async Task<double[]> ValuesAsync(MapView view)
    {
        Picture picture = await DrawAsync(view, "r~values");
        var values = new double[picture.Width * picture.Height];
        for (int i = 0; i < values.Length; i++)
        {
            SkiaSharp.SKColor code = picture[i % picture.Width, i / picture.Width];
            double value = (code.Red * 256) + code.Green + (code.Blue / 256.0) - 32768;
            values[i] = value == ElevationCodeLayer.None ? double.NaN : value;
        }
        return values;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private sealed class NoLabels : ILabelPlacer
    {
        public PlacedLabels Place(MapScene block, CancellationToken cancellationToken) => throw new InvalidOperationException("These maps have no labels.");

        public int MarginPixels(MapStyle style) => 0;
    }
}
