using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>Filled polygons.</summary>
public sealed record FillLayer : StyleLayer
{
    /// <summary>Colour of the area (fill-color).</summary>
    public StyleProperty<Colour> Color { get; init; } = StyleValues.Colour(Colour.Black);

    /// <summary>0 to 1 (fill-opacity).</summary>
    public StyleProperty<double> Opacity { get; init; } = StyleValues.Number(1);

    /// <summary>Colour of a line of one pixel around it; where the style says nothing, there is no line (fill-outline-color).</summary>
    public StyleProperty<Colour> OutlineColor { get; init; } = StyleValues.Colour(Colour.Black);

    /// <summary>Soft edges, and the outline at all (fill-antialias).</summary>
    public StyleProperty<bool> Antialias { get; init; } = StyleValues.Flag(true);

    /// <summary>Shift in pixels, x right, y down (fill-translate).</summary>
    public StyleProperty<ImmutableArray<double>> Translate { get; init; } = StyleValues.Numbers([0, 0]);

    /// <summary>Features with a higher one are drawn later (fill-sort-key).</summary>
    public StyleProperty<double> SortKey { get; init; } = StyleValues.Number(0);

    /// <inheritdoc/>
    public override bool Draws(GeometryKind kind) => kind == GeometryKind.Polygon;

    /// <inheritdoc/>
    public override double ReachPixels(double zoom) => 1 + StyleReach.Length(Translate, zoom);

    /// <inheritdoc/>
    public override StyleLayer Bind(Func<string, int> columnOf) => this with
    {
        Filter = Filter?.Bind(columnOf),
        Color = Color.Bind(columnOf),
        Opacity = Opacity.Bind(columnOf),
        OutlineColor = OutlineColor.Bind(columnOf),
        Antialias = Antialias.Bind(columnOf),
        Translate = Translate.Bind(columnOf),
        SortKey = SortKey.Bind(columnOf),
    };

    /// <inheritdoc/>
    protected override IEnumerable<IStyleProperty> Properties =>
    [
        Color, Opacity, OutlineColor, Antialias, Translate, SortKey,
    ];
}
