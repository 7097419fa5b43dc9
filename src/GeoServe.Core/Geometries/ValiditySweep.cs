using System.Runtime.CompilerServices;

namespace GeoServe.Core.Geometries;

/// <summary>
/// Whether rings form valid polygons, by a line that sweeps over their positions from west to east (Shamos and Hoey, 1976), exact, n log n for
/// any input. No two edges are ever intersected: where two cross, some later position lies on the wrong side of an edge beside it.
/// </summary>
internal sealed class ValiditySweep : IDisposable
{
    private const int None = -1, Unseen = -2;
    private const int Large = 1 << 16;      // beyond so many positions the room is given back at the end

    private readonly SweepStatus _status = new();
    private readonly PooledList<ulong> _keys = new(64);
    private readonly PooledList<int> _order = new(64), _ringOf = new(64), _slotOf = new(64), _starts = new(16), _next = new(64);
    private readonly PooledList<int> _signs = new(16), _owners = new(16), _parents = new(16), _marks = new(16), _open = new(16);
    private readonly PooledList<int> _ownerMarks = new(16), _ownerRings = new(16), _chains = new(16);
    private bool _small;
    private int _position;      // of the event at hand, for marks

    /// <summary>True when the rings are simple, touch one another at most at single points, and lie in one another as they should.</summary>
    public bool IsValid(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, bool small)
    {
        _small = small;
        try
        {
            return Prepare(positions, ends) && Sweep(positions);
        }
        finally
        {
            if (positions.Length > Large * 2) Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _status.Dispose();
        _keys.Dispose();
        _order.Dispose();
        _ringOf.Dispose();
        _slotOf.Dispose();
        _starts.Dispose();
        _next.Dispose();
        _signs.Dispose();
        _owners.Dispose();
        _parents.Dispose();
        _marks.Dispose();
        _open.Dispose();
        _ownerMarks.Dispose();
        _ownerRings.Dispose();
        _chains.Dispose();
    }

    private static Span<T> Room<T>(PooledList<T> list, int count)
    {
        list.Clear();
        return list.Reserve(count);
    }

    private static ulong Key(int x, int y) => ((ulong)((uint)x ^ 0x8000_0000) << 32) | ((uint)y ^ 0x8000_0000);

    private bool Prepare(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends)
    {
        int count = positions.Length / 2, owner = None;
        Span<ulong> keys = Room(_keys, count);
        Span<int> order = Room(_order, count), ringOf = Room(_ringOf, count), next = Room(_next, count), starts = Room(_starts, ends.Length);
        Span<int> signs = Room(_signs, ends.Length), owners = Room(_owners, ends.Length);
        for (int ring = 0, start = 0; ring < ends.Length; start = ends[ring++])
        {
            int end = ends[ring], lowest = start;
            if (end - start < 3) return false;
            starts[ring] = start;
            for (int v = start; v < end; v++)
            {
                keys[v] = Key(positions[v * 2], positions[(v * 2) + 1]);
                (order[v], ringOf[v], next[v]) = (v, ring, v + 1);
                if (keys[v] < keys[lowest]) lowest = v;
            }
            next[end - 1] = start;
            int before = lowest == start ? end - 1 : lowest - 1;
            signs[ring] = Sign(positions, before, lowest, next[lowest]);
            if (signs[ring] == 0) return false;
            if (signs[ring] > 0) owner = ring;
            if (owner == None) return false;
            owners[ring] = owner;
        }
        Room(_parents, ends.Length).Fill(Unseen);
        Room(_marks, ends.Length).Fill(None);
        Room(_ownerMarks, ends.Length).Fill(None);
        Room(_ownerRings, ends.Length);
        Span<int> chains = Room(_chains, ends.Length);
        for (int ring = 0; ring < chains.Length; ring++) chains[ring] = ring;
        Room(_slotOf, count);
        _status.Begin(count);
        keys.Sort(order);
        return true;
    }

    private bool Sweep(ReadOnlySpan<int> positions)
    {
        ReadOnlySpan<ulong> keys = _keys.Span;
        ReadOnlySpan<int> order = _order.Span;
        for (int i = 0; i < keys.Length;)
        {
            int end = i + 1;
            while (end < keys.Length && keys[end] == keys[i]) end++;
            _position = i;
            if (!(end - i == 1 ? Pass(positions, order[i]) : Meet(positions, order[i..end]))) return false;
            i = end;
        }
        return true;
    }

    // A position of one ring alone.
    private bool Pass(ReadOnlySpan<int> positions, int v)
    {
        int x = positions[v * 2], y = positions[(v * 2) + 1], before = Before(v), next = _next[v];
        bool beforeEnds = IsLess(positions, before, v), nextEnds = IsLess(positions, next, v);
        if (beforeEnds != nextEnds)
        {
            int gone = beforeEnds ? before : v, come = beforeEnds ? v : before, far = beforeEnds ? next : before;
            int slot = _slotOf[gone];
            ref SweepStatus.Slot edge = ref _status[slot];
            int low = edge.Below == 0 ? 1 : Side(edge.Below, x, y), high = edge.Above == 0 ? -1 : Side(edge.Above, x, y);
            if (low < 0 || high > 0) return false;
            if (low == 0 || high == 0) return Meet(positions, [v]);
            (edge.LeftX, edge.LeftY, edge.RightX, edge.RightY, edge.Edge) = (x, y, positions[far * 2], positions[(far * 2) + 1], come);
            _slotOf[come] = slot;
            return true;
        }
        if (beforeEnds)
        {
            int a = _slotOf[before], b = _slotOf[v];
            if (_status[a].Above != b) (a, b) = (b, a);
            if (_status[a].Above != b) return Meet(positions, [v]);
            int below = _status[a].Below, above = _status[b].Above;
            int low = below == 0 ? 1 : Side(below, x, y), high = above == 0 ? -1 : Side(above, x, y);
            if (low < 0 || high > 0) return false;
            if (low == 0 || high == 0) return Meet(positions, [v]);
            _status.Remove(a);
            _status.Remove(b);
            return true;
        }
        return Begin(positions, v, x, y, before, next);
    }

    // Both edges go east from here.
    private bool Begin(ReadOnlySpan<int> positions, int v, int x, int y, int before, int next)
    {
        int below = 0, at = _status.Root;
        while (at != 0)
        {
            int side = Side(at, x, y);
            if (side == 0) return Meet(positions, [v]);
            if (side > 0) below = at;
            at = _status.Child(at, side > 0);
        }
        int above = below == 0 ? _status.Lowest : _status[below].Above;
        if ((below != 0 && Side(below, x, y) <= 0) || (above != 0 && Side(above, x, y) >= 0)) return false;
        int turn = Sign(positions, v, before, next);
        if (turn == 0) return false;
        (int low, int lowEdge, int high, int highEdge) = turn > 0 ? (before, before, next, v) : (next, v, before, before);
        int lower = _slotOf[lowEdge] = _status.Insert(below, x, y, positions[low * 2], positions[(low * 2) + 1], lowEdge);
        _slotOf[highEdge] = _status.Insert(lower, x, y, positions[high * 2], positions[(high * 2) + 1], highEdge);
        int ring = _ringOf[v];
        return _parents[ring] != Unseen || IsNested(positions, ring, below);
    }

    // Rings that meet at one position, or one that touches an edge of another: allowed where none crosses another. Going round the position,
    // first the edges that end there from the highest down, then those that begin from the lowest up, each ring's two follow one another like
    // brackets.
    private bool Meet(ReadOnlySpan<int> positions, ReadOnlySpan<int> vertices)
    {
        int x = positions[vertices[0] * 2], y = positions[(vertices[0] * 2) + 1], ended = 0, some = 0;
        foreach (int v in vertices)
        {
            if (!Mark(_ringOf[v])) return false;
            int before = Before(v);
            if (IsLess(positions, before, v)) (some, ended) = (_slotOf[before], ended + 1);
            if (IsLess(positions, _next[v], v)) (some, ended) = (_slotOf[v], ended + 1);
        }
        if (some == 0) some = FindThrough(x, y);
        _open.Clear();
        int below = some == 0 ? FindBelow(x, y) : 0;
        if (some != 0 && !TakeOut(x, y, some, ended, out below)) return false;
        foreach (int v in vertices)
        {
            int before = Before(v), next = _next[v];
            if (!IsLess(positions, before, v) && !PutIn(positions, x, y, before, before)) return false;
            if (!IsLess(positions, next, v) && !PutIn(positions, x, y, next, v)) return false;
        }
        int slot = below == 0 ? _status.Lowest : _status[below].Above;
        for (; slot != 0; slot = _status[slot].Above)
        {
            int side = Side(slot, x, y);
            if (side > 0) return false;
            if (side < 0) break;
            int ring = _ringOf[_status[slot].Edge];
            if (_parents[ring] == Unseen && !IsNested(positions, ring, _status[slot].Below)) return false;
            Bracket(ring);
        }
        return _open.Count == 0;
    }

    // Takes the edges that end here out of the status, from the highest down, passing at most one that goes through.
    private bool TakeOut(int x, int y, int some, int ended, out int below)
    {
        int slot = some, through = 0;
        below = 0;
        for (int above = _status[slot].Above; above != 0; above = _status[slot].Above)
        {
            int side = Side(above, x, y);
            if (side > 0) return false;
            if (side < 0) break;
            slot = above;
        }
        while (slot != 0)
        {
            ref SweepStatus.Slot edge = ref _status[slot];
            below = edge.Below;
            int side = Side(slot, x, y), ring = _ringOf[edge.Edge];
            if (side < 0) return false;
            if (side > 0)
            {
                below = slot;
                break;
            }
            Bracket(ring);
            if (edge.RightX == x && edge.RightY == y)
            {
                ended--;
                _status.Remove(slot);
            }
            else if (++through > 1 || !Mark(ring)) return false;
            slot = below;
        }
        return ended == 0;
    }

    private bool PutIn(ReadOnlySpan<int> positions, int x, int y, int far, int edge)
    {
        int below = 0, at = _status.Root, farX = positions[far * 2], farY = positions[(far * 2) + 1];
        while (at != 0)
        {
            int side = Side(at, x, y);
            if (side == 0) side = Side(at, farX, farY);
            if (side == 0) return false;        // along one another
            if (side > 0) below = at;
            at = _status.Child(at, side > 0);
        }
        _slotOf[edge] = _status.Insert(below, x, y, farX, farY, edge);
        return true;
    }

    private int FindThrough(int x, int y)
    {
        for (int at = _status.Root; at != 0;)
        {
            int side = Side(at, x, y);
            if (side == 0) return at;
            at = _status.Child(at, side > 0);
        }
        return 0;
    }

    private int FindBelow(int x, int y)
    {
        int below = 0;
        for (int at = _status.Root; at != 0;)
        {
            bool higher = Side(at, x, y) > 0;
            if (higher) below = at;
            at = _status.Child(at, higher);
        }
        return below;
    }

    private void Bracket(int ring)
    {
        if (_open.Count > 0 && _open[^1] == ring) _open.Truncate(_open.Count - 1);
        else _open.Add(ring);
    }

    // A ring passes the position at hand, once. Rings of one polygon that touch there form a chain; one that is in the chain already closes it round
    // a part of the inside, which then no longer hangs together.
    private bool Mark(int ring)
    {
        if (_marks[ring] == _position) return false;
        _marks[ring] = _position;
        int owner = _owners[ring];
        if (_ownerMarks[owner] == _position)
        {
            int one = ChainOf(_ownerRings[owner]), other = ChainOf(ring);
            if (one == other) return false;
            _chains[other] = one;
        }
        (_ownerMarks[owner], _ownerRings[owner]) = (_position, ring);
        return true;
    }

    private int ChainOf(int ring)
    {
        while (_chains[ring] != ring)
        {
            _chains[ring] = _chains[_chains[ring]];
            ring = _chains[ring];
        }
        return ring;
    }

    // Called at a ring's first position, once, with the edge below: what lies above that edge is what contains the ring.
    private bool IsNested(ReadOnlySpan<int> positions, int ring, int below)
    {
        int parent = None;
        if (below != 0)
        {
            int edge = _status[below].Edge, other = _ringOf[edge];
            bool goesEast = IsLess(positions, edge, _next[edge]);
            parent = goesEast == _signs[other] > 0 ? other : _parents[other];
        }
        _parents[ring] = parent;
        return _signs[ring] > 0 ? parent == None || _signs[parent] < 0 : parent == _owners[ring];
    }

    private int Before(int v)
    {
        int start = _starts[_ringOf[v]];
        if (v != start) return v - 1;
        int ring = _ringOf[v] + 1;
        return (ring < _starts.Count ? _starts[ring] : _next.Count) - 1;
    }

    private static bool IsLess(ReadOnlySpan<int> positions, int a, int b)
    {
        int ax = positions[a * 2], bx = positions[b * 2];
        return ax < bx || (ax == bx && positions[(a * 2) + 1] < positions[(b * 2) + 1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Side(int slot, int x, int y)
    {
        ref SweepStatus.Slot edge = ref _status[slot];
        return _small
            ? Turn.SmallSign(edge.LeftX, edge.LeftY, edge.RightX, edge.RightY, x, y)
            : Turn.Sign(edge.LeftX, edge.LeftY, edge.RightX, edge.RightY, x, y);
    }

    private int Sign(ReadOnlySpan<int> positions, int a, int b, int c) =>
        Turn.Sign(positions[a * 2], positions[(a * 2) + 1], positions[b * 2], positions[(b * 2) + 1], positions[c * 2], positions[(c * 2) + 1]);
}
