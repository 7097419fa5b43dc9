using System.Collections.Immutable;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Maps;

/// <summary>Finds what a view shows: asks the tile index of each collection, cuts to the view and its margin, and brings positions to scene units.</summary>
/// <param name="labels">Places labels for raster pictures.</param>
public sealed class SceneBuilder(LabelBlocks labels)
{
    /// <summary>Margin of a vector tile in style pixels where the style asks for less: an eighth of what MapLibre's own tilers take at most.</summary>
    public const double LeastVectorMarginPixels = 8;

    /// <summary>Finds what a view shows of a map in a style.</summary>
    /// <exception cref="SourceUnavailableException">A source gave no answer.</exception>
    public async Task<MapScene> BuildAsync(MapView view, Map map, MapStyle style, Snapshot snapshot, CancellationToken cancellationToken)
    {
        bool vector = !view.Format.IsRaster();
        ImmutableArray<SceneLayer>.Builder layers = ImmutableArray.CreateBuilder<SceneLayer>();
        try
        {
            foreach (Collection collection in map.Collections)
            {
                if (vector ? style.Style.DrawsWithin(collection.Id, view.Zoom) : style.Style.Draws(collection.Id, view.Zoom))
                {
                    double margin = vector
                        ? Math.Max(LeastVectorMarginPixels, style.Style.ReachPixels(collection.Id, view.Zoom + 1))
                        : style.Style.ReachPixels(collection.Id, view.Zoom);
                    CollectionState state = snapshot.StateOf(collection);
                    ImmutableArray<int> columns = vector ? AllColumns(state.Index.Schema) : ColumnsOf(state.Index.Schema, style.Style.AttributesOf(collection.Id));
                    bool whole = !vector && MayHaveRings(state.Index.Schema.GeometryType) && style.Style.HasDashes(collection.Id, view.Zoom);
                    layers.Add(await ReadAsync(view, state, columns, Math.Ceiling(margin) + 1, cancellationToken, whole).ConfigureAwait(false));
                }
            }
            PlacedLabels? placed = vector ? null : await labels.FindAsync(view, map, style, snapshot, this, cancellationToken).ConfigureAwait(false);
            return new MapScene(view, map, style, layers.ToImmutable()) { Labels = placed };
        }
        catch
        {
            foreach (SceneLayer layer in layers) layer.Dispose();
            throw;
        }
    }

    /// <summary>Finds what labels are made of: only the collections with text at the view's zoom.</summary>
    internal async Task<MapScene> BuildForLabelsAsync(MapView view, Map map, MapStyle style, Snapshot snapshot, CancellationToken cancellationToken)
    {
        ImmutableArray<SceneLayer>.Builder layers = ImmutableArray.CreateBuilder<SceneLayer>();
        foreach (Collection collection in map.Collections.Where(collection => style.Style.HasLabels(collection.Id, view.Zoom)))
        {
            CollectionState state = snapshot.StateOf(collection);
            layers.Add(await ReadAsync(view, state, ColumnsOf(state.Index.Schema, style.Style.AttributesOf(collection.Id)), 1, cancellationToken, whole: true).ConfigureAwait(false));
        }
        return new MapScene(view, map, style, layers.ToImmutable());
    }

    private static bool MayHaveRings(ShapeType type) => type is ShapeType.Polygon or ShapeType.MultiPolygon or ShapeType.Geometry or ShapeType.GeometryCollection;

    // A label's place must not depend on where a block cuts its feature, nor the dashes of an outline on the view, so features are left whole, as far as scene units reach.
    private static GridBox Widened(GridBox box, ViewProjection projection)
    {
        double steps = (1 << 29) / projection.UnitsPerStep;
        return new(WorldGrid.Round(box.MinX - steps), WorldGrid.Round(box.MinY - steps), WorldGrid.Round(box.MaxX + steps), WorldGrid.Round(box.MaxY + steps));
    }

    private static ImmutableArray<int> AllColumns(FeatureSchema schema) => [.. Enumerable.Range(0, schema.Columns.Length)];

    private static ImmutableArray<int> ColumnsOf(FeatureSchema schema, ImmutableArray<string> names) =>
        [.. names.Select(schema.IndexOf).Where(index => index >= 0)];

    private static async Task<SceneLayer> ReadAsync(
        MapView view, CollectionState state, ImmutableArray<int> columns, double marginPixels, CancellationToken cancellationToken, bool whole = false)
    {
        var projection = new ViewProjection(view);
        double margin = marginPixels * view.UnitsPerPixel;
        (double minX, double minY, double maxX, double maxY) = projection.Steps(view, margin);
        var layer = new SceneLayer(state.Collection, [.. columns.Select(index => state.Index.Schema.Columns[index])]);
        try
        {
            // At the antimeridian the margin shows what lies at the other end of the world.
            for (int turn = -1; turn <= 1; turn++)
            {
                double shift = turn * WorldGrid.Steps;
                double west = Math.Max(minX - shift, int.MinValue), east = Math.Min(maxX - shift, int.MaxValue);
                if (west > east || maxY < int.MinValue || minY > int.MaxValue) continue;
                var box = new GridBox(WorldGrid.Round(west), WorldGrid.Round(minY), WorldGrid.Round(east), WorldGrid.Round(maxY));
                var query = new TileQuery(box, view.UnitsPerPixel / projection.UnitsPerStep, columns);
                using FeatureCursor cursor = await state.Index.QueryAsync(query, cancellationToken).ConfigureAwait(false);
                var writer = new SceneLayerWriter(layer, projection, whole ? Widened(box, projection) : box, turn * (1L << 32));
                writer.AddAll(cursor, cancellationToken);
            }
            return layer;
        }
        catch
        {
            layer.Dispose();
            throw;
        }
    }
}
