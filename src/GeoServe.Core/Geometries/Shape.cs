using System.Runtime.InteropServices;

namespace GeoServe.Core.Geometries;

/// <summary>
/// A geometry as flat arrays, filled again for each row that is read, so that a million rows cost no million objects.
/// Positions are x (east), y (north) in the CRS of the source. A part is a point, a line or a ring; rings repeat their
/// first position at the end, as the source gave them: neither winding nor validity is promised here.
/// </summary>
/// <remarks>Not safe for concurrent use. A reader's shape is valid until its next row.</remarks>
public sealed class Shape
{
    private readonly List<double> _coordinates = [];
    private readonly List<double> _heights = [];
    private readonly List<int> _partEnds = [];
    private readonly List<int> _polygonEnds = [];
    private readonly List<Shape> _members = [];

    /// <summary>What the source says it is.</summary>
    public ShapeType Type { get; private set; }

    /// <summary>True when each position has a height.</summary>
    public bool HasHeights { get; private set; }

    /// <summary>x, y, x, y, ...</summary>
    public ReadOnlySpan<double> Coordinates => CollectionsMarshal.AsSpan(_coordinates);

    /// <summary>The positions once more, to be changed in place, such as by a transformation.</summary>
    public Span<double> MutableCoordinates => CollectionsMarshal.AsSpan(_coordinates);

    /// <summary>One height for each position, in the source's units; empty unless <see cref="HasHeights"/>.</summary>
    public ReadOnlySpan<double> Heights => CollectionsMarshal.AsSpan(_heights);

    /// <summary>For each part the number of positions up to its end, counted from the first part.</summary>
    public ReadOnlySpan<int> PartEnds => CollectionsMarshal.AsSpan(_partEnds);

    /// <summary>For each polygon the number of parts (rings; the first is the outer one) up to its end. Empty for other types.</summary>
    public ReadOnlySpan<int> PolygonEnds => CollectionsMarshal.AsSpan(_polygonEnds);

    /// <summary>The geometries of a <see cref="ShapeType.GeometryCollection"/>; empty for other types.</summary>
    public IReadOnlyList<Shape> Members => _members;

    /// <summary>Number of positions, members not counted.</summary>
    public int PositionCount => _coordinates.Count / 2;

    /// <summary>True when no position is there.</summary>
    public bool IsEmpty => _coordinates.Count == 0 && _members.TrueForAll(member => member.IsEmpty);

    /// <summary>Begins anew.</summary>
    public void Reset(ShapeType type, bool hasHeights = false)
    {
        Type = type;
        HasHeights = hasHeights;
        _coordinates.Clear();
        _heights.Clear();
        _partEnds.Clear();
        _polygonEnds.Clear();
        _members.Clear();
    }

    /// <summary>Adds a position to the part at hand.</summary>
    public void Add(double x, double y)
    {
        _coordinates.Add(x);
        _coordinates.Add(y);
    }

    /// <summary>Adds a position with its height to the part at hand.</summary>
    public void Add(double x, double y, double height)
    {
        Add(x, y);
        _heights.Add(height);
    }

    /// <summary>Ends the part at hand; a part of no position is left out.</summary>
    public void EndPart()
    {
        if (PositionCount > (_partEnds.Count == 0 ? 0 : _partEnds[^1])) _partEnds.Add(PositionCount);
    }

    /// <summary>Ends the polygon at hand; one of no ring is left out.</summary>
    public void EndPolygon()
    {
        if (_partEnds.Count > (_polygonEnds.Count == 0 ? 0 : _polygonEnds[^1])) _polygonEnds.Add(_partEnds.Count);
    }

    /// <summary>Adds a member to a geometry collection; the shape keeps it.</summary>
    public void AddMember(Shape member) => _members.Add(member);

    /// <summary>The smallest box around all positions; empty where there are none. NaN positions do not count.</summary>
    public Box Bounds()
    {
        Box box = Box.Empty;
        ReadOnlySpan<double> xy = Coordinates;
        for (int i = 0; i < xy.Length; i += 2) box = box.Including(xy[i], xy[i + 1]);
        foreach (Shape member in _members) box = box.Union(member.Bounds());
        return box;
    }

    /// <summary>Makes a point, line or polygon a multi one of one part; any other stays as it is.</summary>
    public void Promote()
    {
        if (Type is ShapeType.Point or ShapeType.LineString or ShapeType.Polygon) Type += 3;
    }

    /// <summary>Sets this shape to one point.</summary>
    public Shape SetPoint(double x, double y)
    {
        Reset(ShapeType.Point);
        Add(x, y);
        EndPart();
        return this;
    }
}
