using System.Text.Json;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Sources.GeoJson;

/// <summary>Reads one feature (RFC 7946, 3.2), its members in any order, or a bare geometry, which is a feature without properties. Not safe for concurrent use.</summary>
/// <param name="properties">Gets the properties.</param>
/// <param name="fileType">The type of the file's geometries.</param>
internal sealed class GeoJsonFeature(IPropertySink properties, ShapeType fileType)
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly GeoJsonGeometry _geometry = new(fileType);

    /// <summary>The member <c>id</c>: an integer, a text, or no value.</summary>
    public Value Id { get; private set; }

    /// <summary>True when the feature has a geometry.</summary>
    public bool HasShape { get; private set; }

    /// <summary>What was left out of the geometry; null for nothing.</summary>
    public string? Missing => _geometry.Missing;

    /// <summary>Reads a feature.</summary>
    /// <param name="bytes">The feature, from brace to brace.</param>
    /// <param name="shape">Filled anew where there is a geometry.</param>
    /// <param name="withGeometry">False where it is not needed.</param>
    /// <returns>Null, or what is wrong.</returns>
    public string? Read(ReadOnlySpan<byte> bytes, Shape shape, bool withGeometry)
    {
        Id = Value.Null;
        HasShape = false;
        _geometry.Missing = null;
        try
        {
            var reader = new Utf8JsonReader(bytes, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return "it is no object";
            return ReadMembers(ref reader, bytes, shape, withGeometry);
        }
        catch (JsonException broken)
        {
            return $"it is no valid JSON: {FirstSentence(broken.Message)} at byte {broken.BytePositionInLine} of its line {broken.LineNumber + 1}";
        }
        catch (InvalidOperationException)
        {
            return "a text in it is not valid UTF-8";     // the one thing that Utf8JsonReader says so
        }
    }

    private string? ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, Shape shape, bool withGeometry)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("geometry"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Null) continue;
                if (!withGeometry)
                {
                    reader.Skip();
                    continue;
                }
                if (_geometry.Read(ref reader, shape, depth: 0) is { } fault) return fault;
                HasShape = true;
            }
            else if (reader.ValueTextEquals("properties"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Null) continue;
                if (reader.TokenType != JsonTokenType.StartObject) return "its properties are no object";
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) properties.Read(ref reader, bytes);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                Id = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("coordinates"u8) || reader.ValueTextEquals("geometries"u8))
            {
                return ReadBareGeometry(bytes, shape, withGeometry);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("FeatureCollection"u8)) return "it is a collection of features within another";
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        while (reader.Read()) { }      // what follows must be nothing; anything else throws
        return null;
    }

    private string? ReadBareGeometry(ReadOnlySpan<byte> bytes, Shape shape, bool withGeometry)
    {
        if (!withGeometry) return null;
        var reader = new Utf8JsonReader(bytes, Options);
        reader.Read();
        string? fault = _geometry.Read(ref reader, shape, depth: 0);
        HasShape = fault is null;
        return fault;
    }

    private static Value ReadId(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt64(out long number) ? Value.Of(number) : Value.Of(System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.String:
                return Value.Of(reader.GetString());
            default:
                reader.Skip();
                return Value.Null;
        }
    }

    private static string FirstSentence(string message) => message.IndexOf(". ", StringComparison.Ordinal) is > 0 and int end ? message[..end] : message.TrimEnd('.');
}
