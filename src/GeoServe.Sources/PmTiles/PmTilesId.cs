using GeoServe.Core.TileMatrices;

namespace GeoServe.Sources.PmTiles;

/// <summary>Numbers of tiles: zoom by zoom, in each along a Hilbert curve (PMTiles 3, 4.1).</summary>
internal static class PmTilesId
{
    /// <summary>The last zoom whose numbers every reader holds exactly: 2^53.</summary>
    public const int MostZoom = 26;

    /// <summary>The number of a tile.</summary>
    /// <param name="tile">Of a zoom from 0 to <see cref="MostZoom"/>, inside its matrix.</param>
    public static ulong Of(TileCoordinate tile)
    {
        ulong id = ((1UL << (2 * tile.Z)) - 1) / 3;     // tiles of all zooms before
        uint x = (uint)tile.X, y = (uint)tile.Y;
        for (int bit = tile.Z - 1; bit >= 0; bit--)
        {
            uint side = 1u << bit, right = (x >> bit) & 1, lower = (y >> bit) & 1;
            id += ((3 * right) ^ lower) * ((ulong)side << bit);
            x &= side - 1;
            y &= side - 1;
            if (lower != 0) continue;
            if (right != 0) (x, y) = (side - 1 - x, side - 1 - y);
            (x, y) = (y, x);
        }
        return id;
    }
}
