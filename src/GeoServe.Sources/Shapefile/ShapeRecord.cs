using System.Buffers.Binary;
using GeoServe.Core.Geometries;

namespace GeoServe.Sources.Shapefile;

/// <summary>Reads the content of a record of a .shp (ESRI Shapefile Technical Description, July 1998); heights kept, measures left out. Not safe for concurrent use.</summary>
internal sealed class ShapeRecord
{
    private readonly PolygonRings _rings = new();

    /// <summary>The type of the geometries of a file: the multi ones for lines and polygons, which may have several parts.</summary>
    public static ShapeType? TypeOf(int code) => (code % 10) switch
    {
        _ when code is < 0 or > 28 => null,
        0 => ShapeType.Geometry,
        1 => ShapeType.Point,
        3 => ShapeType.MultiLineString,
        5 => ShapeType.MultiPolygon,
        8 => ShapeType.MultiPoint,
        _ => null,
    };

    /// <summary>Reads a geometry.</summary>
    /// <param name="content">Without the record's head of eight bytes.</param>
    /// <param name="shape">Filled anew.</param>
    /// <param name="hasShape">False for a null shape.</param>
    /// <param name="missing">What was left out; null for nothing.</param>
    /// <returns>Null, or what is wrong.</returns>
    public string? Read(ReadOnlySpan<byte> content, Shape shape, out bool hasShape, out string? missing)
    {
        hasShape = false;
        missing = null;
        if (content.Length < 4) return "its record ends before the type of its geometry";
        int code = BinaryPrimitives.ReadInt32LittleEndian(content);
        if (code == 0) return null;
        hasShape = true;
        bool hasHeights = code is > 10 and < 20;
        switch (TypeOf(code))
        {
            case ShapeType.Point: return ReadPoint(content, shape, hasHeights);
            case ShapeType.MultiPoint: return ReadPoints(content, shape, hasHeights);
            case ShapeType.MultiLineString or ShapeType.MultiPolygon: return ReadParts(content, shape, hasHeights, isPolygon: code % 10 == 5, out missing);
            default: return $"its geometry has the type {code}, which is unknown";
        }
    }

    private static string? ReadPoint(ReadOnlySpan<byte> content, Shape shape, bool hasHeights)
    {
        if (content.Length < (hasHeights ? 28 : 20)) return "its point is cut off";
        shape.Reset(ShapeType.Point, hasHeights);
        double x = Real(content, 4), y = Real(content, 12);
        if (!double.IsFinite(x) || !double.IsFinite(y)) return "a coordinate is no finite number";
        if (hasHeights) shape.Add(x, y, Real(content, 20));
        else shape.Add(x, y);
        shape.EndPart();
        return null;
    }

    private static string? ReadPoints(ReadOnlySpan<byte> content, Shape shape, bool hasHeights)
    {
        if (content.Length < 40) return "its record is cut off";
        int count = BinaryPrimitives.ReadInt32LittleEndian(content[36..]);
        if (Fault(content, 40, count, hasHeights) is { } fault) return fault;
        shape.Reset(ShapeType.MultiPoint, hasHeights);
        for (int i = 0; i < count; i++)
        {
            double x = Real(content, 40 + (16 * i)), y = Real(content, 48 + (16 * i));
            if (!double.IsFinite(x) || !double.IsFinite(y)) return "a coordinate is no finite number";
            if (hasHeights) shape.Add(x, y, Real(content, 56 + (16 * count) + (8 * i)));
            else shape.Add(x, y);
            shape.EndPart();
        }
        return null;
    }

    private string? ReadParts(ReadOnlySpan<byte> content, Shape shape, bool hasHeights, bool isPolygon, out string? missing)
    {
        missing = null;
        if (content.Length < 44) return "its record is cut off";
        int parts = BinaryPrimitives.ReadInt32LittleEndian(content[36..]), count = BinaryPrimitives.ReadInt32LittleEndian(content[40..]);
        if (parts < 0 || parts > (content.Length - 44) / 4) return $"it counts {parts} parts, more than its bytes can hold";
        int points = 44 + (4 * parts);
        if (Fault(content, points, count, hasHeights) is { } fault) return fault;
        shape.Reset(isPolygon ? ShapeType.MultiPolygon : ShapeType.MultiLineString, hasHeights);
        _rings.Clear();
        int kept = 0;
        for (int part = 0; part < parts; part++)
        {
            int start = BinaryPrimitives.ReadInt32LittleEndian(content[(44 + (4 * part))..]);
            int end = part + 1 < parts ? BinaryPrimitives.ReadInt32LittleEndian(content[(48 + (4 * part))..]) : count;
            if (start < 0 || end < start || end > count) return $"its part {part + 1} runs from position {start} to {end} of {count}";
            if (end - start < (isPolygon ? 3 : 2))
            {
                missing ??= $"{(isPolygon ? "ring" : "line")} {part + 1} has {end - start} position{(end - start == 1 ? "" : "s")} and is left out";
                continue;
            }
            for (int i = start; i < end; i++)
            {
                double x = Real(content, points + (16 * i)), y = Real(content, points + (16 * i) + 8);
                double z = hasHeights ? Real(content, points + (16 * count) + 16 + (8 * i)) : double.NaN;
                if (!double.IsFinite(x) || !double.IsFinite(y)) return "a coordinate is no finite number";
                if (isPolygon) _rings.Add(x, y, z);
                else if (hasHeights) shape.Add(x, y, z);
                else shape.Add(x, y);
            }
            shape.EndPart();
            if (!isPolygon || _rings.EndRing()) kept++;
            else missing ??= $"ring {part + 1} has {end - start} positions and is left out";
        }
        if (kept == 0 && missing is not null) return missing.Replace(" and is left out", "", StringComparison.Ordinal);
        if (isPolygon && kept > 0) _rings.WriteTo(shape, hasHeights);
        return null;
    }

    private static string? Fault(ReadOnlySpan<byte> content, int at, int count, bool hasHeights) =>
        count < 0 || at + (16L * count) + (hasHeights ? 16 + (8L * count) : 0) > content.Length ? $"it counts {count} positions, more than its bytes can hold" : null;

    private static double Real(ReadOnlySpan<byte> content, int at) => BinaryPrimitives.ReadDoubleLittleEndian(content[at..]);
}
