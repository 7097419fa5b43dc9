using System.Runtime.CompilerServices;

namespace GeoServe.Core.Geometries;

/// <summary>
/// Merges polygons that lie side by side: an edge that two of them have in common, once in each direction, is no border any more, and what is left is
/// linked to rings. Exact for a coverage, whose neighbours share their positions; what does not match stays as it is. Linear but for the holes.
/// </summary>
/// <remarks>Positions have 16 bits each way. Allocates nothing once its lists have grown. Not safe for concurrent use.</remarks>
internal sealed class EdgeCanceller : IDisposable
{
    private const int None = -1;

    private readonly PooledList<Edge> _edges = new(256);
    private readonly PooledList<int> _outer = new(256);
    private readonly PooledList<int> _outerEnds = new(16);
    private readonly PooledList<int> _holes = new(256);
    private readonly PooledList<int> _holeEnds = new(16);
    private readonly PooledList<int> _holeNumbers = new(16);
    private readonly Dictionary<ulong, int> _holeMembers = [];  // by their first edges, of which there is only one of each
    private readonly HoleSorter _sorter = new();
    private readonly PooledList<int> _parents = new(64);       // of polygons, to the one that stands for all that hang together
    private readonly PooledList<int> _outerMembers = new(16);
    private int[] _heads = new int[1024];
    private int _live;

    private struct Edge
    {
        public uint From, To;
        public int Next;        // the next one of the same slot
        public int Member;
        public bool IsGone;
    }

    /// <summary>Forgets all edges, and makes room for so many.</summary>
    public void Begin(int edges)
    {
        int slots = 1024;
        while (slots < edges) slots *= 2;
        if (_heads.Length < slots) _heads = new int[slots];
        _heads.AsSpan().Fill(None);
        _edges.Clear();
        _parents.Clear();
        _live = 0;
    }

    /// <summary>Begins the next polygon: 0, 1, 2.</summary>
    public void BeginPolygon() => _parents.Add(_parents.Count);

    /// <summary>Adds a ring of the polygon at hand: outer ones with positive area (y down), holes with negative, as everywhere.</summary>
    public void AddRing(ReadOnlySpan<int> ring)
    {
        uint last = Pack(ring[^2], ring[^1]);
        for (int i = 0; i < ring.Length; i += 2)
        {
            uint next = Pack(ring[i], ring[i + 1]);
            Add(last, next);
            last = next;
        }
    }

    /// <summary>The number of the polygon that stands for all those with which a polygon hangs together: by common borders, or in a ring that both are in.</summary>
    public int RootOf(int polygon)
    {
        while (_parents[polygon] != polygon) polygon = _parents[polygon] = _parents[_parents[polygon]];
        return polygon;
    }

    /// <summary>For each outer ring that was linked, in order, one of the polygons of which it is made.</summary>
    public ReadOnlySpan<int> OuterMembers => _outerMembers.Span;

    /// <summary>Links what is left to rings: each outer ring with the holes behind it.</summary>
    public void Link(PooledList<int> into, PooledList<int> ends)
    {
        _outer.Clear();
        _outerEnds.Clear();
        _holes.Clear();
        _holeEnds.Clear();
        _holeMembers.Clear();
        _outerMembers.Clear();
        for (int first = 0; first < _edges.Count && _live > 0; first++)
        {
            if (!_edges[first].IsGone) Walk(first);
        }
        into.AddRange(_outer.Span);
        ends.AddRange(_outerEnds.Span);
        _holeNumbers.Clear();
        for (int hole = 0; hole < _holeEnds.Count; hole++) _holeNumbers.Add(hole);
        if (_holeEnds.Count == 0 || _outerEnds.Count == 0) return;
        _sorter.Add(_holes.Span, _holeEnds.Span, _holeNumbers.Span, 0, 0, into, ends);
        JoinHoles(into.Span, ends.Span);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PooledList<int> list in (PooledList<int>[])[_outer, _outerEnds, _holes, _holeEnds, _holeNumbers, _parents, _outerMembers]) list.Dispose();
        _edges.Dispose();
        _sorter.Dispose();
    }

    private void Add(uint from, uint to)
    {
        if (from == to) return;
        // The same border, seen from the other side?
        for (int edge = _heads[SlotOf(to)]; edge != None; edge = _edges[edge].Next)
        {
            ref Edge other = ref _edges[edge];
            if (other.From != to || other.To != from || other.IsGone) continue;
            other.IsGone = true;
            _live--;
            Join(_parents.Count - 1, other.Member);
            return;
        }
        ref int head = ref _heads[SlotOf(from)];
        _edges.Add(new Edge { From = from, To = to, Next = head, Member = _parents.Count - 1 });
        head = _edges.Count - 1;
        _live++;
    }

    private void JoinHoles(ReadOnlySpan<int> rings, ReadOnlySpan<int> ends)
    {
        int outer = -1, start = 0;
        foreach (int end in ends)
        {
            ReadOnlySpan<int> ring = rings[(start * 2)..(end * 2)];
            start = end;
            if (Rings.TwiceArea(ring) > 0) outer++;
            else Join(_holeMembers[FirstEdgeOf(ring)], _outerMembers[outer]);
        }
    }

    private static ulong FirstEdgeOf(ReadOnlySpan<int> ring) => ((ulong)Pack(ring[0], ring[1]) << 32) | Pack(ring[2], ring[3]);

    private void Join(int polygon, int other) => _parents[RootOf(polygon)] = RootOf(other);

    private void Walk(int first)
    {
        int begin = _outer.Count;
        int edge = first;
        uint start = _edges[first].From;
        do
        {
            ref Edge at = ref _edges[edge];
            at.IsGone = true;
            _live--;
            Join(at.Member, _edges[first].Member);      // also where they touch in a position alone
            (int x, int y) = Unpack(at.From);
            _outer.Add(x);
            _outer.Add(y);
            if (at.To == start) break;
            edge = NextOf(at.From, at.To);
        }
        while (edge != None);
        Span<int> ring = _outer.Span[begin..];
        int sign = edge == None ? 0 : Int128.Sign(Rings.TwiceArea(ring));
        if (sign > 0)
        {
            _outerEnds.Add(_outer.Count / 2);
            _outerMembers.Add(_edges[first].Member);
            return;
        }
        if (sign < 0)
        {
            _holes.AddRange(ring);
            _holeEnds.Add(_holes.Count / 2);
            _holeMembers[FirstEdgeOf(ring)] = _edges[first].Member;
        }
        _outer.Truncate(begin);
    }

    // Where several borders leave a position, the sharpest turn to the inside (the right hand, y down) stays with the same area, so that rings
    // which touch there are parted.
    private int NextOf(uint from, uint at)
    {
        int best = None;
        (int x, int y) = Unpack(at);
        (int fromX, int fromY) = Unpack(from);
        long backX = fromX - x, backY = fromY - y, bestX = 0, bestY = 0;
        for (int edge = _heads[SlotOf(at)]; edge != None; edge = _edges[edge].Next)
        {
            ref Edge candidate = ref _edges[edge];
            if (candidate.From != at || candidate.IsGone) continue;
            (int toX, int toY) = Unpack(candidate.To);
            long outX = toX - x, outY = toY - y;
            if (best != None && !IsSooner(backX, backY, outX, outY, bestX, bestY)) continue;
            (best, bestX, bestY) = (edge, outX, outY);
        }
        return best;
    }

    // Turning from "back" by the right hand of the way (counter-clockwise as seen on the map), which of two directions comes first?
    private static bool IsSooner(long backX, long backY, long ax, long ay, long bx, long by)
    {
        int a = HalfOf(backX, backY, ax, ay), b = HalfOf(backX, backY, bx, by);
        if (a != b) return a < b;
        return (ax * by) - (ay * bx) < 0;
    }

    // 0 for directions in the first half turn from "back", 1 in the second; straight back is a whole turn.
    private static int HalfOf(long backX, long backY, long x, long y)
    {
        long cross = (backX * y) - (backY * x);
        if (cross != 0) return cross < 0 ? 0 : 1;
        return (backX * x) + (backY * y) < 0 ? 0 : 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(uint position) => (int)((position * 2_654_435_769u) >> 7) & (_heads.Length - 1);

    private static uint Pack(int x, int y) => ((uint)(ushort)(short)x << 16) | (ushort)(short)y;

    private static (int X, int Y) Unpack(uint position) => ((short)(position >> 16), (short)position);
}
