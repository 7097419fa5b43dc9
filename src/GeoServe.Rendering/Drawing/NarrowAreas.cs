using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>
/// Widens areas that are narrower than a pixel to one, before a fill layer is drawn: a river of a third of a pixel would be a shade of its colour, where
/// MapLibre draws a line of a pixel around each area that no other area of the layer covers. Drawn below the layer, it is seen at the
/// outside alone, and not at all between neighbours.
/// </summary>
internal static class NarrowAreas
{
    /// <summary>Draws the bands of all narrow areas of opaque colour; through others they would be seen.</summary>
    public static void Draw(DrawingFrame frame, SceneLayer features, FillLayer layer, in FeatureOrder order, CancellationToken cancellationToken)
    {
        Painter painter = frame.Painter;
        painter.Blender.BeginLayer();
        var sink = new AreaSink(painter.Blender);
        int drawn = 0;
        foreach (int index in order.Indexes)
        {
            if ((++drawn & 255) == 0) cancellationToken.ThrowIfCancellationRequested();
            SceneFeature feature = features[index];
            double band = (1 - WidthPixels(feature, frame.PixelsPerUnit)) / 2;
            if (band <= 0) continue;
            var context = new EvaluationContext(frame.Zoom, feature.Values, feature.Kind, feature.Id);
            Colour colour = layer.Color.Evaluate(context).WithOpacity(layer.Opacity.Evaluate(context));
            if (colour.Alpha < 1 || !layer.Antialias.Evaluate(context)) continue;
            (float shiftX, float shiftY) = frame.Shift(layer.Translate.Evaluate(context));
            int start = 0;
            foreach (int end in feature.PartEnds)
            {
                painter.Areas.AddWidened(feature.Coordinates[(start * 2)..(end * 2)], band, frame.PixelsPerUnit, shiftX, shiftY);
                start = end;
            }
            painter.Blender.SetColour(colour);
            painter.Areas.Sweep(ref sink);
        }
    }

    // The mean: of a long strip twice its area by the length of its outline.
    private static double WidthPixels(in SceneFeature feature, double pixelsPerUnit)
    {
        double twiceArea = 0, outline = 0;
        int start = 0;
        foreach (int end in feature.PartEnds)
        {
            ReadOnlySpan<int> ring = feature.Coordinates[(start * 2)..(end * 2)];
            start = end;
            if (ring.Length < 6) continue;
            double x0 = ring[^2], y0 = ring[^1];
            for (int i = 0; i + 1 < ring.Length; i += 2)
            {
                double x1 = ring[i], y1 = ring[i + 1];
                twiceArea += x0 * y1 - x1 * y0;
                outline += Math.Sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
                (x0, y0) = (x1, y1);
            }
        }
        return outline == 0 ? double.PositiveInfinity : Math.Abs(twiceArea) / outline * pixelsPerUnit;
    }
}
