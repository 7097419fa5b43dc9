using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing.Reading;

namespace GeoServe.Indexing.Building;

/// <summary>
/// Brings the features of a level to the next coarser zoom: lines and rings by Visvalingam's effective areas, positions to
/// whole units of that zoom's tiles, polygons checked and repaired, so that nothing of it is left to be done for a tile.
/// </summary>
internal sealed class Generaliser : IDisposable
{
    private readonly IndexFooter _footer;
    private readonly IndexFile _file;
    private readonly LevelReader _finer;
    private readonly int _unitShift;
    private readonly double _leastArea;
    private readonly LineSimplifier _simplifier = new();
    private readonly CoverageArcs _arcs = new();
    private readonly PolygonValidity _validity = new();
    private readonly PolygonRepair _repair = new();
    private readonly PooledList<double> _areas = new(1024);
    private readonly PooledList<int> _kept = new(1024);
    private readonly PooledList<int> _units = new(1024);
    private readonly PooledList<int> _ends = new(64);
    private readonly PooledList<int> _repaired = new(1024);
    private readonly PooledList<int> _repairedEnds = new(64);

    public Generaliser(IndexFile file, IndexFooter footer, LevelReader finer, int zoom, int toleranceUnits)
    {
        _file = file;
        _footer = footer;
        _finer = finer;
        int unitSteps = IndexFormat.UnitSteps(zoom);
        _unitShift = System.Numerics.BitOperations.Log2((uint)unitSteps);
        // What is left out costs less than the square of the tolerance.
        _leastArea = (double)toleranceUnits * toleranceUnits * unitSteps * unitSteps;
    }

    /// <summary>Told of a feature of which nothing is left.</summary>
    public delegate void Lost(in GridBox bounds);

    /// <summary>Generalises all entries of the level, part by part: what a border is to both its sides is known in each.</summary>
    /// <param name="add">Takes what is left of each.</param> <param name="lost">Told of the others.</param> <param name="cancellationToken">Ends the work.</param>
    public void GeneraliseAll(Candidates.Visitor add, Lost lost, CancellationToken cancellationToken)
    {
        var parts = new CoverageParts(_finer);
        for (int begin = 0; begin < _finer.Count;)
        {
            int end = parts.EndOf(begin);
            if (_footer.Kind is GeometryKind.Polygon or GeometryKind.None) parts.AddRings(begin, end, KindOf, _arcs, cancellationToken);
            GeneralisePart(begin, end, add, lost, cancellationToken);
            begin = end;
        }
    }

    private GeometryKind KindOf(int entry) => _footer.Kinds.IsNone ? _footer.Kind : (GeometryKind)_file.Read<byte>(_footer.Kinds, _finer.RowOf(entry));

    private void GeneralisePart(int begin, int finish, Candidates.Visitor add, Lost lost, CancellationToken cancellationToken)
    {
        int single = 0;
        for (int entry = begin; entry < finish; entry++)
        {
            if ((entry & 0xFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
            int row = _finer.RowOf(entry);
            ReadOnlySpan<int> coordinates = _finer.CoordinatesOf(entry);
            ReadOnlySpan<int> partEnds = _finer.PartEndsOf(entry, coordinates.Length / 2, ref single);
            GeometryKind kind = KindOf(entry);
            if (kind == GeometryKind.Point)
            {
                add(entry, row, _finer.BoundsOf(entry), coordinates, partEnds);
                continue;
            }
            _units.Clear();
            _ends.Clear();
            if (kind == GeometryKind.Line) GeneraliseLines(coordinates, partEnds);
            else GeneralisePolygons(coordinates, partEnds);
            if (_ends.Count == 0)
            {
                lost(_finer.BoundsOf(entry));
                continue;
            }
            ToSteps(_units.Span);
            add(entry, row, GridBox.Around(_units.Span), _units.Span, _ends.Span);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable scratch in (IDisposable[])[_simplifier, _arcs, _validity, _repair, _areas, _kept, _units, _ends, _repaired, _repairedEnds]) scratch.Dispose();
    }

    private void GeneraliseLines(ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds)
    {
        int start = 0;
        foreach (int end in partEnds)
        {
            ReadOnlySpan<int> line = coordinates[(start * 2)..(end * 2)];
            start = end;
            _areas.Clear();
            Span<double> areas = _areas.Reserve(line.Length / 2);
            _simplifier.MeasureLine(line, areas);
            KeepTurns(line, areas);
            _kept.Clear();
            LineSimplifier.Keep(line, areas, _leastArea, _kept);
            if (RingQuantizer.AddLine(_kept.Span, new ShiftScale(0, 0, _unitShift), dropStraight: true, _units)) _ends.Add(_units.Count / 2);
        }
    }

    // Where a line turns back the area is next to nothing, however far it went: a dead end is as long as its shorter leg.
    private static void KeepTurns(ReadOnlySpan<int> line, Span<double> areas)
    {
        for (int i = 1; i < areas.Length - 1; i++)
        {
            double ux = (double)line[2 * i] - line[(2 * i) - 2], uy = (double)line[(2 * i) + 1] - line[(2 * i) - 1];
            double vx = (double)line[(2 * i) + 2] - line[2 * i], vy = (double)line[(2 * i) + 3] - line[(2 * i) + 1];
            if ((ux * vx) + (uy * vy) < 0) areas[i] = Math.Max(areas[i], Math.Min((ux * ux) + (uy * uy), (vx * vx) + (vy * vy)));
        }
    }

    private void GeneralisePolygons(ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds)
    {
        _areas.Clear();
        Span<double> areas = _areas.Reserve(coordinates.Length / 2);
        _arcs.Measure(coordinates, partEnds, areas);
        int start = 0;
        bool outerKept = false;
        foreach (int end in partEnds)
        {
            ReadOnlySpan<int> ring = coordinates[(start * 2)..(end * 2)];
            ReadOnlySpan<double> ringAreas = areas[start..end];
            start = end;
            bool outer = Rings.TwiceArea(ring) > 0;
            if (!outer && !outerKept) continue;
            _kept.Clear();
            LineSimplifier.Keep(ring, ringAreas, _leastArea, _kept);
            bool kept = RingQuantizer.AddRing(_kept.Span, new ShiftScale(0, 0, _unitShift), outer, dropStraight: false, _units);
            if (kept) _ends.Add(_units.Count / 2);
            if (outer) outerKept = kept;
        }
        if (_ends.Count == 0 || _validity.IsValid(_units.Span, _ends.Span)) return;
        _repaired.Clear();
        _repairedEnds.Clear();
        _repair.Repair(_units.Span, _ends.Span, _repaired, _repairedEnds);
        _units.Clear();
        _ends.Clear();
        _units.AddRange(_repaired.Span);
        _ends.AddRange(_repairedEnds.Span);
    }

    // The unit of the eastern and southern side of the world is 2^31 steps, which no int holds: those lie on the last step.
    private void ToSteps(Span<int> units)
    {
        int side = (int)(1L << (31 - _unitShift));
        foreach (ref int unit in units) unit = unit == side ? int.MaxValue : unit << _unitShift;
    }
}
