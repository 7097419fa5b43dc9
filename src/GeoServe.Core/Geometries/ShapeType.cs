namespace GeoServe.Core.Geometries;

/// <summary>Type of a geometry as sources hold it; the numbers are those of well-known binary (OGC 06-103r4, 8.2.3).</summary>
public enum ShapeType : byte
{
    /// <summary>Not one type: a column that holds several.</summary>
    Geometry = 0,
    /// <summary>One position.</summary>
    Point = 1,
    /// <summary>One line.</summary>
    LineString = 2,
    /// <summary>One polygon: an outer ring and its holes.</summary>
    Polygon = 3,
    /// <summary>Positions.</summary>
    MultiPoint = 4,
    /// <summary>Lines.</summary>
    MultiLineString = 5,
    /// <summary>Polygons.</summary>
    MultiPolygon = 6,
    /// <summary>Geometries of any types.</summary>
    GeometryCollection = 7,
}
