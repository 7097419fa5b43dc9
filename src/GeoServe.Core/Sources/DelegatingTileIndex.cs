using GeoServe.Core.Features;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>A tile index that says what another says, but for what a subclass changes.</summary>
/// <param name="of">The other.</param>
public abstract class DelegatingTileIndex(ITileIndex of) : ITileIndex
{
    /// <inheritdoc/>
    public virtual FeatureSchema Schema => of.Schema;

    /// <inheritdoc/>
    public virtual bool IsExact => of.IsExact;

    /// <inheritdoc/>
    public virtual ulong Base => of.Base;

    /// <inheritdoc/>
    public virtual long? Count => of.Count;

    /// <inheritdoc/>
    public virtual bool MayMeet(GridBox box) => of.MayMeet(box);

    /// <inheritdoc/>
    public virtual long LeftOut(GridBox box, double stepsPerPixel) => of.LeftOut(box, stepsPerPixel);

    /// <inheritdoc/>
    public virtual TileCrowding Crowding(double stepsPerPixel) => of.Crowding(stepsPerPixel);

    /// <inheritdoc/>
    public virtual ValueTask<FeatureCursor?> QueryTotalsAsync(GridBox box, double cellSteps, string? sumColumn, CancellationToken cancellationToken) =>
        of.QueryTotalsAsync(box, cellSteps, sumColumn, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken) => of.QueryAsync(query, cancellationToken);
}
