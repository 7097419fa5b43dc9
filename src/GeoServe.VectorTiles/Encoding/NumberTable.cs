using System.Runtime.CompilerServices;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>
/// The numbers of an index's values that one layer uses, each with its place in the layer, in the order of first use. Emptied by a new generation
/// instead of by clearing. Open addressing, so a look-up is a multiplication and mostly one comparison.
/// </summary>
internal sealed class NumberTable
{
    private (uint Number, uint Generation, uint Place)[] _slots = new (uint, uint, uint)[1024];
    private uint[] _numbers = new uint[256];
    private uint _generation = 1;
    private int _shift = 32 - 10;

    /// <summary>The numbers in their places.</summary>
    public ReadOnlySpan<uint> Numbers => _numbers.AsSpan(0, Count);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Empties the table.</summary>
    public void Clear()
    {
        Count = 0;
        if (++_generation != 0) return;
        Array.Clear(_slots);
        _generation = 1;
    }

    /// <summary>The place of a number; the next free one when it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint PlaceOf(uint number)
    {
        (uint Number, uint Generation, uint Place)[] slots = _slots;
        for (uint slot = (number * 2_654_435_769u) >> _shift; ; slot++)
        {
            ref (uint Number, uint Generation, uint Place) at = ref slots[slot & (uint)(slots.Length - 1)];
            if (at.Generation != _generation) return Add(ref at, number);
            if (at.Number == number) return at.Place;
        }
    }

    private uint Add(ref (uint Number, uint Generation, uint Place) slot, uint number)
    {
        uint place = (uint)Count;
        slot = (number, _generation, place);
        if (Count == _numbers.Length) Array.Resize(ref _numbers, _numbers.Length * 2);
        _numbers[Count++] = number;
        if (Count * 2 > _slots.Length) Grow();
        return place;
    }

    private void Grow()
    {
        int numbers = Count;
        _slots = new (uint, uint, uint)[_slots.Length * 4];
        _shift -= 2;
        _generation = 1;
        Count = 0;
        for (int i = 0; i < numbers; i++) PlaceOf(_numbers[i]);
    }
}
