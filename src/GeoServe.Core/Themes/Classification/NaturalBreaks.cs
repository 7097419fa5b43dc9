namespace GeoServe.Core.Themes.Classification;

/// <summary>
/// Natural breaks (Fisher 1958, Jenks 1977), exact: among all ways to cut the sorted values into k classes that whose squared deviations from
/// the classes' means add up to the least. Dynamic programming over distinct values with their counts; since the best cut of a longer prefix
/// is never further left, each row is filled by halves: O(k n log n) time and 4 k n bytes, where n counts distinct values. A million of
/// them in 7 classes: some seconds.
/// </summary>
public static class NaturalBreaks
{
    /// <summary>The largest value of each class, rising. Fewer than <paramref name="classes"/> where there are fewer distinct values.</summary>
    public static double[] UpperBounds(ValueSample sample, int classes)
    {
        int n = sample.Distinct.Length, k = Math.Min(classes, n);
        if (k == 0) return [];
        var sums = new Sums(sample);
        double[] above = new double[n], row = new double[n];
        int[][] cuts = new int[k][];
        for (int i = 0; i < n; i++) above[i] = sums.Cost(0, i);
        for (int c = 1; c < k; c++)
        {
            cuts[c] = new int[n];
            Fill(sums, above, row, cuts[c], c);
            (above, row) = (row, above);
        }
        double[] bounds = new double[k];
        for (int c = k - 1, end = n - 1; c >= 0; c--)
        {
            bounds[c] = sample.Distinct[end];
            if (c > 0) end = cuts[c][end] - 1;
        }
        return bounds;
    }

    /// <summary>The sum that natural breaks make least: of the squared deviations of all values from the mean of their class.</summary>
    /// <param name="sample">The values.</param> <param name="bounds">The largest value of each class, rising.</param>
    public static double SquaredDeviations(ValueSample sample, ReadOnlySpan<double> bounds)
    {
        var sums = new Sums(sample);
        double total = 0;
        int start = 0;
        foreach (double bound in bounds)
        {
            int end = sample.IndexAbove(bound);
            if (end > start) total += sums.Cost(start, end - 1);
            start = Math.Max(start, end);
        }
        return start < sample.Distinct.Length ? total + sums.Cost(start, sample.Distinct.Length - 1) : total;
    }

    // row[i]: least cost of the values up to i in c + 1 classes; cut[i]: index at which the last of them begins. A stack of ranges instead of
    // recursion; each range knows between which cuts its middle's cut lies.
    private static void Fill(Sums sums, double[] above, double[] row, int[] cut, int c)
    {
        int n = row.Length;
        var open = new Stack<(int First, int Last, int Least, int Most)>();
        open.Push((c, n - 1, c, n - 1));
        while (open.TryPop(out (int First, int Last, int Least, int Most) range))
        {
            if (range.First > range.Last) continue;
            int middle = (range.First + range.Last) / 2, best = Math.Max(range.Least, c);
            double least = double.PositiveInfinity;
            for (int start = best; start <= Math.Min(range.Most, middle); start++)
            {
                double cost = above[start - 1] + sums.Cost(start, middle);
                if (cost < least) (least, best) = (cost, start);
            }
            (row[middle], cut[middle]) = (least, best);
            open.Push((range.First, middle - 1, range.Least, best));
            open.Push((middle + 1, range.Last, best, range.Most));
        }
        for (int i = 0; i < c; i++) row[i] = 0;      // as many classes as values: not read, since a class has at least one
    }

    // Running sums of the values less the median, so that squares of large numbers with small differences keep their digits.
    private sealed class Sums
    {
        private readonly double[] _weight, _sum, _squares;

        public Sums(ValueSample sample)
        {
            int n = sample.Distinct.Length;
            double middle = n == 0 ? 0 : sample.ValueAt(sample.Count / 2);
            (_weight, _sum, _squares) = (new double[n + 1], new double[n + 1], new double[n + 1]);
            for (int i = 0; i < n; i++)
            {
                double value = sample.Distinct[i] - middle, weight = sample.CountOf(i);
                _weight[i + 1] = _weight[i] + weight;
                _sum[i + 1] = _sum[i] + (weight * value);
                _squares[i + 1] = _squares[i] + (weight * value * value);
            }
        }

        public double Cost(int first, int last)
        {
            double sum = _sum[last + 1] - _sum[first];
            double cost = _squares[last + 1] - _squares[first] - (sum * sum / (_weight[last + 1] - _weight[first]));
            return cost < 0 || first == last ? 0 : cost;
        }
    }
}
