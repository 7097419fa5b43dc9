using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;
using SkiaSharp;

namespace GeoServe.Rendering.Drawing;

/// <summary>Draws a line layer: strokes along lines and rings, with caps, joins, dashes, gap, offset and blur.</summary>
internal static class LineDrawer
{
    public static void Draw(DrawingFrame frame, SceneLayer features, LineLayer layer, CancellationToken cancellationToken)
    {
        using FeatureOrder order = FeatureOrder.Of(features, layer, layer.SortKey, frame.Zoom);
        using var pen = new Pen();
        var dashes = new DashPattern();
        var rings = new DashedRings(frame, layer.ReachPixels(frame.Zoom));
        int drawn = 0;
        foreach (int index in order.Indexes)
        {
            if ((++drawn & 255) == 0) cancellationToken.ThrowIfCancellationRequested();
            SceneFeature feature = features[index];
            var context = new EvaluationContext(frame.Zoom, feature.Values, feature.Kind, feature.Id);
            Colour colour = layer.Color.Evaluate(context).WithOpacity(layer.Opacity.Evaluate(context));
            double width = Math.Clamp(layer.Width.Evaluate(context), 0, StyleReach.MostPixels);
            if (colour.Alpha <= 0 || width <= 0) continue;
            SetPen(pen.Paint, layer, context, colour, (float)(width * frame.Scale));
            SetBlur(pen.Paint, (float)(layer.Blur.Evaluate(context) * frame.Scale));
            dashes.Set(layer.Dashes.Evaluate(context), (float)(width * frame.Scale));
            double gap = Math.Clamp(layer.GapWidth.Evaluate(context), 0, StyleReach.MostPixels);
            double offset = Math.Clamp(layer.Offset.Evaluate(context), -StyleReach.MostPixels, StyleReach.MostPixels);
            (float X, float Y) shift = frame.Shift(layer.Translate.Evaluate(context));
            if (gap > 0)
            {
                DrawOne(frame, pen, feature, dashes, rings, (float)((offset + (gap + width) / 2) * frame.Scale), shift);
                DrawOne(frame, pen, feature, dashes, rings, (float)((offset - (gap + width) / 2) * frame.Scale), shift);
            }
            else DrawOne(frame, pen, feature, dashes, rings, (float)(offset * frame.Scale), shift);
        }
    }

    private static void SetPen(SKPaint paint, LineLayer layer, in EvaluationContext context, in Colour colour, float width)
    {
        paint.Color = colour.ToSkia();
        paint.StrokeWidth = width;
        paint.StrokeCap = layer.Cap.Evaluate(context) switch
        {
            LineCap.Round => SKStrokeCap.Round,
            LineCap.Square => SKStrokeCap.Square,
            _ => SKStrokeCap.Butt,
        };
        paint.StrokeJoin = layer.Join.Evaluate(context) switch
        {
            LineJoin.Round => SKStrokeJoin.Round,
            LineJoin.Bevel => SKStrokeJoin.Bevel,
            _ => SKStrokeJoin.Miter,
        };
        paint.StrokeMiter = (float)Math.Clamp(layer.MiterLimit.Evaluate(context), 1, 10);
    }

    private static void SetBlur(SKPaint paint, float blur)
    {
        if (blur <= 0 && paint.MaskFilter is null) return;
        paint.MaskFilter?.Dispose();
        // A Gaussian that falls off over the blur's width on both sides of the edge.
        paint.MaskFilter = blur > 0 ? SKMaskFilter.CreateBlur(SKBlurStyle.Normal, Math.Min(blur, (float)StyleReach.MostPixels) / 3) : null;
    }

    private static void DrawOne(DrawingFrame frame, Pen pen, in SceneFeature feature, DashPattern dashes, DashedRings rings, float offset, (float X, float Y) shift)
    {
        bool isClosed = feature.Kind == GeometryKind.Polygon;
        if (isClosed && !dashes.IsSolid)
        {
            rings.Draw(pen, feature, dashes, offset, shift);
            return;
        }
        int start = 0;
        for (int part = 0; part < feature.PartEnds.Length; part++)
        {
            int end = feature.PartEnds[part];
            ReadOnlySpan<int> line = feature.Coordinates[(start * 2)..(end * 2)];
            start = end;
            if (offset == 0) pen.Add(frame, line, isClosed, shift);
            else pen.Add(LineOffsetter.Offset(line, frame.PixelsPerUnit, offset, isClosed, shift), isClosed);
            if (dashes.IsSolid) continue;
            // Each part has its own place in the pattern, so each is a path of its own.
            pen.Paint.PathEffect?.Dispose();
            pen.Paint.PathEffect = dashes.Effect(feature.PartOffsets[part] * frame.PixelsPerUnit);
            pen.Flush(frame);
        }
        if (dashes.IsSolid)
        {
            pen.Paint.PathEffect?.Dispose();
            pen.Paint.PathEffect = null;
            pen.Flush(frame);
        }
    }
}
