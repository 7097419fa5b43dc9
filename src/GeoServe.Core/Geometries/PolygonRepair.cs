using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Noding;
using NetTopologySuite.Noding.Snapround;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;
using NetTopologySuite.Precision;

namespace GeoServe.Core.Geometries;

/// <summary>
/// Makes valid what <see cref="PolygonValidity"/> refuses, on the same whole numbers: what an outer ring winds about is kept, what holes wind about
/// is taken away, crossings become positions. Never throws, and always ends. Few positions cost microseconds and no objects; many, or such as do
/// not come out even, go through NetTopologySuite, a hundred times slower: ask for validity first.
/// </summary>
public sealed class PolygonRepair : IDisposable
{
    private static readonly GeometryFactory Whole = new(new PrecisionModel(1));

    private const int Few = 128;

    private readonly SmallRepair _few = new();
    private readonly PolygonValidity _validity = new();
    private readonly PooledList<int> _positions = new(64);
    private readonly PooledList<int> _ends = new(16);

    /// <summary>Adds the polygons made valid, each outer ring (positive area) with its holes (negative) behind it; false where nothing is left.</summary>
    /// <param name="positions">x, y, x, y of all rings, outer rings (positive area) before their holes; holes before any outer ring are left out.</param>
    /// <param name="ends">For each ring the number of positions up to its end, counted from the first ring.</param>
    /// <param name="into">Takes the positions.</param>
    /// <param name="intoEnds">Takes for each ring the number of positions up to its end, counted from the list's start.</param>
    public bool Repair(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, PooledList<int> into, PooledList<int> intoEnds)
    {
        if (!RepairFew(positions, ends))
        {
            Geometry polygons = Read(positions, ends);
            if (polygons.IsEmpty || (!TryAdd(() => Fix(polygons)) && !TryAdd(() => Node(polygons)))) return false;
        }
        int before = into.Count / 2;
        into.AddRange(_positions.Span);
        foreach (int end in _ends.Span) intoEnds.Add(before + end);
        return _ends.Count > 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _few.Dispose();
        _validity.Dispose();
        _positions.Dispose();
        _ends.Dispose();
    }

    // Polygon by polygon; the result is what they cover together, and must be valid together.
    private bool RepairFew(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends)
    {
        _positions.Clear();
        _ends.Clear();
        if (positions.Length > Few * 2 || !Turn.AreSmall(positions)) return false;
        for (int part = 0, start = 0; part < ends.Length;)
        {
            int first = part;
            for (start = ends[part++]; part < ends.Length && Rings.TwiceArea(positions[(start * 2)..(ends[part] * 2)]) <= 0;) start = ends[part++];
            if (!_few.Repair(positions, ends, first, part, _positions, _ends)) return false;
        }
        return _validity.IsValid(_positions.Span, _ends.Span);
    }

    private static Geometry Fix(Geometry polygons)
    {
        List<Geometry> made = [];
        for (int i = 0; i < polygons.NumGeometries; i++)
        {
            var polygon = (Polygon)polygons.GetGeometryN(i);
            Geometry shell = GeometryFixer.Fix(Whole.CreatePolygon((LinearRing)polygon.ExteriorRing));
            List<Geometry> holes = [.. polygon.InteriorRings.Select(hole => GeometryFixer.Fix(Whole.CreatePolygon((LinearRing)hole)))];
            made.Add(holes.Count == 0 ? shell : OverlayNGRobust.Overlay(shell, OverlayNGRobust.Union(holes), SpatialFunction.Difference));
        }
        return GeometryPrecisionReducer.Reduce(made.Count == 1 ? made[0] : OverlayNGRobust.Union(made), Whole.PrecisionModel);
    }

    // All edges snapped to one another, and of the faces between them those that lie in a polygon: for what the fixer cannot do.
    internal static Geometry Node(Geometry polygons)
    {
        var noder = new SnapRoundingNoder(Whole.PrecisionModel);
        noder.ComputeNodes(SegmentStringUtil.ExtractNodedSegmentStrings(polygons));
        HashSet<LineSegment> edges = [];
        foreach (ISegmentString piece in noder.GetNodedSubstrings())
        {
            for (int i = 1; i < piece.Count; i++)
            {
                var edge = new LineSegment(piece.Coordinates[i - 1], piece.Coordinates[i]);
                edge.Normalize();
                if (edge.Length > 0) edges.Add(edge);
            }
        }
        var polygonizer = new Polygonizer();
        foreach (LineSegment edge in edges) polygonizer.Add(edge.ToGeometry(Whole));
        List<Geometry> faces = [.. polygonizer.GetPolygons().Where(face => IsInside(face.InteriorPoint.Coordinate, polygons))];
        return OverlayNGRobust.Union(Whole.BuildGeometry(faces));
    }

    private static bool IsInside(Coordinate place, Geometry polygons)
    {
        bool inside = false;
        for (int i = 0; i < polygons.NumGeometries && !inside; i++)
        {
            var polygon = (Polygon)polygons.GetGeometryN(i);
            inside = NetTopologySuite.Algorithm.PointLocation.IsInRing(place, polygon.ExteriorRing.Coordinates)
                && !polygon.InteriorRings.Any(hole => NetTopologySuite.Algorithm.PointLocation.IsInRing(place, hole.Coordinates));
        }
        return inside;
    }

    // The library answers what it cannot do with exceptions of many kinds: none of them is a fault of ours, and each has a next way.
    private bool TryAdd(Func<Geometry> make)
    {
        _positions.Clear();
        _ends.Clear();
        try
        {
            Write(make());
            return _validity.IsValid(_positions.Span, _ends.Span);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static Geometry Read(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends)
    {
        List<Polygon> polygons = [];
        List<LinearRing> holes = [];
        LinearRing? shell = null;
        int start = 0;
        foreach (int end in ends)
        {
            ReadOnlySpan<int> ring = positions[(start * 2)..(end * 2)];
            start = end;
            if (ring.Length < 6) continue;
            LinearRing line = Ring(ring);
            bool outer = shell is null || Rings.TwiceArea(ring) > 0;
            if (!outer)
            {
                holes.Add(line);
                continue;
            }
            if (shell is not null) polygons.Add(Whole.CreatePolygon(shell, [.. holes]));
            (shell, holes) = (line, []);
        }
        if (shell is not null) polygons.Add(Whole.CreatePolygon(shell, [.. holes]));
        return polygons.Count == 1 ? polygons[0] : Whole.CreateMultiPolygon([.. polygons]);
    }

    private static LinearRing Ring(ReadOnlySpan<int> ring)
    {
        var coordinates = new Coordinate[(ring.Length / 2) + 1];
        for (int i = 0; i < coordinates.Length - 1; i++) coordinates[i] = new Coordinate(ring[i * 2], ring[(i * 2) + 1]);
        coordinates[^1] = coordinates[0].Copy();
        return Whole.CreateLinearRing(coordinates);
    }

    private void Write(Geometry geometry)
    {
        for (int i = 0; i < geometry.NumGeometries; i++)
        {
            Geometry part = geometry.GetGeometryN(i);
            if (part is GeometryCollection) Write(part);
            if (part is not Polygon { IsEmpty: false } polygon) continue;
            if (!Write(polygon.ExteriorRing, outer: true)) continue;
            foreach (LineString hole in polygon.InteriorRings) Write(hole, outer: false);
        }
    }

    private bool Write(LineString line, bool outer)
    {
        int begin = _positions.Count;
        Coordinate[] coordinates = line.Coordinates;
        for (int i = 0; i < coordinates.Length - 1; i++)
        {
            _positions.Add((int)Math.Clamp(Math.Round(coordinates[i].X), int.MinValue, int.MaxValue));
            _positions.Add((int)Math.Clamp(Math.Round(coordinates[i].Y), int.MinValue, int.MaxValue));
        }
        Int128 area = Rings.TwiceArea(_positions.Span[begin..]);
        if (area == 0)
        {
            _positions.Truncate(begin);
            return false;
        }
        if (area > 0 != outer) Rings.Reverse(_positions.Span[begin..]);
        _ends.Add(_positions.Count / 2);
        return true;
    }
}
