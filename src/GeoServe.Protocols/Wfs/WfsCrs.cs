using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.CoordinateSystems;

namespace GeoServe.Protocols.Wfs;

/// <summary>Coordinate systems of requests and answers.</summary>
/// <remarks>
/// The form of the name decides the axis order, in every version and both ways: <c>urn:ogc:def:crs:EPSG::4326</c> and
/// <c>http://www.opengis.net/def/crs/EPSG/0/4326</c> mean the authority's order (latitude first), <c>EPSG:4326</c> and
/// <c>http://www.opengis.net/gml/srs/epsg.xml#4326</c> x first. An answer names its CRS by a URN where it is in the authority's order, else by the short form.
/// </remarks>
internal static class WfsCrs
{
    /// <summary>The CRS of a name.</summary>
    /// <exception cref="RequestException">It is not known.</exception>
    public static CrsReference Require(string name, string parameter) => CrsRegistry.Find(name)
        ?? throw new RequestException(RequestFault.InvalidParameter, parameter, $"CRS '{name}' is not known; GetCapabilities lists some that are.");

    /// <summary>What the capabilities list beside the default. Every CRS of the registry is taken.</summary>
    public static IEnumerable<Crs> OthersOf(Collection collection) =>
        ((Crs[])[Crs.Epsg4326, Crs.Epsg4490, Crs.WebMercator, Crs.Crs84]).Where(crs => crs != collection.Schema.Crs);
}
