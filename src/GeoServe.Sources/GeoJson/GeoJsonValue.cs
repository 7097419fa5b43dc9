using System.Text;
using System.Text.Json;
using GeoServe.Core.Features;
using GeoServe.Sources.Files;

namespace GeoServe.Sources.GeoJson;

/// <summary>The value of a property: what kind it is by itself, and its value as the kind of its column.</summary>
internal static class GeoJsonValue
{
    /// <summary>The kind; a list or an object is text. The reader is left at its end.</summary>
    public static ValueKind KindOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return ValueKind.Null;
            case JsonTokenType.True or JsonTokenType.False: return ValueKind.Boolean;
            case JsonTokenType.Number: return reader.TryGetInt64(out _) ? ValueKind.Integer : ValueKind.Real;
            case JsonTokenType.String: return KindOfText(ref reader);
            default:
                reader.Skip();
                return ValueKind.Text;
        }
    }

    /// <summary>The value; a list or an object as its JSON. The reader is left at its end.</summary>
    /// <param name="reader">At the value.</param>
    /// <param name="bytes">What it reads.</param>
    /// <param name="kind">Of the column.</param>
    public static Value Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, ValueKind kind)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return Value.Null;
            case JsonTokenType.True or JsonTokenType.False:
                bool truth = reader.TokenType == JsonTokenType.True;
                return kind == ValueKind.Boolean ? Value.Of(truth) : Value.Of(truth ? "true" : "false");
            case JsonTokenType.Number:
                return kind == ValueKind.Integer && reader.TryGetInt64(out long integer) ? Value.Of(integer)
                    : kind is ValueKind.Real or ValueKind.Integer ? Value.Of(reader.GetDouble())
                    : Value.Of(Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.String:
                string text = reader.GetString()!;
                return kind is ValueKind.Date or ValueKind.Instant ? TextValues.Read(text, kind) : Value.Of(text);
            default:
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                return Value.Of(Encoding.UTF8.GetString(bytes[start..(int)reader.BytesConsumed]));
        }
    }

    private static ValueKind KindOfText(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = reader.ValueSpan;
        // Only what begins with a digit can be a time; anything else need not be decoded, but must be valid.
        if (text.Length is >= 8 and <= 40 && text[0] is >= (byte)'0' and <= (byte)'9') return TextValues.DateOrInstant(reader.GetString());
        return TextEncodings.IsUtf8(text) ? ValueKind.Text : throw new InvalidOperationException();
    }
}
