using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>The index of what has no features of its own: an archive as a whole, whose layers have indexes each.</summary>
public sealed class NoFeatures : ITileIndex
{
    private NoFeatures()
    {
    }

    /// <summary>The one that there is.</summary>
    public static NoFeatures Index { get; } = new();

    /// <inheritdoc/>
    public FeatureSchema Schema { get; } = new([], null, null, ShapeType.Geometry, Crs.WebMercator);

    /// <inheritdoc/>
    public bool IsExact => true;

    /// <inheritdoc/>
    public ulong Base => 0;

    /// <inheritdoc/>
    public bool MayMeet(GridBox box) => false;

    /// <inheritdoc/>
    public long LeftOut(GridBox box, double stepsPerPixel) => 0;

    /// <inheritdoc/>
    public TileCrowding Crowding(double stepsPerPixel) => TileCrowding.None;

    /// <inheritdoc/>
    public ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken) => new(new GridFeatures(query.Columns.Length));
}
