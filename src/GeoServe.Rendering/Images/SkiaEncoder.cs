using GeoServe.Core.Sources;
using SkiaSharp;

namespace GeoServe.Rendering.Images;

/// <summary>Writes JPEG and WebP by Skia.</summary>
internal static class SkiaEncoder
{
    // JPEG 85 shows no blocks around letters; WebP 90 is lossy but smaller than PNG wherever there are many colours.
    private const int JpegQuality = 85;
    private const int WebPQuality = 90;

    /// <summary>Writes a picture. JPEG has no transparency: the caller has laid the pixels over white.</summary>
    public static byte[] Encode(in PixelBlock block, TileFormat format)
    {
        var info = new SKImageInfo(block.Width, block.Height, SKColorType.Rgba8888, format == TileFormat.Jpeg ? SKAlphaType.Opaque : SKAlphaType.Premul);
        using var pixmap = new SKPixmap(info, block.Address, block.RowBytes);
        using SKData? data = format == TileFormat.Jpeg
            ? pixmap.Encode(new SKJpegEncoderOptions(JpegQuality))
            : pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, WebPQuality));
        return data?.ToArray() ?? throw new InvalidOperationException($"Skia wrote no {format}.");
    }
}
