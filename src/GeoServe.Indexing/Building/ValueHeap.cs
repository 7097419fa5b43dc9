using System.IO.Hashing;

namespace GeoServe.Indexing.Building;

/// <summary>
/// The values of an index, each written once: the same bytes get the same number. The table of what was written is bounded; beyond, values seen
/// longest ago are forgotten and may be written once more, which costs bytes and nothing else.
/// </summary>
internal sealed class ValueHeap : IDisposable
{
    private const int FirstSlots = 1 << 10;
    private const int MostSlots = 1 << 21;      // 48 MiB
    private const int Probes = 8;

    private readonly SpillFile _bytes;
    private (UInt128 Hash, uint Number)[] _slots = new (UInt128, uint)[FirstSlots];
    private int _used;
    private uint _evict;

    public ValueHeap(string folder)
    {
        _bytes = new SpillFile(folder);
        _bytes.Write(0);        // number 0 is "no value"
    }

    /// <summary>All values, one after another on multiples of 4.</summary>
    public SpillFile Bytes => _bytes;

    /// <summary>The number of a value: a quarter of its offset; 0 for no bytes.</summary>
    /// <exception cref="InvalidDataException">The values are more than 16 GiB.</exception>
    public uint NumberOf(ReadOnlySpan<byte> value, out bool isNew)
    {
        isNew = false;
        if (value.IsEmpty) return 0;
        UInt128 hash = XxHash128.HashToUInt128(value);
        if (hash == 0) hash = 1;
        ref (UInt128 Hash, uint Number) slot = ref SlotFor(hash);
        if (slot.Hash == hash) return slot.Number;
        isNew = true;
        if (_bytes.Length / 4 > uint.MaxValue) throw new InvalidDataException("The attributes have more than 16 GiB of different values.");
        slot = (hash, (uint)(_bytes.Length / 4));
        _bytes.Write(value);
        _bytes.Write<byte>(stackalloc byte[(int)(-_bytes.Length & 3)]);
        return slot.Number;
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private ref (UInt128 Hash, uint Number) SlotFor(UInt128 hash)
    {
        while (true)
        {
            int mask = _slots.Length - 1, first = (int)(ulong)hash & mask;
            for (int i = 0; i < Probes; i++)
            {
                ref (UInt128 Hash, uint Number) slot = ref _slots[(first + i) & mask];
                if (slot.Hash == hash) return ref slot;
                if (slot.Hash == 0)
                {
                    _used++;
                    return ref slot;
                }
            }
            if (_slots.Length >= MostSlots) return ref _slots[(first + (int)(_evict++ % Probes)) & mask];
            Grow();
        }
    }

    private void Grow()
    {
        (UInt128 Hash, uint Number)[] old = _slots;
        _slots = new (UInt128, uint)[old.Length * 4];
        foreach ((UInt128 Hash, uint Number) entry in old)
        {
            if (entry.Hash != 0) SlotFor(entry.Hash) = entry;
        }
    }
}
