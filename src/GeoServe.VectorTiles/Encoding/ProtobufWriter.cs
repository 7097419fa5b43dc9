using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>
/// Writes Protocol Buffers into one growing buffer that is used again. The length of a nested message is not known before it is
/// written: five bytes are kept free for it and filled by <see cref="EndMessage"/> as a padded varint, which every reader takes
/// (the encoding is not minimal, but valid), so nothing is copied or measured twice.
/// </summary>
internal sealed class ProtobufWriter
{
    private const int LengthBytes = 5;

    private byte[] _buffer = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    public int BeginMessage(int field)
    {
        Tag(field, 2);
        Ensure(LengthBytes);
        Length += LengthBytes;
        return Length;
    }

    public void EndMessage(int begin)
    {
        uint length = (uint)(Length - begin);
        Span<byte> room = _buffer.AsSpan(begin - LengthBytes, LengthBytes);
        for (int i = 0; i < LengthBytes - 1; i++)
        {
            room[i] = (byte)(length | 0x80);
            length >>= 7;
        }
        room[LengthBytes - 1] = (byte)length;
    }

    public void Tag(int field, int wireType) => Varint((uint)((field << 3) | wireType));

    public void UnsignedField(int field, ulong value)
    {
        Tag(field, 0);
        Varint(value);
    }

    public void DoubleField(int field, double value)
    {
        Tag(field, 1);
        Ensure(8);
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.AsSpan(Length), value);
        Length += 8;
    }

    public void TextField(int field, string text)
    {
        Tag(field, 2);
        int bytes = System.Text.Encoding.UTF8.GetByteCount(text);
        Varint((uint)bytes);
        Ensure(bytes);
        Length += System.Text.Encoding.UTF8.GetBytes(text, _buffer.AsSpan(Length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ZigZag(int value) => Varint((uint)((value << 1) ^ (value >> 31)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Varint(uint value)
    {
        Ensure(5);
        byte[] buffer = _buffer;
        int at = Length;
        while (value >= 0x80)
        {
            buffer[at++] = (byte)(value | 0x80);
            value >>= 7;
        }
        buffer[at++] = (byte)value;
        Length = at;
    }

    public void Varint(ulong value)
    {
        Ensure(10);
        while (value >= 0x80)
        {
            _buffer[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _buffer[Length++] = (byte)value;
    }

    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ensure(int more)
    {
        if (Length + more > _buffer.Length) Grow(more);
    }

    private void Grow(int more) => Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + more));
}
