using GeoServe.SampleCity.Meshes;

namespace GeoServe.SampleCity.Areas;

/// <summary>
/// Makes areas of labelled nodes. In a triangle with two labels the border runs between the middles of two sides; in one with three,
/// from the middles of all sides to its centre; along the district's border, from position to position. Whoever has a label gets
/// the pieces of border with the area on their left, chained to rings; since both neighbours get the same pieces, there are no gaps,
/// overlaps or unmatched positions, whatever the labels.
/// </summary>
internal sealed class AreaAssembler
{
    private readonly DistrictMesh _mesh;
    private readonly BorderNetwork _borders;
    private readonly int[] _labels, _cuts;
    private readonly List<(int Label, int From, int To)> _segments = [];
    private readonly int _centres, _nodes, _middles;

    private AreaAssembler(DistrictMesh mesh, BorderNetwork borders, int[] labels, int[] cuts)
    {
        (_mesh, _borders, _labels, _cuts) = (mesh, borders, labels, cuts);
        // Points are numbered: middles of sides by half-edge, then centres of triangles, border nodes, middles of border pieces.
        _centres = mesh.Corners.Length;
        _nodes = _centres + mesh.Corners.Length / 3;
        _middles = _nodes + mesh.BorderCount;
    }

    /// <summary>Tells the border where areas meet on it; to be done for all layers and districts before any is assembled.</summary>
    public static void MarkBorder(DistrictMesh mesh, BorderNetwork borders, int[] labels)
    {
        for (int node = 0; node < mesh.BorderCount; node++)
        {
            if (labels[node] != labels[mesh.BorderNext[node]]) borders.Use(mesh.BorderPieces[node]);
        }
    }

    /// <summary>
    /// Makes the areas of a district, one for each label; null where no node has it. Labels are one a node: 0 to
    /// <paramref name="count"/> - 1, or -1 for nodes that are in no area. Where areas are made of smaller ones, those are given as
    /// <paramref name="cuts"/>: triangles are cut between them, so that both layers have the same border.
    /// </summary>
    public static AreaShape?[] Assemble(DistrictMesh mesh, BorderNetwork borders, int[] labels, int count, int[]? cuts = null)
    {
        var assembler = new AreaAssembler(mesh, borders, labels, cuts ?? labels);
        assembler.CutTriangles();
        assembler.WalkBorder();
        return assembler.Chain(count);
    }

    private void CutTriangles()
    {
        int[] corners = _mesh.Corners;
        for (int t = 0; t < corners.Length; t += 3)
        {
            int a = _cuts[corners[t]], b = _cuts[corners[t + 1]], c = _cuts[corners[t + 2]];
            if (a == b && b == c) continue;
            if (b == c) Part(corners[t], corners[t + 1], MiddleOf(t), MiddleOf(t + 2));
            else if (c == a) Part(corners[t + 1], corners[t + 2], MiddleOf(t + 1), MiddleOf(t));
            else if (a == b) Part(corners[t + 2], corners[t], MiddleOf(t + 2), MiddleOf(t + 1));
            else
            {
                int centre = _centres + t / 3;
                Part(corners[t], corners[t + 1], MiddleOf(t), centre);
                Part(corners[t + 1], corners[t + 2], MiddleOf(t + 1), centre);
                Part(corners[t + 2], corners[t], MiddleOf(t + 2), centre);
            }
        }
    }

    // A piece of border with one node's area on its left and the other's on its right.
    private void Part(int left, int right, int from, int to)
    {
        if (_labels[left] == _labels[right]) return;
        Add(_labels[left], from, to);
        Add(_labels[right], to, from);
    }

    private void WalkBorder()
    {
        for (int start = 0; start < _mesh.BorderCount; start++)
        {
            if (!_mesh.IsCorner[start]) continue;
            int last = _nodes + start, node = start;
            do
            {
                if (_borders.IsUsed(_mesh.BorderPieces[node]))
                {
                    Add(_labels[node], last, _middles + node);
                    last = _middles + node;
                }
                node = _mesh.BorderNext[node];
            }
            while (!_mesh.IsCorner[node]);
            Add(_labels[node], last, _nodes + node);
        }
    }

    private void Add(int label, int from, int to)
    {
        if (label >= 0) _segments.Add((label, from, to));
    }

    private int MiddleOf(int edge)
    {
        int twin = _mesh.Twins[edge];
        return twin == -1 ? _middles + _mesh.Corners[edge] : Math.Min(edge, twin);
    }

    private AreaShape?[] Chain(int count)
    {
        var first = new int[count + 1];
        foreach ((int label, _, _) in _segments) first[label + 1]++;
        for (int i = 0; i < count; i++) first[i + 1] += first[i];
        var sorted = new (int From, int To)[_segments.Count];
        int[] fill = first[..count];
        foreach ((int label, int from, int to) in _segments) sorted[fill[label]++] = (from, to);

        var areas = new AreaShape?[count];
        var next = new Dictionary<int, int>();
        var rings = new List<int[]>();
        for (int label = 0; label < count; label++)
        {
            next.Clear();
            rings.Clear();
            for (int s = first[label]; s < first[label + 1]; s++) next.Add(sorted[s].From, sorted[s].To);
            for (int s = first[label]; s < first[label + 1]; s++)
            {
                if (next.ContainsKey(sorted[s].From)) rings.Add(Trace(sorted[s].From, next));
            }
            if (rings.Count > 0) areas[label] = RingSorter.Sort(rings);
        }
        return areas;
    }

    private int[] Trace(int start, Dictionary<int, int> next)
    {
        var ring = new List<int>();
        int point = start;
        do
        {
            (int lon, int lat) = PositionOf(point);
            ring.Add(lon);
            ring.Add(lat);
            if (!next.Remove(point, out point)) throw new InvalidOperationException($"The border of an area ends in the open at {lon}, {lat}.");
        }
        while (point != start);
        ring.Add(ring[0]);
        ring.Add(ring[1]);
        return [.. ring];
    }

    private (int Lon, int Lat) PositionOf(int point)
    {
        if (point >= _middles) return _mesh.BorderMiddles[point - _middles];
        if (point >= _nodes) return (_mesh.Lons[point - _nodes], _mesh.Lats[point - _nodes]);
        int[] corners = _mesh.Corners;
        if (point >= _centres)
        {
            int t = 3 * (point - _centres);
            return (Mean(_mesh.Lons, corners[t], corners[t + 1], corners[t + 2]), Mean(_mesh.Lats, corners[t], corners[t + 1], corners[t + 2]));
        }
        int a = corners[point], b = corners[Delaunay.Next(point)];
        return ((int)(((long)_mesh.Lons[a] + _mesh.Lons[b]) / 2), (int)(((long)_mesh.Lats[a] + _mesh.Lats[b]) / 2));
    }

    private static int Mean(int[] values, int a, int b, int c) => (int)(((long)values[a] + values[b] + values[c]) / 3);
}
