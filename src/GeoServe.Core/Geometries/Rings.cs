namespace GeoServe.Core.Geometries;

/// <summary>What is asked of rings on whole numbers: positions x, y, x, y, the first not repeated at the end.</summary>
public static class Rings
{
    /// <summary>
    /// Twice the signed area by the surveyor's formula: positive where the ring runs clockwise as seen with y downwards (MVT 2.1, 4.3.4.4).
    /// Exact while the ring spans less than 2^31 each way, since differences to the first position are summed.
    /// </summary>
    public static Int128 TwiceArea(ReadOnlySpan<int> ring)
    {
        if (ring.Length < 6) return 0;
        long x0 = ring[0], y0 = ring[1];
        Int128 sum = 0;
        long partial = 0;
        for (int i = 2; i + 3 < ring.Length; i += 2)
        {
            long ax = ring[i] - x0, ay = ring[i + 1] - y0, bx = ring[i + 2] - x0, by = ring[i + 3] - y0;
            if ((ax | ay | bx | by) is > -(1 << 30) and < (1 << 30) && partial is > -(1L << 61) and < (1L << 61))
            {
                partial += (ax * by) - (bx * ay);
            }
            else
            {
                sum += ((Int128)ax * by) - ((Int128)bx * ay);
            }
        }
        return sum + partial;
    }

    /// <summary>Turns the direction round; the first position stays first.</summary>
    public static void Reverse(Span<int> ring)
    {
        for (int i = 2, j = ring.Length - 2; i < j; i += 2, j -= 2)
        {
            (ring[i], ring[j]) = (ring[j], ring[i]);
            (ring[i + 1], ring[j + 1]) = (ring[j + 1], ring[i + 1]);
        }
    }
}
