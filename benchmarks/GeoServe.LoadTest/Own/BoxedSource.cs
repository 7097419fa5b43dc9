using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.LoadTest.Own;

/// <summary>The features of another source that meet a box: a smaller collection of the same things.</summary>
/// <param name="whole">The other; not closed by this one.</param>
/// <param name="box">In its CRS.</param>
internal sealed class BoxedSource(IFeatureSource whole, Box box) : IFeatureSource
{
    public ValueTask<FeatureSchema> ReadSchemaAsync(CancellationToken cancellationToken) => whole.ReadSchemaAsync(cancellationToken);

    public ValueTask<Box> ReadExtentAsync(CancellationToken cancellationToken) => new(box);

    public ValueTask<FeatureReader> QueryAsync(FeatureQuery query, CancellationToken cancellationToken) => whole.QueryAsync(query with { Box = box }, cancellationToken);

    public ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken) => whole.CountAsync(query with { Box = box }, cancellationToken);

    public ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken) => whole.ReadRevisionAsync(cancellationToken);

    public ValueTask DisposeAsync() => default;
}
