namespace GeoServe.Sources.PmTiles;

/// <summary>Leaf directories that were read last, bounded in bytes. Safe for concurrent calls.</summary>
/// <param name="mostBytes">Of all that are kept.</param>
internal sealed class PmTilesLeaves(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, LinkedListNode<(long Offset, PmTilesDirectory Directory)>> _nodes = [];
    private readonly LinkedList<(long Offset, PmTilesDirectory Directory)> _order = new();      // the one used last comes first
    private long _bytes;

    /// <summary>The directory at a place in the file; null where it is not kept.</summary>
    public PmTilesDirectory? Find(long offset)
    {
        lock (_lock)
        {
            if (!_nodes.TryGetValue(offset, out LinkedListNode<(long, PmTilesDirectory Directory)>? node)) return null;
            if (node != _order.First)
            {
                _order.Remove(node);
                _order.AddFirst(node);
            }
            return node.Value.Directory;
        }
    }

    /// <summary>Keeps one, and lets go those not asked for the longest.</summary>
    public void Keep(long offset, PmTilesDirectory directory)
    {
        lock (_lock)
        {
            if (_nodes.ContainsKey(offset)) return;
            _nodes[offset] = _order.AddFirst((offset, directory));
            _bytes += directory.SizeBytes;
            while (_bytes > mostBytes && _order.Last is { } oldest && oldest != _order.First)
            {
                _order.RemoveLast();
                _nodes.Remove(oldest.Value.Offset);
                _bytes -= oldest.Value.Directory.SizeBytes;
            }
        }
    }
}
