using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>
/// The values of a raster written into colours, for clients that draw relief themselves: red * 256 + green + blue / 256 - 32,768 (Terrarium). No style language
/// has it; it is how <c>raster-dem</c> tiles come out of the same pipeline as pictures.
/// </summary>
public sealed record ElevationCodeLayer : StyleLayer
{
    /// <summary>What stands where there is no value, which the encoding cannot say: its least number.</summary>
    public const double None = -32_768;

    /// <summary>
    /// True for light and shadow, which would show a cliff at the rim of what has values: they go on beyond it as they are there, and are rounded to what the zoom can show. False for
    /// colours: what has no value is <see cref="None"/>.
    /// </summary>
    public bool IsForShade { get; init; }

    /// <inheritdoc/>
    public override bool Draws(GeometryKind kind) => false;

    /// <inheritdoc/>
    public override double ReachPixels(double zoom) => 0;

    /// <inheritdoc/>
    public override StyleLayer Bind(Func<string, int> columnOf) => this;

    /// <inheritdoc/>
    protected override IEnumerable<IStyleProperty> Properties => [];
}
