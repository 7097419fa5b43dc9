using GeoServe.Core.Features;
using GeoServe.Core.Queries.Conditions;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>Reads the literals that begin with a word: truth values, times and geometries.</summary>
internal sealed class Cql2LiteralParser(Cql2Tokens tokens)
{
    private readonly Cql2ShapeParser _shapes = new(tokens);

    /// <summary>The literal at hand; null where there is none.</summary>
    /// <exception cref="RequestException">There is one, with a fault in it.</exception>
    public Cql2Node? TryParse()
    {
        Cql2Token token = tokens.Current;
        if (tokens.TakesWord("TRUE")) return new Cql2Node.Constant(token.Position, Value.Of(true));
        if (tokens.TakesWord("FALSE")) return new Cql2Node.Constant(token.Position, Value.Of(false));
        if (_shapes.IsAtShape) return new Cql2Node.Geometry(token.Position, _shapes.Parse());
        if (!tokens.Following.IsSymbol("(")) return null;
        if (tokens.TakesWord("DATE")) return Bracketed(() => Day(tokens.RequireText("a day such as '2024-05-01'")));
        if (tokens.TakesWord("TIMESTAMP")) return Bracketed(() => Instant(tokens.RequireText("an instant such as '2024-05-01T08:00:00Z'")));
        if (tokens.TakesWord("INTERVAL")) return Bracketed(() => Interval(token));
        return null;
    }

    private Cql2Node Bracketed(Func<Cql2Node> inside)
    {
        tokens.RequireSymbol("(");
        Cql2Node literal = inside();
        tokens.RequireSymbol(")");
        return literal;
    }

    private Cql2Node.Interval Interval(Cql2Token token)
    {
        Cql2Node? start = End();
        tokens.RequireSymbol(",");
        Cql2Node? end = End();
        return start is Cql2Node.Constant first && end is Cql2Node.Constant last && ValueOrder.Compare(first.Value, last.Value, matchCase: true) > 0
            ? throw Cql2Faults.At(token.Position, $"the interval ends before it starts: '{first.Value}' is after '{last.Value}'.")
            : new Cql2Node.Interval(token.Position, start, end);
    }

    // An attribute, '..' for open, a day or an instant.
    private Cql2Node? End()
    {
        Cql2Token token = tokens.Take();
        if (token.Kind == Cql2TokenKind.QuotedName || (token.Kind == Cql2TokenKind.Word && !Cql2Parser.IsReserved(token.Text))) return new Cql2Node.Name(token.Position, token.Text);
        if (token.Kind != Cql2TokenKind.Text) throw Cql2Faults.Expected("a day, an instant or '..' in single quotes, or an attribute", token);
        return token.Text == ".." ? null : token.Text.Contains('T', StringComparison.OrdinalIgnoreCase) ? Instant(token) : Day(token);
    }

    private static Cql2Node.Constant Day(in Cql2Token token) => TimeText.Day(token.Text) is { } day
        ? new Cql2Node.Constant(token.Position, Value.Of(day))
        : throw Cql2Faults.At(token.Position, $"'{token.Text}' is no day; write it as 2024-05-01.");

    private static Cql2Node.Constant Instant(in Cql2Token token) => TimeText.Instant(token.Text) is { } instant
        ? new Cql2Node.Constant(token.Position, Value.Of(instant))
        : throw Cql2Faults.At(token.Position, $"'{token.Text}' is no instant; write it as 2024-05-01T08:00:00Z (RFC 3339).");
}
