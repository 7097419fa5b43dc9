using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.Intrinsics;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Maps;

/// <summary>
/// Cuts features to a view and its margin and brings them to whole scene units. A feature that the index prepared for just this grid is only
/// shifted, and cut where it goes beyond; any other is cut, rounded, rid of repeats and spikes, and a polygon that this made invalid is
/// repaired. Lent and given back with its lists. Not safe for concurrent use.
/// </summary>
internal sealed class SceneCutter : IDisposable
{
    // Sides that are tried before a polygon is repaired.
    private const int Sides = 4;

    private static readonly ConcurrentBag<SceneCutter> s_idle = [];

    private readonly PooledList<int> _coordinates = new(4096);
    private readonly PooledList<int> _ends = new(64);
    private readonly PooledList<int> _work = new(1024);
    private readonly PooledList<int> _workEnds = new(64);
    private readonly PooledList<int> _shifted = new(1024);
    private readonly PooledList<int> _repairedEnds = new(64);
    private readonly RingClipper _rings = new(0, 0, 0, 0);
    private readonly PolygonValidity _validity = new();
    private readonly PolygonRepair _repair = new();
    private MapView _view = null!;
    private ViewProjection _projection;
    private BoxClipper? _lines;
    private GridBox _box;           // view and margin: in scene units for prepared features, else in steps of the turn at hand
    private GridBox _stepBox;
    private long _shiftSteps;
    private int _marginUnits, _unitSteps, _unitShift, _originX, _originY;
    private bool _clips;

    private SceneCutter()
    {
    }

    /// <summary>What the last cut left: x, y, x, y in scene units.</summary>
    public ReadOnlySpan<int> Coordinates => _coordinates.Span;

    /// <summary>The ends of its parts.</summary>
    public ReadOnlySpan<int> PartEnds => _ends.Span;

    /// <summary>Lends a cutter for a view.</summary>
    /// <param name="view">The view.</param> <param name="projection">From steps to its units.</param>
    /// <param name="marginUnits">How far beyond the view features are kept.</param>
    /// <param name="unitSteps">Side of a unit in steps where the view's units lie on the grid; else 0.</param>
    /// <param name="clips">False leaves features whole that meet the view.</param>
    public static SceneCutter Lend(MapView view, in ViewProjection projection, int marginUnits, int unitSteps, bool clips)
    {
        if (!s_idle.TryTake(out SceneCutter? cutter)) cutter = new SceneCutter();
        (cutter._view, cutter._projection, cutter._marginUnits, cutter._unitSteps, cutter._clips) = (view, projection, marginUnits, unitSteps, clips);
        cutter._unitShift = unitSteps == 0 ? 0 : BitOperations.Log2((uint)unitSteps);
        return cutter;
    }

    /// <summary>Begins a turn of the world: positions are moved by so many steps before they are brought to units.</summary>
    public void Begin(long shiftSteps)
    {
        _shiftSteps = shiftSteps;
        (double minX, double minY, double maxX, double maxY) = _projection.Steps(_view, _marginUnits);
        _stepBox = new GridBox(WorldGrid.Round(minX - shiftSteps), WorldGrid.Round(minY), WorldGrid.Round(maxX - shiftSteps), WorldGrid.Round(maxY));
        if (_unitSteps != 0)
        {
            // The corner of a tile is a whole number of units, so steps become units by a shift (negative numbers round down, as they should).
            TileRange tile = _view.Tiles!.Value;
            int halfWorld = (int)((1L << 31) >> _unitShift);
            _originX = (tile.MinX * MapView.VectorTileExtent) - halfWorld - (int)(shiftSteps >> _unitShift);
            _originY = (tile.MinY * MapView.VectorTileExtent) - halfWorld;
        }
        _box = _unitSteps != 0
            ? new GridBox(-_marginUnits, -_marginUnits, _view.WidthUnits + _marginUnits, _view.HeightUnits + _marginUnits)
            : _stepBox;
        _lines?.Dispose();
        _lines = null;
    }

    /// <summary>Scene units of a position of the turn at hand.</summary>
    public (int X, int Y) ToUnits(int x, int y) => (_projection.X(x + _shiftSteps), _projection.Y(y));

    /// <summary>Cuts the feature at which a cursor stands; false where nothing of it is left.</summary>
    public bool Cut(FeatureCursor cursor)
    {
        foreach (PooledList<int> list in (ReadOnlySpan<PooledList<int>>)[_coordinates, _ends, _work, _workEnds, _shifted]) list.Clear();
        bool isInside = _stepBox.Contains(cursor.Bounds) || (!_clips && IsWithinReach(cursor.Bounds));
        switch (cursor.Kind)
        {
            case GeometryKind.Point: CutPoints(cursor.Coordinates); break;
            case GeometryKind.Line when cursor.IsPrepared: CutPreparedLines(cursor, isInside); break;
            case GeometryKind.Line: CutLines(cursor, isInside); break;
            case GeometryKind.Polygon when cursor.IsPrepared: CutPreparedPolygons(cursor, isInside); break;
            case GeometryKind.Polygon: CutPolygons(cursor, isInside); break;
        }
        return _ends.Count > 0;
    }

    public void Dispose()
    {
        _lines?.Dispose();
        _lines = null;
        _view = null!;
        s_idle.Add(this);
    }

    // A feature that is to be left whole and is so large that it does not fit into whole units around the tile is cut all the same.
    private bool IsWithinReach(in GridBox bounds) => Math.Max((double)bounds.MaxX - bounds.MinX, (double)bounds.MaxY - bounds.MinY) * _projection.UnitsPerStep < 1 << 29;

    private void CutPoints(ReadOnlySpan<int> points)
    {
        for (int i = 0; i < points.Length; i += 2)
        {
            if (_clips && !_stepBox.Contains(new GridBox(points[i], points[i + 1], points[i], points[i + 1]))) continue;
            _coordinates.Add(_projection.X(points[i] + _shiftSteps));
            _coordinates.Add(_projection.Y(points[i + 1]));
        }
        if (_coordinates.Count > 0) _ends.Add(_coordinates.Count / 2);
    }

    private void CutPreparedLines(FeatureCursor cursor, bool isInside)
    {
        if (isInside)
        {
            ShiftToUnits(cursor.Coordinates, _coordinates);
            _ends.AddRange(cursor.PartEnds);
            return;
        }
        ShiftToUnits(cursor.Coordinates, _shifted);
        ClipLines(_shifted.Span, cursor.PartEnds, _box);
        AddLines(_work.Span, _workEnds.Span, new ShiftScale(0, 0, 0));
    }

    private void CutPreparedPolygons(FeatureCursor cursor, bool isInside)
    {
        if (isInside)
        {
            ShiftToUnits(cursor.Coordinates, _coordinates);
            _ends.AddRange(cursor.PartEnds);
            return;
        }
        ShiftToUnits(cursor.Coordinates, _shifted);
        // The polygon is valid, and only the rounding of cuts can have spoilt it: a side some units further out, where nobody looks, mostly does not, and
        // a second cut costs far less than a repair.
        for (int beyond = 0; beyond < Sides; beyond++)
        {
            _coordinates.Clear();
            _ends.Clear();
            _rings.Reset(_box.MinX - beyond, _box.MinY - beyond, _box.MaxX + beyond, _box.MaxY + beyond);
            _rings.Clip(_shifted.Span, cursor.PartEnds, _coordinates, _ends);
            if (_ends.Count == 0 || _validity.IsValid(_coordinates.Span, _ends.Span)) return;
        }
        _work.AddRange(_coordinates.Span);
        _workEnds.AddRange(_ends.Span);
        AddRings(_work.Span, _workEnds.Span, new ShiftScale(0, 0, 0));
    }

    private void CutLines(FeatureCursor cursor, bool isInside)
    {
        if (!isInside) ClipLines(cursor.Coordinates, cursor.PartEnds, _stepBox);
        AddLines(isInside ? cursor.Coordinates : _work.Span, isInside ? cursor.PartEnds : _workEnds.Span, new TurnScale(_projection, _shiftSteps));
    }

    private void CutPolygons(FeatureCursor cursor, bool isInside)
    {
        if (!isInside)
        {
            _rings.Reset(_stepBox.MinX, _stepBox.MinY, _stepBox.MaxX, _stepBox.MaxY);
            _rings.Clip(cursor.Coordinates, cursor.PartEnds, _work, _workEnds);
        }
        AddRings(isInside ? cursor.Coordinates : _work.Span, isInside ? cursor.PartEnds : _workEnds.Span, new TurnScale(_projection, _shiftSteps));
    }

    private void ClipLines(ReadOnlySpan<int> lines, ReadOnlySpan<int> ends, in GridBox box)
    {
        _lines ??= new BoxClipper(box.MinX, box.MinY, box.MaxX, box.MaxY);
        int start = 0;
        foreach (int end in ends)
        {
            _lines.ClipLine(lines[(start * 2)..(end * 2)], _work, _workEnds);
            start = end;
        }
    }

    private void AddLines<TScale>(ReadOnlySpan<int> lines, ReadOnlySpan<int> ends, in TScale scale)
        where TScale : struct, IUnitScale
    {
        int start = 0;
        foreach (int end in ends)
        {
            if (RingQuantizer.AddLine(lines[(start * 2)..(end * 2)], scale, dropStraight: false, _coordinates)) _ends.Add(_coordinates.Count / 2);
            start = end;
        }
    }

    // Rounds rings, then looks whether that made them invalid, and repairs what is.
    private void AddRings<TScale>(ReadOnlySpan<int> rings, ReadOnlySpan<int> ends, in TScale scale)
        where TScale : struct, IUnitScale
    {
        _coordinates.Clear();
        _ends.Clear();
        int start = 0;
        bool outerKept = false;
        foreach (int end in ends)
        {
            ReadOnlySpan<int> ring = rings[(start * 2)..(end * 2)];
            start = end;
            bool outer = Rings.TwiceArea(ring) > 0;
            if (!outer && !outerKept) continue;     // a hole in what is not there
            bool kept = RingQuantizer.AddRing(ring, scale, outer, dropStraight: false, _coordinates);
            if (kept) _ends.Add(_coordinates.Count / 2);
            if (outer) outerKept = kept;
        }
        if (_ends.Count == 0 || _validity.IsValid(_coordinates.Span, _ends.Span)) return;
        _shifted.Clear();
        _repairedEnds.Clear();
        _repair.Repair(_coordinates.Span, _ends.Span, _shifted, _repairedEnds);
        _coordinates.Clear();
        _ends.Clear();
        _coordinates.AddRange(_shifted.Span);
        _ends.AddRange(_repairedEnds.Span);
    }

    // The last step of the grid is the side of the world, one unit on.
    private void ShiftToUnits(ReadOnlySpan<int> steps, PooledList<int> into)
    {
        Span<int> units = into.Reserve(steps.Length);
        int done = 0;
        if (Vector256.IsHardwareAccelerated && steps.Length >= 8)
        {
            Vector256<int> origin = Vector256.Create(_originX, _originY, _originX, _originY, _originX, _originY, _originX, _originY);
            for (; done <= steps.Length - 8; done += 8)
            {
                Vector256<int> step = Vector256.Create(steps.Slice(done, 8));
                ((step >> _unitShift) - origin - Vector256.Equals(step, Vector256<int>.AllBitsSet >>> 1)).CopyTo(units[done..]);      // equal is -1
            }
        }
        for (; done + 1 < steps.Length; done += 2)
        {
            units[done] = (steps[done] >> _unitShift) - _originX + (steps[done] == int.MaxValue ? 1 : 0);
            units[done + 1] = (steps[done + 1] >> _unitShift) - _originY + (steps[done + 1] == int.MaxValue ? 1 : 0);
        }
    }
}
