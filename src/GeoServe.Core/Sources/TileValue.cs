using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Sources;

/// <summary>
/// A value as a vector tile's layer has it: field 4, its length, and a message of one field (MVT 2.1, 4.1 and 4.4). Whole numbers keep 64 bits;
/// days and instants are text by ISO 8601. What has no place in a tile (bytes, lists, NaN and infinities, which JSON lacks too) is written as nothing.
/// </summary>
public static class TileValue
{
    private const byte ValueField = (4 << 3) | 2;
    private const byte Text = (1 << 3) | 2;
    private const byte Double = (3 << 3) | 1;
    private const byte Unsigned = 5 << 3;
    private const byte Signed = 6 << 3;
    private const byte Boolean = 7 << 3;

    /// <summary>Adds the bytes of a value; nothing where it is null or has no place in a tile.</summary>
    public static void Write(in Value value, PooledList<byte> into)
    {
        switch (value.Kind)
        {
            case ValueKind.Null or ValueKind.Bytes or ValueKind.List or ValueKind.Colour:
                return;
            case ValueKind.Boolean:
                Begin(into, 2, Boolean);
                into.Add(value.AsBoolean() ? (byte)1 : (byte)0);
                return;
            case ValueKind.Integer:
                long whole = value.AsInteger();
                ulong bits = whole >= 0 ? (ulong)whole : (ulong)((whole << 1) ^ (whole >> 63));
                Begin(into, 1 + VarintLength(bits), whole >= 0 ? Unsigned : Signed);
                Varint(bits, into);
                return;
            case ValueKind.Real:
                if (!double.IsFinite(value.AsNumber())) return;
                Begin(into, 9, Double);
                BinaryPrimitives.WriteDoubleLittleEndian(into.Reserve(8), value.AsNumber());
                return;
            default:
                string text = value.Kind == ValueKind.Text ? value.AsText() : value.ToString();
                int bytes = Encoding.UTF8.GetByteCount(text);
                Begin(into, 1 + VarintLength((ulong)bytes) + bytes, Text);
                Varint((ulong)bytes, into);
                Encoding.UTF8.GetBytes(text, into.Reserve(bytes));
                return;
        }
    }

    /// <summary>How many bytes a value takes that begins the span, tag and length included.</summary>
    public static int LengthOf(ReadOnlySpan<byte> message)
    {
        int at = 1;
        int content = checked((int)ReadVarint(message, ref at));
        return at + content;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="message">The bytes of one value.</param>
    /// <param name="kind">What the column holds: tells days and instants from texts.</param>
    public static Value Read(ReadOnlySpan<byte> message, ValueKind kind)
    {
        int at = 1;
        ReadVarint(message, ref at);
        byte tag = message[at++];
        return tag switch
        {
            Boolean => Value.Of(message[at] != 0),
            Unsigned => Value.Of((long)ReadVarint(message, ref at)),
            Signed => Value.Of(UnZigZag(ReadVarint(message, ref at))),
            Double => Value.Of(BinaryPrimitives.ReadDoubleLittleEndian(message[at..])),
            _ => OfText(ReadText(message, ref at), kind),
        };
    }

    private static Value OfText(string text, ValueKind kind) => kind switch
    {
        ValueKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) => Value.Of(day),
        ValueKind.Instant when DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant) => Value.Of(instant),
        _ => Value.Of(text),
    };

    private static string ReadText(ReadOnlySpan<byte> message, ref int at)
    {
        int bytes = (int)ReadVarint(message, ref at);
        return Encoding.UTF8.GetString(message.Slice(at, bytes));
    }

    private static void Begin(PooledList<byte> into, int content, byte tag)
    {
        into.Add(ValueField);
        Varint((ulong)content, into);
        into.Add(tag);
    }

    private static int VarintLength(ulong value)
    {
        int bytes = 1;
        while ((value >>= 7) != 0) bytes++;
        return bytes;
    }

    private static void Varint(ulong value, PooledList<byte> into)
    {
        for (; value >= 0x80; value >>= 7) into.Add((byte)(value | 0x80));
        into.Add((byte)value);
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
