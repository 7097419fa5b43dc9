using System.Text;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>Cuts CQL2 text into tokens (OGC 21-065r2, Annex B: identifier, characterLiteral, numericLiteral).</summary>
/// <param name="text">The whole filter.</param>
internal struct Cql2Lexer(string text)
{
    private int _at;

    /// <summary>The next token.</summary>
    /// <exception cref="RequestException">A quote is not closed, or a character has no place in CQL2.</exception>
    public Cql2Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        if (_at == text.Length) return new Cql2Token(Cql2TokenKind.End, "", _at);
        char first = text[_at];
        if (first == '\'') return Text();
        if (first == '"') return QuotedName();
        if (char.IsAsciiDigit(first) || (first == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))) return Number();
        return IsNameAt(_at, first: true, out int length) ? Word(length) : Symbol(first);
    }

    /// <summary>True where a name can be written without quotes, keywords apart.</summary>
    public static bool IsPlainName(string name)
    {
        var lexer = new Cql2Lexer(name);
        return name.Length > 0 && lexer.IsNameAt(0, first: true, out int length) && lexer.Word(length).Text.Length == name.Length;
    }

    private Cql2Token Text()
    {
        int start = _at++;
        var value = new StringBuilder();
        while (_at < text.Length)
        {
            char letter = text[_at++];
            bool escapes = letter is '\'' or '\\' && _at < text.Length && text[_at] == '\'';      // '' and \'
            if (letter == '\'' && !escapes) return new Cql2Token(Cql2TokenKind.Text, value.ToString(), start);
            if (escapes) letter = text[_at++];
            value.Append(letter);
        }
        throw Cql2Faults.At(start, "the text that begins here has no closing quote (').", RequestFault.ParsingFailed);
    }

    private Cql2Token QuotedName()
    {
        int start = _at++;
        var name = new StringBuilder();
        while (_at < text.Length)
        {
            char letter = text[_at++];
            if (letter == '"')
            {
                if (_at == text.Length || text[_at] != '"') return new Cql2Token(Cql2TokenKind.QuotedName, name.ToString(), start);
                _at++;
            }
            name.Append(letter);
        }
        throw Cql2Faults.At(start, "the name that begins here has no closing quote (\").", RequestFault.ParsingFailed);
    }

    private Cql2Token Number()
    {
        int start = _at;
        SkipDigits();
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            SkipDigits();
        }
        int exponent = _at;
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-') _at++;
            int digits = _at;
            SkipDigits();
            if (_at == digits) _at = exponent;      // the e begins a word
        }
        return new Cql2Token(Cql2TokenKind.Number, text[start.._at], start);
    }

    private void SkipDigits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
    }

    private Cql2Token Word(int length)
    {
        int start = _at;
        do _at += length;
        while (IsNameAt(_at, first: false, out length));
        return new Cql2Token(Cql2TokenKind.Word, text[start.._at], start);
    }

    private Cql2Token Symbol(char first)
    {
        int start = _at++;
        if (first is '<' or '>' && _at < text.Length && (text[_at] == '=' || (first == '<' && text[_at] == '>'))) return new Cql2Token(Cql2TokenKind.Symbol, text[start..++_at], start);
        return "()[],=<>+-*/%^".Contains(first, StringComparison.Ordinal)
            ? new Cql2Token(Cql2TokenKind.Symbol, text[start.._at], start)
            : throw Cql2Faults.At(start, $"the character '{RuneAt(start)}' has no place here; texts stand in single quotes, names in double quotes.", RequestFault.ParsingFailed);
    }

    // Annex B, identifierStart and identifierPart.
    private readonly bool IsNameAt(int at, bool first, out int length)
    {
        length = 0;
        if (at >= text.Length || !Rune.TryGetRuneAt(text, at, out Rune rune)) return false;
        length = rune.Utf16SequenceLength;
        bool starts = rune.Value switch
        {
            < 0x80 => rune.Value is ':' or '_' || char.IsAsciiLetter((char)rune.Value),
            >= 0xC0 and <= 0x2FF => rune.Value is not (0xD7 or 0xF7),
            >= 0x370 and <= 0x1FFE => rune.Value != 0x37E,
            >= 0x200C and <= 0x200D or >= 0x2070 and <= 0x218F or >= 0x2C00 and <= 0x2FEF or >= 0x3001 and <= 0xD7FF => true,
            >= 0xF900 and <= 0xFDCF or >= 0xFDF0 and <= 0xFFFD or >= 0x10000 and <= 0xEFFFF => true,
            _ => false,
        };
        return starts || (!first && (rune.Value is '.' or (>= '0' and <= '9') or (>= 0x300 and <= 0x36F) or (>= 0x203F and <= 0x2040)));
    }

    private readonly string RuneAt(int at) => Rune.TryGetRuneAt(text, at, out Rune rune) ? rune.ToString() : $"U+{(int)text[at]:X4}";
}
