using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Themes.Palettes;

/// <summary>How well one colour is read on another (WCAG 2.2, "contrast ratio").</summary>
public static class Contrast
{
    /// <summary>The least ratio for text of normal size (WCAG 2.2, 1.4.3, level AA).</summary>
    public const double LeastForText = 4.5;

    /// <summary>From 1 (the same lightness) to 21 (black on white); alpha is not looked at.</summary>
    public static double Ratio(Colour one, Colour other)
    {
        double first = Luminance(one), second = Luminance(other);
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    internal static double Linear(double channel) => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);

    internal static double FromLinear(double channel) =>
        Math.Clamp(channel <= 0.0031308 ? channel * 12.92 : (1.055 * Math.Pow(channel, 1 / 2.4)) - 0.055, 0, 1);

    private static double Luminance(Colour colour) => (0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue));
}
