using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>
/// A tile index that keeps nothing: each query is a box query on the source, so it gives what is there now. For collections of up to some
/// 100,000 features, and until the real index is built.
/// </summary>
public sealed class SourceTileIndex : ITileIndex
{
    /// <summary>Most features of one collection in one query: about 100 MB of positions.</summary>
    public const int MostFeatures = 500_000;

    private readonly IFeatureSource _source;
    private readonly CoordinateTransform _toMercator;
    private readonly CoordinateTransform _fromMercator;
    private readonly Box _extent;

    /// <summary>An index over a source.</summary>
    /// <param name="source">Where the features live.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="extent">The box around its features in its CRS: tells whether longitudes go beyond 180 degrees.</param>
    public SourceTileIndex(IFeatureSource source, FeatureSchema schema, Box extent)
    {
        _source = source;
        Schema = schema;
        _extent = extent;
        _toMercator = CrsRegistry.Between(schema.Crs, Crs.WebMercator);
        _fromMercator = CrsRegistry.Between(Crs.WebMercator, schema.Crs);
    }

    /// <inheritdoc/>
    public FeatureSchema Schema { get; }

    /// <inheritdoc/>
    public bool IsExact => false;

    /// <inheritdoc/>
    public ulong Base => 0;

    /// <inheritdoc/>
    public TileCrowding Crowding(double stepsPerPixel) => TileCrowding.None;

    /// <inheritdoc/>
    public bool MayMeet(GridBox box) => true;

    /// <inheritdoc/>
    public long LeftOut(GridBox box, double stepsPerPixel) => 0;

    /// <inheritdoc/>
    public async ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken)
    {
        var rows = new GridFeatures(query.Columns.Length);
        try
        {
            if (Schema.GeometryName is null) return rows;
            var request = new FeatureQuery { Box = BoxOf(query.Box), Columns = query.Columns };
            var writer = new GridFeatureWriter(rows, _toMercator);
            await using FeatureReader reader = await _source.QueryAsync(request, cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (reader.Shape is not { IsEmpty: false } shape) continue;
                if (rows.Count >= MostFeatures)
                {
                    throw new RequestException(RequestFault.TooLarge, "z", $"More than {MostFeatures} features of one collection lie in this tile; ask for a finer zoom.");
                }
                writer.Add(reader.Id.TileId, shape, reader.Values);
            }
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    // In the CRS of the source. The grid ends at 85.06 degrees and at 180: what lies beyond is on its sides, so the box is opened there.
    private Box BoxOf(GridBox box)
    {
        Box source = _fromMercator.Transform(WorldGrid.Mercator(box));
        bool goesRound = Schema.Crs.IsGeographic && (_extent.MinX < -180 || _extent.MaxX > 180);
        return new(
            goesRound ? Math.Min(_extent.MinX, -180) : source.MinX,
            box.MaxY == int.MaxValue ? double.MinValue : source.MinY,
            goesRound ? Math.Max(_extent.MaxX, 180) : source.MaxX,
            box.MinY == int.MinValue ? double.MaxValue : source.MaxY);
    }
}
