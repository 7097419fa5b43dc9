namespace GeoServe.Core.CoordinateSystems;

/// <summary>A CRS as somebody wrote it: which, and in which order the axes of positions written beside it come.</summary>
/// <param name="Crs">The coordinate reference system.</param>
/// <param name="AuthorityOrder">
/// True for forms that mean the authority's axis order: <c>urn:ogc:def:crs:...</c> and <c>http://www.opengis.net/def/crs/...</c> (OGC 07-092r3,
/// OGC 09-048r5). False for the short form <c>EPSG:4326</c> and for <c>http://www.opengis.net/gml/srs/epsg.xml#4326</c>, both from
/// the time of WFS 1.0, which mean x (longitude, easting) first in every CRS.
/// </param>
/// <remarks>
/// The same rule holds for every version of WFS here, as in GeoServer and GDAL's GML reader: the form decides, not the version. WMS 1.3.0 is
/// the exception: its <c>CRS=EPSG:4326</c> means the authority's order (OGC 06-042, 6.7.3), so that front-end asks
/// <see cref="CoordinateSystems.Crs.NorthFirst"/> instead.
/// </remarks>
public readonly record struct CrsReference(Crs Crs, bool AuthorityOrder)
{
    /// <summary>True when positions written in this form have north (or latitude) first.</summary>
    public bool NorthFirst => AuthorityOrder && Crs.NorthFirst;

    /// <summary>The reference as an answer names it, in the form that means the same axis order as this one: a URN, or <c>EPSG:4326</c>.</summary>
    public string Name => AuthorityOrder ? Crs.Urn : Crs.Name;
}
