using GeoServe.Rendering.Drawing;
using GeoServe.Rendering.Images;
using GeoServe.TestKit.Pictures;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.UnitTests.Rendering;

public class PngEncoderTests
{
    [TestCase(true), TestCase(false)]
    public void A_smooth_picture_is_read_back_as_it_was_and_is_smaller(bool opaque)
    {
        var surface = new Surface();
        surface.Reset(256, 256);
        for (int i = 0; i < surface.Pixels.Length; i++)
        {
            (int x, int y) = (i % 256, i / 256);
            uint alpha = opaque ? 255u : (uint)(128 + (y / 4));
            surface.Pixels[i] = Math.Min((uint)(x / 2), alpha) | Math.Min((uint)(((x * y) >> 9) + 9), alpha) << 8 | Math.Min((uint)(127 + (Math.Sin(x * 0.05) * 60) + (y % 3)), alpha) << 16 | alpha << 24;
        }
        var block = new PixelBlock(surface, 0, 0, 256, 256);

        byte[] smooth = new PngEncoder().Encode(block, isSmooth: true);

        Picture picture = Picture.Decode(smooth), plain = Picture.Decode(new PngEncoder().Encode(block));
        for (int i = 0; i < surface.Pixels.Length; i++) Assert.That(picture[i % 256, i / 256], Is.EqualTo(plain[i % 256, i / 256]), $"{i % 256}, {i / 256}");
        Assert.That(smooth, Has.Length.LessThan(new PngEncoder().Encode(block).Length * 2 / 3));
    }

    // Colours, bits a pixel and colour type that follow from it (ISO/IEC 15948, 11.2.1).
    [TestCase(1, true, 1, 3)]
    [TestCase(2, true, 1, 3)]
    [TestCase(3, true, 2, 3)]
    [TestCase(16, true, 4, 3)]
    [TestCase(17, true, 8, 3)]
    [TestCase(256, true, 8, 3)]
    [TestCase(257, true, 8, 2)]
    [TestCase(200, false, 8, 3)]
    [TestCase(5000, false, 8, 6)]
    public void A_picture_is_read_back_as_it_was(int colours, bool opaque, int bits, int colourType)
    {
        var surface = new Surface();
        surface.Reset(101, 77);
        var random = new Random(colours);
        uint[] palette = [.. Enumerable.Range(0, colours).Select(i => Pixel(i, opaque))];
        for (int i = 0; i < surface.Pixels.Length; i++) surface.Pixels[i] = i < colours ? palette[i] : palette[random.Next(colours)];

        byte[] body = new PngEncoder().Encode(new PixelBlock(surface, 3, 5, 90, 70));

        byte[] whole = new PngEncoder().Encode(new PixelBlock(surface, 0, 0, 101, 77));
        Assert.That(whole[24], Is.EqualTo(bits));
        Assert.That(whole[25], Is.EqualTo(colourType));
        Picture picture = Picture.Decode(body);
        Assert.That((picture.Width, picture.Height), Is.EqualTo((90, 70)));
        for (int y = 0; y < 70; y++)
        {
            for (int x = 0; x < 90; x++) Assert.That(picture[x, y], Is.EqualTo(Plain(surface.Row(y + 5)[x + 3])), $"{x}, {y}");
        }
    }

    // Alphas of 51 and 255 with channels that multiply without a rest, so that nothing is lost.
    private static uint Pixel(int i, bool opaque)
    {
        uint alpha = opaque || i % 2 == 0 ? 255u : 51u;
        uint Channel(int value) => alpha == 255 ? (uint)(value & 255) : (uint)(value % 52);
        return Channel(i) | Channel(i / 52 * 7) << 8 | Channel(i / 256 * 13 + i / 2000) << 16 | alpha << 24;
    }

    private static SKColor Plain(uint pixel)
    {
        uint alpha = pixel >> 24;
        byte Channel(uint value) => (byte)(alpha == 255 ? value : value * 5);
        return new SKColor(Channel(pixel & 255), Channel(pixel >> 8 & 255), Channel(pixel >> 16 & 255), (byte)alpha);
    }
}
