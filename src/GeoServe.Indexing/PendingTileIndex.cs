using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing;

/// <summary>Stands for the index of a collection too large to be read from its source for each tile, until that index is built: each query is told to come again.</summary>
/// <param name="collection">Id of the collection.</param>
/// <param name="schema">Its columns.</param>
/// <param name="progress">Says how far the build is, for people.</param>
internal sealed class PendingTileIndex(string collection, FeatureSchema schema, Func<string> progress) : ITileIndex
{
    public FeatureSchema Schema { get; } = schema;

    public bool IsExact => false;

    public ulong Base => 0;

    public TileCrowding Crowding(double stepsPerPixel) => TileCrowding.None;

    public bool MayMeet(GridBox box) => true;

    public long LeftOut(GridBox box, double stepsPerPixel) => 0;

    public ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken) =>
        throw new SourceUnavailableException($"The tile index of collection '{collection}' is being built ({progress()}); come again in a moment.");
}
