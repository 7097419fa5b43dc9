using System.Runtime.InteropServices;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing.Building;

/// <summary>Features generalised for one zoom, before it is known which of them stay.</summary>
internal sealed class Candidates(string folder) : IDisposable
{
    private readonly SpillFile _records = new(folder);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Takes one candidate.</summary>
    public delegate void Visitor(int candidate, int row, in GridBox bounds, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds);

    /// <summary>Adds one.</summary>
    public void Add(int row, in GridBox bounds, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds)
    {
        _records.Write(row);
        _records.Write(bounds);
        _records.Write(partEnds.Length);
        _records.Write(coordinates.Length);
        _records.Write(partEnds);
        _records.Write(coordinates);
        Count++;
    }

    /// <summary>Visits all in the order in which they were added.</summary>
    public void Visit(Visitor visit)
    {
        Stream stream = _records.OpenRead();      // not disposed: it may be read again
        var head = new int[7];
        int[] numbers = new int[1024];
        for (int candidate = 0; candidate < Count; candidate++)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(head.AsSpan()));
            int parts = head[5], length = head[5] + head[6];
            if (numbers.Length < length) numbers = new int[Math.Max(length, numbers.Length * 2)];
            stream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan(0, length)));
            visit(candidate, head[0], new GridBox(head[1], head[2], head[3], head[4]), numbers.AsSpan(parts, length - parts), numbers.AsSpan(0, parts));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();
}
