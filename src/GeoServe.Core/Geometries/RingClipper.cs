using System.Runtime.CompilerServices;

namespace GeoServe.Core.Geometries;

/// <summary>
/// Clips polygons on whole numbers to a box so that proper rings come out: a ring that enters the box three times gives three rings, not one
/// that runs to and fro along a side (Weiler and Atherton, 1977, for a box). The sides lie half a unit outside of the box's whole numbers, so
/// that no position lies on one; a cut is rounded along its side to the nearest whole number and lies on the outermost number inside, and is
/// reckoned from one end whatever the direction, so that neighbours are cut in the same place. Linear, and k log k for k cuts.
/// </summary>
/// <remarks>
/// What is cut may need <see cref="RingQuantizer"/> (a steep edge beside a side can leave a spike along it) and, since cuts are rounded,
/// <see cref="PolygonValidity"/>. Input that is not simple is cut as Sutherland and Hodgman do where linking does not come out even: its area on
/// the box's sides is right for any input. Allocates nothing once its lists have grown. Not safe for concurrent use.
/// </remarks>
public sealed class RingClipper : IDisposable
{
    private const int West = 1, East = 2, North = 4, South = 8;

    private readonly PooledList<int> _chains = new();           // positions of the pieces inside, one after another
    private readonly PooledList<int> _chainEnds = new(32);      // numbers (not positions) up to each piece's end
    private readonly PooledList<BoxCrossing> _crossings = new(32);
    private readonly BoxCrossingLinks _links = new();
    private readonly PooledList<int> _holes = new(32);          // parts wholly inside the box, of the polygon at hand
    private readonly HoleSorter _sorter = new();
    private BoxClipper? _fallback;
    private int _minX, _minY, _maxX, _maxY, _winding;

    /// <summary>A clipper for a box, its sides included.</summary>
    public RingClipper(int minX, int minY, int maxX, int maxY) => Reset(minX, minY, maxX, maxY);

    /// <summary>Takes another box.</summary>
    public void Reset(int minX, int minY, int maxX, int maxY)
    {
        (_minX, _minY, _maxX, _maxY) = (minX, minY, maxX, maxY);
        _fallback?.Dispose();
        _fallback = null;
    }

    /// <summary>
    /// Adds the parts of polygons that lie in the box: each outer ring (positive area) with the holes behind it, as in
    /// <see cref="Rings.TwiceArea"/>. Holes before any outer ring are left out, and so is what has no area after cutting.
    /// </summary>
    /// <param name="positions">x, y, x, y of all rings; no ring repeats its first position.</param>
    /// <param name="ends">For each ring the number of positions up to its end, counted from the first ring.</param>
    /// <param name="into">Takes the positions.</param>
    /// <param name="intoEnds">Takes for each ring the number of positions up to its end, counted from the list's start.</param>
    public void Clip(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, PooledList<int> into, PooledList<int> intoEnds)
    {
        switch (Relate(positions))
        {
            case BoxRelation.Inside:
                int before = into.Count / 2;
                into.AddRange(positions);
                foreach (int end in ends) intoEnds.Add(before + end);
                break;
            case BoxRelation.Across when ends.Length == 1:
                ClipPolygon(positions, ends, 0, 1, into, intoEnds);
                break;
            case BoxRelation.Across:
                ClipPolygons(positions, ends, into, intoEnds);
                break;
        }
    }

    /// <summary>Where positions lie to the box: all inside, all beyond one side, or neither.</summary>
    public BoxRelation Relate(ReadOnlySpan<int> positions)
    {
        Bounds.Of(positions, out int lowX, out int lowY, out int highX, out int highY);
        if (highX < _minX || lowX > _maxX || highY < _minY || lowY > _maxY) return BoxRelation.Outside;
        return lowX >= _minX && highX <= _maxX && lowY >= _minY && highY <= _maxY ? BoxRelation.Inside : BoxRelation.Across;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _chains.Dispose();
        _chainEnds.Dispose();
        _crossings.Dispose();
        _links.Dispose();
        _holes.Dispose();
        _sorter.Dispose();
        _fallback?.Dispose();
    }

    private void ClipPolygons(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, PooledList<int> into, PooledList<int> intoEnds)
    {
        int outer = -1;
        for (int part = 0; part < ends.Length; part++)
        {
            if (Rings.TwiceArea(Part(positions, ends, part)) <= 0) continue;
            if (outer >= 0) ClipPolygon(positions, ends, outer, part, into, intoEnds);
            outer = part;
        }
        if (outer >= 0) ClipPolygon(positions, ends, outer, ends.Length, into, intoEnds);
    }

    private static ReadOnlySpan<int> Part(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int part) =>
        positions[((part == 0 ? 0 : ends[part - 1]) * 2)..(ends[part] * 2)];

    // One outer ring and its holes: parts first to last (not included).
    private void ClipPolygon(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int first, int last, PooledList<int> into, PooledList<int> intoEnds)
    {
        _chains.Clear();
        _chainEnds.Clear();
        _crossings.Clear();
        _holes.Clear();
        _winding = 0;
        ReadOnlySpan<int> outer = Part(positions, ends, first);
        BoxRelation relation = ends.Length == 1 ? BoxRelation.Across : Relate(outer);
        if (relation == BoxRelation.Outside || outer.Length < 6) return;
        if (relation == BoxRelation.Across) Walk(outer);
        for (int part = first + 1; part < last; part++)
        {
            ReadOnlySpan<int> hole = Part(positions, ends, part);
            switch (Relate(hole))
            {
                case BoxRelation.Inside: _holes.Add(part); break;
                case BoxRelation.Across: Walk(hole); break;
            }
        }
        int begin = into.Count, beginRings = intoEnds.Count;
        if (relation == BoxRelation.Inside) AddRing(outer, into, intoEnds);
        else if (_crossings.Count > 0)
        {
            if (!_links.Link(_crossings.Span, _winding, _chains.Span, _chainEnds.Span, this, into, intoEnds))
            {
                into.Truncate(begin);
                intoEnds.Truncate(beginRings);
                ClipSimply(positions, ends, first, last, into, intoEnds);
                return;
            }
        }
        else if (_winding > 0) AddRing([_minX, _minY, _maxX, _minY, _maxX, _maxY, _minX, _maxY], into, intoEnds);
        if (_holes.Count > 0 && intoEnds.Count > beginRings) _sorter.Add(positions, ends, _holes.Span, begin, beginRings, into, intoEnds);
    }

    private static void AddRing(ReadOnlySpan<int> ring, PooledList<int> into, PooledList<int> ends)
    {
        into.AddRange(ring);
        ends.Add(into.Count / 2);
    }

    // Sutherland and Hodgman, ring by ring: for what is not simple.
    private void ClipSimply(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int first, int last, PooledList<int> into, PooledList<int> intoEnds)
    {
        _fallback ??= new BoxClipper(_minX, _minY, _maxX, _maxY);
        for (int part = first; part < last; part++)
        {
            int begin = into.Count;
            _fallback.ClipRing(Part(positions, ends, part), into);
            Int128 area = Rings.TwiceArea(into.Span[begin..]);
            if (part == first ? area > 0 : area < 0) intoEnds.Add(into.Count / 2);
            else into.Truncate(begin);
            if (part == first && area <= 0) return;
        }
    }

    // Follows a ring that has a position outside: gathers its pieces inside, where it crosses the sides, and its winding about the first corner.
    private void Walk(ReadOnlySpan<int> ring)
    {
        int first = 0;
        while (first < ring.Length && IsInside(ring[first], ring[first + 1])) first += 2;
        if (first == ring.Length) return;
        int x = ring[first], y = ring[first + 1], code = Code(x, y);
        WalkRange(ring[(first + 2)..], ref x, ref y, ref code);
        WalkRange(ring[..(first + 2)], ref x, ref y, ref code);
        _winding += Winding(ring);
    }

    private void WalkRange(ReadOnlySpan<int> ring, ref int px, ref int py, ref int code)
    {
        int i = 0;
        while (i + 1 < ring.Length)
        {
            int run = i;
            if (code == 0)
            {
                while (i + 1 < ring.Length && IsInside(ring[i], ring[i + 1])) i += 2;
                if (i > run) _chains.AddRange(ring[run..i]);
            }
            else if ((code & West) != 0) while (i + 1 < ring.Length && ring[i] < _minX) i += 2;
            else if ((code & East) != 0) while (i + 1 < ring.Length && ring[i] > _maxX) i += 2;
            else if ((code & North) != 0) while (i + 1 < ring.Length && ring[i + 1] < _minY) i += 2;
            else while (i + 1 < ring.Length && ring[i + 1] > _maxY) i += 2;
            if (i > run)
            {
                (px, py) = (ring[i - 2], ring[i - 1]);
                if (code != 0) code = Code(px, py);
                if (i + 1 >= ring.Length) return;
            }
            int x = ring[i], y = ring[i + 1], next = Code(x, y);
            if (next == 0) Enter(px, py, code, x, y);
            else if (code == 0) Leave(px, py, x, y, next);
            else if ((code & next) == 0) PassThrough(px, py, x, y);
            (px, py, code) = (x, y, next);
            i += 2;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsInside(int x, int y) => x >= _minX && x <= _maxX && y >= _minY && y <= _maxY;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Code(int x, int y) =>
        (x < _minX ? West : 0) | (x > _maxX ? East : 0) | (y < _minY ? North : 0) | (y > _maxY ? South : 0);

    // Corners are numbered along the perimeter in the direction of an outer ring: NW, NE, SE, SW; side k goes from corner k to the next.
    private static int CornerOf(int code) => (code & North) != 0 ? ((code & West) != 0 ? 0 : 1) : ((code & East) != 0 ? 2 : 3);

    private static int SideOf(int code) => code switch { North => 0, East => 1, South => 2, West => 3, _ => -1 };

    // A line has the corners on its positive side in one run along the perimeter: it enters where that run ends, and leaves where it begins.
    private void Enter(int ax, int ay, int code, int bx, int by)
    {
        int side = SideOf(code);
        if (side < 0)
        {
            int corner = CornerOf(code);
            side = IsPositive(ax, ay, bx, by, corner) ? corner : (corner + 3) & 3;
        }
        AddCrossing(ax, ay, bx, by, side, enters: true);
        _chains.Add(bx);
        _chains.Add(by);
    }

    private void Leave(int ax, int ay, int bx, int by, int code)
    {
        int side = SideOf(code);
        if (side < 0)
        {
            int corner = CornerOf(code);
            side = IsPositive(ax, ay, bx, by, corner) ? (corner + 3) & 3 : corner;
        }
        AddCrossing(ax, ay, bx, by, side, enters: false);
    }

    // Both ends outside and not beyond one side: the line's corners tell whether it passes through the box.
    private void PassThrough(int ax, int ay, int bx, int by)
    {
        bool nw = IsPositive(ax, ay, bx, by, 0), ne = IsPositive(ax, ay, bx, by, 1);
        bool se = IsPositive(ax, ay, bx, by, 2), sw = IsPositive(ax, ay, bx, by, 3);
        if (nw == ne && ne == se && se == sw) return;
        AddCrossing(ax, ay, bx, by, nw && !ne ? 0 : ne && !se ? 1 : se && !sw ? 2 : 3, enters: true);
        AddCrossing(ax, ay, bx, by, !nw && ne ? 0 : !ne && se ? 1 : !se && sw ? 2 : 3, enters: false);
    }

    // In doubled units, so that the corner, half a unit outside, is a whole number.
    private bool IsPositive(int ax, int ay, int bx, int by, int corner)
    {
        long cx = corner is 0 or 3 ? (2L * _minX) - 1 : (2L * _maxX) + 1, cy = corner < 2 ? (2L * _minY) - 1 : (2L * _maxY) + 1;
        return Turn.Sign(2L * ax, 2L * ay, 2L * bx, 2L * by, cx, cy) > 0;
    }

    private void AddCrossing(int ax, int ay, int bx, int by, int side, bool enters)
    {
        bool upright = (side & 1) != 0;     // a side along y
        BoxCrossing crossing = upright
            ? BoxCrossing.Of(ax, ay, bx, by, side == 1 ? (2L * _maxX) + 1 : (2L * _minX) - 1, _minY, _maxY)
            : BoxCrossing.Of(ay, ax, by, bx, side == 2 ? (2L * _maxY) + 1 : (2L * _minY) - 1, _minX, _maxX);
        crossing.Place(side, enters, _chainEnds.Count, side is 1 ? _minY : side is 0 ? _minX : side is 2 ? _maxX : _maxY);
        _crossings.Add(crossing);
        _chains.Add(upright ? (side == 1 ? _maxX : _minX) : crossing.Along);
        _chains.Add(upright ? crossing.Along : (side == 2 ? _maxY : _minY));
        if (!enters) _chainEnds.Add(_chains.Count);
    }

    internal void AddCorner(int corner, PooledList<int> into)
    {
        into.Add(corner is 0 or 3 ? _minX : _maxX);
        into.Add(corner < 2 ? _minY : _maxY);
    }

    // How often the ring goes round the first corner: signed crossings of the ray from there to the west.
    private int Winding(ReadOnlySpan<int> ring)
    {
        int winding = 0, px = ring[^2], py = ring[^1];
        for (int i = 0; i + 1 < ring.Length; i += 2)
        {
            int x = ring[i], y = ring[i + 1];
            if ((py < _minY) != (y < _minY))
            {
                bool west = px < _minX && x < _minX;
                bool north = y < _minY;
                if (west || ((px < _minX || x < _minX)
                    && Turn.Sign(2L * px, 2L * py, 2L * x, 2L * y, (2L * _minX) - 1, (2L * _minY) - 1) == (north ? 1 : -1)))
                {
                    winding += north ? 1 : -1;
                }
            }
            (px, py) = (x, y);
        }
        return winding;
    }
}
