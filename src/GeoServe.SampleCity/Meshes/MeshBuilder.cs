using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Meshes;

/// <summary>Fills a district with an irregular net of triangles that ends exactly at its border.</summary>
internal sealed class MeshBuilder(BorderNetwork borders, SeedDistrict district, int index, double spacing, int seed)
{
    // A triangle lower than this (about 2 m) is flat: rounding could turn it over, so no border may run through it.
    private const double FlatSteps = 200;

    private readonly List<int> _lons = [], _lats = [], _next = [], _pieces = [];
    private readonly List<(int, int)> _middles = [];
    private readonly List<bool> _isCorner = [];

    public DistrictMesh Build()
    {
        AddBorder();
        int borderCount = _lons.Count;
        AddLattice();
        int[] lons = [.. _lons], lats = [.. _lats], next = [.. _next];
        (int[] nodeOfPoint, HashSet<(int, int)> sides) = DistinctPoints(lons, lats, next);
        int[] pointLons = [.. nodeOfPoint.Select(node => lons[node])], pointLats = [.. nodeOfPoint.Select(node => lats[node])];
        var triangulation = new Delaunay(pointLons, pointLats);
        new BorderRecovery(triangulation, pointLons, pointLats, sides).Run();
        (int[] corners, int[] twins) = Inside(triangulation, sides, borderCount);
        for (int e = 0; e < corners.Length; e++) corners[e] = nodeOfPoint[corners[e]];
        PartTouchingRings(corners, twins, lons, lats, next);
        (int[] first, int[] neighbours) = Neighbours(corners, twins, lons.Length);
        return new DistrictMesh
        {
            District = index,
            Spacing = spacing,
            Lons = lons,
            Lats = lats,
            BorderCount = borderCount,
            BorderNext = next,
            BorderPieces = [.. _pieces],
            BorderMiddles = [.. _middles],
            IsCorner = [.. _isCorner],
            Corners = corners,
            Twins = twins,
            FirstNeighbour = first,
            Neighbours = neighbours,
            Leaders = Leaders(corners, lons, lats),
            NodeAreas = NodeAreas(corners, lons, lats),
            Xs = [.. lons.Select(lon => (float)Plane.XOfSteps(lon))],
            Ys = [.. lats.Select(lat => (float)Plane.YOfSteps(lat))],
        };
    }

    private void AddBorder()
    {
        foreach (int[] ring in district.Rings)
        {
            int start = _lons.Count;
            for (int i = 0; i + 3 < ring.Length; i += 2)
            {
                (int edge, bool forward) = borders.Find(ring[i], ring[i + 1], ring[i + 2], ring[i + 3]);
                int count = borders.PiecesOf(edge);
                for (int p = 0; p < count; p++)
                {
                    (int lon, int lat) = borders.PositionAt(edge, forward ? 2 * p : 2 * (count - p));
                    _lons.Add(lon);
                    _lats.Add(lat);
                    _isCorner.Add(p == 0);
                    _next.Add(_lons.Count);
                    _pieces.Add(borders.PieceAt(edge, forward ? p : count - 1 - p));
                    _middles.Add(borders.PositionAt(edge, forward ? 2 * p + 1 : 2 * (count - p) - 1));
                }
            }
            _next[^1] = start;
        }
    }

    // A triangular lattice, each point moved at random, points near the border left out. A point that is 0.55 spacings away from a
    // piece no longer than a spacing lies outside the circle over that piece, so that the piece is a side of some triangle.
    private void AddLattice()
    {
        Rng rng = Rng.For(seed, RandomStream.Lattice, index);
        (int[] fromX, int[] fromY, int[] toX, int[] toY) = BorderSegments();
        double stepX = spacing / Plane.MetresPerStepX, stepY = spacing * 0.866 / Plane.MetresPerStepY;
        int minX = fromX.Min(), maxX = fromX.Max(), minY = fromY.Min(), maxY = fromY.Max();
        var band = new List<int>();
        for (int row = 0; minY + row * stepY < maxY; row++)
        {
            double rowY = minY + row * stepY;
            band.Clear();
            for (int s = 0; s < fromX.Length; s++)
            {
                if (Math.Min(fromY[s], toY[s]) <= rowY + 1.2 * stepY && Math.Max(fromY[s], toY[s]) >= rowY - 1.2 * stepY) band.Add(s);
            }
            for (int column = 0; minX + column * stepX < maxX + stepX; column++)
            {
                int x = (int)(minX + (column + (row & 1) * 0.5 + rng.Between(-0.3, 0.3)) * stepX);
                int y = (int)(rowY + rng.Between(-0.3, 0.3) * stepY);
                if (!IsWellInside(x, y, band, fromX, fromY, toX, toY)) continue;
                _lons.Add(x);
                _lats.Add(y);
            }
        }
    }

    private bool IsWellInside(int x, int y, List<int> band, int[] fromX, int[] fromY, int[] toX, int[] toY)
    {
        bool inside = false;
        double nearest = 0.55 * 0.55 * spacing * spacing;
        foreach (int s in band)
        {
            if (fromY[s] > y != toY[s] > y)
            {
                long side = ((long)toX[s] - fromX[s]) * ((long)y - fromY[s]) - ((long)x - fromX[s]) * ((long)toY[s] - fromY[s]);
                if (side > 0 == toY[s] > fromY[s]) inside = !inside;
            }
            double ax = (x - fromX[s]) * Plane.MetresPerStepX, ay = (y - fromY[s]) * Plane.MetresPerStepY;
            double bx = (toX[s] - fromX[s]) * Plane.MetresPerStepX, by = (toY[s] - fromY[s]) * Plane.MetresPerStepY;
            double along = Math.Clamp((ax * bx + ay * by) / (bx * bx + by * by), 0, 1);
            double dx = ax - along * bx, dy = ay - along * by;
            if (dx * dx + dy * dy < nearest) return false;
        }
        return inside;
    }

    private (int[], int[], int[], int[]) BorderSegments()
    {
        List<int> fromX = [], fromY = [], toX = [], toY = [];
        foreach (int[] ring in district.Rings)
        {
            for (int i = 0; i + 3 < ring.Length; i += 2)
            {
                fromX.Add(ring[i]);
                fromY.Add(ring[i + 1]);
                toX.Add(ring[i + 2]);
                toY.Add(ring[i + 3]);
            }
        }
        return ([.. fromX], [.. fromY], [.. toX], [.. toY]);
    }

    // Where rings of a district touch, two of its border nodes are one point.
    private static (int[] NodeOfPoint, HashSet<(int From, int To)> Sides) DistinctPoints(int[] lons, int[] lats, int[] next)
    {
        var pointAt = new Dictionary<(int, int), int>();
        var nodeOfPoint = new List<int>(lons.Length);
        var pointOfNode = new int[next.Length];
        for (int node = 0; node < lons.Length; node++)
        {
            if (node < next.Length)
            {
                bool isNew = pointAt.TryAdd((lons[node], lats[node]), nodeOfPoint.Count);
                pointOfNode[node] = isNew ? nodeOfPoint.Count : pointAt[(lons[node], lats[node])];
                if (!isNew) continue;
            }
            nodeOfPoint.Add(node);
        }
        var sides = new HashSet<(int, int)>();
        for (int node = 0; node < next.Length; node++) sides.Add((pointOfNode[node], pointOfNode[next[node]]));
        return ([.. nodeOfPoint], sides);
    }

    // Gives each fan of triangles around a shared point a node of its own, and leads the border from fan to fan.
    private static void PartTouchingRings(int[] corners, int[] twins, int[] lons, int[] lats, int[] next)
    {
        var rings = new Dictionary<(int, int), List<int>>();
        for (int node = 0; node < next.Length; node++)
        {
            if (!rings.TryGetValue((lons[node], lats[node]), out List<int>? list)) rings.Add((lons[node], lats[node]), list = []);
            list.Add(node);
        }
        foreach (List<int> nodes in rings.Values.Where(list => list.Count > 1))
        {
            foreach (int node in nodes)
            {
                int edge = Array.FindIndex(corners, corner => lons[corner] == lons[node] && lats[corner] == lats[node]);
                while (twins[edge] != -1 || !Is(corners[edge], node) || !Is(corners[Delaunay.Next(edge)], next[node])) edge++;
                int arriving;
                do
                {
                    corners[edge] = node;
                    arriving = Delaunay.Next(Delaunay.Next(edge));
                    edge = twins[arriving];
                }
                while (edge != -1);
                next[corners[arriving]] = node;
            }
        }

        bool Is(int a, int b) => lons[a] == lons[b] && lats[a] == lats[b];
    }

    // Triangles of the triangulation run clockwise: one with a half-edge against a side of the border is inside.
    private static (int[] Corners, int[] Twins) Inside(Delaunay all, HashSet<(int, int)> sides, int borderCount)
    {
        int triangles = all.Corners.Length / 3;
        var inside = new bool[triangles];
        var pending = new Stack<int>();
        bool IsBorder(int edge, out bool inwards)
        {
            int from = all.Corners[edge], to = all.Corners[Delaunay.Next(edge)];
            inwards = false;
            if (from >= borderCount || to >= borderCount) return false;
            inwards = sides.Contains((to, from));
            return inwards || sides.Contains((from, to));
        }
        for (int edge = 0; edge < all.Corners.Length; edge++)
        {
            if (IsBorder(edge, out bool inwards) && inwards) pending.Push(edge / 3);
        }
        while (pending.TryPop(out int triangle))
        {
            if (inside[triangle]) continue;
            inside[triangle] = true;
            for (int edge = 3 * triangle; edge < 3 * triangle + 3; edge++)
            {
                if (!IsBorder(edge, out _)) pending.Push(all.Twins[edge] / 3);
            }
        }

        var numbers = new int[triangles];
        int count = 0;
        for (int t = 0; t < triangles; t++) numbers[t] = inside[t] ? count++ : -1;
        int[] corners = new int[3 * count], twins = new int[3 * count];
        for (int t = 0; t < triangles; t++)
        {
            if (!inside[t]) continue;
            int to = 3 * numbers[t];
            (corners[to], corners[to + 1], corners[to + 2]) = (all.Corners[3 * t], all.Corners[3 * t + 2], all.Corners[3 * t + 1]);
            for (int k = 0; k < 3; k++)
            {
                int twin = IsBorder(3 * t + k, out _) ? -1 : all.Twins[3 * t + k];
                twins[to + 2 - k] = twin == -1 ? -1 : 3 * numbers[twin / 3] + 2 - twin % 3;
            }
        }
        return (corners, twins);
    }

    private static (int[] First, int[] Neighbours) Neighbours(int[] corners, int[] twins, int nodes)
    {
        var first = new int[nodes + 1];
        void Each(Action<int, int> add)
        {
            for (int e = 0; e < corners.Length; e++)
            {
                if (twins[e] > e) continue;
                add(corners[e], corners[Delaunay.Next(e)]);
                add(corners[Delaunay.Next(e)], corners[e]);
            }
        }
        Each((from, _) => first[from + 1]++);
        for (int i = 0; i < nodes; i++) first[i + 1] += first[i];
        var neighbours = new int[first[nodes]];
        int[] fill = first[..nodes];
        Each((from, to) => neighbours[fill[from]++] = to);
        return (first, neighbours);
    }

    private static int[] Leaders(int[] corners, int[] lons, int[] lats)
    {
        int[] leaders = [.. Enumerable.Range(0, lons.Length)];
        int Root(int node)
        {
            while (leaders[node] != node) node = leaders[node] = leaders[leaders[node]];
            return node;
        }
        for (int t = 0; t < corners.Length; t += 3)
        {
            int a = corners[t], b = corners[t + 1], c = corners[t + 2];
            double longest = Math.Max(Length(a, b), Math.Max(Length(b, c), Length(c, a)));
            if (DoubleArea(a, b, c) >= FlatSteps * longest) continue;
            leaders[Root(b)] = Root(a);
            leaders[Root(c)] = Root(a);
        }
        for (int node = 0; node < leaders.Length; node++) leaders[node] = Root(node);
        return leaders;

        double Length(int from, int to) => Math.Sqrt(Math.Pow(lons[from] - (double)lons[to], 2) + Math.Pow(lats[from] - (double)lats[to], 2));
        double DoubleArea(int i, int j, int k) =>
            ((double)lons[j] - lons[i]) * ((double)lats[k] - lats[i]) - ((double)lats[j] - lats[i]) * ((double)lons[k] - lons[i]);
    }

    private static float[] NodeAreas(int[] corners, int[] lons, int[] lats)
    {
        var areas = new float[lons.Length];
        for (int t = 0; t < corners.Length; t += 3)
        {
            int a = corners[t], b = corners[t + 1], c = corners[t + 2];
            double area = ((double)lons[b] - lons[a]) * ((double)lats[c] - lats[a]) - ((double)lats[b] - lats[a]) * ((double)lons[c] - lons[a]);
            float third = (float)(area / 6 * Plane.MetresPerStepX * Plane.MetresPerStepY * 1e-6);
            areas[a] += third;
            areas[b] += third;
            areas[c] += third;
        }
        return areas;
    }
}
