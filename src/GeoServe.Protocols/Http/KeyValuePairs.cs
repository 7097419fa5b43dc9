using System.Globalization;
using GeoServe.Core;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Http;

/// <summary>
/// The parameters of a query string (KVP, OGC 06-121r9, 11.5): names in any case, values as they are. A parameter given twice with two
/// values is refused, since no standard says which one counts; twice with the same value is the value.
/// </summary>
public readonly struct KeyValuePairs
{
    private readonly List<(string Name, string Value)> _pairs;

    private KeyValuePairs(List<(string Name, string Value)> pairs) => _pairs = pairs;

    /// <summary>Names and values, decoded, in their order.</summary>
    public IReadOnlyList<(string Name, string Value)> Pairs => _pairs;

    /// <summary>The parameters of a request's query string.</summary>
    public static KeyValuePairs Of(HttpRequest request) => Parse(request.QueryString.Value);

    /// <summary>The parameters of a query string, with or without its question mark. A plus sign is a space (HTML 5 form encoding, which all OGC clients use).</summary>
    public static KeyValuePairs Parse(string? query)
    {
        var pairs = new List<(string Name, string Value)>(12);
        ReadOnlySpan<char> rest = query.AsSpan().TrimStart('?');
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf('&');
            ReadOnlySpan<char> pair = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (pair.IsEmpty) continue;
            int equals = pair.IndexOf('=');
            pairs.Add(equals < 0 ? (Decode(pair), "") : (Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
        }
        return new KeyValuePairs(pairs);
    }

    /// <summary>The value of a parameter; null where it is not given.</summary>
    /// <exception cref="RequestException">It is given twice with two values.</exception>
    public string? Find(string name)
    {
        string? found = null;
        foreach ((string given, string value) in _pairs)
        {
            if (!given.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            if (found is not null && found != value)
            {
                throw new RequestException(RequestFault.InvalidParameter, name, $"Parameter {name} is given twice, as '{found}' and as '{value}'.");
            }
            found = value;
        }
        return found;
    }

    /// <summary>The value of a parameter that must be given; it may be empty.</summary>
    /// <exception cref="RequestException">It is not given.</exception>
    public string Given(string name) =>
        Find(name) ?? throw new RequestException(RequestFault.MissingParameter, name, $"Parameter {name} is missing.");

    /// <summary>The value of a parameter that must be given and not be empty.</summary>
    /// <exception cref="RequestException">It is not given, or empty.</exception>
    public string Text(string name) => Given(name) is { Length: > 0 } value
        ? value
        : throw new RequestException(RequestFault.MissingParameter, name, $"Parameter {name} is empty.");

    /// <summary>A whole number that must be given.</summary>
    /// <exception cref="RequestException">It is not given, or is no whole number of 32 bits.</exception>
    public int Integer(string name)
    {
        string value = Text(name);
        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new RequestException(RequestFault.InvalidParameter, name, $"{name}={value} is no whole number.");
    }

    private static string Decode(ReadOnlySpan<char> text) => text.IndexOfAny('%', '+') < 0
        ? text.ToString()
        : Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}
