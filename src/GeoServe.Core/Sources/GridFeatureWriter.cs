using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>
/// Brings shapes to the grid. Positions that have no place on it (NaN) are left out. A shape beyond 180 degrees is cut there, and what lies
/// beyond goes to the other end of the world (RFC 7946, 3.1.9, says the same of GeoJSON).
/// </summary>
/// <param name="into">Where to.</param>
/// <param name="toMercator">From the CRS of the shapes to Web Mercator.</param>
public sealed class GridFeatureWriter(GridFeatures into, CoordinateTransform toMercator)
{
    private const double Half = WorldGrid.Steps / 2;

    private readonly List<int> _part = [];
    private readonly PartAction _addPart = into.AddPart;

    /// <summary>Adds a shape as one feature, a collection as one for each kind in it. The shape's coordinates are changed in place.</summary>
    public void Add(ulong id, Shape shape, ReadOnlySpan<Value> values)
    {
        ToSteps(shape);
        for (GeometryKind kind = GeometryKind.Point; kind <= GeometryKind.Polygon; kind++)
        {
            into.Begin();
            AddParts(shape, kind);
            into.End(id, kind, values);
        }
    }

    private void ToSteps(Shape shape)
    {
        Span<double> xy = shape.MutableCoordinates;
        toMercator.Transform(xy);
        for (int i = 0; i < xy.Length; i += 2)
        {
            xy[i] = WorldGrid.X(xy[i]);
            xy[i + 1] = WorldGrid.Y(xy[i + 1]);
        }
        foreach (Shape member in shape.Members) ToSteps(member);
    }

    private void AddParts(Shape shape, GeometryKind kind)
    {
        foreach (Shape member in shape.Members) AddParts(member, kind);
        if (KindOf(shape.Type) != kind) return;
        bool beyond = false;
        ReadOnlySpan<double> xy = shape.Coordinates;
        for (int i = 0; i < xy.Length; i += 2) beyond |= Math.Abs(xy[i]) > Half + 1;
        if (!beyond)
        {
            AddParts(shape, kind, scale: 1, shift: 0, _addPart);
            return;
        }
        // Whole numbers of half the fineness reach to 360 degrees, far enough to cut at 180.
        using var clipper = new BoxClipper(-(1 << 30), int.MinValue, 1 << 30, int.MaxValue);
        for (int turn = -1; turn <= 1; turn++)
        {
            AddParts(shape, kind, scale: 0.5, shift: -turn * Half, (part, sign) => AddCut(clipper, kind, part, sign));
        }
    }

    private delegate void PartAction(ReadOnlySpan<int> part, int sign);

    private void AddParts(Shape shape, GeometryKind kind, double scale, double shift, PartAction add)
    {
        ReadOnlySpan<double> xy = shape.Coordinates;
        if (kind == GeometryKind.Point)
        {
            Read(xy, 0, shape.PositionCount, scale, shift, ring: false);
            if (_part.Count > 0) add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_part), 0);
            return;
        }
        int start = 0, polygon = 0;
        bool outer = true;
        for (int part = 0; part < shape.PartEnds.Length; part++)
        {
            int end = shape.PartEnds[part];
            Read(xy, start, end, scale, shift, ring: kind == GeometryKind.Polygon);
            start = end;
            int sign = kind != GeometryKind.Polygon ? 0 : outer ? 1 : -1;
            if (_part.Count >= (kind == GeometryKind.Polygon ? 6 : 4)) add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_part), sign);
            outer = polygon < shape.PolygonEnds.Length && part + 1 == shape.PolygonEnds[polygon];
            if (outer) polygon++;
        }
    }

    private void Read(ReadOnlySpan<double> xy, int start, int end, double scale, double shift, bool ring)
    {
        _part.Clear();
        for (int i = start * 2; i < end * 2; i += 2)
        {
            if (double.IsNaN(xy[i]) || double.IsNaN(xy[i + 1])) continue;
            _part.Add(WorldGrid.Round((xy[i] * scale) + shift));
            _part.Add(WorldGrid.Round(xy[i + 1] * scale));
        }
        if (ring && _part.Count >= 4 && _part[0] == _part[^2] && _part[1] == _part[^1]) _part.RemoveRange(_part.Count - 2, 2);
    }

    private void AddCut(BoxClipper clipper, GeometryKind kind, ReadOnlySpan<int> part, int sign)
    {
        using var cut = new PooledList<int>();
        using var ends = new PooledList<int>(8);
        switch (kind)
        {
            case GeometryKind.Point:
                clipper.ClipPoints(part, cut);
                ends.Add(cut.Count / 2);
                break;
            case GeometryKind.Line:
                clipper.ClipLine(part, cut, ends);
                break;
            default:
                clipper.ClipRing(part, cut);
                ends.Add(cut.Count / 2);
                break;
        }
        foreach (ref int step in cut.Span) step = WorldGrid.Round(step * 2.0);
        int start = 0;
        foreach (int end in ends.Span)
        {
            if (end > start) into.AddPart(cut.Span[(start * 2)..(end * 2)], sign);
            start = end;
        }
    }

    private static GeometryKind KindOf(ShapeType type) => type switch
    {
        ShapeType.Point or ShapeType.MultiPoint => GeometryKind.Point,
        ShapeType.LineString or ShapeType.MultiLineString => GeometryKind.Line,
        ShapeType.Polygon or ShapeType.MultiPolygon => GeometryKind.Polygon,
        _ => GeometryKind.None,
    };
}
