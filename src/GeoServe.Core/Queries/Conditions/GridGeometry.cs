using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>Features of a tile index as NetTopologySuite's geometries, for predicates alone: nothing on the way to a tile is made of them.</summary>
internal static class GridGeometry
{
    /// <summary>The geometry of a feature.</summary>
    /// <param name="kind">Points, lines or polygons.</param>
    /// <param name="coordinates">x, y, x, y; rings do not repeat their first position.</param>
    /// <param name="partEnds">For each part the number of positions up to its end.</param>
    public static Geometry Of(GeometryKind kind, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds) => kind switch
    {
        GeometryKind.Point => GeometryFactory.Default.CreateMultiPointFromCoords(Positions(coordinates, closed: false)),
        GeometryKind.Line => Lines(coordinates, partEnds),
        _ => Polygons(coordinates, partEnds),
    };

    private static MultiLineString Lines(ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds)
    {
        var lines = new List<LineString>(partEnds.Length);
        int start = 0;
        foreach (int end in partEnds)
        {
            if (end - start > 1) lines.Add(GeometryFactory.Default.CreateLineString(Positions(coordinates[(start * 2)..(end * 2)], closed: false)));
            start = end;
        }
        return GeometryFactory.Default.CreateMultiLineString([.. lines]);
    }

    private static MultiPolygon Polygons(ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds)
    {
        var polygons = new List<Polygon>();
        var holes = new List<LinearRing>();
        LinearRing? outer = null;
        int start = 0;
        foreach (int end in partEnds)
        {
            ReadOnlySpan<int> ring = coordinates[(start * 2)..(end * 2)];
            start = end;
            if (ring.Length < 6) continue;
            LinearRing closed = GeometryFactory.Default.CreateLinearRing(Positions(ring, closed: true));
            if (outer is not null && Rings.TwiceArea(ring) < 0)
            {
                holes.Add(closed);
                continue;
            }
            if (outer is not null) polygons.Add(GeometryFactory.Default.CreatePolygon(outer, [.. holes]));
            outer = closed;
            holes.Clear();
        }
        if (outer is not null) polygons.Add(GeometryFactory.Default.CreatePolygon(outer, [.. holes]));
        return GeometryFactory.Default.CreateMultiPolygon([.. polygons]);
    }

    private static Coordinate[] Positions(ReadOnlySpan<int> part, bool closed)
    {
        int count = part.Length / 2;
        var positions = new Coordinate[count + (closed ? 1 : 0)];
        for (int i = 0; i < count; i++) positions[i] = new Coordinate(part[i * 2], part[(i * 2) + 1]);
        if (closed) positions[^1] = positions[0].Copy();
        return positions;
    }
}
