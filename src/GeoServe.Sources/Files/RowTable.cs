using System.Runtime.InteropServices;
using GeoServe.Core.Geometries;

namespace GeoServe.Sources.Files;

/// <summary>
/// Place and box of each row, 32 bytes a row, in memory. Boxes are kept in single precision, rounded outwards: they find candidates. A box query looks
/// at the box around each 64 rows first.
/// </summary>
internal sealed class RowTable : IFileRows
{
    private const int PageRows = 1 << 15;
    private const int BlockRows = 64;

    private readonly List<Entry[]> _pages = [];
    private readonly List<SingleBox> _blocks = [];
    private int[]? _order;
    private int[]? _places;

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public RowPlace At(long index)
    {
        ref Entry entry = ref this[_order is null ? index : _order[index]];
        return new RowPlace(entry.Number, entry.Offset, entry.Length);
    }

    /// <inheritdoc/>
    public void Find(in Box box, PooledList<RowCandidate> found)
    {
        var sought = SingleBox.Around(box);
        for (int block = 0; block < _blocks.Count; block++)
        {
            if (!_blocks[block].Meets(sought)) continue;
            long end = Math.Min(Count, (block + 1L) * BlockRows);
            for (long row = (long)block * BlockRows; row < end; row++)
            {
                SingleBox rowBox = this[row].Box;
                if (rowBox.Meets(sought)) found.Add(new RowCandidate(row, rowBox.LiesIn(box)));
            }
        }
        if (_order is not null) Reorder(found);
    }

    /// <summary>Adds a row behind the others.</summary>
    public void Add(RowPlace place, in Box box)
    {
        if (Count % PageRows == 0) _pages.Add(new Entry[PageRows]);
        var single = SingleBox.Around(box);
        _pages[^1][Count % PageRows] = new Entry { Number = (int)place.Number, Offset = place.Offset, Length = place.Length, Box = single };
        if (Count % BlockRows == 0) _blocks.Add(single);
        else CollectionsMarshal.AsSpan(_blocks)[^1] = _blocks[^1].Union(single);
        Count++;
    }

    /// <summary>Index of the row of a number, while rows are in the order of the file; -1 where there is none.</summary>
    public long IndexOfNumber(long number)
    {
        long low = 0, high = Count - 1;
        while (low <= high)
        {
            long middle = (low + high) / 2;
            int found = this[middle].Number;
            if (found == number) return middle;
            if (found < number) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    /// <summary>Gives the rows in another order from now on.</summary>
    /// <param name="order">For each place in the new order the index in the order of the file.</param>
    public void Order(int[] order)
    {
        _order = order;
        _places = new int[order.Length];
        for (int i = 0; i < order.Length; i++) _places[order[i]] = i;
    }

    private ref Entry this[long row] => ref _pages[(int)(row / PageRows)][row % PageRows];

    // Candidates are indexes in the order of the file: each becomes its place in the order asked for.
    private void Reorder(PooledList<RowCandidate> found)
    {
        Span<RowCandidate> candidates = found.Span;
        foreach (ref RowCandidate candidate in candidates) candidate = candidate with { Index = _places![candidate.Index] };
        candidates.Sort(static (one, other) => one.Index.CompareTo(other.Index));
    }

    private struct Entry
    {
        public long Offset;
        public int Length;
        public int Number;
        public SingleBox Box;
    }
}
