using System.Collections.Immutable;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Maps;

/// <summary>Finds what a view shows: asks the tile index of each collection, cuts to the view and its margin, and brings positions to scene units.</summary>
/// <param name="labels">Places labels for raster pictures.</param>
public sealed class SceneBuilder(LabelBlocks labels)
{
    /// <summary>Finds what a view shows of a map in a style: gathered for a picture, in streams for a vector tile.</summary>
    /// <exception cref="SourceUnavailableException">A source gave no answer.</exception>
    public Task<MapScene> BuildAsync(MapView view, Map map, MapStyle style, Snapshot snapshot, CancellationToken cancellationToken) =>
        view.Format.IsRaster() ? GatherAsync(view, map, style, snapshot, cancellationToken) : OpenAsync(view, map, style, snapshot, cancellationToken);

    /// <summary>
    /// True when the indexes know that a view shows nothing of a map, neither a feature with what its style draws around it nor a label. Touches no
    /// feature. False means that something may be there.
    /// </summary>
    public bool IsEmpty(MapView view, Map map, MapStyle style, Snapshot snapshot)
    {
        var projection = new ViewProjection(view);
        if (view.Format.IsRaster() && map.Rasters.Any(raster => RasterReader.MayMeet(view, style.Style, raster))) return false;
        foreach (Collection collection in map.Collections)
        {
            // Only the archive itself knows which tiles it has.
            if (collection.Whole is { } whole && ReadyTiles.Serve(whole, map, view)) return false;
            double reach = view.Format.IsRaster()
                ? Math.Max(style.Style.Draws(collection.Id, view.Zoom) ? RasterMargin(style, collection, view) : -1, style.Style.LabelReachPixelsOf(collection.Id, view.Zoom) + 1)
                : style.Style.DrawsWithin(collection.Id, view.Zoom) ? style.Style.VectorMarginPixels(collection.Id, view.Zoom) : -1;
            if (reach < 0) continue;
            ITileIndex index = Gathered(snapshot.StateOf(collection), view, style).Index;
            for (int turn = -1; turn <= 1; turn++)
            {
                if (BoxOf(view, projection, reach * view.UnitsPerPixel, turn) is { } box && index.MayMeet(box)) return false;
            }
        }
        return true;
    }

    // With a pixel for what rounding may move.
    private static double RasterMargin(MapStyle style, Collection collection, MapView view) => Math.Ceiling(style.Style.ReachPixels(collection.Id, view.Zoom)) + 1;

    private async Task<MapScene> GatherAsync(MapView view, Map map, MapStyle style, Snapshot snapshot, CancellationToken cancellationToken)
    {
        ImmutableArray<SceneLayer>.Builder layers = ImmutableArray.CreateBuilder<SceneLayer>();
        var rasters = new List<SceneRaster>();
        try
        {
            foreach (RasterCollection raster in map.Rasters) await RasterReader.ReadAsync(view, style.Style, raster, rasters, cancellationToken).ConfigureAwait(false);
            foreach (Collection collection in map.Collections)
            {
                if (!style.Style.Draws(collection.Id, view.Zoom)) continue;
                CollectionState state = Gathered(snapshot.StateOf(collection), view, style);
                ImmutableArray<int> columns = ColumnsOf(state.Index.Schema, style.Style.AttributesOf(collection.Id));
                bool whole = MayHaveRings(state.Index.Schema.GeometryType) && style.Style.HasDashes(collection.Id, view.Zoom);
                layers.Add(await ReadAsync(view, state, columns, RasterMargin(style, collection, view), cancellationToken, whole).ConfigureAwait(false));
            }
            PlacedLabels? placed = await labels.FindAsync(view, map, style, snapshot, this, cancellationToken).ConfigureAwait(false);
            return new MapScene(view, map, style, layers.ToImmutable()) { Labels = placed, Rasters = [.. rasters] };
        }
        catch
        {
            foreach (SceneRaster raster in rasters) raster.Dispose();
            foreach (SceneLayer layer in layers) layer.Dispose();
            throw;
        }
    }

    private static async Task<MapScene> OpenAsync(MapView view, Map map, MapStyle style, Snapshot snapshot, CancellationToken cancellationToken)
    {
        ImmutableArray<SceneStream>.Builder streams = ImmutableArray.CreateBuilder<SceneStream>(map.Collections.Length);
        var ready = new OrderedDictionary<string, Tile>(StringComparer.Ordinal);
        try
        {
            foreach (Collection collection in map.Collections)
            {
                if (collection.Whole is { } whole && ReadyTiles.Serve(whole, map, view))
                {
                    if (ready.ContainsKey(whole.Id)) continue;
                    ready[whole.Id] = await ReadyTiles.ReadAsync(whole, view.Tiles!.Value, snapshot, cancellationToken).ConfigureAwait(false) ?? Tile.EmptyVectorTile;
                    continue;
                }
                if (!style.Style.DrawsWithin(collection.Id, view.Zoom)) continue;
                if (await OpenAsync(view, map, Gathered(snapshot.StateOf(collection), view, style), style, cancellationToken).ConfigureAwait(false) is { } stream) streams.Add(stream);
            }
            return new MapScene(view, map, style, []) { Streams = streams.DrainToImmutable(), Ready = [.. ready.Values.Where(tile => !tile.IsEmpty)] };
        }
        catch
        {
            foreach (SceneStream stream in streams) stream.Dispose();
            throw;
        }
    }

    // Null where the index knows that nothing is there.
    private static async ValueTask<SceneStream?> OpenAsync(MapView view, Map map, CollectionState state, MapStyle style, CancellationToken cancellationToken)
    {
        var projection = new ViewProjection(view);
        double stepsPerPixel = view.UnitsPerPixel / projection.UnitsPerStep;
        StreamPlan plan = StreamPlan.Of(map, style, state, state.Index.Crowding(stepsPerPixel), view);
        int margin = (int)(plan.MarginPixels * view.UnitsPerPixel);
        Expression? condition = ConditionFor(state, view);
        ImmutableArray<(FeatureCursor Cursor, long ShiftSteps)> cursors = [];
        try
        {
            for (int turn = -1; turn <= 1; turn++)
            {
                if (BoxOf(view, projection, margin, turn) is not { } box || !state.Index.MayMeet(box)) continue;
                var query = new TileQuery(box, stepsPerPixel, plan.Columns, view.UnitSteps);
                FeatureCursor cursor = await QueryAsync(state.Index, query, condition, projection, cancellationToken).ConfigureAwait(false);
                cursors = cursors.IsEmpty ? [(cursor, turn * (1L << 32))] : cursors.Add((cursor, turn * (1L << 32)));
            }
        }
        catch
        {
            foreach ((FeatureCursor cursor, long _) in cursors) cursor.Dispose();
            throw;
        }
        if (cursors.IsEmpty) return null;
        return new SceneStream(state.Collection, plan.Carried, view, SceneCutter.Lend(view, projection, margin, view.UnitSteps, map.ClipsFeatures || plan.Crowding == TileCrowding.Features), cursors)
        {
            LabelColumns = plan.LabelColumns,
            LookColumns = plan.LookColumns,
            Classes = plan.Crowding == TileCrowding.Features && MayHaveRings(state.Index.Schema.GeometryType) ? ClassesOf(plan, style, state, view) : null,
            Crowding = plan.Crowding,
            LeftOut = cursors.All(cursor => cursor.Cursor.IsComplete) ? 0 : BoxOf(view, projection, -1, turn: 0) is { } inside ? state.Index.LeftOut(inside, stepsPerPixel) : 0,
        };
    }

    private static StyleClasses ClassesOf(StreamPlan plan, MapStyle style, CollectionState state, MapView view) =>
        new(style.Style, state.Collection.Id, view.Zoom, plan.IndexOf);

    // At the antimeridian the margin shows what lies at the other end of the world. Null where this turn of it does not meet the view.
    private static GridBox? BoxOf(MapView view, in ViewProjection projection, double marginUnits, int turn)
    {
        (double minX, double minY, double maxX, double maxY) = projection.Steps(view, marginUnits);
        double shift = turn * WorldGrid.Steps;
        double west = Math.Max(minX - shift, int.MinValue), east = Math.Min(maxX - shift, int.MaxValue);
        if (west > east || maxY < int.MinValue || minY > int.MaxValue) return null;
        return new GridBox(WorldGrid.Round(west), WorldGrid.Round(minY), WorldGrid.Round(east), WorldGrid.Round(maxY));
    }

    /// <summary>Finds what labels are made of: only the collections with text at the view's zoom.</summary>
    internal async Task<MapScene> BuildForLabelsAsync(MapView view, Map map, MapStyle style, Snapshot snapshot, CancellationToken cancellationToken)
    {
        ImmutableArray<SceneLayer>.Builder layers = ImmutableArray.CreateBuilder<SceneLayer>();
        try
        {
            foreach (Collection collection in map.Collections.Where(collection => style.Style.HasLabels(collection.Id, view.Zoom)))
            {
                CollectionState state = Gathered(snapshot.StateOf(collection), view, style);
                layers.Add(await ReadAsync(view, state, ColumnsOf(state.Index.Schema, style.Style.AttributesOf(collection.Id)), 1, cancellationToken, whole: true).ConfigureAwait(false));
            }
            return new MapScene(view, map, style, layers.ToImmutable());
        }
        catch
        {
            foreach (SceneLayer layer in layers) layer.Dispose();
            throw;
        }
    }

    // A theme may ask for cells in the place of points, and for points in the place of areas.
    private static CollectionState Gathered(CollectionState state, MapView view, MapStyle style) =>
        style.Aggregation is { } cells && cells.Collection == state.Collection.Id
            ? state with { Index = new AggregatedTileIndex(state.Index, cells, view.UnitsPerPixel / new ViewProjection(view).UnitsPerStep, Both(cells.Condition, view.Selection?.ConditionOf(state.Collection.Id))) }
            : style.PointsOf == state.Collection.Id ? state with { Index = new LabelPointTileIndex(state.Index) }
            : state;

    private static Expression? Both(Expression? one, Expression? other) => one is null ? other : other is null ? one : new AllOf([one, other]);

    // What is gathered was filtered before.
    private static Expression? ConditionFor(CollectionState state, MapView view) =>
        state.Index is AggregatedTileIndex ? null : view.Selection?.ConditionOf(state.Collection.Id);

    private static bool MayHaveRings(ShapeType type) => type is ShapeType.Polygon or ShapeType.MultiPolygon or ShapeType.Geometry or ShapeType.GeometryCollection;

    // A label's place must not depend on where a block cuts its feature, nor the dashes of an outline on the view, so features are left whole, as far as scene units reach.
    private static GridBox Widened(GridBox box, ViewProjection projection)
    {
        double steps = (1 << 29) / projection.UnitsPerStep;
        return new(WorldGrid.Round(box.MinX - steps), WorldGrid.Round(box.MinY - steps), WorldGrid.Round(box.MaxX + steps), WorldGrid.Round(box.MaxY + steps));
    }

    internal static ImmutableArray<int> ColumnsOf(FeatureSchema schema, ImmutableArray<string> names) =>
        [.. names.Select(schema.IndexOf).Where(index => index >= 0)];

    private static async ValueTask<FeatureCursor> QueryAsync(
        ITileIndex index, TileQuery query, Expression? condition, ViewProjection projection, CancellationToken cancellationToken)
    {
        FeatureCursor cursor = await FilteredCursor.QueryAsync(index, query, condition, cancellationToken).ConfigureAwait(false);
        return projection.IsBent ? new DensifiedCursor(cursor, projection) : cursor;
    }

    private static async Task<SceneLayer> ReadAsync(
        MapView view, CollectionState state, ImmutableArray<int> columns, double marginPixels, CancellationToken cancellationToken, bool whole = false)
    {
        var projection = new ViewProjection(view);
        double margin = marginPixels * view.UnitsPerPixel;
        var layer = new SceneLayer(state.Collection, [.. columns.Select(index => state.Index.Schema.Columns[index])]);
        try
        {
            for (int turn = -1; turn <= 1; turn++)
            {
                if (BoxOf(view, projection, margin, turn) is not { } box || !state.Index.MayMeet(box)) continue;
                var query = new TileQuery(box, view.UnitsPerPixel / projection.UnitsPerStep / view.Scale, columns);
                Expression? condition = ConditionFor(state, view);
                using FeatureCursor cursor = await QueryAsync(state.Index, query, condition, projection, cancellationToken).ConfigureAwait(false);
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
