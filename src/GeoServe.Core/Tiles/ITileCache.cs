using GeoServe.Core.Sources;

namespace GeoServe.Core.Tiles;

/// <summary>Keeps finished tiles: in memory, and in a store that may be shared and may be away. A store that is down is only a miss. Safe for concurrent calls.</summary>
public interface ITileCache
{
    /// <summary>The tile in memory, if its content is that of the address's snapshot; allocates nothing.</summary>
    Tile? InMemory(in TileAddress address);

    /// <summary>Keeps a tile in memory, in the place of an older version.</summary>
    void KeepInMemory(in TileAddress address, Tile tile);

    /// <summary>Reads a tile from the store; null where it has none or gives no answer in time.</summary>
    ValueTask<Tile?> GetAsync(TileKey key, CancellationToken cancellationToken);

    /// <summary>Writes a tile to the store. A store that is away takes nothing, without an exception.</summary>
    ValueTask PutAsync(TileKey key, Tile tile, CancellationToken cancellationToken);
}
