using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>
/// Tells which polygons of a collection a style draws alike at a zoom: those for which every filter and every property that depends on the feature has
/// the same value. Text is not looked at. Not safe for concurrent use.
/// </summary>
public sealed class StyleClasses
{
    private readonly double _zoom;
    private readonly ImmutableArray<Expression> _looks;
    private readonly Dictionary<ImmutableArray<Value>, int> _classes = new(new SameValues());
    private readonly Value[] _values;

    /// <summary>The classes of a style.</summary>
    /// <param name="style">The style.</param> <param name="sourceLayer">Id of the collection.</param> <param name="zoom">MapLibre's zoom.</param>
    /// <param name="columnOf">Index of an attribute among the values; -1 where there is none.</param>
    public StyleClasses(Style style, string sourceLayer, double zoom, Func<string, int> columnOf)
    {
        _zoom = zoom;
        _looks =
        [
            .. style.Layers.Where(layer => layer.SourceLayer == sourceLayer && layer is not SymbolLayer && layer.Draws(GeometryKind.Polygon) && layer.IsDrawnWithin(zoom))
                .SelectMany(layer => layer.FeatureExpressions)
                .Select(expression => expression.Bind(columnOf)),
        ];
        _values = new Value[_looks.Length];
    }

    /// <summary>The class of a polygon: 0, 1, 2 in the order in which they come.</summary>
    /// <param name="values">Its values; those that <see cref="Style.LookAttributesOf"/> does not name are not read.</param> <param name="id">Its id in tiles.</param>
    public int ClassOf(ReadOnlySpan<Value> values, ulong id)
    {
        var context = new EvaluationContext(_zoom, values, GeometryKind.Polygon, id);
        for (int i = 0; i < _values.Length; i++) _values[i] = _looks[i].Evaluate(context);
        if (_classes.GetAlternateLookup<ReadOnlySpan<Value>>().TryGetValue(_values, out int known)) return known;
        _classes.Add([.. _values], _classes.Count);
        return _classes.Count - 1;
    }

    private sealed class SameValues : IEqualityComparer<ImmutableArray<Value>>, IAlternateEqualityComparer<ReadOnlySpan<Value>, ImmutableArray<Value>>
    {
        public bool Equals(ImmutableArray<Value> x, ImmutableArray<Value> y) => x.AsSpan().SequenceEqual(y.AsSpan());

        public int GetHashCode(ImmutableArray<Value> values) => GetHashCode(values.AsSpan());

        public bool Equals(ReadOnlySpan<Value> values, ImmutableArray<Value> other) => values.SequenceEqual(other.AsSpan());

        public int GetHashCode(ReadOnlySpan<Value> values)
        {
            var hash = new HashCode();
            foreach (ref readonly Value value in values) hash.Add(value.GetHashCode());
            return hash.ToHashCode();
        }

        public ImmutableArray<Value> Create(ReadOnlySpan<Value> values) => [.. values];
    }
}
