using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>Discs at points.</summary>
public sealed record CircleLayer : StyleLayer
{
    /// <summary>In pixels (circle-radius).</summary>
    public StyleProperty<double> Radius { get; init; } = StyleValues.Number(5);

    /// <summary>Colour of the disc (circle-color).</summary>
    public StyleProperty<Colour> Color { get; init; } = StyleValues.Colour(Colour.Black);

    /// <summary>0 to 1 (circle-opacity).</summary>
    public StyleProperty<double> Opacity { get; init; } = StyleValues.Number(1);

    /// <summary>Softness; 1 leaves only the middle opaque (circle-blur).</summary>
    public StyleProperty<double> Blur { get; init; } = StyleValues.Number(0);

    /// <summary>Colour of the ring around it (circle-stroke-color).</summary>
    public StyleProperty<Colour> StrokeColor { get; init; } = StyleValues.Colour(Colour.Black);

    /// <summary>Pixels of the ring, outside of the radius (circle-stroke-width).</summary>
    public StyleProperty<double> StrokeWidth { get; init; } = StyleValues.Number(0);

    /// <summary>0 to 1 (circle-stroke-opacity).</summary>
    public StyleProperty<double> StrokeOpacity { get; init; } = StyleValues.Number(1);

    /// <summary>Shift in pixels, x right, y down (circle-translate).</summary>
    public StyleProperty<ImmutableArray<double>> Translate { get; init; } = StyleValues.Numbers([0, 0]);

    /// <summary>Features with a higher one are drawn later (circle-sort-key).</summary>
    public StyleProperty<double> SortKey { get; init; } = StyleValues.Number(0);

    /// <inheritdoc/>
    public override bool Draws(GeometryKind kind) => kind != GeometryKind.None;

    /// <inheritdoc/>
    public override double ReachPixels(double zoom) => StyleReach.Circle(this, zoom);

    /// <inheritdoc/>
    public override StyleLayer Bind(Func<string, int> columnOf) => this with
    {
        Filter = Filter?.Bind(columnOf),
        Radius = Radius.Bind(columnOf),
        Color = Color.Bind(columnOf),
        Opacity = Opacity.Bind(columnOf),
        Blur = Blur.Bind(columnOf),
        StrokeColor = StrokeColor.Bind(columnOf),
        StrokeWidth = StrokeWidth.Bind(columnOf),
        StrokeOpacity = StrokeOpacity.Bind(columnOf),
        Translate = Translate.Bind(columnOf),
        SortKey = SortKey.Bind(columnOf),
    };

    /// <inheritdoc/>
    protected override IEnumerable<IStyleProperty> Properties =>
    [
        Radius, Color, Opacity, Blur, StrokeColor, StrokeWidth, StrokeOpacity, Translate, SortKey,
    ];
}
