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
        float[]? whole = layer.IsForShade ? WithoutGaps(values, surface.Width, surface.Height) : null;
        for (int y = 0; y < surface.Height; y++)
        {
            ReadOnlySpan<float> row = whole is null ? values.Values(y)[values.Margin..] : whole.AsSpan(y * surface.Width, surface.Width);
            Span<uint> pixels = surface.Row(y);
            for (int x = 0; x < pixels.Length; x++) pixels[x] = float.IsNaN(row[x]) ? PixelOf(ElevationCodeLayer.None, 256) : PixelOf(row[x], steps);
        }
    }

    // A browser shades gaps, too, whatever is said of them: they are to be smooth. Null where there are none.
    private static float[]? WithoutGaps(SceneRaster values, int width, int height)
    {
        bool any = false;
        for (int y = 0; y < height && !any; y++) any = HasNone(values.Values(y).Slice(values.Margin, width));
        if (!any) return null;
        float[] whole = new float[width * height];
        for (int y = 0; y < height; y++) values.Values(y).Slice(values.Margin, width).CopyTo(whole.AsSpan(y * width, width));
        GapFiller.Fill(whole, width, height);
        return whole;
    }

    private static bool HasNone(ReadOnlySpan<float> row)
    {
        foreach (float value in row)
        {
            if (float.IsNaN(value)) return true;
        }
        return false;
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
