using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>Draws a background over the whole surface.</summary>
internal static class BackgroundDrawer
{
    public static void Draw(DrawingFrame frame, BackgroundLayer layer)
    {
        var context = new EvaluationContext(frame.Zoom, default, default, 0);
        uint pixel = Surface.PixelOf(layer.Color.Evaluate(context).WithOpacity(layer.Opacity.Evaluate(context)));
        Span<uint> pixels = frame.Painter.Surface.Pixels;
        if (pixel >> 24 == 255) pixels.Fill(pixel);
        else
        {
            for (int i = 0; i < pixels.Length; i++) pixels[i] = Surface.Over(pixels[i], pixel);
        }
    }
}
