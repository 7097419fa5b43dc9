using System.Globalization;
using GeoServe.Core.Features;

namespace GeoServe.Sources.Files;

/// <summary>Values that are written as text: what kind a text could be, and its value as that kind.</summary>
internal static class TextValues
{
    private const NumberStyles RealStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy/M/d", "yyyy年M月d日"];

    private static readonly string[] InstantForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy/M/d H:mm:ss.FFFFFFFK", "yyyy/M/d H:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd HH:mm:sszzz",
    ];

    /// <summary>True for the words by which programs write "no value" into columns of numbers, and for NaN, which is none.</summary>
    public static bool IsNoValue(ReadOnlySpan<char> text) => text is "" or "NaN" or "nan" or "NAN" or "NA" or "N/A" or "#N/A" or "null" or "NULL" or "\\N" or "None";

    /// <summary>The narrowest kind that holds the text: integer, real, boolean, date, instant, else text. A number with leading zeros is a code: text.</summary>
    public static ValueKind KindOf(ReadOnlySpan<char> text)
    {
        if (text.Length == 0) return ValueKind.Null;
        char first = text[0];
        if (first is (>= '0' and <= '9') or '-' or '+' or '.')
        {
            if (HasLeadingZero(text)) return ValueKind.Text;
            if (first != '+' && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) return ValueKind.Integer;
            if (IsReal(text)) return ValueKind.Real;
            return DateOrInstant(text);
        }
        return text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase) ? ValueKind.Boolean : ValueKind.Text;
    }

    /// <summary>Date, instant or text.</summary>
    public static ValueKind DateOrInstant(ReadOnlySpan<char> text)
    {
        if (text.Length is < 8 or > 40 || !char.IsAsciiDigit(text[0])) return ValueKind.Text;
        return TryDate(text, out _) ? ValueKind.Date : TryInstant(text, out _) ? ValueKind.Instant : ValueKind.Text;
    }

    /// <summary>The value of a text as a kind that it can be; no value where it cannot.</summary>
    public static Value Read(ReadOnlySpan<char> text, ValueKind kind)
    {
        switch (kind)
        {
            case ValueKind.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer):
                return Value.Of(integer);
            case ValueKind.Real when double.TryParse(text, RealStyle, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real):
                return Value.Of(real);
            case ValueKind.Boolean when bool.TryParse(text, out bool truth):
                return Value.Of(truth);
            case ValueKind.Date when TryDate(text, out DateOnly date):
                return Value.Of(date);
            case ValueKind.Instant when TryInstant(text, out DateTimeOffset instant):
                return Value.Of(instant);
            case ValueKind.Instant when TryDate(text, out DateOnly day):
                return Value.Of(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
            case ValueKind.Text:
                return Value.Of(text.ToString());
            default:
                return Value.Null;
        }
    }

    private static bool TryDate(ReadOnlySpan<char> text, out DateOnly date) => DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    // A time without a zone is taken as UTC.
    private static bool TryInstant(ReadOnlySpan<char> text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    private static bool HasLeadingZero(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> digits = text[0] is '-' or '+' ? text[1..] : text;
        return digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]);
    }

    // More digits than a double holds are a number all the same; a code of only digits that no integer holds is none.
    private static bool IsReal(ReadOnlySpan<char> text) =>
        text.IndexOfAny('.', 'e', 'E') >= 0 && double.TryParse(text, RealStyle, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real);
}
