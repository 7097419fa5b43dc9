namespace GeoServe.Core.Geometries;

/// <summary>Joins borders, whose inside lies on their positive side, to simple rings, and puts holes behind the outer rings that contain them.</summary>
internal sealed class RingTracer : IDisposable
{
    private readonly PooledList<int> _path = new(64);           // positions of the ring at hand, from its beginning
    private readonly PooledList<int> _outer = new(64), _outerEnds = new(16), _holes = new(64), _holeEnds = new(16), _holeNumbers = new(16);
    private readonly PooledList<ulong> _keys = new(64);         // where the borders begin, in order
    private readonly PooledList<bool> _used = new(64);
    private readonly HoleSorter _sorter = new();

    /// <summary>Adds the rings; false where the borders do not join.</summary>
    public bool Trace(Span<RepairEdge> borders, PooledList<int> into, PooledList<int> intoEnds)
    {
        _keys.Clear();
        Span<ulong> keys = _keys.Reserve(borders.Length);
        for (int i = 0; i < keys.Length; i++) keys[i] = Key(borders[i].From);
        keys.Sort(borders);
        _outer.Clear();
        _outerEnds.Clear();
        _holes.Clear();
        _holeEnds.Clear();
        _used.Clear();
        _used.Reserve(borders.Length).Clear();
        for (int i = 0; i < borders.Length; i++)
        {
            if (!_used[i] && !Follow(borders, i)) return false;
        }
        AddRings(into, intoEnds);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _path.Dispose();
        _outer.Dispose();
        _outerEnds.Dispose();
        _holes.Dispose();
        _holeEnds.Dispose();
        _holeNumbers.Dispose();
        _keys.Dispose();
        _used.Dispose();
        _sorter.Dispose();
    }

    // Along one border to the next; each time the way comes back to a position that it has passed, a ring is closed and taken off.
    private bool Follow(ReadOnlySpan<RepairEdge> borders, int at)
    {
        _path.Clear();
        while (true)
        {
            _used[at] = true;
            (int x, int y) = borders[at].From;
            _path.Add(x);
            _path.Add(y);
            (x, y) = borders[at].To;
            for (int i = _path.Count - 2; i >= 0; i -= 2)
            {
                if (_path[i] != x || _path[i + 1] != y) continue;
                TakeOff(i);
                break;
            }
            if (_path.Count == 0) return true;
            at = Next(borders, at);
            if (at < 0) return false;
        }
    }

    private void TakeOff(int begin)
    {
        ReadOnlySpan<int> ring = _path.Span[begin..];
        bool outer = Rings.TwiceArea(ring) > 0;
        (outer ? _outer : _holes).AddRange(ring);
        (outer ? _outerEnds : _holeEnds).Add((outer ? _outer : _holes).Count / 2);
        _path.Truncate(begin);
    }

    // Of the borders that go on from here, the first one clockwise from the way back: the inside between is all one.
    private int Next(ReadOnlySpan<RepairEdge> borders, int at)
    {
        (int X, int Y) here = borders[at].To;
        ReadOnlySpan<ulong> keys = _keys.Span;
        ulong key = Key(here);
        int low = 0, high = keys.Length, best = -1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (keys[middle] < key) low = middle + 1;
            else high = middle;
        }
        for (; low < keys.Length && keys[low] == key; low++)
        {
            if (!_used[low] && (best < 0 || IsSooner(borders[at].From, here, borders[low].To, borders[best].To))) best = low;
        }
        return best;
    }

    private static ulong Key((int X, int Y) place) => ((ulong)(uint)place.X << 32) | (uint)place.Y;

    private static bool IsSooner((int X, int Y) back, (int X, int Y) centre, (int X, int Y) a, (int X, int Y) b)
    {
        bool farA = IsFar(back, centre, a), farB = IsFar(back, centre, b);
        return farA != farB ? farB : Turn.SmallSign(centre.X, centre.Y, a.X, a.Y, b.X, b.Y) < 0;
    }

    // More than half a turn clockwise.
    private static bool IsFar((int X, int Y) back, (int X, int Y) centre, (int X, int Y) to) =>
        Turn.SmallSign(centre.X, centre.Y, back.X, back.Y, to.X, to.Y) > 0;

    private void AddRings(PooledList<int> into, PooledList<int> intoEnds)
    {
        int begin = into.Count, beginRings = intoEnds.Count;
        into.AddRange(_outer.Span);
        foreach (int end in _outerEnds.Span) intoEnds.Add((begin / 2) + end);
        if (_holeEnds.Count == 0 || _outerEnds.Count == 0) return;
        _holeNumbers.Clear();
        for (int i = 0; i < _holeEnds.Count; i++) _holeNumbers.Add(i);
        _sorter.Add(_holes.Span, _holeEnds.Span, _holeNumbers.Span, begin, beginRings, into, intoEnds);
    }
}
