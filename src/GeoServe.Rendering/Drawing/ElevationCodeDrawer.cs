using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>Writes numbers into colours: red * 256 + green + blue / 256 - 32,768 (Terrarium).</summary>
internal static class ElevationCodeDrawer
{
    public static void Draw(DrawingFrame frame, SceneRaster values, ElevationCodeLayer layer)
    {
        Surface surface = frame.Painter.Surface;
        double steps = layer.IsForShade ? StepsFor(frame) : StepsFor(values);
        int lastFilled = -1;
        for (int y = 0; y < surface.Height; y++)
        {
            ReadOnlySpan<float> row = values.Values(y)[values.Margin..];
            Span<uint> pixels = surface.Row(y);
            int filled = 0;
            for (int x = 0; x < pixels.Length; x++)
            {
                if (float.IsNaN(row[x]))
                {
                    pixels[x] = layer.IsForShade ? 0 : PixelOf(ElevationCodeLayer.None, 256);
                    continue;
                }
                pixels[x] = PixelOf(row[x], steps);
                filled++;
            }
            if (!layer.IsForShade || filled == 0) continue;
            if (filled < pixels.Length) GoOnAcross(pixels);
            // Rows in which nothing is take the next that has something; above the first it is the first.
            for (int empty = y - 1; empty > lastFilled; empty--) (lastFilled < 0 || y - empty <= empty - lastFilled ? pixels : surface.Row(lastFilled)).CopyTo(surface.Row(empty));
            lastFilled = y;
        }
        if (!layer.IsForShade) return;
        for (int y = lastFilled + 1; y < surface.Height; y++)
        {
            if (lastFilled < 0) surface.Row(y).Fill(PixelOf(0, steps));
            else surface.Row(lastFilled).CopyTo(surface.Row(y));
        }
    }

    private static void GoOnAcross(Span<uint> pixels)
    {
        int last = -1;
        for (int x = 0; x < pixels.Length; x++)
        {
            if (pixels[x] == 0) continue;
            for (int empty = x - 1; empty > last; empty--) pixels[empty] = last < 0 || x - empty <= empty - last ? pixels[x] : pixels[last];
            last = x;
        }
        if (last >= 0) pixels[(last + 1)..].Fill(pixels[last]);
    }

    // Steps in a metre, a power of two. MapLibre keeps a slope to 1/32, made steeper far out; a step of half of that is nothing to see, and packs to a third.
    private static double StepsFor(DrawingFrame frame)
    {
        double zoom = frame.Zoom + 1, steeper = zoom < 15 ? Math.Pow(2, (15 - zoom) * 0.3) : 1;
        double metres = GroundPixels.Of(frame.View, frame.Painter.Surface.Height / 2).South / (64 * steeper);
        return Math.Pow(2, Math.Clamp(Math.Ceiling(-Math.Log2(metres)), 0, 8));
    }

    // Of heights in metres a sixteenth is finer than any colour; numbers from 0 to 1 need all that the encoding has.
    private static double StepsFor(SceneRaster values)
    {
        float most = 0;
        for (int y = 0; y < values.Height; y++)
        {
            foreach (float value in values.Values(y)) most = Math.Max(most, float.IsNaN(value) ? 0 : Math.Abs(value));
        }
        return most < 100 ? 256 : 16;
    }

    private static uint PixelOf(double value, double steps)
    {
        uint code = (uint)Math.Clamp(((Math.Round(value * steps) / steps) + 32768) * 256, 0, 0xffffff);
        return code >> 16 | (code & 0xff00) | (code & 255) << 16 | 0xff000000;
    }
}
