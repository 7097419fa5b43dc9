using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>The label points of one layer's polygons, kept until the layer is written.</summary>
internal sealed class LabelPoints
{
    private readonly PooledList<(ulong Id, int X, int Y)> _points = new(64);
    private readonly PooledList<uint> _numbers = new(64);
    private readonly PooledList<Value> _values = new(64);
    private readonly int[] _position = new int[2];
    private ImmutableArray<int> _columns = [];

    /// <summary>How many there are.</summary>
    public int Count => _points.Count;

    /// <summary>Begins a layer.</summary>
    /// <param name="columns">Indexes of the columns that labels carry.</param>
    public void Begin(ImmutableArray<int> columns)
    {
        _columns = columns;
        _points.Clear();
        _numbers.Clear();
        _values.Clear();
    }

    /// <summary>Keeps the label point of the feature at which a stream stands, if it has one in the tile.</summary>
    public void AddFrom(SceneStream stream)
    {
        if (_columns.IsEmpty || !stream.TryGetLabelPoint(out int x, out int y)) return;
        _points.Add((stream.Id, x, y));
        if (stream.HasValueNumbers)
        {
            ReadOnlySpan<uint> numbers = stream.ValueNumbers;
            foreach (int column in _columns) _numbers.Add(numbers[column]);
        }
        else
        {
            ReadOnlySpan<Value> values = stream.Values;
            foreach (int column in _columns) _values.Add(values[column]);
        }
    }

    /// <summary>Id of a point's feature.</summary>
    public ulong IdOf(int point) => _points[point].Id;

    /// <summary>A point's place: x, y. Valid until the next call.</summary>
    public ReadOnlySpan<int> PositionOf(int point)
    {
        (_, _position[0], _position[1]) = _points[point];
        return _position;
    }

    /// <summary>A point's tags in a layer.</summary>
    public int TagsOf(int point, LayerValues layer, Span<uint> tags) => _numbers.Count > 0
        ? layer.TagsOf(_columns.AsSpan(), _numbers.Span.Slice(point * _columns.Length, _columns.Length), tags)
        : layer.TagsOf(_columns.AsSpan(), _values.Span.Slice(point * _columns.Length, _columns.Length), tags);
}
