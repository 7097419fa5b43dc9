namespace GeoServe.SampleCity.Meshes;

/// <summary>
/// Turns sides of a triangulation over until each piece of the border is a side (Sloan, 1993). Few are missing: only where two parts of a
/// border come close to each other.
/// </summary>
internal sealed class BorderRecovery(Delaunay triangulation, int[] x, int[] y, HashSet<(int From, int To)> sides)
{
    public void Run()
    {
        var missing = new HashSet<(int, int)>(sides);
        int[] corners = triangulation.Corners;
        for (int e = 0; e < corners.Length; e++)
        {
            int from = corners[e], to = corners[Delaunay.Next(e)];
            missing.Remove((from, to));
            missing.Remove((to, from));
        }
        foreach ((int from, int to) in missing.Order()) Recover(from, to);
    }

    private void Recover(int u, int v)
    {
        Queue<(int, int)> crossing = Crossing(u, v);
        while (crossing.TryDequeue(out (int From, int To) side))
        {
            int a = HalfEdge(side.From, side.To), b = triangulation.Twins[a];
            int p = triangulation.Corners[Delaunay.Next(Delaunay.Next(a))], q = triangulation.Corners[Delaunay.Next(Delaunay.Next(b))];
            if (!Crosses(p, q, side.From, side.To))
            {
                crossing.Enqueue(side);     // not convex yet: others first
                continue;
            }
            triangulation.Flip(a, b);
            if (Crosses(p, q, u, v)) crossing.Enqueue((p, q));
        }
    }

    private Queue<(int, int)> Crossing(int u, int v)
    {
        var crossing = new Queue<(int, int)>();
        int[] corners = triangulation.Corners;
        for (int e = 0; e < corners.Length; e++)
        {
            int from = corners[e], to = corners[Delaunay.Next(e)];
            if (triangulation.Twins[e] > e && Crosses(from, to, u, v)) crossing.Enqueue((from, to));
        }
        return crossing;
    }

    private int HalfEdge(int from, int to)
    {
        int[] corners = triangulation.Corners;
        for (int e = 0; e < corners.Length; e++)
        {
            if (corners[e] == from && corners[Delaunay.Next(e)] == to || corners[e] == to && corners[Delaunay.Next(e)] == from) return e;
        }
        throw new InvalidOperationException("A side that crosses the border is gone.");
    }

    private bool Crosses(int a, int b, int c, int d)
    {
        if (a == c || a == d || b == c || b == d) return false;
        return Math.Sign(Side(a, b, c)) * Math.Sign(Side(a, b, d)) < 0 && Math.Sign(Side(c, d, a)) * Math.Sign(Side(c, d, b)) < 0;
    }

    private long Side(int a, int b, int c) => ((long)x[b] - x[a]) * ((long)y[c] - y[a]) - ((long)y[b] - y[a]) * ((long)x[c] - x[a]);
}
