using System.Buffers;

namespace GeoServe.Core.Geometries;

/// <summary>
/// Gives the positions of a coverage (polygons side by side) effective areas that are the same on both sides of each border, so that the coverage
/// simplified by any threshold has no gap and no overlap between neighbours. Rings are cut where borders meet: at nodes, the positions
/// whose neighbours over all rings are not the same two. What lies between two nodes is one arc, which all rings along it share, and is measured
/// by <see cref="LineSimplifier"/>, whose numbers do not depend on direction. Nodes are always kept.
/// </summary>
/// <remarks>
/// First all rings are added (those of neighbouring parts, too, where a coverage is worked on in parts), then any of them measured. About 24 bytes
/// for each slot of the table of positions, one to two slots a position. An arc may be simplified across another one: what holds is that
/// neighbours stay neighbours, and so that signed areas add up to those of the whole. Not safe for concurrent use.
/// </remarks>
public sealed class CoverageArcs : IDisposable
{
    private const int FewestBits = 10, MostBits = 30;

    private readonly LineSimplifier _simplifier = new();
    private readonly PooledList<int> _nodes = new(64);
    private Slot[] _slots = [];
    private int _bits;
    private int _count;

    // First and Second: the two neighbours, smaller first. Both equal: empty. First the position itself: a node.
    private struct Slot
    {
        public ulong Position, First, Second;

        public readonly bool IsEmpty => First == Second;
        public readonly bool IsNode => First == Position;

        public void MakeNode() => (First, Second) = (Position, ~Position);
    }

    /// <summary>Forgets all rings, and makes room for so many positions (each counted in every ring where it stands); more may come.</summary>
    public void Begin(int positions)
    {
        int bits = FewestBits;
        while (1L << bits < positions * 3L / 4 && bits < MostBits) bits++;
        _count = 0;
        if (bits != _bits)
        {
            Release();
            Take(bits);
        }
        else _slots.AsSpan(0, 1 << bits).Clear();
    }

    /// <summary>Adds rings to the coverage.</summary>
    /// <param name="positions">x, y, x, y of all rings; no ring repeats its first position.</param>
    /// <param name="ends">For each ring the number of positions up to its end, counted from the first ring.</param>
    public void AddRings(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends)
    {
        if (_slots.Length == 0) Take(FewestBits);
        int start = 0;
        foreach (int end in ends)
        {
            AddRing(positions[(start * 2)..(end * 2)]);
            start = end;
        }
    }

    /// <summary>Makes positions nodes, whatever meets there: they are kept at any threshold.</summary>
    /// <param name="positions">x, y, x, y.</param>
    public void Hold(ReadOnlySpan<int> positions)
    {
        if (_slots.Length == 0) Take(FewestBits);
        for (int i = 0; i + 1 < positions.Length; i += 2)
        {
            ulong position = Pack(positions[i], positions[i + 1]);
            ref Slot slot = ref Find(position);
            if (slot.IsEmpty) slot = ref Occupy(position);
            slot.MakeNode();
        }
    }

    /// <summary>True at a position where borders meet, or that is held.</summary>
    public bool IsNode(int x, int y)
    {
        if (_slots.Length == 0) return false;
        ref Slot slot = ref Find(Pack(x, y));
        return !slot.IsEmpty && slot.IsNode;
    }

    /// <summary>Gives each position of rings its effective area, in square units; positive infinity at nodes.</summary>
    /// <param name="positions">Of rings that were added.</param> <param name="ends">Their ends.</param>
    /// <param name="areas">Takes one number for each position.</param>
    public void Measure(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, Span<double> areas)
    {
        int start = 0;
        foreach (int end in ends)
        {
            MeasureRing(positions[(start * 2)..(end * 2)], areas[start..end]);
            start = end;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        _simplifier.Dispose();
        _nodes.Dispose();
    }

    private void MeasureRing(ReadOnlySpan<int> ring, Span<double> areas)
    {
        _nodes.Clear();
        for (int i = 0; i + 1 < ring.Length; i += 2)
        {
            if (IsNode(ring[i], ring[i + 1])) _nodes.Add(i / 2);
        }
        if (_nodes.Count == 0)
        {
            _simplifier.MeasureRing(ring, areas);
            return;
        }
        ReadOnlySpan<int> nodes = _nodes.Span;
        for (int i = 0; i < nodes.Length; i++) _simplifier.MeasureArc(ring, nodes[i], nodes[i + 1 == nodes.Length ? 0 : i + 1], areas);
    }

    private void AddRing(ReadOnlySpan<int> ring)
    {
        if (ring.Length < 2) return;
        ulong before = Pack(ring[^2], ring[^1]), position = Pack(ring[0], ring[1]);
        for (int i = 0; i + 1 < ring.Length; i += 2)
        {
            int next = i + 2 < ring.Length ? i + 2 : 0;
            ulong after = Pack(ring[next], ring[next + 1]);
            Add(position, Math.Min(before, after), Math.Max(before, after));
            (before, position) = (position, after);
        }
    }

    private void Add(ulong position, ulong first, ulong second)
    {
        ref Slot slot = ref Find(position);
        if (slot.IsEmpty)
        {
            slot = ref Occupy(position);
            (slot.First, slot.Second) = (first, second);
            if (first == second || first == position || second == position) slot.MakeNode();
        }
        else if (slot.First != first || slot.Second != second) slot.MakeNode();
    }

    // A free slot for a position that is not there; to be filled at once.
    private ref Slot Occupy(ulong position)
    {
        if (++_count > (1L << _bits) * 4 / 5) Grow();
        ref Slot slot = ref Find(position);
        slot.Position = position;
        return ref slot;
    }

    private ref Slot Find(ulong position)
    {
        int mask = (1 << _bits) - 1;
        int at = (int)((position * 0x9E37_79B9_7F4A_7C15) >> (64 - _bits));
        while (!_slots[at].IsEmpty && _slots[at].Position != position) at = (at + 1) & mask;
        return ref _slots[at];
    }

    private void Grow()
    {
        Slot[] old = _slots;
        int count = 1 << _bits;
        _slots = [];
        Take(_bits + 1);
        foreach (ref Slot slot in old.AsSpan(0, count))
        {
            if (!slot.IsEmpty) Find(slot.Position) = slot;
        }
        ArrayPool<Slot>.Shared.Return(old);
    }

    private void Take(int bits)
    {
        _slots = ArrayPool<Slot>.Shared.Rent(1 << bits);
        _slots.AsSpan(0, 1 << bits).Clear();
        _bits = bits;
    }

    private void Release()
    {
        if (_slots.Length > 0) ArrayPool<Slot>.Shared.Return(_slots);
        (_slots, _bits, _count) = ([], 0, 0);
    }

    private static ulong Pack(int x, int y) => ((ulong)(uint)x << 32) | (uint)y;
}
