namespace GeoServe.Core.CoordinateSystems;

/// <summary>
/// Transverse Mercator (EPSG method 9807) by Krüger's series to the sixth order of n in Karney's form (C. F. F. Karney,
/// "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85, 2011, eqs. 7 to 36), as PROJ has it. Measured
/// beside it, ProjNET's shorter series is off by 0.2 mm at 6 degrees from the central meridian, 9 cm at 13, 98 m at 40.
/// </summary>
internal sealed class TransverseMercatorProjection : Projection
{
    private const double Degree = Math.PI / 180;

    // PROJ's own limit of the method (tmerc.cpp): beyond it, some 150 degrees on the sphere, the series is no longer trusted.
    private const double EtaLimit = 2.623395162778;

    private readonly double _centralMeridian;
    private readonly double _scaledRadius;
    private readonly double _falseEasting;
    private readonly double _falseNorthing;
    private readonly double _eccentricity;
    private readonly double[] _alpha;
    private readonly double[] _beta;

    /// <param name="ellipsoid">The figure of the earth.</param>
    /// <param name="centralMeridian">In degrees.</param>
    /// <param name="scale">On the central meridian: 1 for Gauss-Krüger, 0.9996 for UTM.</param>
    /// <param name="falseEasting">In metres.</param>
    /// <param name="falseNorthing">In metres, at the equator.</param>
    public TransverseMercatorProjection(Ellipsoid ellipsoid, double centralMeridian, double scale, double falseEasting, double falseNorthing)
    {
        double f = ellipsoid.Flattening, n = f / (2 - f), n2 = n * n, n3 = n2 * n, n4 = n3 * n, n5 = n4 * n, n6 = n5 * n;
        _centralMeridian = centralMeridian;
        _falseEasting = falseEasting;
        _falseNorthing = falseNorthing;
        _eccentricity = Math.Sqrt(f * (2 - f));
        _scaledRadius = scale * ellipsoid.SemiMajorMetres / (1 + n) * (1 + n2 / 4 + n4 / 64 + n6 / 256);
        _alpha =
        [
            n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180 - 127 * n5 / 288 + 7891 * n6 / 37800,
            13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440 + 281 * n5 / 630 - 1983433 * n6 / 1935360,
            61 * n3 / 240 - 103 * n4 / 140 + 15061 * n5 / 26880 + 167603 * n6 / 181440,
            49561 * n4 / 161280 - 179 * n5 / 168 + 6601661 * n6 / 7257600,
            34729 * n5 / 80640 - 3418889 * n6 / 1995840,
            212378941 * n6 / 319334400,
        ];
        _beta =
        [
            n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360 - 81 * n5 / 512 + 96199 * n6 / 604800,
            n2 / 48 + n3 / 15 - 437 * n4 / 1440 + 46 * n5 / 105 - 1118711 * n6 / 3870720,
            17 * n3 / 480 - 37 * n4 / 840 - 209 * n5 / 4480 + 5569 * n6 / 90720,
            4397 * n4 / 161280 - 11 * n5 / 504 - 830251 * n6 / 7257600,
            4583 * n5 / 161280 - 108847 * n6 / 3991680,
            20648693 * n6 / 638668800,
        ];
    }

    public override void Forward(Span<double> xy)
    {
        for (int i = 0; i + 1 < xy.Length; i += 2) (xy[i], xy[i + 1]) = Project(xy[i], xy[i + 1]);
    }

    public override void Inverse(Span<double> xy)
    {
        for (int i = 0; i + 1 < xy.Length; i += 2) (xy[i], xy[i + 1]) = Unproject(xy[i], xy[i + 1]);
    }

    private (double X, double Y) Project(double longitude, double latitude)
    {
        if (!(Math.Abs(latitude) <= 90) || !double.IsFinite(longitude)) return (double.NaN, double.NaN);
        double lambda = Math.IEEERemainder(longitude - _centralMeridian, 360) * Degree;
        double tau = ConformalTangent(Math.Tan(latitude * Degree));
        double xi = Math.Atan2(tau, Math.Cos(lambda));
        double eta = Math.Asinh(Math.Sin(lambda) / double.Hypot(tau, Math.Cos(lambda)));
        if (!(Math.Abs(eta) <= EtaLimit)) return (double.NaN, double.NaN);
        (double xiSum, double etaSum) = SineSeries(_alpha, xi, eta);
        return (_falseEasting + _scaledRadius * (eta + etaSum), _falseNorthing + _scaledRadius * (xi + xiSum));
    }

    private (double Longitude, double Latitude) Unproject(double x, double y)
    {
        double xi = (y - _falseNorthing) / _scaledRadius, eta = (x - _falseEasting) / _scaledRadius;
        if (!(Math.Abs(eta) <= EtaLimit) || !(Math.Abs(xi) <= Math.PI)) return (double.NaN, double.NaN);
        (double xiSum, double etaSum) = SineSeries(_beta, xi, eta);
        xi -= xiSum;
        eta -= etaSum;
        double sinh = Math.Sinh(eta), cos = Math.Cos(xi);
        double lambda = Math.Atan2(sinh, cos);
        double latitude = Math.Atan(GeodeticTangent(Math.Sin(xi) / double.Hypot(sinh, cos))) / Degree;
        double longitude = _centralMeridian + lambda / Degree;
        return (longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude, latitude);
    }

    // Karney eqs. 7 to 9: the tangent of the conformal latitude from that of the geodetic one.
    private double ConformalTangent(double tau)
    {
        double root = Math.Sqrt(1 + tau * tau);
        double sigma = Math.Sinh(_eccentricity * Math.Atanh(_eccentricity * tau / root));
        return tau * Math.Sqrt(1 + sigma * sigma) - sigma * root;
    }

    // Karney eqs. 19 to 21: Newton's method, which ends after two or three steps.
    private double GeodeticTangent(double conformal)
    {
        double e2 = _eccentricity * _eccentricity, tau = conformal / (1 - e2);
        for (int step = 0; step < 6 && double.IsFinite(tau); step++)
        {
            double found = ConformalTangent(tau);
            double change = (conformal - found) / Math.Sqrt(1 + found * found)
                * (1 + (1 - e2) * tau * tau) / ((1 - e2) * Math.Sqrt(1 + tau * tau));
            tau += change;
            if (Math.Abs(change) <= 1e-15 * Math.Max(1, Math.Abs(tau))) break;
        }
        return tau;
    }

    // The sum of c[j] sin(2 (j + 1) (xi + i eta)) by Clenshaw's recurrence in complex numbers.
    private static (double Real, double Imaginary) SineSeries(double[] c, double xi, double eta)
    {
        double sin = Math.Sin(2 * xi), cos = Math.Cos(2 * xi), sinh = Math.Sinh(2 * eta), cosh = Math.Cosh(2 * eta);
        double stepReal = 2 * cos * cosh, stepImaginary = -2 * sin * sinh;
        double real = 0, imaginary = 0, beforeReal = 0, beforeImaginary = 0;
        for (int j = c.Length - 1; j >= 0; j--)
        {
            double nextReal = stepReal * real - stepImaginary * imaginary - beforeReal + c[j];
            double nextImaginary = stepReal * imaginary + stepImaginary * real - beforeImaginary;
            (beforeReal, beforeImaginary, real, imaginary) = (real, imaginary, nextReal, nextImaginary);
        }
        double sineReal = sin * cosh, sineImaginary = cos * sinh;
        return (sineReal * real - sineImaginary * imaginary, sineReal * imaginary + sineImaginary * real);
    }
}
