namespace GeoServe.Core.Geometries;

/// <summary>Joins the pieces of a polygon's rings inside a box along the box's sides to whole rings.</summary>
internal sealed class BoxCrossingLinks : IDisposable
{
    private const int FewCrossings = 24;

    private readonly PooledList<int> _order = new(32);      // crossings along the perimeter
    private readonly PooledList<double> _keys = new(32);
    private readonly PooledList<int> _leaves = new(32);     // for each chain its leaving crossing in order; -1 when used up

    /// <summary>Adds the rings; false where the crossings do not come out even, since the input is not simple: what was added then is not to be used.</summary>
    /// <param name="crossings">In any order.</param> <param name="winding">Of the input about the first corner.</param>
    /// <param name="chains">Positions of the pieces.</param> <param name="chainEnds">Numbers up to the end of each piece.</param>
    /// <param name="box">Gives the corners.</param> <param name="into">Takes positions.</param> <param name="ends">Takes positions up to the end of each ring.</param>
    public bool Link(
        ReadOnlySpan<BoxCrossing> crossings, int winding, ReadOnlySpan<int> chains, ReadOnlySpan<int> chainEnds, RingClipper box, PooledList<int> into, PooledList<int> ends)
    {
        ReadOnlySpan<int> order = Sort(crossings);
        if (!Alternate(crossings, order, winding)) return false;
        _leaves.Clear();
        Span<int> leaves = _leaves.Reserve(chainEnds.Length);
        for (int i = 0; i < order.Length; i++)
        {
            ref readonly BoxCrossing crossing = ref crossings[order[i]];
            if (!crossing.Enters) leaves[crossing.Chain] = i;
        }
        for (int chain = 0; chain < leaves.Length; chain++)
        {
            if (leaves[chain] >= 0 && !AddRing(chain, crossings, order, chains, chainEnds, leaves, box, into, ends)) return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _order.Dispose();
        _keys.Dispose();
        _leaves.Dispose();
    }

    // Many are put in order by their rounded keys first, which is right but for places next to one another: those are compared exactly.
    private ReadOnlySpan<int> Sort(ReadOnlySpan<BoxCrossing> crossings)
    {
        _order.Clear();
        Span<int> order = _order.Reserve(crossings.Length);
        for (int i = 0; i < order.Length; i++) order[i] = i;
        if (order.Length > FewCrossings)
        {
            _keys.Clear();
            Span<double> keys = _keys.Reserve(order.Length);
            for (int i = 0; i < keys.Length; i++) keys[i] = crossings[i].Key;
            keys.Sort(order);
        }
        for (int i = 1; i < order.Length; i++)
        {
            int moved = order[i], j = i;
            ref readonly BoxCrossing crossing = ref crossings[moved];
            for (; j > 0 && BoxCrossing.Compare(crossings[order[j - 1]], crossing) > 0; j--) order[j] = order[j - 1];
            order[j] = moved;
        }
        return order;
    }

    // Along the sides the inside begins where the ring leaves the box and ends where it enters. With the winding about the first corner this holds
    // for simple polygons, and only then is the polygon on the sides what the links say.
    private static bool Alternate(ReadOnlySpan<BoxCrossing> crossings, ReadOnlySpan<int> order, int winding)
    {
        bool enters = winding == 1;
        if (winding is not (0 or 1)) return false;
        foreach (int i in order)
        {
            if (crossings[i].Enters != enters) return false;
            enters = !enters;
        }
        return true;
    }

    private static bool AddRing(
        int chain, ReadOnlySpan<BoxCrossing> crossings, ReadOnlySpan<int> order, ReadOnlySpan<int> chains, ReadOnlySpan<int> chainEnds, Span<int> leaves,
        RingClipper box, PooledList<int> into, PooledList<int> ends)
    {
        int begin = into.Count;
        while (leaves[chain] >= 0)
        {
            AddChain(chains[(chain == 0 ? 0 : chainEnds[chain - 1])..chainEnds[chain]], begin, into);
            int leave = leaves[chain], enter = leave + 1, turns = 0;
            leaves[chain] = -1;
            if (enter == order.Length) (enter, turns) = (0, 4);
            ref readonly BoxCrossing next = ref crossings[order[enter]];
            for (int corner = crossings[order[leave]].Side + 1; corner <= next.Side + turns; corner++)
            {
                box.AddCorner(corner & 3, into);
                DropRepeat(begin, into);
            }
            chain = next.Chain;
        }
        while (into.Count - begin >= 4 && into[^2] == into[begin] && into[^1] == into[begin + 1]) into.Truncate(into.Count - 2);
        Int128 area = into.Count - begin < 6 ? 0 : Rings.TwiceArea(into.Span[begin..]);
        if (area > 0) ends.Add(into.Count / 2);
        else into.Truncate(begin);
        return area >= 0;
    }

    // Cuts are rounded, so that a piece may begin twice in the same place, and end so.
    private static void AddChain(ReadOnlySpan<int> chain, int begin, PooledList<int> into)
    {
        into.Add(chain[0]);
        into.Add(chain[1]);
        DropRepeat(begin, into);
        if (chain.Length > 4)
        {
            if (chain[2] == chain[0] && chain[3] == chain[1]) chain = chain[2..];
            into.AddRange(chain[2..^2]);
        }
        into.Add(chain[^2]);
        into.Add(chain[^1]);
        DropRepeat(begin, into);
    }

    private static void DropRepeat(int begin, PooledList<int> into)
    {
        int count = into.Count;
        if (count - begin < 4) return;
        ReadOnlySpan<int> last = into.Span[(count - 4)..];
        if (last[0] == last[2] && last[1] == last[3]) into.Truncate(count - 2);
    }
}
