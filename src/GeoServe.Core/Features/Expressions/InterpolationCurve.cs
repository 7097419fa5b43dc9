namespace GeoServe.Core.Features.Expressions;

/// <summary>How the way between two stops is travelled: straight, exponential, or by a cubic Bézier curve (as CSS easing).</summary>
public sealed record InterpolationCurve
{
    private readonly double _base = 1;
    private readonly (double X1, double Y1, double X2, double Y2)? _bezier;

    private InterpolationCurve() { }

    private InterpolationCurve(double x1, double y1, double x2, double y2) => _bezier = (x1, y1, x2, y2);

    /// <summary>A straight line.</summary>
    public static InterpolationCurve Linear { get; } = new();

    /// <summary>Growing by a factor for each unit of input; 1 is a straight line.</summary>
    public static InterpolationCurve Exponential(double factor) => new(factor);

    private InterpolationCurve(double factor) => _base = factor;

    /// <summary>A curve from (0, 0) to (1, 1) with two control points, whose x lie from 0 to 1.</summary>
    public static InterpolationCurve CubicBezier(double x1, double y1, double x2, double y2) => new(x1, y1, x2, y2);

    /// <summary>Which share of the way belongs to an input between two stops.</summary>
    public double Share(double input, double lower, double upper)
    {
        double range = upper - lower, progress = input - lower;
        if (range == 0) return 0;
        if (_bezier is { } curve) return OnCurve(progress / range, curve);
        return _base == 1 ? progress / range : (Math.Pow(_base, progress) - 1) / (Math.Pow(_base, range) - 1);
    }

    // x grows with t, so halving finds t; 40 halvings are exact to 1e-12.
    private static double OnCurve(double x, (double X1, double Y1, double X2, double Y2) curve)
    {
        double low = 0, high = 1;
        for (int i = 0; i < 40; i++)
        {
            double middle = (low + high) / 2;
            if (Cubic(curve.X1, curve.X2, middle) < x) low = middle;
            else high = middle;
        }
        return Cubic(curve.Y1, curve.Y2, (low + high) / 2);
    }

    private static double Cubic(double first, double second, double t) =>
        3 * (1 - t) * (1 - t) * t * first + 3 * (1 - t) * t * t * second + t * t * t;
}
