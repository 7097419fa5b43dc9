using GeoServe.Core.Geometries;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>One small shape of each kind.</summary>
internal static class SampleShapes
{
    public static IEnumerable<Shape> All(bool heights)
    {
        yield return Build(ShapeType.Point, heights, [[[1, 2]]]);
        yield return Build(ShapeType.LineString, heights, [[[1, 2, 3, 4, 5, 6]]]);
        yield return Build(ShapeType.Polygon, heights, [[[0, 0, 9, 0, 9, 9, 0, 0], [1, 1, 2, 1, 2, 2, 1, 1]]]);
        yield return Build(ShapeType.MultiPoint, heights, [[[1, 2], [3, 4]]]);
        yield return Build(ShapeType.MultiLineString, heights, [[[1, 2, 3, 4], [5, 6, 7, 8, 9, 10]]]);
        yield return Build(ShapeType.MultiPolygon, heights, [[[0, 0, 9, 0, 9, 9, 0, 0], [1, 1, 2, 1, 2, 2, 1, 1]], [[20, 20, 21, 20, 21, 21, 20, 20]]]);
        Shape collection = new();
        collection.Reset(ShapeType.GeometryCollection, heights);
        collection.AddMember(Build(ShapeType.Point, heights, [[[1, 2]]]));
        Shape inner = new();
        inner.Reset(ShapeType.GeometryCollection, heights);
        inner.AddMember(Build(ShapeType.LineString, heights, [[[1, 2, 3, 4]]]));
        collection.AddMember(inner);
        yield return collection;
        foreach (ShapeType type in (ShapeType[])[ShapeType.LineString, ShapeType.Polygon, ShapeType.MultiPoint, ShapeType.MultiPolygon, ShapeType.GeometryCollection])
        {
            var empty = new Shape();
            empty.Reset(type, heights);
            yield return empty;
        }
    }

    private static Shape Build(ShapeType type, bool heights, double[][][] polygons)
    {
        var shape = new Shape();
        shape.Reset(type, heights);
        foreach (double[][] parts in polygons)
        {
            foreach (double[] part in parts)
            {
                for (int i = 0; i < part.Length; i += 2)
                {
                    if (heights) shape.Add(part[i], part[i + 1], part[i] + 100.5);
                    else shape.Add(part[i], part[i + 1]);
                }
                shape.EndPart();
            }
            if (type is ShapeType.Polygon or ShapeType.MultiPolygon) shape.EndPolygon();
        }
        return shape;
    }
}
