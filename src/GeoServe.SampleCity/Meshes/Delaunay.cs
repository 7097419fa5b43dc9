namespace GeoServe.SampleCity.Meshes;

/// <summary>
/// Delaunay triangulation of distinct integer points by a sweep from a seed triangle outwards, after Mapbox's Delaunator (ISC
/// licence). Orientation is exact in 64 bits and the circle test in 128 bits where doubles cannot decide, so that no input is
/// triangulated wrongly. Coordinates must span less than 2^30.
/// </summary>
internal sealed class Delaunay
{
    private readonly int[] _x, _y;
    private readonly int[] _hullPrevious, _hullNext, _hullTriangle, _hullHash;
    private readonly Stack<int> _pending = new();
    private double _centreX, _centreY;
    private int _hullStart, _length;

    /// <summary>Triangulates; the points are not all on one line.</summary>
    public Delaunay(int[] x, int[] y)
    {
        (_x, _y) = (x, y);
        int most = Math.Max(2 * x.Length - 5, 1);
        Corners = new int[3 * most];
        Twins = new int[3 * most];
        (_hullPrevious, _hullNext, _hullTriangle) = (new int[x.Length], new int[x.Length], new int[x.Length]);
        _hullHash = new int[(int)Math.Ceiling(Math.Sqrt(x.Length))];
        Array.Fill(_hullHash, -1);
        Build();
        Corners = Corners[.._length];
        Twins = Twins[.._length];
    }

    /// <summary>Three point indexes a triangle, clockwise with y north. Half-edge e goes from Corners[e] to the next corner.</summary>
    public int[] Corners { get; }

    /// <summary>The half-edge on the other side of each half-edge; -1 on the hull.</summary>
    public int[] Twins { get; }

    /// <summary>The next half-edge of the same triangle.</summary>
    public static int Next(int edge) => edge % 3 == 2 ? edge - 2 : edge + 1;

    private void Build()
    {
        (int i0, int i1, int i2) = SeedTriangle();
        int[] order = OrderByDistance();
        _hullStart = i0;
        _hullNext[i0] = _hullPrevious[i2] = i1;
        _hullNext[i1] = _hullPrevious[i0] = i2;
        _hullNext[i2] = _hullPrevious[i1] = i0;
        (_hullTriangle[i0], _hullTriangle[i1], _hullTriangle[i2]) = (0, 1, 2);
        (_hullHash[HashKey(i0)], _hullHash[HashKey(i1)], _hullHash[HashKey(i2)]) = (i0, i1, i2);
        AddTriangle(i0, i1, i2, -1, -1, -1);
        foreach (int i in order)
        {
            if (i != i0 && i != i1 && i != i2) AddPoint(i);
        }
    }

    private void AddPoint(int i)
    {
        int start = 0;
        for (int j = 0, key = HashKey(i); j < _hullHash.Length; j++)
        {
            start = _hullHash[(key + j) % _hullHash.Length];
            if (start != -1 && start != _hullNext[start]) break;
        }
        start = _hullPrevious[start];
        int e = start;
        while (Side(i, e, _hullNext[e]) >= 0)
        {
            e = _hullNext[e];
            if (e == start) throw new InvalidOperationException("Two points of the mesh are the same.");
        }

        int t = AddTriangle(e, i, _hullNext[e], -1, -1, _hullTriangle[e]);
        _hullTriangle[i] = Legalize(t + 2);
        _hullTriangle[e] = t;

        int n = _hullNext[e];
        while (Side(i, n, _hullNext[n]) < 0)
        {
            int q = _hullNext[n];
            t = AddTriangle(n, i, q, _hullTriangle[i], -1, _hullTriangle[n]);
            _hullTriangle[i] = Legalize(t + 2);
            _hullNext[n] = n;
            n = q;
        }
        if (e == start)
        {
            while (Side(i, _hullPrevious[e], e) < 0)
            {
                int q = _hullPrevious[e];
                t = AddTriangle(q, i, e, -1, _hullTriangle[e], _hullTriangle[q]);
                Legalize(t + 2);
                _hullTriangle[q] = t;
                _hullNext[e] = e;
                e = q;
            }
        }
        _hullStart = _hullPrevious[i] = e;
        _hullNext[e] = _hullPrevious[n] = i;
        _hullNext[i] = n;
        _hullHash[HashKey(i)] = i;
        _hullHash[HashKey(e)] = e;
    }

    private (int, int, int) SeedTriangle()
    {
        double midX = (_x.Min() + (double)_x.Max()) / 2, midY = (_y.Min() + (double)_y.Max()) / 2;
        int i0 = Nearest(i => Square(_x[i] - midX) + Square(_y[i] - midY));
        int i1 = Nearest(i => i == i0 ? double.PositiveInfinity : Square(_x[i] - (double)_x[i0]) + Square(_y[i] - (double)_y[i0]));
        int i2 = Nearest(i => i == i0 || i == i1 || Side(i0, i1, i) == 0 ? double.PositiveInfinity : SquaredRadius(i0, i1, i));
        if (Side(i0, i1, i2) < 0) (i1, i2) = (i2, i1);
        (double dx, double dy) = Circumcentre(i0, i1, i2);
        (_centreX, _centreY) = (_x[i0] + dx, _y[i0] + dy);
        return (i0, i1, i2);
    }

    private int Nearest(Func<int, double> distance)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < _x.Length; i++)
        {
            double d = distance(i);
            if (d < least) (best, least) = (i, d);
        }
        return best;
    }

    private int[] OrderByDistance()
    {
        var distances = new double[_x.Length];
        var order = new int[_x.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            distances[i] = Square(_x[i] - _centreX) + Square(_y[i] - _centreY);
        }
        Array.Sort(distances, order);
        return order;
    }

    private int Legalize(int a)
    {
        int ar;
        while (true)
        {
            int b = Twins[a];
            int a0 = a - a % 3;
            ar = a0 + (a + 2) % 3;
            if (b != -1)
            {
                int b0 = b - b % 3;
                int al = a0 + (a + 1) % 3, bl = b0 + (b + 2) % 3;
                if (InCircle(Corners[ar], Corners[a], Corners[al], Corners[bl]))
                {
                    int hullSide = Twins[bl];
                    Flip(a, b);
                    if (hullSide == -1)
                    {
                        int e = _hullStart;
                        do
                        {
                            if (_hullTriangle[e] == bl)
                            {
                                _hullTriangle[e] = a;
                                break;
                            }
                            e = _hullPrevious[e];
                        }
                        while (e != _hullStart);
                    }
                    _pending.Push(b0 + (b + 1) % 3);
                    continue;
                }
            }
            if (!_pending.TryPop(out a)) return ar;
        }
    }

    /// <summary>Turns the edge between two triangles, whose quadrangle is convex, into its other diagonal.</summary>
    /// <param name="a">A half-edge.</param> <param name="b">Its twin.</param>
    public void Flip(int a, int b)
    {
        int ar = a - a % 3 + (a + 2) % 3, bl = b - b % 3 + (b + 2) % 3;
        (Corners[a], Corners[b]) = (Corners[bl], Corners[ar]);
        int outerB = Twins[bl], outerA = Twins[ar];
        Link(a, outerB);
        Link(b, outerA);
        Link(ar, bl);
    }

    private void Link(int a, int b)
    {
        Twins[a] = b;
        if (b != -1) Twins[b] = a;
    }

    private int AddTriangle(int i0, int i1, int i2, int a, int b, int c)
    {
        int t = _length;
        (Corners[t], Corners[t + 1], Corners[t + 2]) = (i0, i1, i2);
        Link(t, a);
        Link(t + 1, b);
        Link(t + 2, c);
        _length += 3;
        return t;
    }

    private int HashKey(int i)
    {
        double dx = _x[i] - _centreX, dy = _y[i] - _centreY;
        double p = dx == 0 && dy == 0 ? 0 : dx / (Math.Abs(dx) + Math.Abs(dy));
        double angle = (dy > 0 ? 3 - p : 1 + p) / 4;
        return (int)(angle * _hullHash.Length) % _hullHash.Length;
    }

    /// <summary>Positive where a, b, c turn clockwise (y north), negative counter-clockwise, 0 on one line; exact.</summary>
    public long Side(int a, int b, int c) =>
        ((long)_y[a] - _y[c]) * ((long)_x[b] - _x[c]) - ((long)_x[a] - _x[c]) * ((long)_y[b] - _y[c]);

    private bool InCircle(int a, int b, int c, int p)
    {
        long dx = (long)_x[a] - _x[p], dy = (long)_y[a] - _y[p];
        long ex = (long)_x[b] - _x[p], ey = (long)_y[b] - _y[p];
        long fx = (long)_x[c] - _x[p], fy = (long)_y[c] - _y[p];
        double ap = (double)dx * dx + (double)dy * dy, bp = (double)ex * ex + (double)ey * ey, cp = (double)fx * fx + (double)fy * fy;
        double d1 = (double)ex * fy - (double)ey * fx, d2 = (double)dx * fy - (double)dy * fx, d3 = (double)dx * ey - (double)dy * ex;
        double determinant = ap * d1 - bp * d2 + cp * d3;
        double bound = 1e-14 * (ap * (Math.Abs((double)ex * fy) + Math.Abs((double)ey * fx))
            + bp * (Math.Abs((double)dx * fy) + Math.Abs((double)dy * fx)) + cp * (Math.Abs((double)dx * ey) + Math.Abs((double)dy * ex)));
        if (Math.Abs(determinant) > bound) return determinant < 0;
        Int128 exact = ((Int128)dx * dx + (Int128)dy * dy) * ((Int128)ex * fy - (Int128)ey * fx)
            - ((Int128)ex * ex + (Int128)ey * ey) * ((Int128)dx * fy - (Int128)dy * fx)
            + ((Int128)fx * fx + (Int128)fy * fy) * ((Int128)dx * ey - (Int128)dy * ex);
        return exact < 0;
    }

    private double SquaredRadius(int a, int b, int c)
    {
        (double dx, double dy) = Circumcentre(a, b, c);
        return dx * dx + dy * dy;
    }

    private (double X, double Y) Circumcentre(int a, int b, int c)
    {
        double dx = (double)_x[b] - _x[a], dy = (double)_y[b] - _y[a];
        double ex = (double)_x[c] - _x[a], ey = (double)_y[c] - _y[a];
        double bl = dx * dx + dy * dy, cl = ex * ex + ey * ey, d = 0.5 / (dx * ey - dy * ex);
        return ((ey * bl - dy * cl) * d, (dx * cl - ex * bl) * d);
    }

    private static double Square(double value) => value * value;
}
