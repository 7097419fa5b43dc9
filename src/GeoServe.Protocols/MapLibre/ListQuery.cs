using System.Globalization;
using System.Text;
using System.Text.Json;
using GeoServe.Core;
using GeoServe.Core.Catalogs.Search;
using GeoServe.Protocols.Http;

namespace GeoServe.Protocols.MapLibre;

/// <summary>
/// What is asked of <c>/maps.json</c> and <c>/collections.json</c>: <c>q</c> (Chinese, pinyin, English), <c>department</c>, <c>kind</c>, <c>subject</c>, <c>limit</c>
/// and <c>offset</c>.
/// </summary>
/// <param name="Search">Which entries.</param>
/// <param name="Limit">How many at most; null: all.</param>
/// <param name="Offset">How many are left out first.</param>
internal readonly record struct ListQuery(SearchQuery Search, int? Limit, int Offset)
{
    private const int MostLetters = 200;

    /// <summary>True when nothing is asked: the whole list.</summary>
    public bool IsEmpty => this == default;

    /// <summary>Reads it; parameters of other names do not count.</summary>
    /// <exception cref="RequestException">A number is none, or out of range; the text is too long.</exception>
    public static ListQuery Of(in KeyValuePairs query)
    {
        string? text = Value(query, "q");
        if (text?.Length > MostLetters) throw new RequestException(RequestFault.InvalidParameter, "q", $"q has {text.Length} characters; at most {MostLetters} are looked for.");
        return new ListQuery(
            new SearchQuery(text, Value(query, "department"), Value(query, "kind"), Value(query, "subject")), Number(query, "limit", least: 1), Number(query, "offset", least: 0) ?? 0);
    }

    /// <summary>The part of what was found that is given.</summary>
    public ReadOnlySpan<int> PageOf(SearchResult result)
    {
        ReadOnlySpan<int> found = result.Found.AsSpan();
        found = found[Math.Min(Offset, found.Length)..];
        return Limit < found.Length ? found[..Limit.Value] : found;
    }

    /// <summary>Writes how many there are, how many of which kind, and the addresses of this page, the next and the one before.</summary>
    public void WriteFrame(Utf8JsonWriter json, SearchResult result, string address)
    {
        int returned = PageOf(result).Length;
        json.WriteNumber("total", result.Found.Length);
        json.WriteNumber("returned", returned);
        json.WriteNumber("offset", Offset);
        json.WriteStartObject("facets");
        Write(json, "department", result.Facets.Departments);
        Write(json, "kind", result.Facets.Kinds);
        Write(json, "subject", result.Facets.Subjects);
        json.WriteEndObject();
        json.WriteStartArray("links");
        WriteLink(json, "self", address + Text(Offset));
        if (Offset + returned < result.Found.Length) WriteLink(json, "next", address + Text(Offset + returned));
        if (Offset > 0 && Limit is { } limit) WriteLink(json, "prev", address + Text(Math.Max(0, Offset - limit)));
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, int>> counts)
    {
        json.WriteStartArray(name);
        foreach ((string value, int count) in counts)
        {
            json.WriteStartObject();
            json.WriteString("value", value);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteLink(Utf8JsonWriter json, string relation, string address)
    {
        json.WriteStartObject();
        json.WriteString("rel", relation);
        json.WriteString("href", address);
        json.WriteEndObject();
    }

    private string Text(int offset)
    {
        var text = new StringBuilder();
        void add(string name, string? value)
        {
            if (value is not null) text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        add("q", Search.Text);
        add("department", Search.Department);
        add("kind", Search.Kind);
        add("subject", Search.Subject);
        add("limit", Limit?.ToString(CultureInfo.InvariantCulture));
        add("offset", offset == 0 ? null : offset.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    private static string? Value(in KeyValuePairs query, string name) => query.Find(name) is { Length: > 0 } value ? value : null;

    private static int? Number(in KeyValuePairs query, string name, int least)
    {
        if (Value(query, name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : throw new RequestException(RequestFault.InvalidParameter, name, $"{name}={text} is to be a whole number from {least}.");
    }
}
