using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.VectorTiles.Decoding;

/// <summary>
/// Tiles of an archive, unpacked: a picture asks for the same ones for each of its layers, and the next picture for some of them again. Bounded in bytes.
/// Safe for concurrent calls.
/// </summary>
/// <param name="source">The archive.</param>
public sealed class ArchiveTiles(ITileSource source)
{
    // Some hundred tiles, those of a few metatiles.
    private const long MostBytes = 16 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<(TileCoordinate Tile, ulong Revision), LinkedListNode<(TileCoordinate Tile, ulong Revision, ReadOnlyMemory<byte> Body)>> _nodes = [];
    private readonly LinkedList<(TileCoordinate Tile, ulong Revision, ReadOnlyMemory<byte> Body)> _order = new();
    private long _bytes;

    /// <summary>The body of a tile, unpacked; empty where there is none.</summary>
    /// <exception cref="SourceUnavailableException">The archive gave no answer or was replaced.</exception>
    /// <exception cref="SourceFaultException">The tile is damaged.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(TileCoordinate tile, ulong revision, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_nodes.TryGetValue((tile, revision), out var known))
            {
                _order.Remove(known);
                _order.AddFirst(known);
                return known.Value.Body;
            }
        }
        Tile? stored = await source.ReadAsync(tile, revision, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> body = stored is null ? default : TileBody.Unpack(stored);
        lock (_lock)
        {
            if (_nodes.ContainsKey((tile, revision))) return body;
            _nodes[(tile, revision)] = _order.AddFirst((tile, revision, body));
            _bytes += body.Length + 128;
            while (_bytes > MostBytes && _order.Last is { } oldest && oldest != _order.First)
            {
                _order.RemoveLast();
                _nodes.Remove((oldest.Value.Tile, oldest.Value.Revision));
                _bytes -= oldest.Value.Body.Length + 128;
            }
        }
        return body;
    }
}
