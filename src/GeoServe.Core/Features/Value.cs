using System.Globalization;

namespace GeoServe.Core.Features;

/// <summary>One attribute's value, without boxing. Equality is by kind and content: the integer 1 is not the real 1.</summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly long _bits;
    private readonly object? _reference;

    private Value(ValueKind kind, long bits, object? reference = null)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    /// <summary>No value.</summary>
    public static Value Null => default;

    /// <summary>What is held.</summary>
    public ValueKind Kind { get; }

    /// <summary>True when there is no value.</summary>
    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>True for an integer or a real.</summary>
    public bool IsNumber => Kind is ValueKind.Integer or ValueKind.Real;

    /// <summary>Holds a truth value.</summary>
    public static Value Of(bool value) => new(ValueKind.Boolean, value ? 1 : 0);

    /// <summary>Holds a whole number.</summary>
    public static Value Of(long value) => new(ValueKind.Integer, value);

    /// <summary>Holds a real number, NaN and infinities included.</summary>
    public static Value Of(double value) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Holds text; null gives no value.</summary>
    public static Value Of(string? value) => value is null ? Null : new(ValueKind.Text, 0, value);

    /// <summary>Holds a day.</summary>
    public static Value Of(DateOnly value) => new(ValueKind.Date, value.DayNumber);

    /// <summary>Holds an instant, turned into UTC.</summary>
    public static Value Of(DateTimeOffset value) => new(ValueKind.Instant, value.UtcTicks);

    /// <summary>Holds bytes, which the caller no longer changes; null gives no value.</summary>
    public static Value Of(byte[]? value) => value is null ? Null : new(ValueKind.Bytes, 0, value);

    /// <summary>Holds a colour as red, green, blue and alpha, each 16 bits (0 to 65535), not multiplied by alpha.</summary>
    public static Value OfColour(long rgba64) => new(ValueKind.Colour, rgba64);

    /// <summary>Holds a list.</summary>
    public static Value Of(Value[] values) => new(ValueKind.List, 0, values);

    /// <summary>The truth value. Only for <see cref="ValueKind.Boolean"/>.</summary>
    public bool AsBoolean() => Kind == ValueKind.Boolean ? _bits != 0 : throw Wrong(ValueKind.Boolean);

    /// <summary>The whole number. Only for <see cref="ValueKind.Integer"/>.</summary>
    public long AsInteger() => Kind == ValueKind.Integer ? _bits : throw Wrong(ValueKind.Integer);

    /// <summary>The number, an integer turned into a double. Only for numbers.</summary>
    public double AsNumber() => Kind switch
    {
        ValueKind.Real => BitConverter.Int64BitsToDouble(_bits),
        ValueKind.Integer => _bits,
        _ => throw Wrong(ValueKind.Real),
    };

    /// <summary>The text. Only for <see cref="ValueKind.Text"/>.</summary>
    public string AsText() => Kind == ValueKind.Text ? (string)_reference! : throw Wrong(ValueKind.Text);

    /// <summary>The day. Only for <see cref="ValueKind.Date"/>.</summary>
    public DateOnly AsDate() => Kind == ValueKind.Date ? DateOnly.FromDayNumber((int)_bits) : throw Wrong(ValueKind.Date);

    /// <summary>The instant, in UTC. Only for <see cref="ValueKind.Instant"/>.</summary>
    public DateTimeOffset AsInstant() => Kind == ValueKind.Instant ? new(_bits, TimeSpan.Zero) : throw Wrong(ValueKind.Instant);

    /// <summary>The bytes. Only for <see cref="ValueKind.Bytes"/>.</summary>
    public byte[] AsBytes() => Kind == ValueKind.Bytes ? (byte[])_reference! : throw Wrong(ValueKind.Bytes);

    /// <summary>The colour: four times 16 bits, red highest. Only for <see cref="ValueKind.Colour"/>.</summary>
    public long AsColour() => Kind == ValueKind.Colour ? _bits : throw Wrong(ValueKind.Colour);

    /// <summary>The list. Only for <see cref="ValueKind.List"/>.</summary>
    public ReadOnlySpan<Value> AsList() => Kind == ValueKind.List ? (Value[])_reference! : throw Wrong(ValueKind.List);

    /// <inheritdoc/>
    public bool Equals(Value other) => Kind == other.Kind && _bits == other._bits && Kind switch
    {
        ValueKind.Text => string.Equals((string)_reference!, (string)other._reference!, StringComparison.Ordinal),
        ValueKind.Bytes => ((byte[])_reference!).AsSpan().SequenceEqual((byte[])other._reference!),
        ValueKind.List => ((Value[])_reference!).AsSpan().SequenceEqual((Value[])other._reference!),
        _ => true,
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        ValueKind.Text => string.GetHashCode((string)_reference!, StringComparison.Ordinal),
        ValueKind.Bytes => ((byte[])_reference!).Length,
        ValueKind.List => ((Value[])_reference!).Length,
        _ => HashCode.Combine(Kind, _bits),
    };

    /// <summary>Equality by kind and content.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>
    /// The value as it is written in GML, JSON text and labels: numbers in the shortest form that reads back the same,
    /// days and instants by ISO 8601 (instants in UTC with Z), bytes in Base64; empty for no value.
    /// </summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Null => "",
        ValueKind.Boolean => _bits != 0 ? "true" : "false",
        ValueKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        ValueKind.Real => AsNumber().ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Text => (string)_reference!,
        ValueKind.Date => AsDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Instant => AsInstant().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        ValueKind.Bytes => Convert.ToBase64String((byte[])_reference!),
        ValueKind.Colour => FormattableString.Invariant($"#{(ulong)_bits:x16}"),
        _ => string.Join(',', ((Value[])_reference!).Select(item => item.ToString())),
    };

    private InvalidOperationException Wrong(ValueKind wanted) => new($"The value is {Kind}, not {wanted}.");
}
