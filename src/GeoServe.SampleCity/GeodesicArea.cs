namespace GeoServe.SampleCity;

/// <summary>Areas on the WGS 84 ellipsoid, by its authalic latitude; edges count as straight in the equal-area cylinder.</summary>
internal static class GeodesicArea
{
    private const double A = 6_378_137, E = 0.081_819_190_842_6, E2 = E * E;

    /// <summary>Signed area of a closed ring of 1e-7 degree (lon, lat, ...), in square kilometres; positive counter-clockwise.</summary>
    public static double OfRing(ReadOnlySpan<int> ring)
    {
        double sum = 0;
        double q0 = Q(ring[1]);
        for (int i = 2; i < ring.Length; i += 2)
        {
            double q1 = Q(ring[i + 1]);
            sum += ((double)ring[i] - ring[i - 2]) * (q0 + q1);
            q0 = q1;
        }
        return -sum / Plane.StepsPerDegree * (Math.PI / 180) * A * A / 4 * 1e-6;
    }

    // Snyder, Map Projections: A Working Manual, (3-12).
    private static double Q(int latSteps)
    {
        double sin = Math.Sin(latSteps / Plane.StepsPerDegree * (Math.PI / 180));
        return (1 - E2) * (sin / (1 - E2 * sin * sin) - Math.Log((1 - E * sin) / (1 + E * sin)) / (2 * E));
    }
}
