namespace GeoServe.Core.Queries.Cql2;

/// <summary>A token of CQL2 text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its content: quotes and escapes are taken off.</param>
/// <param name="Position">Where it begins, from 0, in UTF-16 units.</param>
internal readonly record struct Cql2Token(Cql2TokenKind Kind, string Text, int Position)
{
    /// <summary>True for a bracket, comma or operator.</summary>
    public bool IsSymbol(string symbol) => Kind == Cql2TokenKind.Symbol && Text == symbol;

    /// <summary>True for a word, in capitals or not.</summary>
    public bool IsWord(string word) => Kind == Cql2TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>As an error names it.</summary>
    public override string ToString() => Kind switch
    {
        Cql2TokenKind.End => "the end",
        Cql2TokenKind.Text => $"the text '{Shortened}'",
        Cql2TokenKind.QuotedName => $"\"{Shortened}\"",
        _ => $"'{Shortened}'",
    };

    private string Shortened => Text.Length <= 40 ? Text : Text[..40] + "...";
}
