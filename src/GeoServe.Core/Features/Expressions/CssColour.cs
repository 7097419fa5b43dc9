using System.Globalization;

namespace GeoServe.Core.Features.Expressions;

/// <summary>Reads colours as CSS Color 4 writes them.</summary>
internal static class CssColour
{
    public static bool TryParse(string text, out Colour colour)
    {
        colour = default;
        string word = text.Trim().ToLowerInvariant();
        if (word.Length == 0) return false;
        if (word[0] == '#') return TryHex(word.AsSpan(1), out colour);
        if (word == "transparent")
        {
            colour = Colour.Transparent;
            return true;
        }
        if (CssColourNames.All.TryGetValue(word, out int rgb))
        {
            colour = Colour.FromBytes(rgb >> 16, rgb >> 8 & 255, rgb & 255);
            return true;
        }
        int open = word.IndexOf('(');
        if (open < 0 || word[^1] != ')') return false;
        string[] parts = word[(open + 1)..^1].Split([' ', ',', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length is 3 or 4 && word[..open] switch
        {
            "rgb" or "rgba" => TryRgb(parts, out colour),
            "hsl" or "hsla" => TryHsl(parts, out colour),
            _ => false,
        };
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out Colour colour)
    {
        colour = default;
        if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint bits)) return false;
        switch (digits.Length)
        {
            case 3: bits = bits << 4 | 0xf; goto case 4;
            case 4:
                colour = Colour.FromBytes(Twice(bits >> 12), Twice(bits >> 8), Twice(bits >> 4), Twice(bits) / 255.0);
                return true;
            case 6: bits = bits << 8 | 0xff; goto case 8;
            case 8:
                colour = Colour.FromBytes((int)(bits >> 24), (int)(bits >> 16 & 255), (int)(bits >> 8 & 255), (bits & 255) / 255.0);
                return true;
            default: return false;
        }
    }

    private static int Twice(uint digit) => (int)(digit & 15) * 17;

    private static bool TryRgb(string[] parts, out Colour colour)
    {
        colour = default;
        double alpha = 1;
        if (!TryNumber(parts[0], 255, out double red) || !TryNumber(parts[1], 255, out double green) || !TryNumber(parts[2], 255, out double blue)) return false;
        if (parts.Length == 4 && !TryNumber(parts[3], 1, out alpha)) return false;
        colour = new(Unit(red / 255), Unit(green / 255), Unit(blue / 255), Unit(alpha));
        return true;
    }

    private static bool TryHsl(string[] parts, out Colour colour)
    {
        colour = default;
        double alpha = 1;
        string degrees = parts[0].EndsWith("deg", StringComparison.Ordinal) ? parts[0][..^3] : parts[0];
        if (!TryNumber(degrees, 360, out double hue) || !TryPercent(parts[1], out double saturation) || !TryPercent(parts[2], out double lightness)) return false;
        if (parts.Length == 4 && !TryNumber(parts[3], 1, out alpha)) return false;
        hue = (hue % 360 + 360) % 360;
        double reach = saturation * Math.Min(lightness, 1 - lightness);
        double Channel(double n)
        {
            double k = (n + hue / 30) % 12;
            return Unit(lightness - reach * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)));
        }
        colour = new(Channel(0), Channel(8), Channel(4), Unit(alpha));
        return true;
    }

    private static bool TryPercent(string text, out double share)
    {
        share = 0;
        if (text[^1] != '%' || !TryNumber(text, 1, out share)) return false;
        share = Unit(share);
        return true;
    }

    private static bool TryNumber(string text, double whole, out double number)
    {
        bool percent = text[^1] == '%';
        const NumberStyles Style = NumberStyles.Float;
        if (!double.TryParse(percent ? text.AsSpan()[..^1] : text, Style, CultureInfo.InvariantCulture, out number) || !double.IsFinite(number)) return false;
        if (percent) number *= whole / 100;
        return true;
    }

    private static double Unit(double value) => Math.Clamp(value, 0, 1);
}
