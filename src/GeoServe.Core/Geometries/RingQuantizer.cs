using System.Runtime.CompilerServices;

namespace GeoServe.Core.Geometries;

/// <summary>
/// Brings rings and lines to coarser whole units: without positions twice in a row, without spikes (there and straight back), and, if wanted,
/// without positions that lie exactly on the straight between their neighbours. Linear; allocates nothing.
/// </summary>
/// <remarks>
/// Leaving out straight positions keeps shared borders shared as areas (no gap, no overlap), since exactness leaves no side to err on; it
/// does not keep them equal position by position. What comes out may still cross itself: <see cref="PolygonValidity"/> tells.
/// </remarks>
public static class RingQuantizer
{
    /// <summary>Adds a ring in units; false, and nothing is added, where no area is left or rounding has turned it over.</summary>
    /// <param name="ring">In steps, the first position not repeated.</param> <param name="scale">Takes steps to units.</param>
    /// <param name="outer">Whether it must come out with a positive area, or (a hole) with a negative one.</param>
    /// <param name="dropStraight">Leaves straight positions out.</param> <param name="into">Takes the positions.</param>
    public static bool AddRing<TScale>(ReadOnlySpan<int> ring, in TScale scale, bool outer, bool dropStraight, PooledList<int> into)
        where TScale : struct, IUnitScale
    {
        int begin = into.Count;
        Span<int> room = into.Reserve(ring.Length);
        int count = 0;
        for (int i = 0; i + 1 < ring.Length; i += 2) count = Push(room, count, scale.X(ring[i]), scale.Y(ring[i + 1]), dropStraight);
        count = Close(room, count, dropStraight);
        into.Truncate(begin + count);
        if (count >= 6 && Int128.Sign(Rings.TwiceArea(room[..count])) == (outer ? 1 : -1)) return true;
        into.Truncate(begin);
        return false;
    }

    /// <summary>Adds a line in units; false, and nothing is added, where it has shrunk to a point. A line may go back along itself: that stays.</summary>
    /// <param name="line">In steps.</param> <param name="scale">Takes steps to units.</param>
    /// <param name="dropStraight">Leaves straight positions out.</param> <param name="into">Takes the positions.</param>
    public static bool AddLine<TScale>(ReadOnlySpan<int> line, in TScale scale, bool dropStraight, PooledList<int> into)
        where TScale : struct, IUnitScale
    {
        int begin = into.Count;
        Span<int> room = into.Reserve(line.Length);
        int count = 0;
        for (int i = 0; i + 1 < line.Length; i += 2)
        {
            int x = scale.X(line[i]), y = scale.Y(line[i + 1]);
            if (count >= 2 && room[count - 2] == x && room[count - 1] == y) continue;
            if (dropStraight && count >= 4 && Bend(room[count - 4], room[count - 3], room[count - 2], room[count - 1], x, y) > 0) count -= 2;
            room[count++] = x;
            room[count++] = y;
        }
        into.Truncate(begin + (count >= 4 ? count : 0));
        return count >= 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Push(Span<int> ring, int count, int x, int y, bool dropStraight)
    {
        while (count >= 2)
        {
            if (ring[count - 2] == x && ring[count - 1] == y) return count;
            if (count < 4 || !IsIdle(ring[count - 4], ring[count - 3], ring[count - 2], ring[count - 1], x, y, dropStraight)) break;
            count -= 2;
        }
        ring[count] = x;
        ring[count + 1] = y;
        return count + 2;
    }

    // The same where the end meets the beginning: taken off on both sides until nothing is idle any more.
    private static int Close(Span<int> ring, int count, bool dropStraight)
    {
        int first = 0;
        while (count - first >= 6)
        {
            int x = ring[first], y = ring[first + 1], lastX = ring[count - 2], lastY = ring[count - 1];
            if (lastX == x && lastY == y) count -= 2;
            else if (IsIdle(ring[count - 4], ring[count - 3], lastX, lastY, x, y, dropStraight)) count -= 2;
            else if (IsIdle(lastX, lastY, x, y, ring[first + 2], ring[first + 3], dropStraight)) first += 2;
            else break;
        }
        if (first > 0) ring[first..count].CopyTo(ring);
        return count - first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsIdle(int ax, int ay, int bx, int by, int cx, int cy, bool dropStraight)
    {
        int bend = Bend(ax, ay, bx, by, cx, cy);
        return bend < 0 || (dropStraight && bend > 0);
    }

    // 0 where b is a corner, 1 where it lies straight on the way from a to c, -1 where the way turns back at b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bend(long ax, long ay, long bx, long by, long cx, long cy)
    {
        long ux = bx - ax, uy = by - ay, vx = cx - bx, vy = cy - by;
        // Modulo 2^64: what is zero stays zero, what is not may only become so beyond 2^31 of length, which is looked at again.
        if ((ux * vy) - (uy * vx) != 0) return 0;
        return BendOnLine(ux, uy, vx, vy);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int BendOnLine(long ux, long uy, long vx, long vy)
    {
        if (((Int128)ux * vy) - ((Int128)uy * vx) != 0) return 0;
        return ((Int128)ux * vx) + ((Int128)uy * vy) < 0 ? -1 : 1;
    }
}
