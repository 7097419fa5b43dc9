using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace GeoServe.Sources.FlatGeobuf;

/// <summary>
/// A table of a flatbuffer, read in place (FlatBuffers internals: a table begins with the signed distance to its vtable, which holds the place of each field). Every
/// reading is within the bytes that it was given, else <see cref="ArgumentException"/> or <see cref="IndexOutOfRangeException"/>.
/// </summary>
internal readonly ref struct FlatBufferTable
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _at;

    private FlatBufferTable(ReadOnlySpan<byte> bytes, int at)
    {
        _bytes = bytes;
        _at = at;
    }

    /// <summary>The table at the root.</summary>
    public static FlatBufferTable Root(ReadOnlySpan<byte> bytes) => new(bytes, checked((int)BinaryPrimitives.ReadUInt32LittleEndian(bytes)));

    /// <summary>True when the field is there.</summary>
    public bool Has(int field) => PlaceOf(field) > 0;

    /// <summary>A byte, or what it is by default.</summary>
    public byte Byte(int field, byte otherwise = 0) => PlaceOf(field) is > 0 and int at ? _bytes[at] : otherwise;

    /// <summary>A truth value.</summary>
    public bool Boolean(int field, bool otherwise = false) => Byte(field, otherwise ? (byte)1 : (byte)0) != 0;

    /// <summary>A whole number of 16 bits.</summary>
    public ushort UInt16(int field, ushort otherwise = 0) => PlaceOf(field) is > 0 and int at ? BinaryPrimitives.ReadUInt16LittleEndian(_bytes[at..]) : otherwise;

    /// <summary>A whole number of 32 bits.</summary>
    public int Int32(int field, int otherwise = 0) => PlaceOf(field) is > 0 and int at ? BinaryPrimitives.ReadInt32LittleEndian(_bytes[at..]) : otherwise;

    /// <summary>A whole number of 64 bits.</summary>
    public ulong UInt64(int field, ulong otherwise = 0) => PlaceOf(field) is > 0 and int at ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..]) : otherwise;

    /// <summary>A text; null where it is not there.</summary>
    public string? Text(int field) => PlaceOf(field) is > 0 and int at ? Encoding.UTF8.GetString(Vector(at, 1, out _)) : null;

    /// <summary>The bytes of a vector of numbers; empty where it is not there.</summary>
    public ReadOnlySpan<byte> Bytes(int field) => PlaceOf(field) is > 0 and int at ? Vector(at, 1, out _) : default;

    /// <summary>A vector of doubles; empty where it is not there.</summary>
    public ReadOnlySpan<double> Doubles(int field) => PlaceOf(field) is > 0 and int at ? MemoryMarshal.Cast<byte, double>(Vector(at, sizeof(double), out _)) : default;

    /// <summary>A vector of unsigned numbers of 32 bits; empty where it is not there.</summary>
    public ReadOnlySpan<uint> UInt32s(int field) => PlaceOf(field) is > 0 and int at ? MemoryMarshal.Cast<byte, uint>(Vector(at, sizeof(uint), out _)) : default;

    /// <summary>A table in a field that is there.</summary>
    public FlatBufferTable Table(int field) => Follow(PlaceOf(field));

    /// <summary>Number of tables in a vector of tables; 0 where it is not there.</summary>
    public int CountTables(int field)
    {
        if (PlaceOf(field) is not (> 0 and int at)) return 0;
        Vector(at, sizeof(uint), out int count);
        return count;
    }

    /// <summary>A table of a vector of tables.</summary>
    public FlatBufferTable Table(int field, int index)
    {
        int vector = Distance(PlaceOf(field));
        return Follow(checked(vector + 4 + (4 * index)));
    }

    private FlatBufferTable Follow(int at) => at > 0 ? new(_bytes, Distance(at)) : throw new ArgumentException("A field is missing.");

    private int Distance(int at) => checked(at + (int)BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]));

    private ReadOnlySpan<byte> Vector(int at, int itemBytes, out int count)
    {
        int start = Distance(at);
        count = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(_bytes[start..]));
        return _bytes.Slice(checked(start + 4), checked(count * itemBytes));
    }

    private int PlaceOf(int field)
    {
        int vtable = checked(_at - BinaryPrimitives.ReadInt32LittleEndian(_bytes[_at..]));
        int size = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[vtable..]), entry = 4 + (2 * field);
        if (entry + 2 > size) return 0;
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(vtable + entry)..]);
        return offset == 0 ? 0 : _at + offset;
    }
}
