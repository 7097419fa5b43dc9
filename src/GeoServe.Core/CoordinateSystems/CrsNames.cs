using System.Diagnostics.CodeAnalysis;

namespace GeoServe.Core.CoordinateSystems;

/// <summary>Takes the names of CRSs apart: the forms of OGC 07-092r3 (URN), OGC 09-048r5 (URI), and what was written before them.</summary>
internal static class CrsNames
{
    private static readonly string[] UrnPrefixes = ["urn:ogc:def:crs:", "urn:x-ogc:def:crs:"];
    private static readonly string[] UriPrefixes = ["http://www.opengis.net/def/crs/", "https://www.opengis.net/def/crs/", "http://opengis.net/def/crs/"];
    private const string OldUriPrefix = "http://www.opengis.net/gml/srs/epsg.xml#";

    /// <summary>Splits a name into authority and code, both in capitals, with whether the form means the authority's axis order.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? authority, [NotNullWhen(true)] out string? code, out bool authorityOrder)
    {
        (authority, code, authorityOrder) = (null, null, false);
        if (text.Length > 100) return false;
        text = text.Trim();
        if (text.StartsWith(OldUriPrefix, StringComparison.OrdinalIgnoreCase))
        {
            (authority, code) = ("EPSG", text[OldUriPrefix.Length..]);
        }
        else if (After(text, UrnPrefixes) is { } urn)
        {
            authorityOrder = true;
            if (!Split(urn, ':', out authority, out code)) return false;
        }
        else if (After(text, UriPrefixes) is { } uri)
        {
            authorityOrder = true;
            if (!Split(uri, '/', out authority, out code)) return false;
        }
        else if (text.Split(':') is [var first, var second])
        {
            (authority, code) = (first, second);
        }
        else
        {
            (authority, code) = ("OGC", text);      // CRS84 alone
        }
        (authority, code) = (authority.ToUpperInvariant(), code.ToUpperInvariant());
        return true;
    }

    private static string? After(string text, string[] prefixes)
    {
        foreach (string prefix in prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return text[prefix.Length..];
        }
        return null;
    }

    // Authority, version (which may be empty, and in old URNs absent), code.
    private static bool Split(string rest, char separator, [NotNullWhen(true)] out string? authority, [NotNullWhen(true)] out string? code)
    {
        (authority, code) = rest.Split(separator) switch
        {
            [var first, _, var last] => (first, last),
            [var first, var last] => (first, last),
            _ => (null, null),
        };
        return authority is not null && code is not null;
    }
}
