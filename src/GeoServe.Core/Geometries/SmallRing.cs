using System.Runtime.CompilerServices;

namespace GeoServe.Core.Geometries;

/// <summary>What is asked of rings of few positions with small numbers (<see cref="Turn.Small"/>): each edge with each.</summary>
internal static class SmallRing
{
    /// <summary>0 for a ring that is not simple (crosses, touches or repeats itself, has a spike or under three positions), else the sign of its area.</summary>
    public static int SimpleSign(ReadOnlySpan<int> ring)
    {
        int length = ring.Length;
        if (length < 6) return 0;
        long px = ring[length - 2], py = ring[length - 1];
        long ux = px - ring[length - 4], uy = py - ring[length - 3];
        bool positive = false, negative = false;
        int turns = 0;
        bool east = ux > 0 || (ux == 0 && uy > 0);
        for (int i = 0; i + 1 < length; i += 2)
        {
            long x = ring[i], y = ring[i + 1], vx = x - px, vy = y - py;
            long turn = (ux * vy) - (uy * vx);
            positive |= turn > 0;
            negative |= turn < 0;
            if (turn == 0 && ((vx | vy) == 0 || (ux * vx) + (uy * vy) < 0)) return 0;
            bool nextEast = vx > 0 || (vx == 0 && vy > 0);
            if (nextEast != east) turns++;
            (px, py, ux, uy, east) = (x, y, vx, vy, nextEast);
        }
        // All turns to one side, and once east and once west: convex.
        if (positive != negative && turns == 2) return positive ? 1 : -1;
        return turns < 2 || MeetsItself(ring) ? 0 : SignAtLowest(ring);
    }

    /// <summary>True when two rings cross or touch.</summary>
    public static bool Meet(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int px = a[^2], py = a[^1];
        for (int i = 0; i + 1 < a.Length; i += 2)
        {
            int x = a[i], y = a[i + 1], qx = b[^2], qy = b[^1];
            for (int j = 0; j + 1 < b.Length; j += 2)
            {
                if (DoMeet(px, py, x, y, qx, qy, b[j], b[j + 1])) return true;
                (qx, qy) = (b[j], b[j + 1]);
            }
            (px, py) = (x, y);
        }
        return false;
    }

    // Edges side by side share an end, and only that: there is no spike.
    private static bool MeetsItself(ReadOnlySpan<int> ring)
    {
        for (int i = 0; i + 5 < ring.Length; i += 2)
        {
            int ax = ring[i], ay = ring[i + 1], bx = ring[i + 2], by = ring[i + 3];
            for (int j = i + 4; j + 3 < ring.Length; j += 2)
            {
                if (DoMeet(ax, ay, bx, by, ring[j], ring[j + 1], ring[j + 2], ring[j + 3])) return true;
            }
            if (i > 0 && DoMeet(ax, ay, bx, by, ring[^2], ring[^1], ring[0], ring[1])) return true;
        }
        return false;
    }

    private static int SignAtLowest(ReadOnlySpan<int> ring)
    {
        int lowest = 0;
        for (int i = 2; i + 1 < ring.Length; i += 2)
        {
            if (ring[i] < ring[lowest] || (ring[i] == ring[lowest] && ring[i + 1] < ring[lowest + 1])) lowest = i;
        }
        int before = lowest == 0 ? ring.Length - 2 : lowest - 2, next = lowest == ring.Length - 2 ? 0 : lowest + 2;
        return Turn.SmallSign(ring[before], ring[before + 1], ring[lowest], ring[lowest + 1], ring[next], ring[next + 1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool DoMeet(int ax, int ay, int bx, int by, int cx, int cy, int dx, int dy)
    {
        if (Math.Max(ax, bx) < Math.Min(cx, dx) || Math.Max(cx, dx) < Math.Min(ax, bx)
            || Math.Max(ay, by) < Math.Min(cy, dy) || Math.Max(cy, dy) < Math.Min(ay, by))
        {
            return false;
        }
        return Turn.SmallSign(ax, ay, bx, by, cx, cy) * Turn.SmallSign(ax, ay, bx, by, dx, dy) <= 0
            && Turn.SmallSign(cx, cy, dx, dy, ax, ay) * Turn.SmallSign(cx, cy, dx, dy, bx, by) <= 0;
    }
}
