using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Tiles;

/// <summary>
/// One metatile in one version: what is rendered once however many wait for its tiles. A snapshot that changed nothing of the map has the same stamp,
/// and its requests join.
/// </summary>
/// <param name="TopLeft">Key of the metatile's first tile, with everything that tells tiles apart.</param>
/// <param name="Tiles">Its tiles.</param>
public readonly record struct FlightKey(TileKey TopLeft, TileRange Tiles)
{
    /// <summary>The flight that makes the tile of an address.</summary>
    public static FlightKey Of(in TileAddress address, TileRange metatile) =>
        new(address.At(new TileCoordinate(metatile.Z, metatile.MinX, metatile.MinY)).Key, metatile);
}
