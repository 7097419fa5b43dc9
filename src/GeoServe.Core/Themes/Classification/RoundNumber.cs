using System.Globalization;

namespace GeoServe.Core.Themes.Classification;

/// <summary>Finds round numbers for legends.</summary>
public static class RoundNumber
{
    /// <summary>The number with the fewest digits above <paramref name="low"/> and at most <paramref name="high"/>; of several the nearest to their middle.</summary>
    public static double Between(double low, double high) => Near((low / 2) + (high / 2), low, high, double.PositiveInfinity);

    /// <summary>
    /// The number with the fewest digits above <paramref name="low"/> and at most <paramref name="high"/> that differs from
    /// <paramref name="target"/> by <paramref name="most"/> at most; <paramref name="high"/> itself where none does.
    /// </summary>
    public static double Near(double target, double low, double high, double most)
    {
        double largest = Math.Max(Math.Abs(low), Math.Abs(high));
        int highest = largest > 0 ? (int)Math.Floor(Math.Log10(largest)) + 1 : 0;
        (double number, int digits, double off) best = (high, int.MaxValue, 0);
        for (int power = highest; power >= highest - 18; power--)
        {
            foreach (int off in (ReadOnlySpan<int>)[0, -1, 1])
            {
                double candidate = Cut(target, power, off);
                if (!(candidate > low && candidate <= high) || Math.Abs(candidate - target) > most) continue;
                (int digits, double distance) found = (Digits(target, power, off), Math.Abs(candidate - target));
                if (found.CompareTo((best.digits, best.off)) < 0) best = (candidate, found.digits, found.distance);
            }
        }
        return best.number;
    }

    /// <summary>A number as legends show it: thousands grouped, at most as many decimals as it has.</summary>
    public static string Text(double number) => Math.Abs(number) is >= 1e15 or (> 0 and < 1e-6)
        ? number.ToString("0.######e0", CultureInfo.InvariantCulture)
        : number.ToString("#,0.###############", CultureInfo.InvariantCulture);

    // A multiple of a power of ten, read back from text so that 0.1 is 0.1 and not three times a third of it.
    private static double Cut(double number, int power, int off)
    {
        double times = Times(number, power) + off;
        return double.IsFinite(times) && Math.Abs(times) < 1e17
            ? double.Parse(string.Create(CultureInfo.InvariantCulture, $"{times:0}e{power}"), CultureInfo.InvariantCulture)
            : double.NaN;
    }

    private static int Digits(double number, int power, int off)
    {
        double times = Math.Abs(Times(number, power) + off);
        return times < 1e17 ? ((long)times).ToString(CultureInfo.InvariantCulture).TrimEnd('0').Length : int.MaxValue;
    }

    private static double Times(double number, int power)
    {
        double unit = Math.Pow(10, Math.Abs(power));
        return Math.Round(power >= 0 ? number / unit : number * unit);
    }
}
