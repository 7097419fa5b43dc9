using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Themes;

/// <summary>Text at each feature of a theme.</summary>
/// <param name="Attribute">What is written.</param>
public sealed record ThemeLabels(string Attribute)
{
    /// <summary>The least size of text, in style pixels.</summary>
    public const double LeastSizePixels = 10;

    /// <summary>True to write the theme's number below.</summary>
    public bool WithValue { get; init; }

    /// <summary>Most decimals of the number.</summary>
    public int Decimals { get; init; } = 1;

    /// <summary>First zoom of 256-pixel tiles with text.</summary>
    public double MinZoom { get; init; }

    /// <summary>Last zoom of 256-pixel tiles with text, included.</summary>
    public double MaxZoom { get; init; } = 24;

    /// <summary>Size in style pixels.</summary>
    public double SizePixels { get; init; } = 11;

    /// <summary>Colour of the text.</summary>
    public Colour Colour { get; init; } = Colour.FromBytes(0x22, 0x22, 0x22);

    /// <summary>Colour around the text.</summary>
    public Colour Halo { get; init; } = Colour.White;
}
