using System.Runtime.InteropServices;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Rendering.Drawing;

/// <summary>
/// A picture in memory: rows of pixels without gaps, each a <see cref="uint"/> with red in the lowest byte, then green, blue, alpha; the colours
/// multiplied by alpha. Pinned, so that Skia can draw into the same memory.
/// </summary>
internal sealed class Surface
{
    private uint[] _pixels = [];

    /// <summary>Pixels across.</summary>
    public int Width { get; private set; }

    /// <summary>Pixels down.</summary>
    public int Height { get; private set; }

    /// <summary>All pixels, row by row.</summary>
    public Span<uint> Pixels => _pixels.AsSpan(0, Width * Height);

    /// <summary>Address of the first pixel.</summary>
    public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_pixels, 0);

    /// <summary>How many pixels its memory holds.</summary>
    public int Capacity => _pixels.Length;

    /// <summary>Makes it a clear picture of a size.</summary>
    public void Reset(int width, int height)
    {
        if (_pixels.Length < width * height) _pixels = GC.AllocateUninitializedArray<uint>(width * height, pinned: true);
        Width = width;
        Height = height;
        Pixels.Clear();
    }

    /// <summary>One row of pixels.</summary>
    public Span<uint> Row(int y) => _pixels.AsSpan(y * Width, Width);

    /// <summary>A colour as a pixel.</summary>
    public static uint PixelOf(in Colour colour)
    {
        double alpha = colour.Alpha * 255;
        return Byte(colour.Red * alpha) | Byte(colour.Green * alpha) << 8 | Byte(colour.Blue * alpha) << 16 | Byte(alpha) << 24;
    }

    private static uint Byte(double value) => (uint)Math.Round(value);

    /// <summary>A pixel laid over another.</summary>
    public static uint Over(uint below, uint above)
    {
        uint rest = 255 - (above >> 24);
        // Two channels at a time; x * 257 / 65536 is x / 255 to within half a step.
        uint even = (below & 0x00ff00ff) * rest + 0x00800080, odd = (below >> 8 & 0x00ff00ff) * rest + 0x00800080;
        even = even + (even >> 8 & 0x00ff00ff) >> 8 & 0x00ff00ff;
        odd = odd + (odd >> 8 & 0x00ff00ff) & 0xff00ff00;
        return (even | odd) + above;
    }
}
