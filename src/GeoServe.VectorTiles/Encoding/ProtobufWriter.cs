using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>
/// Writes Protocol Buffers into one growing buffer that is used again. The length of a nested message is not known before it is written: as many
/// bytes are kept free for it as the most that it may be needs, and filled by <see cref="EndMessage"/> as a padded varint, which every reader
/// takes, so nothing is copied or measured twice.
/// </summary>
internal sealed class ProtobufWriter
{
    private byte[] _buffer = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    /// <summary>Begins a nested message and gives the place of its content.</summary>
    /// <param name="field">Its number.</param>
    /// <param name="mostBytes">Its content will have no more.</param>
    public int BeginMessage(int field, int mostBytes = int.MaxValue)
    {
        Tag(field, 2);
        Ensure(5);
        Length += LengthBytes(mostBytes);
        return Length;
    }

    /// <summary>Ends the message whose content began at <paramref name="begin"/>.</summary>
    /// <param name="begin">What <see cref="BeginMessage"/> gave.</param> <param name="mostBytes">The same number again.</param>
    public void EndMessage(int begin, int mostBytes = int.MaxValue)
    {
        uint length = (uint)(Length - begin);
        int bytes = LengthBytes(mostBytes);
        Span<byte> room = _buffer.AsSpan(begin - bytes, bytes);
        for (int i = 0; i < bytes - 1; i++)
        {
            room[i] = (byte)(length | 0x80);
            length >>= 7;
        }
        room[bytes - 1] = (byte)length;
    }

    public void Tag(int field, int wireType) => Varint((uint)((field << 3) | wireType));

    public void UnsignedField(int field, ulong value)
    {
        Tag(field, 0);
        Varint(value);
    }

    public void TextField(int field, string text)
    {
        Tag(field, 2);
        int bytes = System.Text.Encoding.UTF8.GetByteCount(text);
        Varint((uint)bytes);
        Ensure(bytes);
        Length += System.Text.Encoding.UTF8.GetBytes(text, _buffer.AsSpan(Length));
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Varint(uint value)
    {
        Ensure(5);
        Length = Varint(ref MemoryMarshal.GetArrayDataReference(_buffer), Length, value);
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

    /// <summary>
    /// Writes positions as the differences to the ones before, in zigzag code (MVT 2.1, 4.3.2). Five bytes are kept ready for each number, so
    /// that the loop asks for room once.
    /// </summary>
    /// <param name="positions">x, y, x, y.</param> <param name="x">The position before; the last one afterwards.</param> <param name="y">Likewise.</param>
    public void Deltas(ReadOnlySpan<int> positions, ref int x, ref int y)
    {
        Ensure(positions.Length * 5);
        ref byte buffer = ref MemoryMarshal.GetArrayDataReference(_buffer);
        int at = Length, lastX = x, lastY = y;
        for (int i = 0; i + 1 < positions.Length; i += 2)
        {
            int nextX = positions[i], nextY = positions[i + 1];
            at = Varint(ref buffer, at, ZigZag(nextX - lastX));
            at = Varint(ref buffer, at, ZigZag(nextY - lastY));
            (lastX, lastY) = (nextX, nextY);
        }
        (x, y, Length) = (lastX, lastY, at);
    }

    /// <summary>Bytes of a varint.</summary>
    public static int LengthOf(uint value) => value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;

    private static int LengthBytes(int mostBytes) => LengthOf((uint)mostBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Varint(ref byte buffer, int at, uint value)
    {
        while (value >= 0x80)
        {
            Unsafe.Add(ref buffer, at++) = (byte)(value | 0x80);
            value >>= 7;
        }
        Unsafe.Add(ref buffer, at++) = (byte)value;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ensure(int more)
    {
        if (Length + more > _buffer.Length) Grow(more);
    }

    private void Grow(int more) => Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + more));
}
