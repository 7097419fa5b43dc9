using System.Text;

namespace GeoServe.Rendering.Glyphs;

/// <summary>Writes fields of a protobuf message.</summary>
internal sealed class ProtobufWriter
{
    private readonly MemoryStream _out = new();

    public byte[] ToArray() => _out.ToArray();

    public void WriteUnsigned(int field, uint value)
    {
        WriteVarint((uint)field << 3);
        WriteVarint(value);
    }

    /// <summary>A number of type sint32: zigzag.</summary>
    public void WriteSigned(int field, int value) => WriteUnsigned(field, (uint)(value << 1 ^ value >> 31));

    public void WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint((uint)field << 3 | 2);
        WriteVarint((uint)value.Length);
        _out.Write(value);
    }

    public void WriteText(int field, string value) => WriteBytes(field, Encoding.UTF8.GetBytes(value));

    public void WriteMessage(int field, ProtobufWriter message) => WriteBytes(field, message._out.GetBuffer().AsSpan(0, (int)message._out.Length));

    private void WriteVarint(uint value)
    {
        for (; value >= 128; value >>= 7) _out.WriteByte((byte)(value | 128));
        _out.WriteByte((byte)value);
    }
}
