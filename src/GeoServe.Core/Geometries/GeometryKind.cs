namespace GeoServe.Core.Geometries;

/// <summary>What a feature on a tile is; the numbers are those of a vector tile (MVT 2.1, 4.3.4).</summary>
public enum GeometryKind : byte
{
    /// <summary>Nothing that can be drawn.</summary>
    None = 0,
    /// <summary>One or more points.</summary>
    Point = 1,
    /// <summary>One or more lines.</summary>
    Line = 2,
    /// <summary>One or more polygons.</summary>
    Polygon = 3,
}
