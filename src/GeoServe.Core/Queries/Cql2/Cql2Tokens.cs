using System.Globalization;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>The tokens of a filter, taken one after the other, and how deep the one at hand lies in brackets.</summary>
internal sealed class Cql2Tokens
{
    /// <summary>Most brackets, functions and NOTs inside one another.</summary>
    public const int MaxDepth = 64;

    private readonly List<Cql2Token> _tokens = [];
    private int _at;
    private int _depth;

    /// <exception cref="RequestException">The text cannot be cut into tokens.</exception>
    public Cql2Tokens(string text)
    {
        var lexer = new Cql2Lexer(text);
        do _tokens.Add(lexer.Next());
        while (_tokens[^1].Kind != Cql2TokenKind.End);
    }

    /// <summary>The token at hand.</summary>
    public Cql2Token Current => _tokens[_at];

    /// <summary>The token after it.</summary>
    public Cql2Token Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    /// <summary>Takes the token at hand.</summary>
    public Cql2Token Take() => _tokens[_at < _tokens.Count - 1 ? _at++ : _at];

    /// <summary>Takes a word if it is at hand.</summary>
    public bool TakesWord(string word)
    {
        if (!Current.IsWord(word)) return false;
        _at++;
        return true;
    }

    /// <summary>Takes a symbol if it is at hand.</summary>
    public bool TakesSymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol)) return false;
        _at++;
        return true;
    }

    /// <summary>Takes a symbol that must be there.</summary>
    public void RequireSymbol(string symbol)
    {
        if (!TakesSymbol(symbol)) throw Cql2Faults.Expected($"'{symbol}'", Current);
    }

    /// <summary>Takes a word that must be there.</summary>
    public void RequireWord(string word)
    {
        if (!TakesWord(word)) throw Cql2Faults.Expected(word, Current);
    }

    /// <summary>Takes a text that must be there.</summary>
    public Cql2Token RequireText(string what) => Current.Kind == Cql2TokenKind.Text ? Take() : throw Cql2Faults.Expected(what, Current);

    /// <summary>Takes a number that must be there, with or without a sign.</summary>
    public double RequireSignedNumber()
    {
        bool negative = TakesSymbol("-");
        if (!negative) TakesSymbol("+");
        if (Current.Kind != Cql2TokenKind.Number) throw Cql2Faults.Expected("a number", Current);
        Cql2Token token = Take();
        double number = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number)) throw Cql2Faults.At(token.Position, $"the number {token.Text} is too large.");
        return (negative ? -number : number) + 0.0;     // no negative zero: it has a spelling of its own
    }

    /// <summary>Goes one level in.</summary>
    /// <exception cref="RequestException">That is too deep.</exception>
    public void Enter()
    {
        if (++_depth > MaxDepth) throw Cql2Faults.At(Current.Position, $"the filter is nested deeper than {MaxDepth} levels.", RequestFault.TooLarge);
    }

    /// <summary>Comes back from it.</summary>
    public void Leave() => _depth--;
}
