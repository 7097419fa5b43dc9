using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>How dense points lie, as a smooth surface of colours.</summary>
public sealed record HeatmapLayer : StyleLayer
{
    /// <summary>How far, in radii, a point of weight 1 still counts: sqrt(2 ln(4080 / sqrt(2 pi))) / 3, where MapLibre cuts its kernel.</summary>
    public const double ReachInRadii = 1.2821;

    /// <summary>For how many points one stands (heatmap-weight).</summary>
    public StyleProperty<double> Weight { get; init; } = StyleValues.Number(1);

    /// <summary>Three deviations of the bell around a point, in pixels (heatmap-radius).</summary>
    public StyleProperty<double> Radius { get; init; } = StyleValues.Number(30);

    /// <summary>By what all weights are multiplied, the same for all at one zoom (heatmap-intensity).</summary>
    public StyleProperty<double> Intensity { get; init; } = StyleValues.Number(1);

    /// <summary>Colour by <see cref="HeatmapDensity"/> (heatmap-color).</summary>
    public StyleProperty<Colour> Color { get; init; } = StyleValues.Colour(Colour.Transparent);

    /// <summary>0 to 1, the same for all at one zoom (heatmap-opacity).</summary>
    public StyleProperty<double> Opacity { get; init; } = StyleValues.Number(1);

    /// <inheritdoc/>
    public override bool Draws(GeometryKind kind) => kind == GeometryKind.Point;

    /// <inheritdoc/>
    public override double ReachPixels(double zoom) => StyleReach.Heat(this, zoom);

    /// <inheritdoc/>
    public override StyleLayer Bind(Func<string, int> columnOf) => this with
    {
        Filter = Filter?.Bind(columnOf),
        Weight = Weight.Bind(columnOf),
        Radius = Radius.Bind(columnOf),
    };

    /// <inheritdoc/>
    protected override IEnumerable<IStyleProperty> Properties => [Weight, Radius];
}
