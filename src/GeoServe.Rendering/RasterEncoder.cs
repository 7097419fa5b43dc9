using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Rendering.Drawing;
using GeoServe.Rendering.Images;

namespace GeoServe.Rendering;

/// <summary>Makes pictures of scenes: the whole metatile is drawn at once, then cut into tiles. PNG, WebP and JPEG. Safe for concurrent use.</summary>
public sealed class RasterEncoder : ISceneEncoder
{
    private readonly PainterPool _painters = new();
    private readonly TileWriter _tiles = new();

    /// <inheritdoc/>
    public bool Makes(TileFormat format) => format.IsRaster();

    /// <inheritdoc/>
    /// <remarks>What nothing covers is transparent; in JPEG, which knows no transparency, white.</remarks>
    public Tile[] Encode(MapScene scene, CancellationToken cancellationToken)
    {
        MapView view = scene.View;
        int width = view.WidthPixels * view.Scale, height = view.HeightPixels * view.Scale;
        Painter painter = _painters.Rent(width, height);
        using (var frame = new DrawingFrame(painter, view)) SceneDrawer.Draw(frame, scene, cancellationToken);
        if (view.Format == TileFormat.Jpeg) LayOverWhite(painter.Surface);
        Tile[] tiles = Cut(painter.Surface, view, isSmooth: !scene.Rasters.IsEmpty, cancellationToken);
        _painters.Return(painter);      // not in a finally: a painter whose drawing was broken off holds half-drawn areas
        return tiles;
    }

    private Tile[] Cut(Surface surface, MapView view, bool isSmooth, CancellationToken cancellationToken)
    {
        if (view.Tiles is not { } range) return [_tiles.Write(surface, 0, 0, surface.Width, surface.Height, view.Format, isSmooth)];
        int width = surface.Width / range.Columns, height = surface.Height / range.Rows;
        var tiles = new Tile[range.Columns * range.Rows];
        for (int i = 0; i < tiles.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tiles[i] = _tiles.Write(surface, i % range.Columns * width, i / range.Columns * height, width, height, view.Format, isSmooth);
        }
        return tiles;
    }

    private static void LayOverWhite(Surface surface)
    {
        foreach (ref uint pixel in surface.Pixels) pixel = Surface.Over(0xffffffff, pixel);
    }
}
