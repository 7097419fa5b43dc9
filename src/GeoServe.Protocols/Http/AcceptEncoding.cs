using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GeoServe.Protocols.Http;

/// <summary>What a client takes of content encodings (RFC 9110, 12.5.3).</summary>
public static class AcceptEncoding
{
    /// <summary>True when the client takes gzip; a client that says nothing does not.</summary>
    public static bool TakesGzip(HttpRequest request) => Takes(request.Headers.AcceptEncoding, "gzip");

    /// <summary>True when a header Accept-Encoding takes an encoding, by name or by <c>*</c>, with a weight above 0.</summary>
    public static bool Takes(StringValues header, string encoding)
    {
        bool any = false;
        foreach (string? line in header)
        {
            foreach (Range range in Ranges(line))
            {
                ReadOnlySpan<char> one = line.AsSpan()[range].Trim();
                int semicolon = one.IndexOf(';');
                ReadOnlySpan<char> name = (semicolon < 0 ? one : one[..semicolon]).Trim();
                bool wanted = semicolon < 0 || Weight(one[(semicolon + 1)..]) > 0;
                if (name.Equals(encoding, StringComparison.OrdinalIgnoreCase)) return wanted;
                if (name is "*") any = wanted;
            }
        }
        return any;
    }

    private static List<Range> Ranges(string? line)
    {
        var ranges = new List<Range>();
        int start = 0;
        for (int i = 0; i <= (line?.Length ?? -1); i++)
        {
            if (i < line!.Length && line[i] != ',') continue;
            if (i > start) ranges.Add(start..i);
            start = i + 1;
        }
        return ranges;
    }

    private static double Weight(ReadOnlySpan<char> parameter)
    {
        ReadOnlySpan<char> weight = parameter.Trim();
        return weight.StartsWith("q=") && double.TryParse(weight[2..], NumberStyles.Float, CultureInfo.InvariantCulture, out double q) ? q : 1;
    }
}
