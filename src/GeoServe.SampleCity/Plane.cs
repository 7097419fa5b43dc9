namespace GeoServe.SampleCity;

/// <summary>
/// The working plane: metres east (X) and north (Y) of 107.75° E, 30.1° N, equirectangular. Lengths are right within 2 % over the
/// city, which is enough to lay out streets; areas that are published come from <see cref="GeodesicArea"/>.
/// </summary>
internal static class Plane
{
    /// <summary>Steps of the integer coordinates in one degree.</summary>
    public const double StepsPerDegree = 1e7;

    private const double Lon0 = 107.75, Lat0 = 30.1;
    private const double MetresPerLon = 96_400, MetresPerLat = 110_870;

    public static double X(double lon) => (lon - Lon0) * MetresPerLon;

    public static double Y(double lat) => (lat - Lat0) * MetresPerLat;

    public static double Lon(double x) => Lon0 + x / MetresPerLon;

    public static double Lat(double y) => Lat0 + y / MetresPerLat;

    /// <summary>Metres of a step of longitude and of latitude.</summary>
    public const double MetresPerStepX = MetresPerLon / StepsPerDegree, MetresPerStepY = MetresPerLat / StepsPerDegree;

    public static double XOfSteps(int lonSteps) => X(lonSteps / StepsPerDegree);

    public static double YOfSteps(int latSteps) => Y(latSteps / StepsPerDegree);

    /// <summary>Rounds a longitude or latitude to whole steps, as all coordinates of the city are.</summary>
    public static double Snap(double degrees) => Math.Round(degrees * StepsPerDegree) / StepsPerDegree;
}
