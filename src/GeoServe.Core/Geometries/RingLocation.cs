namespace GeoServe.Core.Geometries;

/// <summary>Whether a position lies in a ring: exact.</summary>
internal static class RingLocation
{
    /// <summary>1 inside by the even-odd rule, 0 on the ring, -1 outside.</summary>
    public static int Of(int x, int y, ReadOnlySpan<int> ring)
    {
        bool inside = false;
        if (ring.Length < 2) return -1;
        int px = ring[^2], py = ring[^1];
        for (int i = 0; i + 1 < ring.Length; i += 2)
        {
            int qx = ring[i], qy = ring[i + 1];
            if ((py > y) != (qy > y))
            {
                if (px > x && qx > x) inside = !inside;
                else if (px >= x || qx >= x)
                {
                    int side = py > qy ? Turn.Sign(qx, qy, px, py, x, y) : Turn.Sign(px, py, qx, qy, x, y);
                    if (side == 0) return 0;
                    if (side > 0) inside = !inside;
                }
            }
            else if (qy == y && (qx == x || (py == y && (px > x) != (qx > x)))) return 0;
            else if (py == y && px == x) return 0;
            (px, py) = (qx, qy);
        }
        return inside ? 1 : -1;
    }

    /// <summary>True when a ring that does not cross another lies in it: told by the first of its positions that is not on the other; true when all are.</summary>
    public static bool IsInside(ReadOnlySpan<int> inner, ReadOnlySpan<int> outer)
    {
        for (int i = 0; i + 1 < inner.Length; i += 2)
        {
            int location = Of(inner[i], inner[i + 1], outer);
            if (location != 0) return location > 0;
        }
        return true;
    }
}
