using System.Globalization;
using System.Text;

namespace GeoServe.Core.Features.Expressions;

/// <summary>Values as the text that MapLibre's <c>to-string</c> makes of them, which is JavaScript's.</summary>
public static class ValueText
{
    /// <summary>Null is empty, numbers as JavaScript writes them, colours as rgba(...), lists as JSON.</summary>
    public static string Of(in Value value) => value.Kind switch
    {
        ValueKind.Null => "",
        ValueKind.Real => Number(value.AsNumber()),
        ValueKind.Colour => Colour.Of(value).ToCss(),
        ValueKind.List => Json(value),
        _ => value.ToString(),
    };

    /// <summary>A number in the shortest form that reads back the same, without an exponent from 1e-6 to 1e21 (ECMA-262, 6.1.6.1.20).</summary>
    public static string Number(double number)
    {
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "Infinity" : "-Infinity";
        if (number == 0) return "0";
        string shortest = number.ToString("R", CultureInfo.InvariantCulture);
        int mark = shortest.IndexOf('E');
        double size = Math.Abs(number);
        if (mark < 0 && size is >= 1e-6 and < 1e21) return shortest;
        return size is >= 1e-6 and < 1e21 ? Plain(shortest, mark) : Scientific(number, shortest, mark);
    }

    private static string Plain(string shortest, int mark)
    {
        int exponent = int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        bool negative = shortest[0] == '-';
        string digits = shortest[(negative ? 1 : 0)..mark];
        int point = digits.IndexOf('.') is int dot and >= 0 ? dot : digits.Length;
        digits = digits.Replace(".", "", StringComparison.Ordinal);
        point += exponent;
        string plain = point <= 0 ? "0." + new string('0', -point) + digits
            : point >= digits.Length ? digits + new string('0', point - digits.Length)
            : digits[..point] + "." + digits[point..];
        return negative ? "-" + plain : plain;
    }

    private static string Scientific(double number, string shortest, int mark)
    {
        if (mark < 0) shortest = number.ToString("0.################E+0", CultureInfo.InvariantCulture);
        mark = shortest.IndexOf('E');
        int exponent = int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{shortest[..mark]}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)}";
    }

    private static string Json(in Value value)
    {
        if (value.Kind != ValueKind.List)
        {
            return value.Kind switch
            {
                ValueKind.Null => "null",
                ValueKind.Boolean or ValueKind.Integer or ValueKind.Real => Of(value),
                _ => Quoted(Of(value)),
            };
        }
        var json = new StringBuilder("[");
        foreach (Value item in value.AsList()) json.Append(json.Length > 1 ? "," : "").Append(Json(item));
        return json.Append(']').ToString();
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char letter in text)
        {
            if (letter is '"' or '\\') quoted.Append('\\').Append(letter);
            else if (letter < ' ') quoted.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
            else quoted.Append(letter);
        }
        return quoted.Append('"').ToString();
    }
}
