using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Maps;

/// <summary>
/// Where and how big a picture is. A style pixel is the pixel of a style's widths and sizes; the picture has <see cref="Scale"/> times as
/// many each way. Scene units are whole numbers, x right and y down from the view's top left corner.
/// </summary>
public sealed record MapView
{
    /// <summary>Units of a vector tile across (MVT 2.1, 4.1: extent), whatever the zoom.</summary>
    public const int VectorTileExtent = 4096;

    /// <summary>Side of a vector tile in style pixels, as MapLibre shows it.</summary>
    public const int VectorTilePixels = 512;

    /// <summary>The CRS of <see cref="Box"/>.</summary>
    public required Crs Crs { get; init; }

    /// <summary>What the picture covers, in units of the CRS, x east, without any margin.</summary>
    public required Box Box { get; init; }

    /// <summary>Width in style pixels.</summary>
    public required int WidthPixels { get; init; }

    /// <summary>Height in style pixels.</summary>
    public required int HeightPixels { get; init; }

    /// <summary>Zoom of MapLibre: that of the Web Mercator tile matrix of 512-pixel tiles at this scale.</summary>
    public required double Zoom { get; init; }

    /// <summary>Scene units in one style pixel.</summary>
    public required int UnitsPerPixel { get; init; }

    /// <summary>Picture pixels in one style pixel: 1, or 2 for "@2x".</summary>
    public int Scale { get; init; } = 1;

    /// <summary>What is made of the scene.</summary>
    public required TileFormat Format { get; init; }

    /// <summary>How a vector tile's body is packed.</summary>
    public TileEncoding Encoding { get; init; }

    /// <summary>The tiles of which the view is made up; null for a view off the grid.</summary>
    public TileRange? Tiles { get; init; }

    /// <summary>The tile matrix set of <see cref="Tiles"/>.</summary>
    public TileMatrixSet? TileMatrixSet { get; init; }

    /// <summary>Side of a scene unit in steps of the <see cref="WorldGrid"/> where units lie on its steps: vector tiles of WebMercatorQuad up to z20; else 0.</summary>
    public int UnitSteps => Format == TileFormat.Mvt && TileMatrixSet == TileMatrixSet.WebMercatorQuad && Tiles is { Z: <= 20 } tile ? 1 << (20 - tile.Z) : 0;

    /// <summary>What of the map's content is shown; null for all.</summary>
    public MapSelection? Selection { get; init; }

    /// <summary>Width in scene units.</summary>
    public int WidthUnits => WidthPixels * UnitsPerPixel;

    /// <summary>Height in scene units.</summary>
    public int HeightUnits => HeightPixels * UnitsPerPixel;

    /// <summary>The view of a block of tiles as one raster picture: 16 units in each pixel of the picture.</summary>
    public static MapView OfRaster(TileMatrixSet set, TileRange tiles, int scale, TileFormat format) => new()
    {
        Crs = set.Crs,
        Box = set.Bounds(tiles),
        WidthPixels = tiles.Columns * set.Matrices[tiles.Z].TilePixels,
        HeightPixels = tiles.Rows * set.Matrices[tiles.Z].TilePixels,
        Zoom = ZoomOf(set, tiles.Z, pixels: 256),
        UnitsPerPixel = 16 * scale,
        Scale = scale,
        Format = format,
        Tiles = tiles,
        TileMatrixSet = set,
    };

    /// <summary>The view of one vector tile: <see cref="VectorTileExtent"/> units across.</summary>
    public static MapView OfVectorTile(TileMatrixSet set, TileCoordinate tile, TileEncoding encoding = TileEncoding.Gzip) => new()
    {
        Crs = set.Crs,
        Box = set.Bounds(tile),
        WidthPixels = VectorTilePixels,
        HeightPixels = VectorTilePixels,
        Zoom = ZoomOf(set, tile.Z, pixels: 512),
        UnitsPerPixel = VectorTileExtent / VectorTilePixels,
        Format = TileFormat.Mvt,
        Encoding = encoding,
        Tiles = new TileRange(tile.Z, tile.X, tile.Y, tile.X, tile.Y),
        TileMatrixSet = set,
    };

    // MapLibre's zoom 0 shows the world on 512 pixels, so a matrix of 256-pixel tiles lies one zoom lower than its number.
    private static double ZoomOf(TileMatrixSet set, int z, int pixels) =>
        Math.Log2(TileMatrixSet.WebMercatorQuad.Matrices[0].ScaleDenominator / set.Matrices[z].ScaleDenominator) - (pixels == 256 ? 1 : 0);
}
