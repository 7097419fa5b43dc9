namespace GeoServe.Core.Queries.Cql2;

/// <summary>What a token of CQL2 text is.</summary>
internal enum Cql2TokenKind : byte
{
    /// <summary>Nothing is left.</summary>
    End,
    /// <summary>A word: a keyword, a function's or an attribute's name.</summary>
    Word,
    /// <summary>A name between double quotes.</summary>
    QuotedName,
    /// <summary>Digits, with or without point and exponent; never a sign.</summary>
    Number,
    /// <summary>A text between single quotes.</summary>
    Text,
    /// <summary>A bracket, comma or operator.</summary>
    Symbol,
}
