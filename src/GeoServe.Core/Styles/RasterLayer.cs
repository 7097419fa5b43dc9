using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>A raster as a picture, its colours changed as MapLibre does.</summary>
public sealed record RasterLayer : StyleLayer
{
    /// <summary>0 to 1 (raster-opacity).</summary>
    public StyleProperty<double> Opacity { get; init; } = StyleValues.Number(1);

    /// <summary>By how many degrees hues are turned (raster-hue-rotate).</summary>
    public StyleProperty<double> HueRotate { get; init; } = StyleValues.Number(0);

    /// <summary>What black becomes, 0 to 1 (raster-brightness-min).</summary>
    public StyleProperty<double> BrightnessMin { get; init; } = StyleValues.Number(0);

    /// <summary>What white becomes, 0 to 1 (raster-brightness-max).</summary>
    public StyleProperty<double> BrightnessMax { get; init; } = StyleValues.Number(1);

    /// <summary>-1, gray, to 1 (raster-saturation).</summary>
    public StyleProperty<double> Saturation { get; init; } = StyleValues.Number(0);

    /// <summary>-1 to 1 (raster-contrast).</summary>
    public StyleProperty<double> Contrast { get; init; } = StyleValues.Number(0);

    /// <summary>What lies between the middles of pixels (raster-resampling); a palette's colours are never mixed.</summary>
    public StyleProperty<RasterResampling> Resampling { get; init; } = StyleValues.Choice(RasterResampling.Linear);

    /// <summary>True where the picture is shown as it is: wholly, its colours not changed.</summary>
    /// <param name="zoom">MapLibre's zoom.</param>
    public bool IsUnchanged(double zoom)
    {
        var at = new EvaluationContext(zoom, default, default, 0);
        return Opacity.Evaluate(at) == 1 && HueRotate.Evaluate(at) == 0 && BrightnessMin.Evaluate(at) == 0 && BrightnessMax.Evaluate(at) == 1
            && Saturation.Evaluate(at) == 0 && Contrast.Evaluate(at) == 0;
    }

    /// <inheritdoc/>
    public override bool Draws(GeometryKind kind) => false;

    /// <inheritdoc/>
    public override double ReachPixels(double zoom) => 0;

    /// <inheritdoc/>
    public override StyleLayer Bind(Func<string, int> columnOf) => this;

    /// <inheritdoc/>
    protected override IEnumerable<IStyleProperty> Properties => [];
}
