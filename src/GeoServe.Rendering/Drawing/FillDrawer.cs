using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;
using SkiaSharp;

namespace GeoServe.Rendering.Drawing;

/// <summary>Draws a fill layer: areas, and where the style names an outline colour a line of one pixel around each.</summary>
internal static class FillDrawer
{
    public static void Draw(DrawingFrame frame, SceneLayer features, FillLayer layer, CancellationToken cancellationToken)
    {
        using FeatureOrder order = FeatureOrder.Of(features, layer, layer.SortKey, frame.Zoom);
        if (order.Indexes.IsEmpty) return;
        if (layer.OutlineColor.IsUnsaid) NarrowAreas.Draw(frame, features, layer, order, cancellationToken);
        Painter painter = frame.Painter;
        painter.Blender.BeginLayer();
        var sink = new AreaSink(painter.Blender);
        int drawn = 0;
        foreach (int index in order.Indexes)
        {
            if ((++drawn & 255) == 0) cancellationToken.ThrowIfCancellationRequested();
            SceneFeature feature = features[index];
            var context = new EvaluationContext(frame.Zoom, feature.Values, feature.Kind, feature.Id);
            Colour colour = layer.Color.Evaluate(context).WithOpacity(layer.Opacity.Evaluate(context));
            if (colour.Alpha <= 0) continue;
            (float shiftX, float shiftY) = frame.Shift(layer.Translate.Evaluate(context));
            int start = 0;
            foreach (int end in feature.PartEnds)
            {
                painter.Areas.AddRing(feature.Coordinates[(start * 2)..(end * 2)], frame.PixelsPerUnit, shiftX, shiftY);
                start = end;
            }
            painter.Blender.SetColour(colour);
            sink.IsHard = !layer.Antialias.Evaluate(context);
            painter.Areas.Sweep(ref sink);
        }
        if (!layer.OutlineColor.IsUnsaid) DrawOutlines(frame, features, layer, order, cancellationToken);
    }

    private static void DrawOutlines(DrawingFrame frame, SceneLayer features, FillLayer layer, FeatureOrder order, CancellationToken cancellationToken)
    {
        using var pen = new Pen();
        pen.Paint.StrokeWidth = frame.Scale;
        pen.Paint.StrokeJoin = SKStrokeJoin.Bevel;
        int drawn = 0;
        foreach (int index in order.Indexes)
        {
            if ((++drawn & 255) == 0) cancellationToken.ThrowIfCancellationRequested();
            SceneFeature feature = features[index];
            var context = new EvaluationContext(frame.Zoom, feature.Values, feature.Kind, feature.Id);
            Colour colour = layer.OutlineColor.Evaluate(context).WithOpacity(layer.Opacity.Evaluate(context));
            if (colour.Alpha <= 0 || !layer.Antialias.Evaluate(context)) continue;
            pen.Paint.Color = colour.ToSkia();
            pen.Draw(frame, feature.Coordinates, feature.PartEnds, isClosed: feature.Kind == GeometryKind.Polygon, frame.Shift(layer.Translate.Evaluate(context)));
        }
    }
}
