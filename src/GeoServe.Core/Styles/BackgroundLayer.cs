using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>The ground of the whole picture.</summary>
public sealed record BackgroundLayer : StyleLayer
{
    /// <summary>Its colour (background-color).</summary>
    public StyleProperty<Colour> Color { get; init; } = StyleValues.Colour(Colour.Black);

    /// <summary>0 to 1 (background-opacity).</summary>
    public StyleProperty<double> Opacity { get; init; } = StyleValues.Number(1);

    /// <inheritdoc/>
    public override bool Draws(GeometryKind kind) => kind == GeometryKind.None;

    /// <inheritdoc/>
    public override double ReachPixels(double zoom) => 0;

    /// <inheritdoc/>
    public override StyleLayer Bind(Func<string, int> columnOf) => this with
    {
        Filter = Filter?.Bind(columnOf),
        Color = Color.Bind(columnOf),
        Opacity = Opacity.Bind(columnOf),
    };

    /// <inheritdoc/>
    protected override IEnumerable<IStyleProperty> Properties =>
    [
        Color, Opacity,
    ];
}
