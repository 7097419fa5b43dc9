using System.Globalization;

namespace GeoServe.Core.Themes.Classification;

/// <summary>
/// Cuts values into classes. A class holds what is above the bound before it and at most its own (closed on the right), as the
/// literature and other programs have it; <see cref="ClassBreaks"/> turns bounds into the stops of a style.
/// </summary>
public static class Classifier
{
    /// <summary>The upper bound of each class, rising; the last is the largest value or above it. Empty for an empty sample.</summary>
    /// <param name="sample">The values.</param>
    /// <param name="method">How; not <see cref="ClassMethod.Manual"/>.</param>
    /// <param name="classes">How many are wanted, at least 1; fewer come where there are too few distinct values. Not looked at by methods that find their number.</param>
    public static double[] UpperBounds(ValueSample sample, ClassMethod method, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (sample.IsEmpty) return [];
        if (sample.Distinct.Length == 1) return [sample.Least];
        return method switch
        {
            ClassMethod.EqualInterval => EqualIntervals(sample, classes),
            ClassMethod.Quantile => Rising([.. Enumerable.Range(1, classes).Select(i => sample.Quantile(i, classes))]),
            ClassMethod.NaturalBreaks => NaturalBreaks.UpperBounds(sample, classes),
            ClassMethod.StandardDeviation => Deviations(sample),
            ClassMethod.HeadTail => HeadTail(sample),
            ClassMethod.Pretty => Pretty(sample, classes),
            ClassMethod.MaximumBreaks => WidestGaps(sample, classes),
            ClassMethod.Percentiles => Rising([.. new[] { 1, 10, 50, 90, 99, 100 }.Select(percent => sample.Quantile(percent, 100))]),
            ClassMethod.BoxPlot => BoxPlot(sample),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Bounds given by hand are not computed."),
        };
    }

    /// <summary>How many values each class holds; values above the last bound count to the last class.</summary>
    public static long[] Counts(ValueSample sample, ReadOnlySpan<double> bounds)
    {
        long[] counts = new long[bounds.Length];
        long before = 0;
        for (int i = 0; i < bounds.Length; i++)
        {
            long up = i == bounds.Length - 1 ? sample.Count : sample.CountUpTo(bounds[i]);
            counts[i] = up - before;
            before = up;
        }
        return counts;
    }

    private static double[] EqualIntervals(ValueSample sample, int classes)
    {
        double width = (sample.Most - sample.Least) / classes;
        if (!double.IsFinite(width)) width = (sample.Most / classes) - (sample.Least / classes);
        return Rising([.. Enumerable.Range(1, classes).Select(i => i == classes ? sample.Most : sample.Least + (i * width))]);
    }

    // At -2, -1, 1 and 2 deviations: a broad middle class around the mean.
    private static double[] Deviations(ValueSample sample)
    {
        double mean = sample.MeanAbove(double.NegativeInfinity), deviation = sample.StandardDeviation();
        double[] bounds = [.. new[] { -2, -1, 1, 2 }.Select(times => mean + (times * deviation))];
        return Rising(sample.Most > bounds[^1] ? [.. bounds, sample.Most] : bounds);
    }

    private static double[] HeadTail(ValueSample sample)
    {
        var bounds = new List<double>();
        double bound = double.NegativeInfinity;
        while (sample.IndexAbove(bound) < sample.Distinct.Length)
        {
            double mean = sample.MeanAbove(bound);
            bool isLast = sample.IndexAbove(bound) == sample.Distinct.Length - 1 || mean <= bound;
            bounds.Add(isLast ? sample.Most : mean);
            if (isLast) break;
            bound = mean;
        }
        return [.. bounds];
    }

    private static double[] Pretty(ValueSample sample, int classes)
    {
        double range = NiceNumber(sample.Most - sample.Least, round: false);
        double step = NiceNumber(range / Math.Max(1, classes - 1), round: true);
        double first = Math.Floor(sample.Least / step), last = Math.Ceiling(sample.Most / step);
        // To twelve digits: three times 0.1 is 0.3, and a value of 0.3 lies on it.
        return [.. Enumerable.Range(1, (int)(last - first)).Select(i => double.Parse(((first + i) * step).ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
    }

    // 1, 2, 5 or 10 times a power of ten (Heckbert, Graphics Gems, 1990).
    private static double NiceNumber(double number, bool round)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(number))), part = number / power;
        ReadOnlySpan<(double Below, double Nice)> steps = round ? [(1.5, 1), (3, 2), (7, 5)] : [(Math.BitIncrement(1), 1), (Math.BitIncrement(2), 2), (Math.BitIncrement(5), 5)];
        foreach ((double below, double nice) in steps)
        {
            if (part < below) return nice * power;
        }
        return 10 * power;
    }

    private static double[] WidestGaps(ValueSample sample, int classes)
    {
        double[] values = sample.Distinct.ToArray();
        IEnumerable<int> widest = Enumerable.Range(0, values.Length - 1).OrderByDescending(i => values[i + 1] - values[i]).ThenByDescending(i => i).Take(classes - 1);
        return [.. widest.Order().Select(i => (values[i] + values[i + 1]) / 2), sample.Most];
    }

    private static double[] BoxPlot(ValueSample sample)
    {
        double low = sample.Quantile(1, 4), middle = sample.Quantile(1, 2), high = sample.Quantile(3, 4), reach = 1.5 * (high - low);
        double[] bounds = [low - reach, low, middle, high, high + reach];
        return Rising(sample.Most > bounds[^1] ? [.. bounds, sample.Most] : bounds);
    }

    private static double[] Rising(double[] bounds) => [.. bounds.Distinct()];
}
