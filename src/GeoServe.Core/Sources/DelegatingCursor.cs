using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>A cursor that gives what another gives, but for what a class made from this one changes.</summary>
/// <param name="inner">The other; ended with this one.</param>
public abstract class DelegatingCursor(FeatureCursor inner) : FeatureCursor
{
    /// <inheritdoc/>
    public override ulong Id => inner.Id;

    /// <inheritdoc/>
    public override GeometryKind Kind => inner.Kind;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Coordinates => inner.Coordinates;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> PartEnds => inner.PartEnds;

    /// <inheritdoc/>
    public override ReadOnlySpan<Value> Values => inner.Values;

    /// <inheritdoc/>
    public override GridBox Bounds => inner.Bounds;

    /// <inheritdoc/>
    public override bool IsPrepared => inner.IsPrepared;

    /// <inheritdoc/>
    public override bool IsComplete => inner.IsComplete;

    /// <inheritdoc/>
    public override bool HasValueNumbers => inner.HasValueNumbers;

    /// <inheritdoc/>
    public override ReadOnlySpan<uint> ValueNumbers => inner.ValueNumbers;

    /// <summary>The other cursor.</summary>
    protected FeatureCursor Inner => inner;

    /// <inheritdoc/>
    public override bool MoveNext() => inner.MoveNext();

    /// <inheritdoc/>
    public override Value ValueAt(int column) => inner.ValueAt(column);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> TileValue(uint number) => inner.TileValue(number);

    /// <inheritdoc/>
    public override bool TryGetLabelPoint(out int x, out int y) => inner.TryGetLabelPoint(out x, out y);

    /// <inheritdoc/>
    public override void Dispose()
    {
        inner.Dispose();
        GC.SuppressFinalize(this);
    }
}
