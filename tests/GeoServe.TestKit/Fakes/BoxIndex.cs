using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.TestKit.Fakes;

/// <summary>An index that knows in which box all its features lie, counts what it is asked, and says of itself what a test wants.</summary>
public sealed class BoxIndex(ITileIndex features, GridBox box) : ITileIndex
{
    private int _queries;

    /// <summary>Queries begun so far.</summary>
    public int Queries => _queries;

    /// <summary>What <see cref="ITileIndex.LeftOut"/> gives.</summary>
    public long LeftOutFeatures { get; init; }

    /// <summary>What <see cref="ITileIndex.Crowding"/> gives.</summary>
    public TileCrowding TileCrowding { get; init; }

    public FeatureSchema Schema => features.Schema;

    public bool IsExact => true;

    public ulong Base => 1;

    public bool MayMeet(GridBox asked) => asked.Intersects(box);

    public long LeftOut(GridBox asked, double stepsPerPixel) => LeftOutFeatures;

    public TileCrowding Crowding(double stepsPerPixel) => TileCrowding;

    public ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _queries);
        return features.QueryAsync(query, cancellationToken);
    }
}
