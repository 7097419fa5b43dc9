using System.Collections.Concurrent;
using System.Globalization;

namespace GeoServe.Core.CoordinateSystems;

/// <summary>
/// The coordinate reference systems that are built in: EPSG:4326, CRS84, 4490, 3857, 4214; CGCS2000 / 3-degree Gauss-Krüger 4513 to 4554;
/// Beijing 1954 / 3-degree Gauss-Krüger 2432 to 2442; WGS 84 / UTM 32601 to 32660 and 32701 to 32760. Safe for concurrent calls.
/// </summary>
/// <remarks>Each agrees with PROJ to 0.1 mm where PROJ does not change the datum either; see <see cref="CoordinateTransform"/>.</remarks>
public static class CrsRegistry
{
    private static readonly Dictionary<Crs, Projection> Projections = [];
    private static readonly Dictionary<int, Crs> EpsgCodes = [];
    private static readonly ConcurrentDictionary<(Crs From, Crs To), CoordinateTransform> Transforms = new();

    static CrsRegistry()
    {
        Projections.Add(Crs.Crs84, GeographicProjection.Instance);
        Add(Crs.Epsg4326, GeographicProjection.Instance);
        Add(Crs.Epsg4490, GeographicProjection.Instance);
        Add(new Crs("EPSG", "4214", NorthFirst: true, IsGeographic: true), GeographicProjection.Instance);
        Add(Crs.WebMercator, WebMercatorProjection.Instance);
        for (int zone = 25; zone <= 45; zone++)
        {
            AddGaussKruger(4513 + zone - 25, Ellipsoid.Cgcs2000, zone * 3, zone * 1_000_000 + 500_000);
            AddGaussKruger(4534 + zone - 25, Ellipsoid.Cgcs2000, zone * 3, 500_000);
        }
        for (int zone = 35; zone <= 45; zone++) AddGaussKruger(2432 + zone - 35, Ellipsoid.Krassowsky, zone * 3, 500_000);
        for (int zone = 1; zone <= 60; zone++)
        {
            AddUtm(32600 + zone, zone, falseNorthing: 0);
            AddUtm(32700 + zone, zone, falseNorthing: 10_000_000);
        }
    }

    /// <summary>Every CRS of the table, in no promised order.</summary>
    public static IReadOnlyCollection<Crs> All => Projections.Keys;

    /// <summary>
    /// Finds the CRS that a text names, in any of the forms <c>EPSG:4326</c>, <c>urn:ogc:def:crs:EPSG::4326</c> (with or without a version),
    /// <c>http://www.opengis.net/def/crs/EPSG/0/4326</c>, <c>http://www.opengis.net/gml/srs/epsg.xml#4326</c>, <c>CRS:84</c>, <c>OGC:CRS84</c>; capitals or
    /// not. Null where the form or the code is not known.
    /// </summary>
    public static CrsReference? Find(string text)
    {
        if (!CrsNames.TryParse(text, out string? authority, out string? code, out bool authorityOrder)) return null;
        if (authority is "OGC" or "CRS") return code is "CRS84" or "84" ? new CrsReference(Crs.Crs84, AuthorityOrder: true) : null;
        return authority == "EPSG" && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && ByEpsg(number) is { } crs
            ? new CrsReference(crs, authorityOrder)
            : null;
    }

    /// <summary>The CRS of an EPSG number; null where it is not in the table.</summary>
    public static Crs? ByEpsg(int code) => EpsgCodes.GetValueOrDefault(code);

    /// <summary>The way from one CRS of the table to another; the same object at each call.</summary>
    /// <exception cref="ArgumentException">One of the two is not in the table.</exception>
    public static CoordinateTransform Between(Crs from, Crs to) =>
        Transforms.TryGetValue((from, to), out CoordinateTransform? known) ? known : Transforms.GetOrAdd((from, to), Make);

    private static CoordinateTransform Make((Crs From, Crs To) pair) => new(pair.From, Of(pair.From), pair.To, Of(pair.To));

    private static Projection Of(Crs crs) => Projections.TryGetValue(crs, out Projection? projection)
        ? projection
        : throw new ArgumentException($"CRS {crs.Name} is not in the table of coordinate reference systems.");

    private static void Add(Crs crs, Projection projection)
    {
        Projections.Add(crs, projection);
        EpsgCodes.Add(crs.Epsg, crs);
    }

    // China's Gauss-Krüger systems are written northing (X), easting (Y).
    private static void AddGaussKruger(int epsg, Ellipsoid ellipsoid, int centralMeridian, double falseEasting) =>
        Add(new Crs("EPSG", epsg.ToString(CultureInfo.InvariantCulture), NorthFirst: true, IsGeographic: false),
            new TransverseMercatorProjection(ellipsoid, centralMeridian, scale: 1, falseEasting, falseNorthing: 0));

    private static void AddUtm(int epsg, int zone, double falseNorthing) =>
        Add(new Crs("EPSG", epsg.ToString(CultureInfo.InvariantCulture), NorthFirst: false, IsGeographic: false),
            new TransverseMercatorProjection(Ellipsoid.Wgs84, zone * 6 - 183, scale: 0.9996, falseEasting: 500_000, falseNorthing));
}
