using System.Threading.Channels;
using GeoServe.Core.Sources;
using Microsoft.Extensions.Logging;

namespace GeoServe.Core.Tiles;

/// <summary>Writes finished tiles to the store behind the answer's back. When it is full a tile is not stored: it will be made again.</summary>
/// <param name="cache">Where to.</param>
/// <param name="log">Told when a tile could not be kept.</param>
public sealed class TileStoreQueue(ITileCache cache, ILogger<TileStoreQueue> log)
{
    // About 20 MB of typical tiles; at a thousand tiles a second a Redis may be slow for a second.
    private const int MostWaiting = 1024;

    private readonly Channel<(TileKey Key, Tile Tile)> _tiles = Channel.CreateBounded<(TileKey, Tile)>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Leaves a tile to be stored soon; returns at once.</summary>
    public void Post(TileKey key, Tile tile) => _tiles.Writer.TryWrite((key, tile));

    /// <summary>Stores tiles until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach ((TileKey key, Tile tile) in _tiles.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await cache.PutAsync(key, tile, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.TileNotStored(log, failure.Message);
            }
        }
    }
}
