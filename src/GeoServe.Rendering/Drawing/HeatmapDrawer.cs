using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>
/// Draws a heat map as MapLibre does: the sum of bells around the points, coloured by density. Where all points have one radius they are gathered on pixels
/// first and blurred across, then down, so a million points cost no more than a thousand. Reaches over the picture's edge as far as the layer says.
/// </summary>
internal static class HeatmapDrawer
{
    // Of a bell with deviation 1 at its middle: 1 / sqrt(2 pi). MapLibre takes it for the surface, too.
    private const double Middle = 0.398_942_280_401_432_7;

    private const int RampSteps = 1024;

    public static void Draw(DrawingFrame frame, SceneLayer? features, HeatmapLayer layer, CancellationToken cancellationToken)
    {
        Surface surface = frame.Painter.Surface;
        var here = new EvaluationContext(frame.Zoom, default, default, 0);
        uint[] ramp = RampOf(layer, frame.Zoom, layer.Opacity.Evaluate(here));
        int margin = (int)Math.Ceiling(StyleReach.Heat(layer, frame.Zoom) * frame.Scale);
        using var heat = new HeatField(surface.Width, surface.Height, margin);
        if (features is not null) Gather(frame, features, layer, heat, cancellationToken);
        if (layer.Radius.IsSameForAll) heat.Blur(layer.Radius.Evaluate(here) * frame.Scale);
        float scale = (float)(layer.Intensity.Evaluate(here) * Middle * (RampSteps - 1));
        for (int y = 0; y < surface.Height; y++)
        {
            if ((y & 63) == 0) cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> densities = heat.Row(y);
            Span<uint> pixels = surface.Row(y);
            for (int x = 0; x < pixels.Length; x++)
            {
                uint above = ramp[(int)Math.Min((densities[x] * scale) + 0.5f, RampSteps - 1)];
                if (above != 0) pixels[x] = Surface.Over(pixels[x], above);
            }
        }
    }

    private static void Gather(DrawingFrame frame, SceneLayer features, HeatmapLayer layer, HeatField heat, CancellationToken cancellationToken)
    {
        bool isSame = layer.Radius.IsSameForAll;
        for (int index = 0; index < features.Count; index++)
        {
            if ((index & 4095) == 0) cancellationToken.ThrowIfCancellationRequested();
            SceneFeature feature = features[index];
            if (feature.Kind != GeometryKind.Point) continue;
            var context = new EvaluationContext(frame.Zoom, feature.Values, feature.Kind, feature.Id);
            if (!layer.Takes(context)) continue;
            float weight = (float)Math.Max(0, layer.Weight.Evaluate(context));
            if (weight == 0) continue;
            double radius = isSame ? 0 : Math.Clamp(layer.Radius.Evaluate(context), 1, StyleReach.MostPixels) * frame.Scale;
            ReadOnlySpan<int> positions = feature.Coordinates;
            for (int i = 0; i + 1 < positions.Length; i += 2)
            {
                double x = positions[i] * frame.PixelsPerUnit, y = positions[i + 1] * frame.PixelsPerUnit;
                if (isSame) heat.Add(x, y, weight);
                else heat.AddBell(x, y, weight, radius);
            }
        }
    }

    private static uint[] RampOf(HeatmapLayer layer, double zoom, double opacity)
    {
        var ramp = new uint[RampSteps];
        for (int i = 0; i < ramp.Length; i++)
        {
            var context = new EvaluationContext(zoom, default, default, 0) { HeatmapDensity = (double)i / (RampSteps - 1) };
            ramp[i] = Surface.PixelOf(layer.Color.Evaluate(context).WithOpacity(opacity));
        }
        return ramp;
    }
}
