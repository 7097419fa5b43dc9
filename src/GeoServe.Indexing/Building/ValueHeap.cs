using System.IO.Hashing;

namespace GeoServe.Indexing.Building;

/// <summary>
/// The values of an index, each written once: the same bytes get the same number. The table of what was written is bounded; beyond, values seen
/// longest ago are forgotten and may be written once more, which costs bytes and nothing else.
/// </summary>
internal sealed class ValueHeap : IDisposable
{
    private const int FirstSlots = 1 << 10;
    private const int MostSlots = 1 << 21;      // 40 MiB
    private const int Probes = 8;

    private readonly SpillFile _bytes;
    private UInt128[] _hashes = new UInt128[FirstSlots];        // 0 where a slot is free
    private uint[] _numbers = new uint[FirstSlots];
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
        int slot = SlotFor(hash);
        if (_hashes[slot] == hash) return _numbers[slot];
        isNew = true;
        if (_bytes.Length / 4 > uint.MaxValue) throw new InvalidDataException("The attributes have more than 16 GiB of different values.");
        (_hashes[slot], _numbers[slot]) = (hash, (uint)(_bytes.Length / 4));
        _bytes.Write(value);
        _bytes.Write<byte>(stackalloc byte[(int)(-_bytes.Length & 3)]);
        return _numbers[slot];
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private int SlotFor(UInt128 hash)
    {
        while (true)
        {
            int mask = _hashes.Length - 1, first = (int)(ulong)hash & mask;
            for (int i = 0; i < Probes; i++)
            {
                int slot = (first + i) & mask;
                if (_hashes[slot] == hash || _hashes[slot] == 0) return slot;
            }
            if (_hashes.Length >= MostSlots) return (first + (int)(_evict++ % Probes)) & mask;
            Grow();
        }
    }

    private void Grow()
    {
        (UInt128[] hashes, uint[] numbers) = (_hashes, _numbers);
        (_hashes, _numbers) = (new UInt128[hashes.Length * 4], new uint[hashes.Length * 4]);
        for (int i = 0; i < hashes.Length; i++)
        {
            if (hashes[i] == 0) continue;
            int slot = SlotFor(hashes[i]);
            (_hashes[slot], _numbers[slot]) = (hashes[i], numbers[i]);
        }
    }
}
