using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Maps;

/// <summary>Cuts the features of a cursor to a box of the grid, brings them to scene units and adds them to a layer.</summary>
internal sealed class SceneLayerWriter(SceneLayer layer, ViewProjection projection, GridBox box, long shiftSteps)
{
    public void AddAll(FeatureCursor cursor, CancellationToken cancellationToken)
    {
        using var clipper = new BoxClipper(box.MinX, box.MinY, box.MaxX, box.MaxY);
        using var cut = new PooledList<int>();
        using var cutEnds = new PooledList<int>(16);
        int untilCheck = 0;
        while (cursor.MoveNext())
        {
            if (--untilCheck < 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                untilCheck = 255;
            }
            int coordinates = layer.CoordinateList.Count, partEnds = layer.PartEndList.Count;
            switch (cursor.Kind)
            {
                case GeometryKind.Point: AddPoints(cursor, clipper, cut); break;
                case GeometryKind.Line: AddLines(cursor, clipper, cut, cutEnds); break;
                case GeometryKind.Polygon: AddRings(cursor, clipper, cut); break;
            }
            if (layer.CoordinateList.Count > coordinates) layer.AddFeature(cursor.Id, cursor.Kind, coordinates, partEnds, cursor.Values);
        }
    }

    private void AddPoints(FeatureCursor cursor, BoxClipper clipper, PooledList<int> cut)
    {
        cut.Clear();
        clipper.ClipPoints(cursor.Coordinates, cut);
        int begin = layer.CoordinateList.Count;
        for (int i = 0; i < cut.Count; i += 2)
        {
            layer.CoordinateList.Add(projection.X(cut[i] + shiftSteps));
            layer.CoordinateList.Add(projection.Y(cut[i + 1]));
        }
        if (layer.CoordinateList.Count > begin) EndPart(begin, 0);
    }

    private void AddLines(FeatureCursor cursor, BoxClipper clipper, PooledList<int> cut, PooledList<int> cutEnds)
    {
        using var cutBegins = new PooledList<int>(16);
        int feature = layer.CoordinateList.Count, start = 0;
        foreach (int end in cursor.PartEnds)
        {
            ReadOnlySpan<int> line = cursor.Coordinates[(start * 2)..(end * 2)];
            start = end;
            switch (clipper.Relate(line))
            {
                case BoxRelation.Inside:
                    AddPart(line, feature, fewest: 2, ring: false);
                    break;
                case BoxRelation.Across:
                    cut.Clear();
                    cutEnds.Clear();
                    cutBegins.Clear();
                    clipper.ClipLine(line, cut, cutEnds, cutBegins);
                    var way = new Way(line, projection, shiftSteps);
                    for (int i = 0, piece = 0; i < cutEnds.Count; piece = cutEnds[i++])
                    {
                        ReadOnlySpan<int> positions = cut.Span[(piece * 2)..(cutEnds[i] * 2)];
                        AddPart(positions, feature, fewest: 2, ring: false, along: way.To(cutBegins[i], positions[0], positions[1]));
                    }
                    break;
            }
        }
    }

    private void AddRings(FeatureCursor cursor, BoxClipper clipper, PooledList<int> cut)
    {
        int feature = layer.CoordinateList.Count, start = 0;
        bool outerKept = false;
        foreach (int end in cursor.PartEnds)
        {
            ReadOnlySpan<int> ring = cursor.Coordinates[(start * 2)..(end * 2)];
            start = end;
            bool outer = Rings.TwiceArea(ring) > 0;
            if (!outer && !outerKept) continue;     // a hole in what is not there
            bool kept = clipper.Relate(ring) switch
            {
                BoxRelation.Inside => AddPart(ring, feature, fewest: 3, ring: true, outer),
                BoxRelation.Across => AddPart(Cut(clipper, ring, cut), feature, fewest: 3, ring: true, outer),
                _ => false,
            };
            if (outer) outerKept = kept;
        }
    }

    private static ReadOnlySpan<int> Cut(BoxClipper clipper, ReadOnlySpan<int> ring, PooledList<int> cut)
    {
        cut.Clear();
        clipper.ClipRing(ring, cut);
        return cut.Span;
    }

    // Adds a part in scene units without repeats; takes it back where too little is left, or where rounding turned a ring over.
    private bool AddPart(ReadOnlySpan<int> steps, int feature, int fewest, bool ring, bool outer = false, double along = 0)
    {
        PooledList<int> into = layer.CoordinateList;
        int begin = into.Count;
        int lastX = int.MinValue, lastY = int.MinValue;
        for (int i = 0; i + 1 < steps.Length; i += 2)
        {
            int x = projection.X(steps[i] + shiftSteps), y = projection.Y(steps[i + 1]);
            if (x == lastX && y == lastY) continue;
            if (ring) DropSpike(into, begin, x, y);
            if (into.Count > begin && into[^2] == x && into[^1] == y) continue;
            into.Add(x);
            into.Add(y);
            (lastX, lastY) = (into[^2], into[^1]);
        }
        if (ring) CloseRing(into, begin);
        bool kept = into.Count - begin >= fewest * 2;
        if (kept && ring)
        {
            Int128 area = Rings.TwiceArea(into.Span[begin..]);
            kept = outer ? area > 0 : area < 0;
        }
        if (kept) EndPart(feature, along);
        else into.Truncate(begin);
        return kept;
    }

    private void EndPart(int feature, double along)
    {
        layer.PartEndList.Add((layer.CoordinateList.Count - feature) / 2);
        layer.PartOffsetList.Add(along);
    }

    // Measures how far a place on a line lies from its start, in scene units; asked for places further and further along.
    private ref struct Way(ReadOnlySpan<int> line, ViewProjection projection, long shiftSteps)
    {
        private readonly ReadOnlySpan<int> _line = line;
        private int _position;
        private double _length;

        public double To(int position, int x, int y)
        {
            for (; _position < position; _position++) _length += Distance(_position, _line[(_position * 2) + 2], _line[(_position * 2) + 3]);
            return _length + Distance(position, x, y);
        }

        private readonly double Distance(int from, int x, int y)
        {
            double across = projection.X(x + shiftSteps) - projection.X(_line[from * 2] + shiftSteps);
            double down = projection.Y(y) - projection.Y(_line[(from * 2) + 1]);
            return Math.Sqrt((across * across) + (down * down));
        }
    }

    // A path that goes to a point and straight back encloses nothing: the point is taken off before (x, y) is added.
    private static void DropSpike(PooledList<int> ring, int begin, int x, int y)
    {
        while (ring.Count - begin >= 4 && IsSpike(ring[^4], ring[^3], ring[^2], ring[^1], x, y)) ring.Truncate(ring.Count - 2);
    }

    private static void CloseRing(PooledList<int> ring, int begin)
    {
        while (ring.Count - begin >= 4 && ring[^2] == ring[begin] && ring[^1] == ring[begin + 1]) ring.Truncate(ring.Count - 2);
        DropSpike(ring, begin, ring.Count > begin ? ring[begin] : 0, ring.Count > begin ? ring[begin + 1] : 0);
        while (ring.Count - begin >= 4 && ring[^2] == ring[begin] && ring[^1] == ring[begin + 1]) ring.Truncate(ring.Count - 2);
    }

    private static bool IsSpike(long ax, long ay, long bx, long by, long cx, long cy)
    {
        long ux = bx - ax, uy = by - ay, vx = cx - bx, vy = cy - by;
        return (ux * vy) - (uy * vx) == 0 && (ux * vx) + (uy * vy) < 0;
    }
}
