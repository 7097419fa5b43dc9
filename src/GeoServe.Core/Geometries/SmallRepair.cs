namespace GeoServe.Core.Geometries;

/// <summary>
/// Makes one polygon of few positions valid without objects: edges are cut where they meet, cuts rounded to whole numbers; edges between inside (some winding of the outer ring, none of the holes) and outside stay, and are traced to simple rings. Each
/// edge with each: for tens of positions, not thousands.
/// </summary>
internal sealed class SmallRepair : IDisposable
{
    private const int MostEdges = 1024;

    private readonly PooledList<RepairEdge> _edges = new(64);
    private readonly RingTracer _tracer = new();

    /// <summary>Adds the polygon made valid; false where it did not come out even, and then what was added is not to be used.</summary>
    /// <param name="positions">All numbers within <see cref="Turn.Small"/>.</param> <param name="ends">Of all rings.</param>
    /// <param name="first">The outer ring.</param> <param name="last">One past its last hole.</param>
    /// <param name="into">Takes positions.</param> <param name="intoEnds">Takes positions up to each ring's end.</param>
    public bool Repair(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int first, int last, PooledList<int> into, PooledList<int> intoEnds)
    {
        _edges.Clear();
        for (int part = first; part < last; part++) AddEdges(positions[((part == 0 ? 0 : ends[part - 1]) * 2)..(ends[part] * 2)], part == first);
        Merge();
        if (!Node()) return false;
        Merge();
        return KeepBorders() && _tracer.Trace(_edges.Span, into, intoEnds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _edges.Dispose();
        _tracer.Dispose();
    }

    private void AddEdges(ReadOnlySpan<int> ring, bool outer)
    {
        if (ring.Length < 6) return;
        int px = ring[^2], py = ring[^1];
        for (int i = 0; i + 1 < ring.Length; i += 2)
        {
            Add(px, py, ring[i], ring[i + 1], outer ? 1 : 0, outer ? 0 : 1);
            (px, py) = (ring[i], ring[i + 1]);
        }
    }

    private void Add(int ax, int ay, int bx, int by, int outer, int hole)
    {
        if (ax != bx || ay != by) _edges.Add(RepairEdge.Of(ax, ay, bx, by, outer, hole));
    }

    // Each edge is held against all before it; where it meets one, both are taken out, and their pieces come last. The pieces of a cut that was
    // rounded lie a little beside the whole, and so are held against all once more.
    private bool Node()
    {
        for (int i = 1; i < _edges.Count; i++)
        {
            if (i > MostEdges) return false;
            for (int j = 0; j < i; j++)
            {
                if (_edges[j].IsGone || !CutWhereTheyMeet(i, j)) continue;
                if (_edges[i].IsGone) break;
            }
        }
        return true;
    }

    private bool CutWhereTheyMeet(int i, int j)
    {
        ref RepairEdge a = ref _edges[i], b = ref _edges[j];
        if (a.BX < b.AX || b.BX < a.AX || Math.Max(a.AY, a.BY) < Math.Min(b.AY, b.BY) || Math.Max(b.AY, b.BY) < Math.Min(a.AY, a.BY)) return false;
        int first = a.Side(b.AX, b.AY), second = a.Side(b.BX, b.BY);
        if (first * second > 0) return false;
        int third = b.Side(a.AX, a.AY), fourth = b.Side(a.BX, a.BY);
        if (third * fourth > 0) return false;
        if (first != 0 && second != 0 && third != 0 && fourth != 0)
        {
            (int x, int y) = a.Crossing(b);
            return Cut(i, x, y) | Cut(j, x, y);
        }
        // An end of one on the other, or both along one line.
        (int ax, int ay, int bx, int by) = (a.AX, a.AY, a.BX, a.BY);
        return (first == 0 && a.Covers(b.AX, b.AY) && Cut(i, b.AX, b.AY))
            || (second == 0 && a.Covers(b.BX, b.BY) && Cut(i, b.BX, b.BY))
            || (third == 0 && b.Covers(ax, ay) && Cut(j, ax, ay))
            || (fourth == 0 && b.Covers(bx, by) && Cut(j, bx, by));
    }

    private bool Cut(int edge, int x, int y)
    {
        RepairEdge whole = _edges[edge];
        if ((whole.AX == x && whole.AY == y) || (whole.BX == x && whole.BY == y)) return false;
        _edges[edge] = default;
        Add(whole.AX, whole.AY, x, y, whole.Outer, whole.Hole);
        Add(x, y, whole.BX, whole.BY, whole.Outer, whole.Hole);
        return true;
    }

    // Edges over one another become one, which counts how often the rings run along it, and vanish where they cancel out.
    private void Merge()
    {
        Span<RepairEdge> edges = _edges.Span;
        edges.Sort();
        int count = 0;
        for (int i = 0; i < edges.Length;)
        {
            RepairEdge merged = edges[i];
            for (i++; i < edges.Length && edges[i].CompareTo(merged) == 0; i++)
            {
                merged.Outer += edges[i].Outer;
                merged.Hole += edges[i].Hole;
            }
            if (merged.Outer != 0 || merged.Hole != 0) edges[count++] = merged;
        }
        _edges.Truncate(count);
    }

    // Only edges with the inside on one side, directed so that it lies on the positive one.
    private bool KeepBorders()
    {
        Span<RepairEdge> edges = _edges.Span;
        for (int i = 0; i < edges.Length; i++)
        {
            int outer = 0, hole = 0;
            for (int j = 0; j < edges.Length; j++)
            {
                if (j == i) continue;
                int crosses = edges[i].RayCrosses(edges[j], out bool lies);
                if (lies) return false;
                outer -= crosses * edges[j].Outer;
                hole -= crosses * edges[j].Hole;
            }
            bool left = outer != 0 && hole == 0, right = outer - edges[i].Outer != 0 && hole - edges[i].Hole == 0;
            edges[i].Border = left == right ? 0 : left ? 1 : -1;
        }
        int count = 0;
        foreach (RepairEdge edge in edges)
        {
            if (edge.Border != 0) edges[count++] = edge;
        }
        _edges.Truncate(count);
        return true;
    }
}
