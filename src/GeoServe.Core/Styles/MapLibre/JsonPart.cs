using System.Globalization;
using System.Text.Json;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>A value of a JSON text that knows where it stands.</summary>
internal sealed class JsonPart
{
    private const int MostDepth = 100;

    private JsonPart(JsonPart? parent, string key, int line)
    {
        Pointer = parent is null ? "" : $"{parent.Pointer}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
        Line = line;
    }

    public string Pointer { get; }

    public int Line { get; }

    public JsonValueKind Kind { get; private set; }

    public string Text { get; private set; } = "";

    public double Number { get; private set; }

    /// <summary>Where the value begins and ends among the bytes of the text, a byte order mark left out.</summary>
    public int Start { get; private init; }

    /// <summary>One past its last byte.</summary>
    public int End { get; private set; }

    public List<JsonPart> Items { get; } = [];

    public List<(string Name, JsonPart Part)> Members { get; } = [];

    public bool IsText => Kind == JsonValueKind.String;

    public bool IsArray => Kind == JsonValueKind.Array;

    public bool IsObject => Kind == JsonValueKind.Object;

    public bool IsNumber => Kind == JsonValueKind.Number;

    public bool IsFlag => Kind is JsonValueKind.True or JsonValueKind.False;

    /// <summary>The member of a name; null where there is none, or the part is no object.</summary>
    public JsonPart? this[string name] => Members.Find(member => member.Name == name).Part;

    /// <summary>The kind in words, with the value where it is short.</summary>
    public string Described => Kind switch
    {
        JsonValueKind.String => Text.Length <= 60 ? $"'{Text}'" : "a long text",
        JsonValueKind.Number => Number.ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "an array",
        _ => "an object",
    };

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="JsonException">The text is no JSON; the exception has the line, from 0.</exception>
    public static JsonPart Parse(ReadOnlySpan<byte> json, StyleFaults faults)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = false });
        var lines = new LineCounter();
        reader.Read();
        JsonPart root = Read(ref reader, json, null, "", ref lines, faults);
        while (reader.Read()) { }    // anything but blanks after the root is an error of the reader
        return root;
    }

    private static JsonPart Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, JsonPart? parent, string key, ref LineCounter lines, StyleFaults faults)
    {
        int start = (int)reader.TokenStartIndex;
        var part = new JsonPart(parent, key, lines.At(json, start)) { Start = start };
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                part.Kind = JsonValueKind.Object;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string name = reader.GetString()!;
                    reader.Read();
                    JsonPart member = Read(ref reader, json, part, name, ref lines, faults);
                    if (part[name] is not null) faults.Add(member, $"'{name}' stands twice in one object.");
                    else part.Members.Add((name, member));
                }
                break;
            case JsonTokenType.StartArray:
                part.Kind = JsonValueKind.Array;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    part.Items.Add(Read(ref reader, json, part, part.Items.Count.ToString(CultureInfo.InvariantCulture), ref lines, faults));
                }
                break;
            case JsonTokenType.String:
                part.Kind = JsonValueKind.String;
                part.Text = reader.GetString()!;
                break;
            case JsonTokenType.Number:
                part.Kind = JsonValueKind.Number;
                part.Number = reader.GetDouble();
                if (!double.IsFinite(part.Number)) faults.Add(part, "The number is too large.");
                break;
            default:
                part.Kind = reader.TokenType switch { JsonTokenType.True => JsonValueKind.True, JsonTokenType.False => JsonValueKind.False, _ => JsonValueKind.Null };
                break;
        }
        part.End = (int)reader.BytesConsumed;
        return part;
    }

    private struct LineCounter
    {
        private int _offset;
        private int _line;

        // Offsets only grow, so each newline is counted once.
        public int At(ReadOnlySpan<byte> json, int offset)
        {
            _line += json[_offset..offset].Count((byte)'\n');
            _offset = offset;
            return _line + 1;
        }
    }
}
