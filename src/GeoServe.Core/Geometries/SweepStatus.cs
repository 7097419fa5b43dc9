namespace GeoServe.Core.Geometries;

/// <summary>
/// The edges that a sweep line crosses, in their order along it: a treap on arrays, threaded in both directions, so that an edge is replaced by
/// the next of its ring without a search. Slots begin at 1; 0 is none.
/// </summary>
internal sealed class SweepStatus : IDisposable
{
    private readonly PooledList<Slot> _slots = new(64);
    private int _root, _free;
    private uint _chance;

    /// <summary>An edge in the status, from its left end to its right one, and where it stands.</summary>
    internal struct Slot
    {
        public int LeftX, LeftY, RightX, RightY, Edge;
        public int Below, Above;
        internal int Less, More, Parent;
        internal uint Priority;
    }

    /// <summary>The root of the tree, to search from.</summary>
    public int Root => _root;

    /// <summary>The lowest edge; 0 for none.</summary>
    public int Lowest { get; private set; }

    /// <summary>One edge.</summary>
    public ref Slot this[int slot] => ref _slots.Span[slot];

    /// <summary>Empties the status; at most so many edges will be in it.</summary>
    public void Begin(int most)
    {
        _slots.Clear();
        _slots.Reserve(most + 1);
        _slots.Truncate(1);
        _slots[0] = default;
        (_root, _free, Lowest, _chance) = (0, 0, 0, 2463534242);
    }

    /// <summary>Puts an edge above another one (0: below all); gives its slot.</summary>
    public int Insert(int below, int leftX, int leftY, int rightX, int rightY, int edge)
    {
        int slot = _free;
        if (slot == 0)
        {
            slot = _slots.Count;
            _slots.Reserve(1);
        }
        Span<Slot> slots = _slots.Span;
        if (slot == _free) _free = slots[slot].Less;
        _chance ^= _chance << 13;
        _chance ^= _chance >> 17;
        _chance ^= _chance << 5;
        int above = below == 0 ? Lowest : slots[below].Above;
        slots[slot] = new Slot { LeftX = leftX, LeftY = leftY, RightX = rightX, RightY = rightY, Edge = edge, Below = below, Above = above, Priority = _chance };
        if (below == 0) Lowest = slot;
        else slots[below].Above = slot;
        if (above != 0) slots[above].Below = slot;
        Hang(slots, slot, below, above);
        while (slots[slot].Parent != 0 && slots[slots[slot].Parent].Priority < slots[slot].Priority) RotateUp(slots, slot);
        if (slots[slot].Parent == 0) _root = slot;
        return slot;
    }

    /// <summary>Takes an edge out.</summary>
    public void Remove(int slot)
    {
        Span<Slot> slots = _slots.Span;
        ref Slot gone = ref slots[slot];
        if (gone.Below == 0) Lowest = gone.Above;
        else slots[gone.Below].Above = gone.Above;
        if (gone.Above != 0) slots[gone.Above].Below = gone.Below;
        while (gone.Less != 0 && gone.More != 0)
        {
            int child = slots[gone.Less].Priority > slots[gone.More].Priority ? gone.Less : gone.More;
            RotateUp(slots, child);
            if (slots[child].Parent == 0) _root = child;
        }
        int only = gone.Less != 0 ? gone.Less : gone.More;
        Replace(slots, gone.Parent, slot, only);
        if (only != 0) slots[only].Parent = gone.Parent;
        gone.Less = _free;
        _free = slot;
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    /// <summary>The children of a slot: the lower and the higher part below it in the tree.</summary>
    public int Child(int slot, bool higher) => higher ? _slots.Span[slot].More : _slots.Span[slot].Less;

    // Neighbours in order: one of the two has its side towards the other free.
    private void Hang(Span<Slot> slots, int slot, int below, int above)
    {
        if (below != 0 && slots[below].More == 0)
        {
            slots[below].More = slot;
            slots[slot].Parent = below;
        }
        else if (above != 0)
        {
            slots[above].Less = slot;
            slots[slot].Parent = above;
        }
        else _root = slot;
    }

    private void Replace(Span<Slot> slots, int parent, int child, int by)
    {
        if (parent == 0) _root = by;
        else if (slots[parent].Less == child) slots[parent].Less = by;
        else slots[parent].More = by;
    }

    private void RotateUp(Span<Slot> slots, int slot)
    {
        ref Slot up = ref slots[slot];
        int parent = up.Parent;
        ref Slot down = ref slots[parent];
        int grand = down.Parent, moved;
        if (down.Less == slot)
        {
            moved = up.More;
            up.More = parent;
            down.Less = moved;
        }
        else
        {
            moved = up.Less;
            up.Less = parent;
            down.More = moved;
        }
        if (moved != 0) slots[moved].Parent = parent;
        down.Parent = slot;
        up.Parent = grand;
        if (grand != 0) Replace(slots, grand, parent, slot);
    }
}
