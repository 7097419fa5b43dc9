using System.Collections.Concurrent;
using GeoServe.Core.Sources;
using GeoServe.Core.Tiles;

namespace GeoServe.Caching.Memory;

/// <summary>
/// Tiles in this process, bounded in bytes, scan-resistant by S3-FIFO (Yang et al., SOSP 2023): a new tile waits in a small queue and is dropped
/// from there unless it was asked for again, so a crawler or a seeding run does not flush what people look at. A hit takes no lock and
/// allocates nothing. Tiles are found by their name without the stamp; an entry holds its stamp and the snapshot in which it was last found right.
/// </summary>
/// <param name="mostBytes">Bound of bodies and bookkeeping, in bytes; 0 keeps nothing.</param>
public sealed class MemoryTileCache(long mostBytes)
{
    /// <summary>What an entry takes beside its body, in bytes, measured: dictionary node, entry, tile, queue slot.</summary>
    public const int EntryBytes = 320;

    // Of all bytes, the part of the small queue: the paper's 10 %.
    private const int SmallPart = 10;

    // A tile larger than this part of the whole is not kept: it would throw out too much else.
    private const int LargestPart = 8;

    private readonly ConcurrentDictionary<TileName, Entry> _entries = new();
    private readonly Queue<Entry> _small = new();
    private readonly Queue<Entry> _main = new();
    private readonly Queue<int> _ghostOrder = new();
    private readonly HashSet<int> _ghosts = [];
    private readonly Lock _queues = new();
    private long _smallBytes;
    private long _mainBytes;

    /// <summary>Bytes taken.</summary>
    public long Bytes => Interlocked.Read(ref _smallBytes) + Interlocked.Read(ref _mainBytes);

    /// <summary>Tiles kept.</summary>
    public int Count => _entries.Count;

    /// <summary>The tile of an address if its content is that of the address's snapshot.</summary>
    public Tile? Find(in TileAddress address)
    {
        if (!_entries.TryGetValue(address.Name, out Entry? entry)) return null;
        if (Volatile.Read(ref entry.RightIn) != address.Snapshot.Id)
        {
            if (entry.Stamp != address.Stamp) return null;
            Volatile.Write(ref entry.RightIn, address.Snapshot.Id);
        }
        if (entry.Uses < 3) entry.Uses++;       // lost updates between threads only make a tile a little less dear
        return entry.Tile;
    }

    /// <summary>Keeps a tile, in the place of another version of it. An older snapshot does not replace what a newer one has put there.</summary>
    public void Keep(in TileAddress address, Tile tile)
    {
        TileName name = address.Name;
        long bytes = tile.Body.Length + EntryBytes + (name.Condition.Length * sizeof(char));
        if (bytes > mostBytes / LargestPart) return;
        var entry = new Entry(name, tile, address.Stamp, bytes) { RightIn = address.Snapshot.Id };
        lock (_queues)
        {
            if (_entries.TryGetValue(name, out Entry? old))
            {
                if (old.RightIn > entry.RightIn) return;
                entry.Uses = old.Uses;
                old.IsGone = true;      // its place in a queue is freed when it comes to the head
            }
            _entries[name] = entry;
            if (_ghosts.Remove(name.GetHashCode())) ToMain(entry);
            else ToSmall(entry);
            while (_smallBytes + _mainBytes > mostBytes) EvictOne();
        }
    }

    private void EvictOne()
    {
        if (_small.Count > 0 && (_smallBytes > mostBytes / SmallPart || _main.Count == 0)) EvictFromSmall();
        else EvictFromMain();
    }

    private void EvictFromSmall()
    {
        Entry entry = _small.Dequeue();
        _smallBytes -= entry.Bytes;
        if (entry.IsGone) return;
        if (entry.Uses > 0)
        {
            ToMain(entry);
            return;
        }
        _entries.TryRemove(new(entry.Name, entry));
        Remember(entry.Name.GetHashCode());
    }

    private void EvictFromMain()
    {
        Entry entry = _main.Dequeue();
        _mainBytes -= entry.Bytes;
        if (entry.IsGone) return;
        if (entry.Uses > 0)
        {
            entry.Uses--;
            ToMain(entry);
            return;
        }
        _entries.TryRemove(new(entry.Name, entry));
    }

    private void ToSmall(Entry entry)
    {
        _small.Enqueue(entry);
        _smallBytes += entry.Bytes;
    }

    private void ToMain(Entry entry)
    {
        _main.Enqueue(entry);
        _mainBytes += entry.Bytes;
    }

    // As many ghosts as there are tiles in the main queue.
    private void Remember(int name)
    {
        if (_ghosts.Add(name)) _ghostOrder.Enqueue(name);
        while (_ghostOrder.Count > Math.Max(_main.Count, 64)) _ghosts.Remove(_ghostOrder.Dequeue());
    }

    private sealed class Entry(TileName name, Tile tile, ulong stamp, long bytes)
    {
        public readonly TileName Name = name;
        public readonly Tile Tile = tile;
        public readonly ulong Stamp = stamp;
        public readonly long Bytes = bytes;
        public long RightIn;
        public int Uses;
        public bool IsGone;
    }
}
