using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles;

/// <summary>How far ink lies from a geometry, in pixels at scale 1, at most, whatever the features' attributes are.</summary>
public static class StyleReach
{
    /// <summary>The most that a width, radius or shift may be, in pixels at scale 1: where attributes decide without a bound, drawing cuts at this.</summary>
    public const double MostPixels = 64;

    /// <summary>The widest and tallest box of a label in style pixels; longer text is broken (design, section 7).</summary>
    public const double LabelPixels = 160;

    /// <summary>Boxes of labels by which the region of a block's labels is wider than the block (design, section 7).</summary>
    public const int LabelRegion = 8;

    /// <summary>Half the stroke with its longest miter or corner, gap, offset, blur and shift.</summary>
    internal static double Line(LineLayer layer, double zoom)
    {
        double half = Most(layer.Width, zoom) / 2;
        double gap = Most(layer.GapWidth, zoom);
        if (gap > 0) half = half * 2 + gap / 2;
        double corner = Math.Max(half * Math.Max(1, Math.Min(Range(layer.MiterLimit, zoom).Max, 10)), half * Math.Sqrt(2));
        return corner + Most(layer.Offset, zoom) + Most(layer.Blur, zoom) + Length(layer.Translate, zoom);
    }

    internal static double Circle(CircleLayer layer, double zoom) =>
        Most(layer.Radius, zoom) + Most(layer.StrokeWidth, zoom) + Length(layer.Translate, zoom);

    /// <summary>A label's box, its offset and its shift. Offsets that depend on the feature are bounded only by the region in which labels are placed.</summary>
    internal static double Label(SymbolLayer layer, double zoom)
    {
        if (!layer.Offset.IsSameForAll || !layer.Translate.IsSameForAll) return LabelPixels * LabelRegion;
        ImmutableArray<double> ems = layer.Offset.Evaluate(new EvaluationContext(zoom, default, default, 0));
        double offset = ems.IsDefaultOrEmpty ? 0 : ems.Max(Math.Abs) * Math.Min(LabelPixels / 2, Most(layer.Size, zoom, LabelPixels));
        return Math.Min(LabelPixels * LabelRegion, LabelPixels + offset + Length(layer.Translate, zoom));
    }

    /// <summary>How far a point warms: MapLibre's kernel cut where a point of weight 1 falls below a sixteenth of a step of 255.</summary>
    public static double Heat(HeatmapLayer layer, double zoom) => Math.Min(MostPixels, Math.Ceiling(Most(layer.Radius, zoom) * HeatmapLayer.ReachInRadii));

    internal static double Length(StyleProperty<ImmutableArray<double>> shift, double zoom)
    {
        if (!shift.IsSameForAll) return MostPixels;
        ImmutableArray<double> xy = shift.Evaluate(new EvaluationContext(zoom, default, default, 0));
        return xy.IsDefaultOrEmpty ? 0 : Math.Min(MostPixels, xy.Max(Math.Abs));
    }

    private static double Most(StyleProperty<double> property, double zoom, double atMost = MostPixels)
    {
        (double min, double max) = Range(property, zoom);
        return Math.Min(atMost, Math.Max(Math.Abs(min), Math.Abs(max)));
    }

    private static (double Min, double Max) Range(StyleProperty<double> property, double zoom)
    {
        if (property.Expression is not { } expression) return (property.Default, property.Default);
        (double min, double max) = NumberRange.Of(expression, zoom);
        return (Math.Min(min, property.Default), Math.Max(max, property.Default));    // the default holds where a value does not fit
    }
}
