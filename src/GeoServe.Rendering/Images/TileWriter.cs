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
    /// <param name="surface">The picture.</param> <param name="left">Of the rectangle.</param> <param name="top">Of the rectangle.</param> <param name="width">Its pixels across.</param>
    /// <param name="height">Its pixels down.</param> <param name="format">In which format.</param> <param name="isSmooth">True where colours run into one another.</param>
    public Tile Write(Surface surface, int left, int top, int width, int height, TileFormat format, bool isSmooth = false)
    {
        var block = new PixelBlock(surface, left, top, width, height);
        if (!block.IsOneColour(out uint pixel)) return new(Encode(block, format, isSmooth), format);
        var key = (pixel, width, height, format);
        if (_oneColour.TryGetValue(key, out Tile? shared)) return shared;
        var tile = new Tile(Encode(block, format, isSmooth), format);
        return _oneColour.Count < MostShared ? _oneColour.GetOrAdd(key, tile) : tile;
    }

    private byte[] Encode(in PixelBlock block, TileFormat format, bool isSmooth)
    {
        if (format != TileFormat.Png) return SkiaEncoder.Encode(block, format);
        if (!_encoders.TryTake(out PngEncoder? encoder)) encoder = new PngEncoder();
        byte[] body = encoder.Encode(block, isSmooth);
        _encoders.Add(encoder);
        return body;
    }
}
