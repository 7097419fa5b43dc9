using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoServe.TestKit.Fakes;

/// <summary>Shapes from WKT.</summary>
public static class Shapes
{
    /// <summary>A shape from WKT.</summary>
    public static Shape Of(string wkt)
    {
        var shape = new Shape();
        Fill(shape, new WKTReader().Read(wkt));
        return shape;
    }

    /// <summary>Fills a shape with a geometry.</summary>
    public static void Fill(Shape shape, Geometry geometry)
    {
        shape.Reset((ShapeType)(int)Enum.Parse<ShapeType>(geometry.GeometryType));
        if (geometry is GeometryCollection and not (MultiPoint or MultiLineString or MultiPolygon))
        {
            for (int i = 0; i < geometry.NumGeometries; i++)
            {
                var member = new Shape();
                Fill(member, geometry.GetGeometryN(i));
                shape.AddMember(member);
            }
            return;
        }
        for (int i = 0; i < geometry.NumGeometries; i++)
        {
            switch (geometry.GetGeometryN(i))
            {
                case Polygon polygon when !polygon.IsEmpty:
                    AddPart(shape, polygon.ExteriorRing.Coordinates);
                    foreach (LineString hole in polygon.InteriorRings) AddPart(shape, hole.Coordinates);
                    shape.EndPolygon();
                    break;
                case var simple:
                    AddPart(shape, simple.Coordinates);
                    break;
            }
        }
    }

    private static void AddPart(Shape shape, Coordinate[] coordinates)
    {
        foreach (Coordinate coordinate in coordinates) shape.Add(coordinate.X, coordinate.Y);
        shape.EndPart();
    }
}
