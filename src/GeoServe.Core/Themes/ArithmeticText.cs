using System.Globalization;
using System.Text.Json.Nodes;

namespace GeoServe.Core.Themes;

/// <summary>
/// Arithmetic as people write it, such as <c>100 * (age_60_up + age_80_up) / population</c>, turned into a MapLibre expression. Attributes are written
/// as they are, or in double quotes where their names have blanks or signs; <c>+ - * / % ^</c> bind as in mathematics, and there are min, max,
/// abs, sqrt, ln, log10, floor, ceil and round.
/// </summary>
public sealed class ArithmeticText
{
    private const int MostDepth = 100;

    private static readonly string[] Functions = ["min", "max", "abs", "sqrt", "ln", "log10", "floor", "ceil", "round"];

    private readonly string _text;
    private readonly SortedSet<string> _attributes = new(StringComparer.Ordinal);
    private int _at;
    private int _depth;

    private ArithmeticText(string text) => _text = text;

    /// <summary>Reads a text.</summary>
    /// <returns>The expression as JSON with the attributes that it reads, or what is wrong and where.</returns>
    public static (JsonNode? Json, IReadOnlyCollection<string> Attributes, string? Fault) Read(string text)
    {
        var reader = new ArithmeticText(text);
        try
        {
            JsonNode json = reader.Sum();
            reader.Blanks();
            return reader._at == text.Length ? (json, reader._attributes, null) : throw reader.Wrong("an operator is expected");
        }
        catch (FormatException wrong)
        {
            return (null, [], wrong.Message);
        }
    }

    private JsonNode Sum()
    {
        if (++_depth > MostDepth) throw Wrong($"brackets are nested more than {MostDepth} deep");
        JsonNode left = Product();
        while (Peek() is ('+' or '-') and char sign)
        {
            _at++;
            left = new JsonArray(sign.ToString(), left, Product());
        }
        _depth--;
        return left;
    }

    private JsonNode Product()
    {
        JsonNode left = Signed();
        while (Peek() is ('*' or '/' or '%') and char sign)
        {
            _at++;
            left = new JsonArray(sign.ToString(), left, Signed());
        }
        return left;
    }

    // -2^2 is -4; 2^-1 is a half; 2^3^2 is 2^9.
    private JsonNode Signed()
    {
        if (Peek() != '-') return Power();
        _at++;
        if (++_depth > MostDepth) throw Wrong("too many signs stand in a row");
        JsonNode of = Signed();
        _depth--;
        return new JsonArray("-", of);
    }

    private JsonNode Power()
    {
        JsonNode number = Operand();
        if (Peek() != '^') return number;
        _at++;
        if (++_depth > MostDepth) throw Wrong("too many powers stand in a row");
        JsonNode power = Signed();
        _depth--;
        return new JsonArray("^", number, power);
    }

    private JsonNode Operand()
    {
        switch (Peek())
        {
            case '(':
                _at++;
                JsonNode inner = Sum();
                Expect(')');
                return inner;
            case '"':
                int end = _text.IndexOf('"', _at + 1);
                if (end < 0) throw Wrong("the closing quote is missing");
                string quoted = _text[(_at + 1)..end];
                _at = end + 1;
                return Attribute(quoted);
            case >= '0' and <= '9' or '.':
                return Number();
            case char letter when char.IsLetter(letter) || letter == '_':
                string name = Name();
                return Peek() == '(' ? Call(name) : Attribute(name);
            default:
                throw Wrong("a number, an attribute or '(' is expected");
        }
    }

    private JsonArray Attribute(string name)
    {
        _attributes.Add(name);
        return new JsonArray("get", name);
    }

    private JsonArray Call(string name)
    {
        if (!Functions.Contains(name)) throw Wrong($"there is no function '{name}'; there is {string.Join(", ", Functions)}");
        _at++;
        var call = new JsonArray(name, Sum());
        while (name is "min" or "max" && Peek() == ',')
        {
            _at++;
            call.Add(Sum());
        }
        Expect(')');
        return call;
    }

    private JsonNode Number()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')) _at++;
        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-') _at++;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
        }
        if (double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)) return JsonValue.Create(number);
        throw Wrong($"'{_text[start.._at]}' is no number");
    }

    private string Name()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '.')) _at++;
        return _text[start.._at];
    }

    private void Expect(char wanted)
    {
        if (Peek() != wanted) throw Wrong($"'{wanted}' is expected");
        _at++;
    }

    private char Peek()
    {
        Blanks();
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private void Blanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private FormatException Wrong(string what) => new($"{what} at character {_at + 1} of '{_text}'.");
}
