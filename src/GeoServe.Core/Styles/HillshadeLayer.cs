using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>Light and shadow on the ground of a raster of heights, as MapLibre draws them.</summary>
public sealed record HillshadeLayer : StyleLayer
{
    /// <summary>Where the light comes from, in degrees from north, growing to the east (hillshade-illumination-direction).</summary>
    public StyleProperty<double> Direction { get; init; } = StyleValues.Number(335);

    /// <summary>Height of the light above the horizon in degrees; the standard method does not ask for it (hillshade-illumination-altitude).</summary>
    public StyleProperty<double> Altitude { get; init; } = StyleValues.Number(45);

    /// <summary>How strong it is, 0 to 1 (hillshade-exaggeration).</summary>
    public StyleProperty<double> Exaggeration { get; init; } = StyleValues.Number(0.5);

    /// <summary>Of ground that is turned away from the light (hillshade-shadow-color).</summary>
    public StyleProperty<Colour> Shadow { get; init; } = StyleValues.Colour(Colour.Black);

    /// <summary>Of ground that faces the light (hillshade-highlight-color).</summary>
    public StyleProperty<Colour> Highlight { get; init; } = StyleValues.Colour(Colour.White);

    /// <summary>Of steep ground, by the standard method (hillshade-accent-color).</summary>
    public StyleProperty<Colour> Accent { get; init; } = StyleValues.Colour(Colour.Black);

    /// <summary>How light and shadow follow from slope and aspect (hillshade-method).</summary>
    public StyleProperty<HillshadeMethod> Method { get; init; } = StyleValues.Choice(HillshadeMethod.Standard);

    /// <inheritdoc/>
    public override bool Draws(GeometryKind kind) => false;

    /// <inheritdoc/>
    public override double ReachPixels(double zoom) => 0;

    /// <inheritdoc/>
    public override StyleLayer Bind(Func<string, int> columnOf) => this;

    /// <inheritdoc/>
    protected override IEnumerable<IStyleProperty> Properties => [];
}
