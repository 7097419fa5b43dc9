using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Themes.Palettes;

/// <summary>Mixes colours in Oklab (Ottosson 2020), in which equal distances look about equal.</summary>
internal static class Oklab
{
    /// <summary>A share of the way from one opaque colour to another, cut to sRGB.</summary>
    public static Colour Mix(Colour from, Colour to, double share)
    {
        if (share <= 0) return from;
        if (share >= 1) return to;
        (double l1, double a1, double b1) = Of(from);
        (double l2, double a2, double b2) = Of(to);
        return ToColour(l1 + ((l2 - l1) * share), a1 + ((a2 - a1) * share), b1 + ((b2 - b1) * share));
    }

    /// <summary>Lightness (0 to 1), green to red and blue to yellow.</summary>
    public static (double Lightness, double A, double B) Of(Colour colour)
    {
        double red = Contrast.Linear(colour.Red), green = Contrast.Linear(colour.Green), blue = Contrast.Linear(colour.Blue);
        double l = Math.Cbrt((0.4122214708 * red) + (0.5363325363 * green) + (0.0514459929 * blue));
        double m = Math.Cbrt((0.2119034982 * red) + (0.6806995451 * green) + (0.1073969566 * blue));
        double s = Math.Cbrt((0.0883024619 * red) + (0.2817188376 * green) + (0.6299787005 * blue));
        return (
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    private static Colour ToColour(double lightness, double a, double b)
    {
        double l = Cube(lightness + (0.3963377774 * a) + (0.2158037573 * b));
        double m = Cube(lightness - (0.1055613458 * a) - (0.0638541728 * b));
        double s = Cube(lightness - (0.0894841775 * a) - (1.2914855480 * b));
        return new Colour(
            Contrast.FromLinear((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Contrast.FromLinear((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Contrast.FromLinear((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    private static double Cube(double number) => number * number * number;
}
