using System.Collections.Concurrent;
using GeoServe.Core.Sources;
using GeoServe.Rendering.Drawing;

namespace GeoServe.Rendering.Images;

/// <summary>Cuts a surface into tiles and writes each. Tiles of one colour share one body. Safe for concurrent use.</summary>
internal sealed class TileWriter
{
    private const int MostShared = 4096;

    private readonly ConcurrentBag<PngEncoder> _encoders = [];
    private readonly ConcurrentDictionary<(uint Pixel, int Width, int Height, TileFormat Format), Tile> _oneColour = new();

    /// <summary>Writes a rectangle of the surface.</summary>
    public Tile Write(Surface surface, int left, int top, int width, int height, TileFormat format)
    {
        var block = new PixelBlock(surface, left, top, width, height);
        if (!block.IsOneColour(out uint pixel)) return new(Encode(block, format), format);
        var key = (pixel, width, height, format);
        if (_oneColour.TryGetValue(key, out Tile? shared)) return shared;
        var tile = new Tile(Encode(block, format), format);
        return _oneColour.Count < MostShared ? _oneColour.GetOrAdd(key, tile) : tile;
    }

    private byte[] Encode(in PixelBlock block, TileFormat format)
    {
        if (format != TileFormat.Png) return SkiaEncoder.Encode(block, format);
        if (!_encoders.TryTake(out PngEncoder? encoder)) encoder = new PngEncoder();
        byte[] body = encoder.Encode(block);
        _encoders.Add(encoder);
        return body;
    }
}
