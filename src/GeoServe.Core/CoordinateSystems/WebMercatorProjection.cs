namespace GeoServe.Core.CoordinateSystems;

/// <summary>
/// Popular Visualisation Pseudo Mercator (EPSG method 1024): the sphere's formulas on ellipsoidal latitudes. The poles go to
/// infinity; beyond them there is nothing. Longitudes are not brought back into -180..180, so that a line over the date
/// line stays one line.
/// </summary>
internal sealed class WebMercatorProjection : Projection
{
    private const double Radius = 6_378_137;
    private const double Degree = Math.PI / 180;

    public static WebMercatorProjection Instance { get; } = new();

    public override void Forward(Span<double> xy)
    {
        for (int i = 0; i + 1 < xy.Length; i += 2)
        {
            xy[i] *= Radius * Degree;
            double latitude = xy[i + 1];
            xy[i + 1] = Math.Abs(latitude) switch
            {
                < 90 => Radius * Math.Asinh(Math.Tan(latitude * Degree)),
                90 => latitude > 0 ? double.PositiveInfinity : double.NegativeInfinity,
                _ => double.NaN,
            };
        }
    }

    public override void Inverse(Span<double> xy)
    {
        for (int i = 0; i + 1 < xy.Length; i += 2)
        {
            xy[i] /= Radius * Degree;
            xy[i + 1] = Math.Atan(Math.Sinh(xy[i + 1] / Radius)) / Degree;
        }
    }
}
