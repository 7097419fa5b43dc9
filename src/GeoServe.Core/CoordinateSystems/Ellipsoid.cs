namespace GeoServe.Core.CoordinateSystems;

/// <summary>The figure of the earth under a projection.</summary>
/// <param name="SemiMajorMetres">Equatorial radius.</param>
/// <param name="InverseFlattening">1 / f.</param>
internal readonly record struct Ellipsoid(double SemiMajorMetres, double InverseFlattening)
{
    /// <summary>EPSG:7030.</summary>
    public static Ellipsoid Wgs84 { get; } = new(6_378_137, 298.257_223_563);

    /// <summary>CGCS2000 (EPSG:1024); differs from WGS 84 by 0.1 mm at the pole.</summary>
    public static Ellipsoid Cgcs2000 { get; } = new(6_378_137, 298.257_222_101);

    /// <summary>Krassowsky 1940 (EPSG:7024), under Beijing 1954.</summary>
    public static Ellipsoid Krassowsky { get; } = new(6_378_245, 298.3);

    /// <summary>f.</summary>
    public double Flattening => 1 / InverseFlattening;
}
