using System.Globalization;

namespace GeoServe.TestKit.VectorTiles;

/// <summary>Walks over the fields of a Protocol Buffers message. Throws <see cref="FormatException"/> where it is none.</summary>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    public int Number { get; private set; }

    public int WireType { get; private set; }

    public bool Next()
    {
        if (_at >= _message.Length) return false;
        ulong tag = ReadVarint();
        (Number, WireType) = ((int)(tag >> 3), (int)(tag & 7));
        return true;
    }

    public ulong Varint()
    {
        Require(0);
        return ReadVarint();
    }

    public ReadOnlySpan<byte> Bytes()
    {
        Require(2);
        return Take(checked((long)ReadVarint()));
    }

    public List<uint> PackedVarints()
    {
        var inner = new ProtobufFields(Bytes());
        var numbers = new List<uint>();
        while (inner._at < inner._message.Length) numbers.Add(checked((uint)inner.ReadVarint()));
        return numbers;
    }

    public void Skip()
    {
        switch (WireType)
        {
            case 0: ReadVarint(); break;
            case 1: Take(8); break;
            case 2: Take(checked((long)ReadVarint())); break;
            case 5: Take(4); break;
            default: throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"field {Number} is of wire type {WireType}"));
        }
    }

    private readonly void Require(int wireType)
    {
        if (WireType != wireType) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"field {Number} is of wire type {WireType}, not {wireType}"));
    }

    private ReadOnlySpan<byte> Take(long bytes)
    {
        if (bytes < 0 || bytes > _message.Length - _at) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"field {Number} goes beyond its message"));
        ReadOnlySpan<byte> taken = _message.Slice(_at, (int)bytes);
        _at += (int)bytes;
        return taken;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_at >= _message.Length) throw new FormatException("a number goes beyond its message");
            byte next = _message[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw new FormatException("a number has more than 10 bytes");
    }
}
