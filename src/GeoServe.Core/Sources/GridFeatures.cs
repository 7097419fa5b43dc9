using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Sources;

/// <summary>Features on the grid, kept in pooled arrays, and the cursor over them.</summary>
/// <param name="columns">Values of each feature.</param>
public sealed class GridFeatures(int columns) : FeatureCursor
{
    private readonly PooledList<(ulong Id, GeometryKind Kind, int Coordinates, int PartEnds)> _features = new(64);
    private readonly PooledList<Value> _values = new(64);
    private readonly PooledList<int> _coordinates = new(1024);
    private readonly PooledList<int> _partEnds = new(64);
    private int _current = -1;
    private int _begin;
    private int _beginParts;
    private PoleOfInaccessibility? _poles;

    /// <summary>How many features there are.</summary>
    public int Count => _features.Count;

    /// <inheritdoc/>
    public override ulong Id => _features[_current].Id;

    /// <inheritdoc/>
    public override GeometryKind Kind => _features[_current].Kind;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Coordinates =>
        _coordinates.Span[_features[_current].Coordinates..(_current + 1 < Count ? _features[_current + 1].Coordinates : _coordinates.Count)];

    /// <inheritdoc/>
    public override ReadOnlySpan<int> PartEnds =>
        _partEnds.Span[_features[_current].PartEnds..(_current + 1 < Count ? _features[_current + 1].PartEnds : _partEnds.Count)];

    /// <inheritdoc/>
    public override ReadOnlySpan<Value> Values => _values.Span.Slice(_current * columns, columns);

    /// <inheritdoc/>
    public override bool TryGetLabelPoint(out int x, out int y)
    {
        if (Kind != GeometryKind.Polygon) return base.TryGetLabelPoint(out x, out y);
        // The whole feature is here, so its place does not depend on the tile. To a hundredth of the box: finer is not seen under a text.
        TileMatrices.GridBox box = Bounds;
        double tolerance = Math.Max(1, Math.Min((double)box.MaxX - box.MinX, (double)box.MaxY - box.MinY) / 100);
        (x, y) = (_poles ??= new PoleOfInaccessibility()).Find(Coordinates, PartEnds, tolerance);
        return true;
    }

    /// <inheritdoc/>
    public override bool MoveNext() => ++_current < Count;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _features.Dispose();
        _values.Dispose();
        _coordinates.Dispose();
        _partEnds.Dispose();
        _poles?.Dispose();
    }

    /// <summary>Empties it, keeping its room, to be filled and walked anew.</summary>
    public void Clear()
    {
        _features.Clear();
        _values.Clear();
        _coordinates.Clear();
        _partEnds.Clear();
        _current = -1;
    }

    /// <summary>Goes back before the first feature.</summary>
    public void Rewind() => _current = -1;

    /// <summary>Begins a feature.</summary>
    internal void Begin()
    {
        _begin = _coordinates.Count;
        _beginParts = _partEnds.Count;
    }

    /// <summary>Adds a part; a ring is turned so that its area has the sign asked for.</summary>
    /// <param name="part">x, y, x, y; a ring's first position is not repeated.</param>
    /// <param name="sign">1 for an outer ring, -1 for a hole, 0 for anything else.</param>
    internal void AddPart(ReadOnlySpan<int> part, int sign)
    {
        Span<int> kept = _coordinates.Reserve(part.Length);
        part.CopyTo(kept);
        if (sign != 0 && Int128.Sign(Rings.TwiceArea(kept)) == -sign) Rings.Reverse(kept);
        _partEnds.Add((_coordinates.Count - _begin) / 2);
    }

    /// <summary>Adds what was begun as a feature, if anything was.</summary>
    internal void End(ulong id, GeometryKind kind, ReadOnlySpan<Value> values)
    {
        if (_coordinates.Count == _begin) return;
        _features.Add((id, kind, _begin, _beginParts));
        _values.AddRange(values);
    }
}
