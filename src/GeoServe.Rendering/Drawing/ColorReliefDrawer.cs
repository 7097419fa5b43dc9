using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>Draws numbers as colours; what has no number stays as it is.</summary>
internal static class ColorReliefDrawer
{
    public static void Draw(DrawingFrame frame, SceneRaster values, ColorReliefLayer layer, CancellationToken cancellationToken)
    {
        Surface surface = frame.Painter.Surface;
        var ramp = new ColorRamp(layer, frame.Zoom);
        for (int y = 0; y < surface.Height; y++)
        {
            if ((y & 63) == 0) cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> row = values.Values(y)[values.Margin..];
            Span<uint> pixels = surface.Row(y);
            for (int x = 0; x < pixels.Length; x++)
            {
                if (float.IsNaN(row[x])) continue;
                uint above = ramp.Of(row[x]);
                if (above != 0) pixels[x] = Surface.Over(pixels[x], above);
            }
        }
    }
}
