using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>
/// Draws light and shadow of heights. The slope of a pixel is that of Horn (1981), from the eight around it, of which the scene has one row and column beyond the picture: so
/// nothing shows where tiles meet. Where a neighbour has no height it counts as high as the pixel.
/// </summary>
internal static class HillshadeDrawer
{
    public static void Draw(DrawingFrame frame, SceneRaster heights, HillshadeLayer layer, CancellationToken cancellationToken)
    {
        var shading = new ReliefShading(layer, frame.Zoom);
        Surface surface = frame.Painter.Surface;
        for (int y = 0; y < surface.Height; y++)
        {
            if ((y & 63) == 0) cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> above = heights.Values(y - 1), here = heights.Values(y), below = heights.Values(y + 1);
            (double east, double south) = GroundPixels.Of(frame.View, y);
            double perEast = 1 / (8 * east), perSouth = 1 / (8 * south);
            Span<uint> pixels = surface.Row(y);
            for (int x = 0; x < pixels.Length; x++)
            {
                int at = x + heights.Margin;
                float own = here[at];
                if (float.IsNaN(own)) continue;
                float a = Or(above[at - 1], own), b = Or(above[at], own), c = Or(above[at + 1], own), d = Or(here[at - 1], own), f = Or(here[at + 1], own);
                float g = Or(below[at - 1], own), h = Or(below[at], own), i = Or(below[at + 1], own);
                uint shade = shading.Of((c + f + f + i - (a + d + d + g)) * perEast, (g + h + h + i - (a + b + b + c)) * perSouth);
                if (shade != 0) pixels[x] = Surface.Over(pixels[x], shade);
            }
        }
    }

    private static float Or(float value, float own) => float.IsNaN(value) ? own : value;
}
