using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GeoServe.Core.Geometries;

/// <summary>The box of positions x, y, x, y.</summary>
internal static class Bounds
{
    /// <summary>Lowest and highest numbers; of no position, lowest is above highest.</summary>
    public static void Of(ReadOnlySpan<int> positions, out int lowX, out int lowY, out int highX, out int highY)
    {
        int i = 0;
        (lowX, lowY, highX, highY) = (int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);
        if (Vector256.IsHardwareAccelerated && positions.Length >= 32)
        {
            ReadOnlySpan<Vector256<int>> four = MemoryMarshal.Cast<int, Vector256<int>>(positions);
            Vector256<int> low = four[0], high = low;
            foreach (Vector256<int> next in four[1..])
            {
                low = Vector256.Min(low, next);
                high = Vector256.Max(high, next);
            }
            for (; i < 8; i += 2)
            {
                lowX = Math.Min(lowX, low[i]);
                lowY = Math.Min(lowY, low[i + 1]);
                highX = Math.Max(highX, high[i]);
                highY = Math.Max(highY, high[i + 1]);
            }
            i = four.Length * 8;
        }
        for (; i + 1 < positions.Length; i += 2)
        {
            int x = positions[i], y = positions[i + 1];
            if (x < lowX) lowX = x;
            if (x > highX) highX = x;
            if (y < lowY) lowY = y;
            if (y > highY) highY = y;
        }
    }
}
