namespace GeoServe.Core.Geometries;

/// <summary>Puts holes behind the outer ring that contains them.</summary>
internal sealed class HoleSorter : IDisposable
{
    private readonly PooledList<int> _rings = new();
    private readonly PooledList<int> _ringEnds = new(32);

    /// <summary>Adds holes to the rings just made; those in none of them are left out.</summary>
    /// <param name="positions">Of all input.</param> <param name="ends">Of the input's rings.</param>
    /// <param name="holes">Numbers of the rings to add; overwritten.</param>
    /// <param name="begin">Where the rings just made begin among the numbers.</param> <param name="beginRings">The same among the ends.</param>
    /// <param name="into">Holds the rings just made.</param> <param name="intoEnds">Holds their ends.</param>
    public void Add(
        ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, Span<int> holes, int begin, int beginRings, PooledList<int> into, PooledList<int> intoEnds)
    {
        if (intoEnds.Count - beginRings == 1)
        {
            foreach (int hole in holes) Add(positions, ends, hole, into, intoEnds);
            return;
        }
        _rings.Clear();
        _rings.AddRange(into.Span[begin..]);
        _ringEnds.Clear();
        _ringEnds.AddRange(intoEnds.Span[beginRings..]);
        into.Truncate(begin);
        intoEnds.Truncate(beginRings);
        int start = 0;
        foreach (int end in _ringEnds.Span)
        {
            ReadOnlySpan<int> ring = _rings.Span[start..((end * 2) - begin)];
            start = (end * 2) - begin;
            into.AddRange(ring);
            intoEnds.Add(into.Count / 2);
            Bounds.Of(ring, out int lowX, out int lowY, out int highX, out int highY);
            for (int i = 0; i < holes.Length; i++)
            {
                if (holes[i] < 0) continue;
                ReadOnlySpan<int> hole = Part(positions, ends, holes[i]);
                if (hole.Length < 2 || hole[0] < lowX || hole[0] > highX || hole[1] < lowY || hole[1] > highY || !RingLocation.IsInside(hole, ring)) continue;
                Add(positions, ends, holes[i], into, intoEnds);
                holes[i] = -1;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rings.Dispose();
        _ringEnds.Dispose();
    }

    private static void Add(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int part, PooledList<int> into, PooledList<int> intoEnds)
    {
        into.AddRange(Part(positions, ends, part));
        intoEnds.Add(into.Count / 2);
    }

    private static ReadOnlySpan<int> Part(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int part) =>
        positions[((part == 0 ? 0 : ends[part - 1]) * 2)..(ends[part] * 2)];
}
