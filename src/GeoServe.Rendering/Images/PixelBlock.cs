using GeoServe.Rendering.Drawing;

namespace GeoServe.Rendering.Images;

/// <summary>A rectangle of a surface: one tile of a metatile, or all of it.</summary>
internal readonly ref struct PixelBlock(Surface surface, int left, int top, int width, int height)
{
    /// <summary>Pixels across.</summary>
    public int Width { get; } = width;

    /// <summary>Pixels down.</summary>
    public int Height { get; } = height;

    /// <summary>One row, as <see cref="Surface"/> describes pixels.</summary>
    public ReadOnlySpan<uint> Row(int y) => surface.Row(top + y).Slice(left, Width);

    /// <summary>Address of its first pixel.</summary>
    public nint Address => surface.Address + ((top * surface.Width + left) * 4);

    /// <summary>Bytes from one row to the next.</summary>
    public int RowBytes => surface.Width * 4;

    /// <summary>True when all pixels are the same.</summary>
    public bool IsOneColour(out uint pixel)
    {
        pixel = Row(0)[0];
        for (int y = 0; y < Height; y++)
        {
            if (Row(y).ContainsAnyExcept(pixel)) return false;
        }
        return true;
    }
}
