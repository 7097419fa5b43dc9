using System.Runtime.InteropServices;
using GeoServe.Core.Geometries;

namespace GeoServe.Indexing.Building;

/// <summary>
/// Sorts rows by their place on the Hilbert curve in bounded memory: a chunk in memory is sorted and written as a run, and the runs are merged at
/// the end. What fits into one chunk touches no disk. Rows of one place come in the order of their ids, then of their arrival.
/// </summary>
internal sealed class RowSorter(string folder, int chunkBytes = RowSorter.ChunkBytes) : IDisposable
{
    /// <summary>Memory of a chunk: with what grows by the row, two builds at once stay below a gigabyte for a city.</summary>
    public const int ChunkBytes = 48 << 20;

    private readonly List<SpillFile> _runs = [];
    // Not lent by the shared pool, which would keep arrays of this size for long.
    private readonly List<Key> _keys = [];
    private byte[] _rows = [];
    private int _used;

    /// <summary>How many rows were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(ulong place, ulong id, GeometryKind kind, ReadOnlySpan<int> partEnds, ReadOnlySpan<int> coordinates, ReadOnlySpan<byte> values)
    {
        int bytes = IndexRow.HeadBytes + ((partEnds.Length + coordinates.Length) * 4) + values.Length;
        if (_used > 0 && _used + (long)bytes > chunkBytes) WriteRun();
        if (_rows.Length - _used < bytes) Array.Resize(ref _rows, (int)Math.Max(_used + (long)bytes, Math.Min(chunkBytes, Math.Max(1 << 16, _rows.Length * 2L))));
        _keys.Add(new Key(place, id, _used, bytes, _keys.Count));
        IndexRow.Write(_rows.AsSpan(_used, bytes), place, id, kind, partEnds, coordinates, values);
        _used += bytes;
        Count++;
    }

    /// <summary>Gives all rows in order; nothing may be added any more.</summary>
    public void ReadAll(Action<IndexRow> take, CancellationToken cancellationToken)
    {
        if (_runs.Count == 0)
        {
            _keys.Sort();
            foreach (Key key in _keys)
            {
                cancellationToken.ThrowIfCancellationRequested();
                take(new IndexRow(_rows.AsSpan(key.Offset, key.Bytes)));
            }
            return;
        }
        WriteRun();
        _rows = [];         // the runs have it all
        _keys.Capacity = 0;
        Merge(take, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (_rows, _used) = ([], 0);
        foreach (SpillFile run in _runs) run.Dispose();
    }

    private void WriteRun()
    {
        if (_keys.Count == 0) return;
        _keys.Sort();
        var run = new SpillFile(folder);
        _runs.Add(run);
        foreach (Key key in _keys)
        {
            run.Write(key.Bytes);
            run.Write<byte>(_rows.AsSpan(key.Offset, key.Bytes));
        }
        _used = 0;
        _keys.Clear();
    }

    private void Merge(Action<IndexRow> take, CancellationToken cancellationToken)
    {
        var next = new PriorityQueue<RunReader, (ulong, ulong, int)>();
        for (int i = 0; i < _runs.Count; i++)
        {
            var reader = new RunReader(_runs[i].OpenRead(), i);
            if (reader.MoveNext()) next.Enqueue(reader, reader.Order);
        }
        while (next.TryDequeue(out RunReader? reader, out _))
        {
            cancellationToken.ThrowIfCancellationRequested();
            take(reader.Row);
            if (reader.MoveNext()) next.Enqueue(reader, reader.Order);
        }
    }

    private readonly record struct Key(ulong Place, ulong Id, int Offset, int Bytes, int Arrival) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            int order = Place.CompareTo(other.Place);
            if (order == 0) order = Id.CompareTo(other.Id);
            return order != 0 ? order : Arrival.CompareTo(other.Arrival);
        }
    }

    private sealed class RunReader(Stream stream, int number)
    {
        private byte[] _row = [];
        private int _bytes;

        public IndexRow Row => new(_row.AsSpan(0, _bytes));

        public (ulong, ulong, int) Order => (Row.Place, Row.Id, number);

        public bool MoveNext()
        {
            int length = 0;
            if (stream.ReadAtLeast(MemoryMarshal.AsBytes(new Span<int>(ref length)), 4, throwOnEndOfStream: false) < 4) return false;
            if (_row.Length < length) _row = new byte[Math.Max(length, _row.Length * 2)];
            _bytes = length;
            stream.ReadExactly(_row.AsSpan(0, length));
            return true;
        }
    }
}
