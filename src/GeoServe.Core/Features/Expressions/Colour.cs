using System.Globalization;

namespace GeoServe.Core.Features.Expressions;

/// <summary>A colour in sRGB.</summary>
/// <param name="Red">0 to 1, not multiplied by alpha.</param>
/// <param name="Green">Likewise.</param>
/// <param name="Blue">Likewise.</param>
/// <param name="Alpha">0 clear to 1 opaque.</param>
public readonly record struct Colour(double Red, double Green, double Blue, double Alpha = 1)
{
    /// <summary>Opaque black.</summary>
    public static Colour Black { get; } = new(0, 0, 0);

    /// <summary>Opaque white.</summary>
    public static Colour White { get; } = new(1, 1, 1);

    /// <summary>Nothing to see.</summary>
    public static Colour Transparent { get; } = new(0, 0, 0, 0);

    /// <summary>A colour from 8 bits a channel.</summary>
    public static Colour FromBytes(int red, int green, int blue, double alpha = 1) => new(red / 255.0, green / 255.0, blue / 255.0, alpha);

    /// <summary>The colour that a value holds. Only for <see cref="ValueKind.Colour"/>.</summary>
    public static Colour Of(in Value value)
    {
        var bits = (ulong)value.AsColour();
        return new((bits >> 48) / 65535.0, (bits >> 32 & 0xffff) / 65535.0, (bits >> 16 & 0xffff) / 65535.0, (bits & 0xffff) / 65535.0);
    }

    /// <summary>The colour as a value; channels outside 0 to 1 are cut to it.</summary>
    public Value ToValue() => Value.OfColour((long)(Bits(Red) << 48 | Bits(Green) << 32 | Bits(Blue) << 16 | Bits(Alpha)));

    /// <summary>Reads a CSS colour (CSS Color 4: names, #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), rgba(), hsl(), hsla()).</summary>
    public static bool TryParse(string text, out Colour colour) => CssColour.TryParse(text, out colour);

    /// <summary>A share of the way from one colour to another, by channel, as MapLibre mixes.</summary>
    public static Colour Mix(in Colour from, in Colour to, double share) =>
        new(from.Red + (to.Red - from.Red) * share, from.Green + (to.Green - from.Green) * share,
            from.Blue + (to.Blue - from.Blue) * share, from.Alpha + (to.Alpha - from.Alpha) * share);

    /// <summary>The colour with its alpha multiplied.</summary>
    public Colour WithOpacity(double opacity) => this with { Alpha = Alpha * Math.Clamp(opacity, 0, 1) };

    /// <summary>As <c>rgba(r,g,b,a)</c>, r, g, b as whole numbers from 0 to 255.</summary>
    public string ToCss() => string.Create(CultureInfo.InvariantCulture,
        $"rgba({Math.Round(Red * 255)},{Math.Round(Green * 255)},{Math.Round(Blue * 255)},{Math.Round(Alpha, 4)})");

    private static ulong Bits(double channel) => (ulong)Math.Round(Math.Clamp(channel, 0, 1) * 65535);
}
