using GeoServe.Caching.Memory;
using GeoServe.Caching.Redis;
using GeoServe.Core.Sources;
using GeoServe.Core.Tiles;

namespace GeoServe.Caching.Layered;

/// <summary>Memory before Redis; without Redis, memory alone.</summary>
/// <param name="memory">The first level.</param>
/// <param name="store">The second level; null for none.</param>
public sealed class LayeredTileCache(MemoryTileCache memory, RedisTileStore? store) : ITileCache
{
    /// <inheritdoc/>
    public Tile? InMemory(in TileAddress address) => memory.Find(address);

    /// <inheritdoc/>
    public void KeepInMemory(in TileAddress address, Tile tile) => memory.Keep(address, tile);

    /// <inheritdoc/>
    public ValueTask<Tile?> GetAsync(TileKey key, CancellationToken cancellationToken) =>
        store is null ? default : store.GetAsync(key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask PutAsync(TileKey key, Tile tile, CancellationToken cancellationToken) =>
        store is null ? default : store.PutAsync(key, tile, cancellationToken);
}
