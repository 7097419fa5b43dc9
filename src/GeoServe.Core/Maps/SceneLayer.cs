using System.Collections.Immutable;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Maps;

/// <summary>The features of one collection in a scene, in pooled arrays; may be walked any number of times.</summary>
/// <param name="collection">The collection.</param>
/// <param name="columns">The columns that its features carry.</param>
public sealed class SceneLayer(Collection collection, ImmutableArray<Column> columns) : IDisposable
{
    private readonly PooledList<Entry> _entries = new(64);
    private readonly PooledList<Value> _values = new(64);

    internal PooledList<int> CoordinateList { get; } = new(1024);

    internal PooledList<int> PartEndList { get; } = new(128);

    internal PooledList<double> PartOffsetList { get; } = new(128);

    /// <summary>The collection.</summary>
    public Collection Collection { get; } = collection;

    /// <summary>What the values of each feature mean, in order.</summary>
    public ImmutableArray<Column> Columns { get; } = columns;

    /// <summary>How many features there are.</summary>
    public int Count => _entries.Count;

    /// <summary>One feature.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public SceneFeature this[int index]
    {
        get
        {
            Entry entry = _entries[index];
            Entry end = index + 1 < _entries.Count ? _entries[index + 1] : new(0, 0, CoordinateList.Count, PartEndList.Count);
            return new SceneFeature
            {
                Id = entry.Id,
                Kind = entry.Kind,
                Coordinates = CoordinateList.Span[entry.Coordinates..end.Coordinates],
                PartEnds = PartEndList.Span[entry.PartEnds..end.PartEnds],
                PartOffsets = PartOffsetList.Span[entry.PartEnds..end.PartEnds],
                Values = _values.Span.Slice(index * Columns.Length, Columns.Length),
            };
        }
    }

    /// <summary>Index of a column by its exact name; -1 where the layer has none.</summary>
    public int IndexOf(string column)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            if (string.Equals(Columns[i].Name, column, StringComparison.Ordinal)) return i;
        }
        return -1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _entries.Dispose();
        _values.Dispose();
        CoordinateList.Dispose();
        PartEndList.Dispose();
        PartOffsetList.Dispose();
    }

    /// <summary>Counts what was written to the lists since <paramref name="coordinates"/> and <paramref name="partEnds"/> as one feature.</summary>
    internal void AddFeature(ulong id, GeometryKind kind, int coordinates, int partEnds, ReadOnlySpan<Value> values)
    {
        _entries.Add(new Entry(id, kind, coordinates, partEnds));
        _values.AddRange(values);
    }

    private readonly record struct Entry(ulong Id, GeometryKind Kind, int Coordinates, int PartEnds);
}
