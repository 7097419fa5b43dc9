using GeoServe.Core.Sources;

namespace GeoServe.Sources.PmTiles;

/// <summary>Reads whole numbers of seven bits a byte, the lowest first (LEB128).</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>The next number.</summary>
    /// <exception cref="SourceFaultException">The bytes end, or the number has more than 64 bits.</exception>
    public ulong Read()
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_at >= _bytes.Length) throw new SourceFaultException("a directory ends within its entries.");
            byte next = _bytes[_at++];
            if (shift == 63 && next > 1) break;
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }
        throw new SourceFaultException("a number in a directory has more than 64 bits.");
    }

    /// <summary>The next number, of at most 32 bits.</summary>
    /// <exception cref="SourceFaultException">It is none such.</exception>
    public uint Read32() => Read() is var number and <= uint.MaxValue ? (uint)number : throw new SourceFaultException("a number in a directory has more than 32 bits.");
}
