using System.Globalization;

namespace GeoServe.Core.CoordinateSystems;

/// <summary>A coordinate reference system. Positions inside GeoServe are x east, y north in every one of them; only protocols swap axes.</summary>
/// <param name="Authority">"EPSG" or "OGC".</param>
/// <param name="Code">Such as "4326" or "CRS84".</param>
/// <param name="NorthFirst">True when the authority's own axis order is north (or latitude), east.</param>
/// <param name="IsGeographic">True when its units are degrees.</param>
public sealed record Crs(string Authority, string Code, bool NorthFirst, bool IsGeographic)
{
    /// <summary>WGS 84, longitude first.</summary>
    public static Crs Crs84 { get; } = new("OGC", "CRS84", NorthFirst: false, IsGeographic: true);

    /// <summary>WGS 84, latitude first by its authority.</summary>
    public static Crs Epsg4326 { get; } = new("EPSG", "4326", NorthFirst: true, IsGeographic: true);

    /// <summary>CGCS2000, latitude first by its authority.</summary>
    public static Crs Epsg4490 { get; } = new("EPSG", "4490", NorthFirst: true, IsGeographic: true);

    /// <summary>Web Mercator, metres.</summary>
    public static Crs WebMercator { get; } = new("EPSG", "3857", NorthFirst: false, IsGeographic: false);

    /// <summary>As <c>EPSG:4326</c>.</summary>
    public string Name => $"{Authority}:{Code}";

    /// <summary>As <c>urn:ogc:def:crs:EPSG::4326</c> (OGC 07-092r3); CRS84 as <c>urn:ogc:def:crs:OGC:1.3:CRS84</c>.</summary>
    public string Urn => Authority == "OGC" ? $"urn:ogc:def:crs:OGC:1.3:{Code}" : $"urn:ogc:def:crs:{Authority}::{Code}";

    /// <summary>As <c>http://www.opengis.net/def/crs/EPSG/0/4326</c> (OGC 09-048r5).</summary>
    public string Uri => Authority == "OGC"
        ? $"http://www.opengis.net/def/crs/OGC/1.3/{Code}"
        : $"http://www.opengis.net/def/crs/{Authority}/0/{Code}";

    /// <summary>The EPSG number; 0 for CRS84.</summary>
    public int Epsg => Authority == "EPSG" ? int.Parse(Code, CultureInfo.InvariantCulture) : 0;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
