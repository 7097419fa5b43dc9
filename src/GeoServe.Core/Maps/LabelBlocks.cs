using System.Collections.Concurrent;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Maps;

/// <summary>
/// The placed labels of blocks of <see cref="BlockTiles"/> x <see cref="BlockTiles"/> tiles, each placed once however many of its tiles are
/// asked for (design, section 7). A block is found by what it shows (map, style, matrix, scale, selection, stamp), so it is never stale.
/// </summary>
/// <param name="placer">Decides which labels are drawn.</param>
public sealed class LabelBlocks(ILabelPlacer placer)
{
    /// <summary>Tiles of a block each way.</summary>
    public const int BlockTiles = 16;

    // About 250 blocks of a thousand labels; the oldest go first.
    private const long MostBytes = 64L << 20;

    private readonly ConcurrentDictionary<BlockKey, Lazy<Task<PlacedLabels>>> _blocks = new();
    private readonly ConcurrentQueue<(BlockKey Key, long Bytes)> _order = new();
    private long _bytes;

    /// <summary>The labels of the block in which the view's tiles lie; null where the style has no text at its zoom.</summary>
    internal async Task<PlacedLabels?> FindAsync(MapView view, Map map, MapStyle style, Snapshot snapshot, SceneBuilder scenes, CancellationToken cancellationToken)
    {
        if (!style.Style.HasLabels(view.Zoom)) return null;
        if (view.Tiles is not { } tiles || view.TileMatrixSet is not { } set)
        {
            return await PlaceAsync(view, map, style, snapshot, scenes, cancellationToken).ConfigureAwait(false);
        }
        var key = new BlockKey(map.Id, style.Id, set.Id, tiles.Z, tiles.MinX / BlockTiles, tiles.MinY / BlockTiles, view.Scale, view.Selection?.Text ?? "", snapshot.StampOf(map, style));
        // A block outlives the request that began it: others wait for it, and the next tile will.
        Lazy<Task<PlacedLabels>> block = _blocks.GetOrAdd(key, key => new(() => Task.Run(() => PlaceBlockAsync(key, set, view, map, style, snapshot, scenes))));
        try
        {
            return await block.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (block.Value.IsFaulted)
        {
            _blocks.TryRemove(new(key, block));
            throw;
        }
    }

    private async Task<PlacedLabels> PlaceBlockAsync(BlockKey key, TileMatrixSet set, MapView view, Map map, MapStyle style, Snapshot snapshot, SceneBuilder scenes)
    {
        int minX = key.Column * BlockTiles, minY = key.Row * BlockTiles;
        TileRange tiles = new TileRange(key.Z, minX, minY, minX + BlockTiles - 1, minY + BlockTiles - 1).Intersection(set.All(key.Z));
        PlacedLabels placed = await PlaceAsync(MapView.OfRaster(set, tiles, view.Scale, view.Format) with { Selection = view.Selection }, map, style, snapshot, scenes, CancellationToken.None).ConfigureAwait(false);
        _order.Enqueue((key, placed.SizeBytes));
        Interlocked.Add(ref _bytes, placed.SizeBytes);
        while (Interlocked.Read(ref _bytes) > MostBytes && _order.TryDequeue(out (BlockKey Key, long Bytes) oldest))
        {
            if (_blocks.TryRemove(oldest.Key, out _)) Interlocked.Add(ref _bytes, -oldest.Bytes);
        }
        return placed;
    }

    private async Task<PlacedLabels> PlaceAsync(MapView view, Map map, MapStyle style, Snapshot snapshot, SceneBuilder scenes, CancellationToken cancellationToken)
    {
        int margin = placer.MarginPixels(style);
        MapView grown = Grow(view, margin);
        using MapScene scene = await scenes.BuildForLabelsAsync(grown, map, style, snapshot, cancellationToken).ConfigureAwait(false);
        return placer.Place(scene, cancellationToken);
    }

    private static MapView Grow(MapView view, int pixels)
    {
        double x = pixels * view.Box.Width / view.WidthPixels, y = pixels * view.Box.Height / view.HeightPixels;
        var box = new Box(view.Box.MinX - x, view.Box.MinY - y, view.Box.MaxX + x, view.Box.MaxY + y);
        return view with { Box = box, WidthPixels = view.WidthPixels + (2 * pixels), HeightPixels = view.HeightPixels + (2 * pixels) };
    }

    private readonly record struct BlockKey(string Map, string Style, string Set, int Z, int Column, int Row, int Scale, string Selection, ulong Stamp);
}
