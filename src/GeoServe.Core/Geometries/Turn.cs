using System.Runtime.CompilerServices;

namespace GeoServe.Core.Geometries;

/// <summary>On which side of a directed line a position lies: exact for every int, fast where the numbers are small.</summary>
internal static class Turn
{
    /// <summary>Positions between minus this and this (not included) may be given to <see cref="SmallSign"/>: all products fit a long.</summary>
    public const int Small = 1 << 30;

    // Two products and their difference, each rounded once: (3 + 16e) e of their sizes bounds the error (Shewchuk 1997, e = 2^-53).
    private const double Error = 3.3306690738754716e-16;

    /// <summary>1 where c lies on the positive side of a to b (a ring of positive area has its inside there), -1 on the other, 0 on the line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sign(long ax, long ay, long bx, long by, long cx, long cy)
    {
        double left = (double)(bx - ax) * (cy - ay), right = (double)(by - ay) * (cx - ax);
        double turn = left - right, error = Error * (Math.Abs(left) + Math.Abs(right));
        return turn > error ? 1 : turn < -error ? -1 : ExactSign(bx - ax, by - ay, cx - ax, cy - ay);
    }

    /// <summary>The same for positions below <see cref="Small"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SmallSign(long ax, long ay, long bx, long by, long cx, long cy) =>
        Math.Sign(((bx - ax) * (cy - ay)) - ((by - ay) * (cx - ax)));

    /// <summary>True when every number lies below <see cref="Small"/>.</summary>
    public static bool AreSmall(ReadOnlySpan<int> positions)
    {
        // x + 2^30 lies in 0 ... 2^31 - 1 exactly for -2^30 <= x < 2^30: the sign bit of all sums together tells.
        int any = 0;
        foreach (int number in positions) any |= (number + Small) | (number - 1 + Small);
        return any >= 0;
    }

    private static int ExactSign(long abx, long aby, long acx, long acy) => Int128.Sign(((Int128)abx * acy) - ((Int128)aby * acx));
}
