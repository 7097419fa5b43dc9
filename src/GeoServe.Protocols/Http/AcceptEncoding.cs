using System.Globalization;
using GeoServe.Core.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GeoServe.Protocols.Http;

/// <summary>What a client takes of content encodings (RFC 9110, 12.5.3).</summary>
public static class AcceptEncoding
{
    /// <summary>True when the client takes gzip; a client that says nothing does not.</summary>
    public static bool TakesGzip(HttpRequest request) => Takes(request.Headers.AcceptEncoding, "gzip");

    /// <summary>True when a header Accept-Encoding takes an encoding, by name or by <c>*</c>, with a weight above 0.</summary>
    public static bool Takes(StringValues header, string encoding) => (WeightOf(header, encoding) ?? WeightOf(header, "*")) > 0;

    /// <summary>
    /// The encoding of tiles that a client likes best: Brotli before gzip where it likes both as much, and nothing where it takes neither, or says
    /// of <c>identity</c> that it likes that more. Allocates nothing.
    /// </summary>
    public static TileEncoding Best(StringValues header)
    {
        double any = WeightOf(header, "*") ?? 0;
        double brotli = WeightOf(header, "br") ?? any, gzip = WeightOf(header, "gzip") ?? any, identity = WeightOf(header, "identity") ?? 0;
        if (Math.Max(brotli, gzip) <= identity) return TileEncoding.None;
        return brotli >= gzip ? TileEncoding.Brotli : TileEncoding.Gzip;
    }

    // Null where it is not named.
    private static double? WeightOf(StringValues header, ReadOnlySpan<char> encoding)
    {
        for (int i = 0; i < header.Count; i++)
        {
            ReadOnlySpan<char> line = header[i];
            foreach (Range range in line.Split(','))
            {
                ReadOnlySpan<char> one = line[range];
                int semicolon = one.IndexOf(';');
                ReadOnlySpan<char> name = (semicolon < 0 ? one : one[..semicolon]).Trim();
                if (name.Equals(encoding, StringComparison.OrdinalIgnoreCase)) return semicolon < 0 ? 1 : Weight(one[(semicolon + 1)..]);
            }
        }
        return null;
    }

    private static double Weight(ReadOnlySpan<char> parameter)
    {
        ReadOnlySpan<char> weight = parameter.Trim();
        return weight.StartsWith("q=", StringComparison.OrdinalIgnoreCase) && double.TryParse(weight[2..], NumberStyles.Float, CultureInfo.InvariantCulture, out double q) ? q : 1;
    }
}
