using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Maps;

/// <summary>
/// Merges the polygons of a tile that its style draws alike, where a tile would be too large otherwise (design, section 6: "themed tiles merge
/// neighbours of one class"). What comes out are the areas of each class, with the values of the first of its polygons. Not safe for concurrent use.
/// </summary>
public sealed class ClassMerger : IDisposable
{
    private readonly PooledList<int> _coordinates = new(4096);
    private readonly PooledList<int> _ends = new(256);
    private readonly PooledList<(int Class, int Coordinates, int Ends)> _polygons = new(256);
    private readonly PooledList<Value> _values = new(64);
    private readonly PooledList<uint> _numbers = new(64);
    private readonly PooledList<int> _merged = new(4096);
    private readonly PooledList<int> _mergedEnds = new(256);
    private readonly PooledList<int> _valid = new(4096);
    private readonly PooledList<int> _validEnds = new(256);
    private readonly PooledList<int> _members = new(256);       // polygons yet to be merged, the last task on top
    private readonly PooledList<int> _tasks = new(16);          // where each task's polygons begin
    private readonly PooledList<int> _atHand = new(256);
    private readonly PooledList<bool> _broken = new(256);       // areas of which some polygon is not valid
    private readonly EdgeCanceller _edges = new();
    private readonly PolygonValidity _validity = new();
    private int _classes;
    private int _current;
    private int _ring;
    private int _outer;

    /// <summary>The merged polygon at hand.</summary>
    public ReadOnlySpan<int> Coordinates => _valid.Span;

    /// <summary>The ends of its rings.</summary>
    public ReadOnlySpan<int> PartEnds => _validEnds.Span;

    /// <summary>The values of the class at hand.</summary>
    /// <param name="columns">How many there are.</param>
    public ReadOnlySpan<Value> ValuesOf(int columns) => _values.Span.Slice(_current * columns, columns);

    /// <summary>The numbers of the values of the class at hand.</summary>
    /// <param name="columns">How many there are.</param>
    public ReadOnlySpan<uint> NumbersOf(int columns) => _numbers.Span.Slice(_current * columns, columns);

    /// <summary>Begins a tile.</summary>
    public void Begin()
    {
        foreach (PooledList<int> list in (ReadOnlySpan<PooledList<int>>)[_coordinates, _ends, _merged, _mergedEnds, _members, _tasks]) list.Clear();
        _polygons.Clear();
        _values.Clear();
        _numbers.Clear();
        (_classes, _current, _ring, _outer) = (0, -1, 0, 0);
    }

    /// <summary>Adds a polygon, cut and in scene units.</summary>
    /// <param name="classOf">Its class: the one before, or the next new one.</param> <param name="coordinates">Its positions.</param> <param name="ends">Its rings.</param>
    /// <param name="columns">Indexes of the values that the class keeps.</param> <param name="values">Its values, or nothing where numbers are given.</param> <param name="numbers">Their numbers, or nothing.</param>
    public void Add(int classOf, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> ends, ReadOnlySpan<int> columns, ReadOnlySpan<Value> values, ReadOnlySpan<uint> numbers)
    {
        if (classOf == _classes)
        {
            _classes++;
            foreach (int column in columns)
            {
                if (numbers.IsEmpty) _values.Add(values[column]);
                else _numbers.Add(numbers[column]);
            }
        }
        _polygons.Add((classOf, _coordinates.Count, _ends.Count));
        _coordinates.AddRange(coordinates);
        _ends.AddRange(ends);
    }

    /// <summary>Goes to the next merged polygon; false after the last.</summary>
    public bool MoveNext()
    {
        while (true)
        {
            while (_ring < _mergedEnds.Count)
            {
                TakePolygon();
                if (!_broken[_edges.RootOf(_edges.OuterMembers[_outer++])]) return true;
            }
            if (_tasks.Count == 0 && !BeginClass()) return false;
            Merge();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable scratch in (IDisposable[])[_coordinates, _ends, _polygons, _values, _numbers, _merged, _mergedEnds, _valid, _validEnds, _members, _tasks, _atHand, _broken, _edges, _validity]) scratch.Dispose();
    }

    private bool BeginClass()
    {
        if (++_current >= _classes) return false;
        _tasks.Add(0);
        for (int i = 0; i < _polygons.Count; i++)
        {
            if (_polygons[i].Class == _current) _members.Add(i);
        }
        return true;
    }

    // Merges the polygons of the task on top. Borders that were simplified across one another can make an area invalid: its polygons, valid each by
    // itself, are parted in two tasks, and so on until what is left is valid, which costs less than repairing it and keeps the rest merged.
    private void Merge()
    {
        int from = _tasks[^1];
        _tasks.Truncate(_tasks.Count - 1);
        _atHand.Clear();
        _atHand.AddRange(_members.Span[from..]);
        _members.Truncate(from);
        int edges = 0;
        foreach (int polygon in _atHand.Span) edges += (CoordinatesEnd(polygon) - _polygons[polygon].Coordinates) / 2;
        _edges.Begin(edges);
        foreach (int polygon in _atHand.Span) AddRings(polygon);
        foreach (PooledList<int> list in (ReadOnlySpan<PooledList<int>>)[_merged, _mergedEnds]) list.Clear();
        _edges.Link(_merged, _mergedEnds);
        _broken.Clear();
        _broken.Reserve(_atHand.Count).Clear();
        (_ring, _outer) = (0, 0);
        if (_atHand.Count > 1) FindBroken();
        (_ring, _outer) = (0, 0);
    }

    private void FindBroken()
    {
        bool any = false;
        while (_ring < _mergedEnds.Count)
        {
            TakePolygon();
            int root = _edges.RootOf(_edges.OuterMembers[_outer++]);
            if (_broken[root] || _validity.IsValid(_valid.Span, _validEnds.Span)) continue;
            _broken[root] = any = true;
        }
        if (!any) return;
        for (int member = 0; member < _atHand.Count; member++)
        {
            if (_broken[member] && _edges.RootOf(member) == member) Part(member);
        }
    }

    private void Part(int root)
    {
        int count = 0, taken = 0;
        for (int member = 0; member < _atHand.Count; member++) count += _edges.RootOf(member) == root ? 1 : 0;
        for (int member = 0; member < _atHand.Count; member++)
        {
            if (_edges.RootOf(member) != root) continue;
            if (taken == 0 || taken == count / 2) _tasks.Add(_members.Count);
            _members.Add(_atHand[member]);
            taken++;
        }
    }

    private void AddRings(int polygon)
    {
        _edges.BeginPolygon();
        int start = 0, begin = _polygons[polygon].Coordinates;
        foreach (int end in _ends.Span[_polygons[polygon].Ends..(polygon + 1 < _polygons.Count ? _polygons[polygon + 1].Ends : _ends.Count)])
        {
            _edges.AddRing(_coordinates.Span[(begin + (start * 2))..(begin + (end * 2))]);
            start = end;
        }
    }

    private int CoordinatesEnd(int polygon) => polygon + 1 < _polygons.Count ? _polygons[polygon + 1].Coordinates : _coordinates.Count;

    private void TakePolygon()
    {
        int first = _ring, begin = first == 0 ? 0 : _mergedEnds[first - 1];
        do _ring++;
        while (_ring < _mergedEnds.Count && Rings.TwiceArea(_merged.Span[(_mergedEnds[_ring - 1] * 2)..(_mergedEnds[_ring] * 2)]) < 0);
        _valid.Clear();
        _validEnds.Clear();
        _valid.AddRange(_merged.Span[(begin * 2)..(_mergedEnds[_ring - 1] * 2)]);
        foreach (int end in _mergedEnds.Span[first.._ring]) _validEnds.Add(end - begin);
    }
}
