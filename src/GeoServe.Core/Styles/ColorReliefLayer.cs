using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>The values of a raster as colours.</summary>
public sealed record ColorReliefLayer : StyleLayer
{
    /// <summary>Colour by <see cref="Elevation"/> (color-relief-color).</summary>
    public StyleProperty<Colour> Color { get; init; } = StyleValues.Colour(Colour.Transparent);

    /// <summary>0 to 1 (color-relief-opacity).</summary>
    public StyleProperty<double> Opacity { get; init; } = StyleValues.Number(1);

    /// <inheritdoc/>
    public override bool Draws(GeometryKind kind) => false;

    /// <inheritdoc/>
    public override double ReachPixels(double zoom) => 0;

    /// <inheritdoc/>
    public override StyleLayer Bind(Func<string, int> columnOf) => this;

    /// <inheritdoc/>
    protected override IEnumerable<IStyleProperty> Properties => [];
}
