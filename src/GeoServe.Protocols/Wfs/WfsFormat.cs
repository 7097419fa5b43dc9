using GeoServe.Core;

namespace GeoServe.Protocols.Wfs;

/// <summary>The parameter OUTPUTFORMAT of GetFeature.</summary>
internal static class WfsFormat
{
    /// <summary>GML 3.2 as WFS 2.0 names it (OGC 09-025r2, Table 4).</summary>
    public const string Gml = "application/gml+xml; version=3.2";

    /// <summary>GeoJSON (RFC 7946, 12).</summary>
    public const string GeoJson = "application/geo+json";

    /// <summary>All spellings, as the capabilities list them.</summary>
    public static IReadOnlyList<string> All { get; } = [Gml, "text/xml; subtype=gml/3.2", GeoJson, "application/json"];

    /// <summary>True for GeoJSON, false for GML; null is GML.</summary>
    /// <exception cref="RequestException">It is neither.</exception>
    public static bool IsGeoJson(string? text)
    {
        // The plus sign of a media type reads as a space where a client did not escape it.
        string name = (text ?? Gml).Replace(" ", "", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).ToLowerInvariant();
        return name switch
        {
            "applicationgeojson" or "application/geojson" or "application/json" or "geojson" or "json" => true,
            "" or "application/gmlxml;version=3.2" or "application/gmlxml" or "text/xml;subtype=gml/3.2" or "text/xml;subtype=gml/3.2.1" or "text/xml" or "gml32" or "gml3.2" => false,
            _ => throw new RequestException(RequestFault.InvalidParameter, "outputFormat", $"Output format '{text}' is not offered; there are {string.Join(", ", All)}."),
        };
    }
}
