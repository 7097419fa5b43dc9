namespace GeoServe.SampleCity;

/// <summary>Smooths lines of the working plane; their ends stay where they are.</summary>
internal static class Polylines
{
    /// <summary>Cuts each corner at a quarter and three quarters of its sides (Chaikin, 1974).</summary>
    public static (double[] Xs, double[] Ys) Chaikin(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        if (xs.Length < 3) return (xs.ToArray(), ys.ToArray());
        var newXs = new double[2 * (xs.Length - 1)];
        var newYs = new double[newXs.Length];
        int n = 0;
        (newXs[n], newYs[n++]) = (xs[0], ys[0]);
        for (int i = 0; i + 1 < xs.Length; i++)
        {
            if (i > 0) (newXs[n], newYs[n++]) = (0.75 * xs[i] + 0.25 * xs[i + 1], 0.75 * ys[i] + 0.25 * ys[i + 1]);
            if (i + 2 < xs.Length) (newXs[n], newYs[n++]) = (0.25 * xs[i] + 0.75 * xs[i + 1], 0.25 * ys[i] + 0.75 * ys[i + 1]);
        }
        (newXs[n], newYs[n++]) = (xs[^1], ys[^1]);
        return (newXs[..n], newYs[..n]);
    }

    /// <summary>Moves each inner position towards the mean of its neighbours, some rounds.</summary>
    public static (double[] Xs, double[] Ys) Relaxed(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, int rounds)
    {
        double[] x = xs.ToArray(), y = ys.ToArray();
        for (int round = 0; round < rounds; round++)
        {
            double lastX = x[0], lastY = y[0];
            for (int i = 1; i + 1 < x.Length; i++)
            {
                (double hereX, double hereY) = (x[i], y[i]);
                x[i] = 0.25 * lastX + 0.5 * hereX + 0.25 * x[i + 1];
                y[i] = 0.25 * lastY + 0.5 * hereY + 0.25 * y[i + 1];
                (lastX, lastY) = (hereX, hereY);
            }
        }
        return (x, y);
    }

    /// <summary>Length in metres.</summary>
    public static double Length(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        double sum = 0;
        for (int i = 1; i < xs.Length; i++) sum += Math.Sqrt((xs[i] - xs[i - 1]) * (xs[i] - xs[i - 1]) + (ys[i] - ys[i - 1]) * (ys[i] - ys[i - 1]));
        return sum;
    }
}
