using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Points;

/// <summary>The rain of a year and of its last day: spells that pass over the city, most in summer, more in the mountains.</summary>
internal sealed class Storms
{
    /// <summary>The instant of the newest reading: the sample city knows no other now.</summary>
    public static readonly DateTimeOffset Now = new(2025, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ulong _seed;

    public Storms(int seed)
    {
        Rng rng = Rng.For(seed, RandomStream.Rain);
        _seed = rng.Next();
    }

    /// <summary>Millimetres of a day, counted back from the newest one, which is 0.</summary>
    public double Day(int daysAgo, double x, double y, double height)
    {
        int dayOfYear = Now.AddDays(-daysAgo).DayOfYear;
        double season = 0.45 + 0.55 * Math.Cos((dayOfYear - 186) / 365.0 * 2 * Math.PI);
        double spell = Noise.Fractal(daysAgo / 3.7, 0.5, 3, _seed) + 0.8 * Noise.Fractal(x / 110_000 + daysAgo * 0.31, y / 90_000 - daysAgo * 0.17, 3, _seed + 7);
        if (daysAgo == 0) spell = Math.Max(spell, 0.55 + 0.9 * Cell(x, y));     // the last day has a storm to look at
        double amount = spell - 0.35 + 0.25 * season;
        return amount <= 0 ? 0 : Math.Pow(amount, 1.7) * (9 + 46 * season) * (1 + height / 2_600);
    }

    /// <summary>Millimetres of a minute of the newest day, 0 to 1439; a day's minutes add up to about the day.</summary>
    public double Minute(int minute, double x, double y, double dayTotal)
    {
        // The storm crosses the city from west to east within the day.
        double passes = 860 + x / 240.0 + 60 * Noise.At(x / 60_000, y / 60_000, _seed + 31);
        double bell = Math.Exp(-Math.Pow((minute - passes) / 95, 2)) * 0.0059;
        double showers = Math.Max(0, Noise.At(minute / 37.0, x / 20_000 + y / 17_000, _seed + 33));
        return dayTotal * bell * (0.4 + 2.1 * showers);
    }

    private double Cell(double x, double y) => Math.Max(0, Noise.Fractal(x / 70_000, y / 55_000, 3, _seed + 40));
}
