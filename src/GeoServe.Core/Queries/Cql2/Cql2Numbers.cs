using GeoServe.Core.Features;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>Numbers of one size have one form, so that 1, 1.0 and 1e0 are the same filter.</summary>
internal static class Cql2Numbers
{
    // Up to here each whole number has a double of its own.
    private const double MostExact = 9_007_199_254_740_992;

    /// <summary>A whole number as an integer where that is exact, anything else as it is.</summary>
    public static Value Normal(double number) =>
        Math.Abs(number) <= MostExact && Math.Floor(number) == number ? Value.Of((long)number) : Value.Of(number);
}
