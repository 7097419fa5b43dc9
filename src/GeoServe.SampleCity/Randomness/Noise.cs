namespace GeoServe.SampleCity.Randomness;

/// <summary>Gradient noise over the plane: smooth, about -1 to 1, wavelength about 1; a function of place and seed alone.</summary>
internal static class Noise
{
    /// <summary>One octave at a position in wavelengths.</summary>
    public static double At(double x, double y, ulong seed)
    {
        double fx = Math.Floor(x), fy = Math.Floor(y);
        int ix = (int)fx, iy = (int)fy;
        double dx = x - fx, dy = y - fy;
        double u = Fade(dx), v = Fade(dy);
        double south = Lerp(Gradient(ix, iy, dx, dy, seed), Gradient(ix + 1, iy, dx - 1, dy, seed), u);
        double north = Lerp(Gradient(ix, iy + 1, dx, dy - 1, seed), Gradient(ix + 1, iy + 1, dx - 1, dy - 1, seed), u);
        return 1.4 * Lerp(south, north, v);
    }

    /// <summary>Octaves of halving wavelength and amplitude, as in mountains and coasts.</summary>
    public static double Fractal(double x, double y, int octaves, ulong seed, double gain = 0.5)
    {
        double sum = 0, amplitude = 1;
        for (int octave = 0; octave < octaves; octave++)
        {
            sum += amplitude * At(x, y, seed + (ulong)octave);
            amplitude *= gain;
            (x, y) = (2 * x + 17.3, 2 * y - 9.1);
        }
        return sum;
    }

    private static double Fade(double t) => t * t * t * (t * (t * 6 - 15) + 10);

    private static double Lerp(double from, double to, double t) => from + (to - from) * t;

    private static double Gradient(int ix, int iy, double dx, double dy, ulong seed)
    {
        ulong bits = Rng.Mix(((ulong)(uint)ix << 32 | (uint)iy) ^ (seed * 0x9E3779B97F4A7C15));
        return (bits & 7) switch
        {
            0 => dx,
            1 => -dx,
            2 => dy,
            3 => -dy,
            4 => 0.7071 * (dx + dy),
            5 => 0.7071 * (dx - dy),
            6 => 0.7071 * (dy - dx),
            _ => -0.7071 * (dx + dy),
        };
    }
}
