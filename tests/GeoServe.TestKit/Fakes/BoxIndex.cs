using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.TestKit.Fakes;

/// <summary>An index that knows in which box all its features lie, counts what it is asked, and says of itself what a test wants.</summary>
public sealed class BoxIndex(ITileIndex features, GridBox box) : DelegatingTileIndex(features)
{
    private int _queries;

    /// <summary>Queries begun so far.</summary>
    public int Queries => _queries;

    /// <summary>What <see cref="ITileIndex.LeftOut"/> gives.</summary>
    public long LeftOutFeatures { get; init; }

    /// <summary>What <see cref="ITileIndex.Crowding"/> gives.</summary>
    public TileCrowding TileCrowding { get; init; }

    public override bool IsExact => true;

    public override ulong Base => 1;

    public override bool MayMeet(GridBox asked) => asked.Intersects(box);

    public override long LeftOut(GridBox asked, double stepsPerPixel) => LeftOutFeatures;

    public override TileCrowding Crowding(double stepsPerPixel) => TileCrowding;

    public override ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _queries);
        return base.QueryAsync(query, cancellationToken);
    }
}
