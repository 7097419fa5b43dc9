using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Tiles;

/// <summary>One metatile of one snapshot for one view class: what is rendered once however many wait for its tiles.</summary>
/// <param name="TopLeft">Name of the metatile's first tile, with everything that tells tiles apart.</param>
/// <param name="Tiles">Its tiles.</param>
/// <param name="Snapshot">Id of the snapshot.</param>
public readonly record struct FlightKey(TileName TopLeft, TileRange Tiles, long Snapshot)
{
    /// <summary>The flight that makes the tile of an address.</summary>
    public static FlightKey Of(in TileAddress address, TileRange metatile) =>
        new(address.At(new TileCoordinate(metatile.Z, metatile.MinX, metatile.MinY)).Name, metatile, address.Snapshot.Id);
}
