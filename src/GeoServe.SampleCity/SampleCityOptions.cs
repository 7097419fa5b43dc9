namespace GeoServe.SampleCity;

/// <summary>How big a city, and which of all possible ones.</summary>
public sealed record SampleCityOptions
{
    /// <summary>Fewest features of a table that scales.</summary>
    public const int Fewest = 300;

    /// <summary>
    /// Share of the whole city's features, above 0 up to 1. Districts, townships and villages are always all there; no other
    /// table goes below <see cref="Fewest"/>. 0.02, the default, takes seconds.
    /// </summary>
    public double Scale { get; init; } = 0.02;

    /// <summary>The same seed and scale give the same city, byte by byte.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many of a table's features there are at this scale.</summary>
    /// <param name="whole">How many there are at scale 1.</param>
    public int Scaled(int whole) => Math.Max(Fewest, (int)Math.Round(whole * Scale, MidpointRounding.AwayFromZero));

    internal void Check()
    {
        if (Scale is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Scale), Scale, "The scale is above 0 and at most 1, such as 0.02.");
    }
}
