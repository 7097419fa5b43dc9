using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Tiles;

/// <summary>Tiles that are made at once: a block of pictures, or one vector tile.</summary>
public static class Metatile
{
    /// <summary>Raster tiles of a metatile each way: 1,024 pixels a side, drawn once instead of sixteen times.</summary>
    public const int RasterTiles = 4;

    /// <summary>The block that is made when a tile is asked for: aligned, and cut to the map's limits.</summary>
    public static TileRange Around(in TileRequest request)
    {
        TileCoordinate tile = request.Tile;
        if (request.Format == Sources.TileFormat.Mvt) return new(tile.Z, tile.X, tile.Y, tile.X, tile.Y);
        int x = tile.X / RasterTiles * RasterTiles, y = tile.Y / RasterTiles * RasterTiles;
        var block = new TileRange(tile.Z, x, y, x + RasterTiles - 1, y + RasterTiles - 1);
        foreach (TileRange limits in request.Map.Limits(request.TileMatrixSet))
        {
            if (limits.Contains(tile)) return block.Intersection(limits);
        }
        // A tile beyond the map's content, but within the matrix: empty, so made alone.
        return new(tile.Z, tile.X, tile.Y, tile.X, tile.Y);
    }
}
