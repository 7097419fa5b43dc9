using GeoServe.Core.Geometries;
using GeoServe.Sources.Files;

namespace GeoServe.Sources.FlatGeobuf;

/// <summary>Reads a geometry of a FlatGeobuf (feature.fbs, Geometry): heights kept, measures and times left out.</summary>
internal static class FlatGeobufGeometry
{
    private const int MaxDepth = 32;

    /// <summary>Reads it.</summary>
    /// <param name="geometry">The table.</param>
    /// <param name="type">The head's type; null where the geometry says its own.</param>
    /// <param name="hasHeights">The head's word.</param>
    /// <param name="fileType">The type in which geometries are given.</param>
    /// <param name="shape">Filled anew.</param>
    /// <param name="depth">How deep in collections.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Read(FlatBufferTable geometry, ShapeType? type, bool hasHeights, ShapeType fileType, Shape shape, int depth = 0)
    {
        if (depth > MaxDepth) return $"its collections are nested deeper than {MaxDepth}";
        byte own = geometry.Byte(6);
        if (type is null && own is < 1 or > 7) return own is >= 8 and <= 14 ? $"it is a curve or curved surface (type {own}); store it as straight lines" : $"the type of its geometry, {own}, is not served";
        ShapeType is_ = type ?? (ShapeType)own;
        shape.Reset(is_, hasHeights);
        switch (is_)
        {
            case ShapeType.GeometryCollection:
                for (int i = 0; i < geometry.CountTables(7); i++)
                {
                    var member = new Shape();
                    if (Read(geometry.Table(7, i), null, hasHeights, ShapeType.Geometry, member, depth + 1) is { } fault) return fault;
                    shape.AddMember(member);
                }
                return null;
            case ShapeType.MultiPolygon:
                for (int i = 0; i < geometry.CountTables(7); i++)
                {
                    if (Add(geometry.Table(7, i), shape, isPoints: false) is { } fault) return fault;
                    shape.EndPolygon();
                }
                // Some write one polygon without parts.
                if (geometry.CountTables(7) == 0 && Add(geometry, shape, isPoints: false) is { } plain) return plain;
                shape.EndPolygon();
                return null;
            default:
                if (Add(geometry, shape, isPoints: is_ is ShapeType.Point or ShapeType.MultiPoint) is { } broken) return broken;
                if (is_ == ShapeType.Polygon) shape.EndPolygon();
                if (TypeGuess.Fit(is_, fileType) != is_) shape.Promote();
                return null;
        }
    }

    private static string? Add(FlatBufferTable geometry, Shape shape, bool isPoints)
    {
        ReadOnlySpan<double> xy = geometry.Doubles(1), z = geometry.Doubles(2);
        ReadOnlySpan<uint> ends = geometry.UInt32s(0);
        int count = xy.Length / 2, part = 0;
        if (shape.HasHeights && z.Length < count && z.Length > 0) return $"it has {z.Length} heights for {count} positions";
        for (int i = 0; i < count; i++)
        {
            if (double.IsNaN(xy[2 * i]) && double.IsNaN(xy[(2 * i) + 1]) && isPoints) continue;      // the empty point
            if (!double.IsFinite(xy[2 * i]) || !double.IsFinite(xy[(2 * i) + 1])) return "a coordinate is no finite number";
            if (shape.HasHeights) shape.Add(xy[2 * i], xy[(2 * i) + 1], i < z.Length ? z[i] : double.NaN);
            else shape.Add(xy[2 * i], xy[(2 * i) + 1]);
            if (isPoints || (part < ends.Length && ends[part] == i + 1))
            {
                shape.EndPart();
                part++;
            }
        }
        shape.EndPart();
        return ends.Length > 0 && !isPoints && ends[^1] != count ? $"its parts end at position {ends[^1]} of {count}" : null;
    }
}
