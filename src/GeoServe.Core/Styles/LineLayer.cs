using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>Strokes along lines and around polygons.</summary>
public sealed record LineLayer : StyleLayer
{
    /// <summary>Colour of the stroke (line-color).</summary>
    public StyleProperty<Colour> Color { get; init; } = StyleValues.Colour(Colour.Black);

    /// <summary>In pixels (line-width).</summary>
    public StyleProperty<double> Width { get; init; } = StyleValues.Number(1);

    /// <summary>0 to 1 (line-opacity).</summary>
    public StyleProperty<double> Opacity { get; init; } = StyleValues.Number(1);

    /// <summary>Lengths of dashes and gaps in turn, in widths of the line; empty for none (line-dasharray).</summary>
    public StyleProperty<ImmutableArray<double>> Dashes { get; init; } = StyleValues.Numbers([]);

    /// <summary>Ends (line-cap).</summary>
    public StyleProperty<LineCap> Cap { get; init; } = StyleValues.Choice<LineCap>(LineCap.Butt);

    /// <summary>Corners (line-join).</summary>
    public StyleProperty<LineJoin> Join { get; init; } = StyleValues.Choice<LineJoin>(LineJoin.Miter);

    /// <summary>Longest miter, as a multiple of the width (line-miter-limit).</summary>
    public StyleProperty<double> MiterLimit { get; init; } = StyleValues.Number(2);

    /// <summary>Pixels left free along the middle; the stroke is drawn on both sides of it (line-gap-width).</summary>
    public StyleProperty<double> GapWidth { get; init; } = StyleValues.Number(0);

    /// <summary>Pixels to the right of the line's direction (line-offset).</summary>
    public StyleProperty<double> Offset { get; init; } = StyleValues.Number(0);

    /// <summary>Pixels of softness (line-blur).</summary>
    public StyleProperty<double> Blur { get; init; } = StyleValues.Number(0);

    /// <summary>Shift in pixels, x right, y down (line-translate).</summary>
    public StyleProperty<ImmutableArray<double>> Translate { get; init; } = StyleValues.Numbers([0, 0]);

    /// <summary>Features with a higher one are drawn later (line-sort-key).</summary>
    public StyleProperty<double> SortKey { get; init; } = StyleValues.Number(0);

    /// <inheritdoc/>
    public override bool Draws(GeometryKind kind) => kind is GeometryKind.Line or GeometryKind.Polygon;

    /// <inheritdoc/>
    public override double ReachPixels(double zoom) => StyleReach.Line(this, zoom);

    /// <inheritdoc/>
    public override StyleLayer Bind(Func<string, int> columnOf) => this with
    {
        Filter = Filter?.Bind(columnOf),
        Color = Color.Bind(columnOf),
        Width = Width.Bind(columnOf),
        Opacity = Opacity.Bind(columnOf),
        Dashes = Dashes.Bind(columnOf),
        Cap = Cap.Bind(columnOf),
        Join = Join.Bind(columnOf),
        MiterLimit = MiterLimit.Bind(columnOf),
        GapWidth = GapWidth.Bind(columnOf),
        Offset = Offset.Bind(columnOf),
        Blur = Blur.Bind(columnOf),
        Translate = Translate.Bind(columnOf),
        SortKey = SortKey.Bind(columnOf),
    };

    /// <inheritdoc/>
    protected override IEnumerable<IStyleProperty> Properties =>
    [
        Color, Width, Opacity, Dashes, Cap, Join, MiterLimit, GapWidth, Offset, Blur, Translate, SortKey,
    ];
}
