using System.Text;
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
using GeoServe.Rendering.Glyphs;
using GeoServe.Rendering.Labels;
using GeoServe.TestKit;
using GeoServe.TestKit.Pictures;
using Microsoft.Extensions.Logging.Abstractions;

namespace GeoServe.UnitTests.Rendering;

/// <summary>A map of one GeoJSON collection "t" in one style, drawn through the real scene builder and encoder.</summary>
internal sealed class DrawnMap
{
    public static readonly string FontFolder = RepositoryFolder.PathOf("samples", "chongqing", "data", "fonts");
    public static readonly FontLibrary Fonts = new(FontFolder, NullLogger<FontLibrary>.Instance);

    private readonly Map _map;
    private readonly MapStyle _style;
    private readonly Snapshot _snapshot;
    private readonly SceneBuilder _scenes = new(new LabelBlocks(new LabelPlacer(Fonts, NullLogger<LabelPlacer>.Instance)));
    private readonly RasterEncoder _encoder = new();

    public DrawnMap(string geoJson, string style)
    {
        var source = new GeoJsonSource(geoJson);
        var collection = new Collection("t", new LocalText("t", "t"), new LocalText("", ""), source.Schema, source, Box.WholeEarth, null);
        StyleReading reading = MapLibreStyleReader.Read(style);
        _style = new MapStyle("default", new LocalText("d", "d"), reading.Style ?? throw new ArgumentException(string.Join('\n', reading.Faults)), Encoding.UTF8.GetBytes(style), 1);
        _map = new Map("m", [collection], [_style], [TileMatrixSet.WebMercatorQuad], 0, 22, Box.WholeEarth) { Title = new LocalText("m", "m"), Abstract = new LocalText("", "") };
        _snapshot = new Snapshot(new Catalog([collection], [_map]), [new CollectionState(collection, 1, new SourceTileIndex(source, source.Schema, Box.WholeEarth))]);
    }

    /// <summary>A trial's data in a trial's style.</summary>
    public static DrawnMap OfTrial(string data, string style) => new(Trial(data), Trial(style));

    public static string Trial(string file) => File.ReadAllText(RepositoryFolder.PathOf("tests", "fixtures", "trials", file));

    /// <summary>One tile, drawn by itself.</summary>
    public Picture Tile(int z, int x, int y, int scale = 1, TileFormat format = TileFormat.Png) =>
        Picture.Decode(Tiles(new TileRange(z, x, y, x, y), scale, format)[0].Body.Span);

    /// <summary>Tiles each drawn by itself, put side by side.</summary>
    public Picture Stitched(int z, int minX, int minY, int maxX, int maxY, int scale = 1) => Picture.Stitch(
        [.. Enumerable.Range(minY, maxY - minY + 1).SelectMany(y => Enumerable.Range(minX, maxX - minX + 1).Select(x => Tile(z, x, y, scale)))], maxX - minX + 1);

    /// <summary>The tiles of one metatile.</summary>
    public Tile[] Tiles(TileRange range, int scale = 1, TileFormat format = TileFormat.Png) =>
        Encode(MapView.OfRaster(TileMatrixSet.WebMercatorQuad, range, scale, format));

    /// <summary>A picture off the grid, in Web Mercator.</summary>
    public Picture View(Box box, int width, int height, TileFormat format = TileFormat.Png) => Picture.Decode(ViewBody(box, width, height, format).Span);

    /// <summary>The same, encoded.</summary>
    public ReadOnlyMemory<byte> ViewBody(Box box, int width, int height, TileFormat format = TileFormat.Png) => Encode(new MapView
    {
        Crs = Crs.WebMercator,
        Box = box,
        WidthPixels = width,
        HeightPixels = height,
        Zoom = Math.Log2(2 * TileMatrixSet.MercatorHalf / 512 / (box.Width / width)),
        UnitsPerPixel = 16,
        Format = format,
    })[0].Body;

    private Tile[] Encode(MapView view)
    {
        using MapScene scene = _scenes.BuildAsync(view, _map, _style, _snapshot, CancellationToken.None).GetAwaiter().GetResult();
        return _encoder.Encode(scene, CancellationToken.None);
    }
}
