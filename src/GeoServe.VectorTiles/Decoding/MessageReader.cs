using System.Buffers.Binary;
using GeoServe.Core.Sources;

namespace GeoServe.VectorTiles.Decoding;

/// <summary>Walks over the fields of a Protocol Buffers message. Every length is checked against the bytes that there are.</summary>
/// <param name="bytes">The message.</param>
/// <param name="start">Where to go on, as <see cref="Position"/> said.</param>
internal ref struct MessageReader(ReadOnlySpan<byte> bytes, int start = 0)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at = start;

    /// <summary>Where the next field begins.</summary>
    public readonly int Position => _at;

    /// <summary>Number of the field.</summary>
    public int Field { get; private set; }

    /// <summary>The value of a field of whole numbers (wire type 0), or the bits of one of 4 or 8 bytes.</summary>
    public ulong Number { get; private set; }

    /// <summary>The content of a field with a length (wire type 2); empty for others.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>True when no number is left.</summary>
    public readonly bool IsAtEnd => _at >= _bytes.Length;

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="SourceFaultException">The message is damaged.</exception>
    public bool Next()
    {
        if (IsAtEnd) return false;
        ulong tag = Varint();
        Field = (int)Math.Min(tag >> 3, int.MaxValue);
        Number = 0;
        Content = default;
        switch (tag & 7)
        {
            case 0: Number = Varint(); break;
            case 1: Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8)); break;
            case 2: Content = Take(Varint()); break;
            case 5: Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4)); break;
            default: throw new SourceFaultException($"a vector tile has a field of the unknown type {tag & 7}.");
        }
        return true;
    }

    /// <summary>The next number of packed ones.</summary>
    /// <exception cref="SourceFaultException">The bytes end within it.</exception>
    public ulong Varint()
    {
        ulong number = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_at >= _bytes.Length) throw new SourceFaultException("a vector tile ends within a number.");
            byte next = _bytes[_at++];
            if (shift < 64) number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }
        throw new SourceFaultException("a vector tile has a number of more than 64 bits.");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_bytes.Length - _at)) throw new SourceFaultException("a vector tile ends within a field.");
        ReadOnlySpan<byte> content = _bytes.Slice(_at, (int)length);
        _at += (int)length;
        return content;
    }
}
