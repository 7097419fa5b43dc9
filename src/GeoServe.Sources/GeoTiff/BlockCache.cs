namespace GeoServe.Sources.GeoTiff;

/// <summary>Unpacked blocks that were used last, of all files together, bounded in bytes: neighbouring tiles share blocks. Safe for concurrent calls.</summary>
/// <param name="mostBytes">Most memory for them.</param>
internal sealed class BlockCache(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<BlockKey, LinkedListNode<Kept>> _byKey = [];
    private readonly LinkedList<Kept> _byUse = [];
    private long _bytes;

    /// <summary>That of all files: 500 blocks of 256 x 256 pixels.</summary>
    public static BlockCache Shared { get; } = new(128 << 20);

    /// <summary>Bytes that are kept.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock) return _bytes;
        }
    }

    /// <summary>A block; null where it is not kept.</summary>
    public T[]? Find<T>(in BlockKey key) where T : unmanaged
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out LinkedListNode<Kept>? node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Pixels as T[];
        }
    }

    /// <summary>Keeps a block, and lets those go that were not used for longest.</summary>
    /// <param name="key">Which.</param> <param name="pixels">Not changed any more.</param> <param name="bytes">Their size.</param>
    public void Keep(in BlockKey key, Array pixels, long bytes)
    {
        if (bytes > mostBytes / 2) return;
        lock (_lock)
        {
            if (_byKey.ContainsKey(key)) return;
            _byKey[key] = _byUse.AddFirst(new Kept(key, pixels, bytes));
            _bytes += bytes;
            while (_bytes > mostBytes && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _byKey.Remove(oldest.Value.Key);
                _bytes -= oldest.Value.Bytes;
            }
        }
    }

    private sealed record Kept(BlockKey Key, Array Pixels, long Bytes);
}
