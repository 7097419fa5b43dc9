using System.Collections.Immutable;

namespace GeoServe.Core.Themes.Classification;

/// <summary>
/// Where a style changes from class to class: a value belongs to the class of the last stop that is not above it (closed on the left, as
/// MapLibre's <c>step</c> has it), the first class being below all stops.
/// </summary>
/// <param name="Stops">Strictly rising; one less than the classes.</param>
/// <param name="Counts">How many values each class holds.</param>
/// <param name="Meant">How many classes the method made, empty ones at either end counted.</param>
/// <param name="First">How many of these lay empty below the first and were left out: colours begin with this one.</param>
/// <param name="Least">The least value; null where there is none.</param>
/// <param name="Most">The largest value; null where there is none.</param>
public sealed record ClassBreaks(ImmutableArray<double> Stops, ImmutableArray<long> Counts, int Meant, int First, double? Least, double? Most)
{
    /// <summary>
    /// Breaks of a sample. Each bound becomes the roundest number that leaves every value in its class: where the method's
    /// bound is a value of the data any number of the gap above it will do, where it is a computed one the stop stays within a
    /// hundredth of the narrower class beside it, or within one of whole numbers. Bounds that are round by themselves stay as they are, and a value on one begins the next class.
    /// </summary>
    public static ClassBreaks Of(ValueSample sample, ClassMethod method, int classes)
    {
        double[] bounds = Classifier.UpperBounds(sample, method, classes);
        if (bounds.Length == 0) return new([], [0], 1, 0, null, null);
        bool isFree = method is ClassMethod.NaturalBreaks or ClassMethod.Quantile or ClassMethod.HeadTail or ClassMethod.MaximumBreaks or ClassMethod.Percentiles;
        bool isRound = method == ClassMethod.Pretty, isWhole = sample.IsWhole;
        var stops = new List<double>();
        int first = 0;
        for (int i = 0; i < bounds.Length - 1; i++)
        {
            int above = sample.IndexAbove(isRound ? Math.BitDecrement(bounds[i]) : bounds[i]);
            if (above == 0) first = i + 1;
            if (above == 0 || above == sample.Distinct.Length) continue;
            double low = sample.Distinct[above - 1], high = sample.Distinct[above];
            double near = Math.Min(bounds[i + 1] - bounds[i], bounds[i] - (i == 0 ? sample.Least : bounds[i - 1])) / 100;
            if (isWhole) near = Math.Max(near, 1);
            double stop = isRound ? bounds[i] : isFree ? RoundNumber.Between(low, high) : RoundNumber.Near(bounds[i], low, high, near);
            if (stops.Count == 0 || stop > stops[^1]) stops.Add(stop);
        }
        return At(sample, [.. stops]) with { Meant = bounds.Length, First = first };
    }

    /// <summary>Breaks at numbers given by hand, as they are.</summary>
    /// <param name="sample">The values.</param> <param name="stops">Strictly rising.</param>
    public static ClassBreaks At(ValueSample sample, ImmutableArray<double> stops)
    {
        ImmutableArray<long>.Builder counts = ImmutableArray.CreateBuilder<long>(stops.Length + 1);
        long before = 0;
        foreach (double stop in stops)
        {
            long below = sample.CountUpTo(Math.BitDecrement(stop));
            counts.Add(below - before);
            before = below;
        }
        counts.Add(sample.Count - before);
        return new(stops, counts.MoveToImmutable(), stops.Length + 1, 0, sample.IsEmpty ? null : sample.Least, sample.IsEmpty ? null : sample.Most);
    }

    /// <summary>The class of a value, from 0.</summary>
    public int ClassOf(double value)
    {
        int found = Stops.BinarySearch(value);
        return found >= 0 ? found + 1 : ~found;
    }
}
