namespace GeoServe.SampleCity.Randomness;

/// <summary>SplitMix64 (Steele, Lea and Flood, 2014): small, fast, and the same on every platform. A struct: copies run apart.</summary>
internal struct Rng(ulong state)
{
    private ulong _state = state;

    /// <summary>A stream of its own for a part of the city, so that parts can be grown in any order.</summary>
    public static Rng For(int seed, RandomStream stream, long index = 0) =>
        new(Mix(Mix((ulong)(uint)seed * 0x9E3779B97F4A7C15 + (ulong)stream) + (ulong)index));

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>From 0 to less than 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From <paramref name="low"/> to less than <paramref name="high"/>.</summary>
    public double Between(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>From 0 to less than <paramref name="count"/>, which is positive.</summary>
    public int NextInt(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>Normally distributed, mean 0 and deviation 1 (Box and Muller; the second value is thrown away).</summary>
    public double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>An index, each as likely as its weight; the weights are not negative and not all 0.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights) sum += weight;
        double left = NextDouble() * sum;
        for (int i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0) return i;
        }
        return weights.Length - 1;
    }

    /// <summary>Spreads the bits of a number over all 64.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
