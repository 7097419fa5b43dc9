using System.Runtime.InteropServices;
using GeoServe.Core.Geometries;

namespace GeoServe.Sources.Shapefile;

/// <summary>
/// Makes polygons of the rings of one feature of a Shapefile, which names neither: rings that run clockwise are shells, the others holes (ESRI Shapefile
/// Technical Description, July 1998, "Polygon"). A hole belongs to the smallest shell around it; one around which there is none is a shell that runs
/// the wrong way. Where no ring runs clockwise at all, rings within rings are holes. Not safe for concurrent use.
/// </summary>
internal sealed class PolygonRings
{
    private readonly List<double> _xy = [];
    private readonly List<double> _heights = [];
    private readonly List<Ring> _rings = [];
    private int _begin;

    /// <summary>Begins a feature.</summary>
    public void Clear()
    {
        _xy.Clear();
        _heights.Clear();
        _rings.Clear();
        _begin = 0;
    }

    /// <summary>Adds a position to the ring at hand.</summary>
    public void Add(double x, double y, double height)
    {
        _xy.Add(x);
        _xy.Add(y);
        _heights.Add(height);
    }

    /// <summary>Ends the ring at hand and closes it; gives false and takes it back where it has too few positions to be one.</summary>
    public bool EndRing()
    {
        int count = _heights.Count - _begin;
        if (count > 0 && (_xy[2 * _begin] != _xy[^2] || _xy[(2 * _begin) + 1] != _xy[^1])) Add(_xy[2 * _begin], _xy[(2 * _begin) + 1], _heights[_begin]);
        count = _heights.Count - _begin;
        if (count < 4)
        {
            _xy.RemoveRange(2 * _begin, 2 * count);
            _heights.RemoveRange(_begin, count);
            return false;
        }
        _rings.Add(new Ring(_begin, _heights.Count, TwiceArea(_begin, _heights.Count), BoundsOf(_begin, _heights.Count)));
        _begin = _heights.Count;
        return true;
    }

    /// <summary>Writes what was added as a multipolygon.</summary>
    public void WriteTo(Shape shape, bool hasHeights)
    {
        shape.Reset(ShapeType.MultiPolygon, hasHeights);
        int[] shells = FindShells();
        for (int i = 0; i < _rings.Count; i++)
        {
            if (shells[i] != i) continue;
            Write(_rings[i], shape, hasHeights);
            for (int hole = 0; hole < _rings.Count; hole++)
            {
                if (hole != i && shells[hole] == i) Write(_rings[hole], shape, hasHeights);
            }
            shape.EndPolygon();
        }
    }

    // For each ring its shell; a shell has itself.
    private int[] FindShells()
    {
        var shells = new int[_rings.Count];
        if (_rings.Count == 1) return shells;
        bool wound = _rings.Exists(ring => ring.TwiceArea < 0);
        bool[] isShell = [.. _rings.Select((ring, i) => wound ? ring.TwiceArea < 0 : CountAround(i) % 2 == 0)];
        for (int i = 0; i < shells.Length; i++)
        {
            shells[i] = i;
            if (isShell[i]) continue;
            double smallest = double.PositiveInfinity;
            for (int j = 0; j < shells.Length; j++)
            {
                if (!isShell[j] || Math.Abs(_rings[j].TwiceArea) >= smallest || !Contains(_rings[j], _rings[i])) continue;
                smallest = Math.Abs(_rings[j].TwiceArea);
                shells[i] = j;
            }
        }
        return shells;
    }

    private int CountAround(int ring)
    {
        int around = 0;
        for (int j = 0; j < _rings.Count; j++)
        {
            if (j != ring && Math.Abs(_rings[j].TwiceArea) > Math.Abs(_rings[ring].TwiceArea) && Contains(_rings[j], _rings[ring])) around++;
        }
        return around;
    }

    private bool Contains(Ring outer, Ring inner)
    {
        if (!outer.Bounds.Contains(inner.Bounds)) return false;
        for (int i = inner.Start; i < inner.End; i++)
        {
            // A position on the border tells nothing.
            int side = SideOf(_xy[2 * i], _xy[(2 * i) + 1], outer);
            if (side != 0) return side > 0;
        }
        return true;
    }

    // 1 inside, 0 on the border, -1 outside: crossings of a ray to the east.
    private int SideOf(double x, double y, Ring ring)
    {
        ReadOnlySpan<double> xy = CollectionsMarshal.AsSpan(_xy);
        bool inside = false;
        for (int i = ring.Start; i + 1 < ring.End; i++)
        {
            double ax = xy[2 * i], ay = xy[(2 * i) + 1], bx = xy[(2 * i) + 2], by = xy[(2 * i) + 3];
            double cross = ((bx - ax) * (y - ay)) - ((by - ay) * (x - ax));
            if (cross == 0 && x >= Math.Min(ax, bx) && x <= Math.Max(ax, bx) && y >= Math.Min(ay, by) && y <= Math.Max(ay, by)) return 0;
            if (ay > y != by > y && (cross > 0) == (by > ay)) inside = !inside;
        }
        return inside ? 1 : -1;
    }

    private void Write(Ring ring, Shape shape, bool hasHeights)
    {
        for (int i = ring.Start; i < ring.End; i++)
        {
            if (hasHeights) shape.Add(_xy[2 * i], _xy[(2 * i) + 1], _heights[i]);
            else shape.Add(_xy[2 * i], _xy[(2 * i) + 1]);
        }
        shape.EndPart();
    }

    // Positive where the ring runs against the clock, y upwards; from the first position, so that large coordinates lose nothing.
    private double TwiceArea(int start, int end)
    {
        double x0 = _xy[2 * start], y0 = _xy[(2 * start) + 1], sum = 0;
        for (int i = start + 1; i + 1 < end; i++)
        {
            sum += ((_xy[2 * i] - x0) * (_xy[(2 * i) + 3] - y0)) - ((_xy[(2 * i) + 2] - x0) * (_xy[(2 * i) + 1] - y0));
        }
        return sum;
    }

    private Box BoundsOf(int start, int end)
    {
        Box box = Box.Empty;
        for (int i = start; i < end; i++) box = box.Including(_xy[2 * i], _xy[(2 * i) + 1]);
        return box;
    }

    private readonly record struct Ring(int Start, int End, double TwiceArea, Box Bounds);
}
