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
                    AddLine(line, feature);
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
                        AddLine(positions, feature, way.To(cutBegins[i], positions[0], positions[1]));
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
                BoxRelation.Inside => AddRing(ring, feature, outer),
                BoxRelation.Across => AddRing(Cut(clipper, ring, cut), feature, outer),
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

    private void AddLine(ReadOnlySpan<int> steps, int feature, double along = 0)
    {
        if (RingQuantizer.AddLine(steps, new TurnScale(projection, shiftSteps), dropStraight: false, layer.CoordinateList)) EndPart(feature, along);
    }

    private bool AddRing(ReadOnlySpan<int> steps, int feature, bool outer)
    {
        bool kept = RingQuantizer.AddRing(steps, new TurnScale(projection, shiftSteps), outer, dropStraight: false, layer.CoordinateList);
        if (kept) EndPart(feature, 0);
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
}
