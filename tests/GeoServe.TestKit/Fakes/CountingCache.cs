using GeoServe.Core.Sources;
using GeoServe.Core.Tiles;

namespace GeoServe.TestKit.Fakes;

/// <summary>A cache that keeps nothing and writes down what it is asked.</summary>
public sealed class CountingCache : ITileCache
{
    private int _reads, _puts;

    /// <summary>Tiles asked of the store.</summary>
    public int Reads => _reads;

    /// <summary>Tiles to be kept, in memory or in the store.</summary>
    public int Puts => _puts;

    public Tile? InMemory(in TileAddress address) => null;

    public void KeepInMemory(in TileAddress address, Tile tile) => Interlocked.Increment(ref _puts);

    public ValueTask<Tile?> GetAsync(TileKey key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return default;
    }

    public ValueTask PutAsync(TileKey key, Tile tile, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _puts);
        return default;
    }
}
