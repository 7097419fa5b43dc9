namespace GeoServe.Core.Themes.Classification;

/// <summary>
/// All finite values of an attribute over the whole collection: each distinct value once, rising, with how often it occurs. Immutable.
/// </summary>
public sealed class ValueSample
{
    private readonly double[] _values;
    private readonly long[] _ends;

    internal ValueSample(double[] values, long[] counts)
    {
        _values = values;
        _ends = new long[counts.Length];
        long end = 0;
        for (int i = 0; i < counts.Length; i++) _ends[i] = end += counts[i];
    }

    /// <summary>A sample of values in any order; what is not finite is left out.</summary>
    public static ValueSample Of(ReadOnlySpan<double> values)
    {
        var builder = new ValueSampleBuilder();
        foreach (double value in values) builder.Add(value);
        return builder.ToSample();
    }

    /// <summary>The distinct values, rising.</summary>
    public ReadOnlySpan<double> Distinct => _values;

    /// <summary>How many values there are, repeats counted.</summary>
    public long Count => _ends.Length == 0 ? 0 : _ends[^1];

    /// <summary>True when there is no value.</summary>
    public bool IsEmpty => _values.Length == 0;

    /// <summary>True when every value is a whole number.</summary>
    public bool IsWhole => Array.TrueForAll(_values, value => value == Math.Floor(value));

    /// <summary>The least value. Not for an empty sample.</summary>
    public double Least => _values[0];

    /// <summary>The largest value. Not for an empty sample.</summary>
    public double Most => _values[^1];

    /// <summary>How often the distinct value of an index occurs.</summary>
    public long CountOf(int index) => _ends[index] - (index == 0 ? 0 : _ends[index - 1]);

    /// <summary>How many values are at most <paramref name="bound"/>.</summary>
    public long CountUpTo(double bound)
    {
        int index = IndexAbove(bound);
        return index == 0 ? 0 : _ends[index - 1];
    }

    /// <summary>Index of the first distinct value above a bound; their number where there is none.</summary>
    public int IndexAbove(double bound)
    {
        int found = Array.BinarySearch(_values, bound);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>The value of a rank, from 0, among all values in rising order.</summary>
    public double ValueAt(long rank)
    {
        int found = Array.BinarySearch(_ends, rank + 1);
        return _values[found >= 0 ? found : ~found];
    }

    /// <summary>The value below which a share of the values lies, linear between neighbours (Hyndman and Fan's type 7).</summary>
    /// <param name="numerator">Of the share.</param> <param name="denominator">Of the share: ranks are found by whole numbers, so no rounding moves one.</param>
    public double Quantile(long numerator, long denominator)
    {
        long place = checked((Count - 1) * numerator);
        long rank = place / denominator;
        double part = (double)(place % denominator) / denominator;
        double low = ValueAt(rank);
        return part == 0 ? low : low + ((ValueAt(rank + 1) - low) * part);
    }

    /// <summary>The mean of the values above a bound, and the mean of all for negative infinity.</summary>
    public double MeanAbove(double bound)
    {
        // Kahan's sum: millions of values of one sign lose no digits that would move a value over the mean.
        double sum = 0, lost = 0;
        long count = 0;
        for (int i = IndexAbove(bound); i < _values.Length; i++)
        {
            double add = (_values[i] * CountOf(i)) - lost, next = sum + add;
            lost = next - sum - add;
            sum = next;
            count += CountOf(i);
        }
        return sum / count;
    }

    /// <summary>The standard deviation of a sample (divided by n - 1); 0 for one value.</summary>
    public double StandardDeviation()
    {
        double mean = MeanAbove(double.NegativeInfinity), sum = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            double off = _values[i] - mean;
            sum += off * off * CountOf(i);
        }
        return Count < 2 ? 0 : Math.Sqrt(sum / (Count - 1));
    }
}
