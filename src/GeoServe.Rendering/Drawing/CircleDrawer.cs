using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>Draws a circle layer: a disc with a ring around it at each position, its edges softened over one pixel by their distance.</summary>
internal static class CircleDrawer
{
    public static void Draw(DrawingFrame frame, SceneLayer features, CircleLayer layer, CancellationToken cancellationToken)
    {
        using FeatureOrder order = FeatureOrder.Of(features, layer, layer.SortKey, frame.Zoom);
        int drawn = 0;
        foreach (int index in order.Indexes)
        {
            if ((++drawn & 255) == 0) cancellationToken.ThrowIfCancellationRequested();
            SceneFeature feature = features[index];
            var context = new EvaluationContext(frame.Zoom, feature.Values, feature.Kind, feature.Id);
            double radius = Math.Clamp(layer.Radius.Evaluate(context), 0, StyleReach.MostPixels);
            double stroke = Math.Clamp(layer.StrokeWidth.Evaluate(context), 0, StyleReach.MostPixels);
            var disc = new Disc(
                (float)(radius * frame.Scale),
                (float)(stroke * frame.Scale),
                (float)Math.Clamp(layer.Blur.Evaluate(context), 0, 1),
                layer.Color.Evaluate(context).WithOpacity(layer.Opacity.Evaluate(context)),
                layer.StrokeColor.Evaluate(context).WithOpacity(layer.StrokeOpacity.Evaluate(context)));
            if (disc.Reach <= 0) continue;
            (float shiftX, float shiftY) = frame.Shift(layer.Translate.Evaluate(context));
            ReadOnlySpan<int> positions = feature.Coordinates;
            for (int i = 0; i + 1 < positions.Length; i += 2)
            {
                disc.Draw(frame.Painter.Surface, (float)(positions[i] * frame.PixelsPerUnit) + shiftX, (float)(positions[i + 1] * frame.PixelsPerUnit) + shiftY);
            }
        }
    }
}
