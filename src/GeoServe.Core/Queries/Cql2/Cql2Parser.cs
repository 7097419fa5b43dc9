using System.Collections.Immutable;
using System.Globalization;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>
/// Reads CQL2 text (OGC 21-065r2, Annex B) by recursive descent, in time linear in its length: conditions and values are read by one ladder of
/// precedence, and told apart where they are used, so that a bracket needs no second try.
/// </summary>
internal sealed class Cql2Parser(Cql2Tokens tokens)
{
    // Each makes the tree one level deeper; a tree is walked by recursion.
    private const int MaxOperators = 100;

    private readonly Cql2LiteralParser _literals = new(tokens);
    private int _operators;

    /// <summary>Reads a whole filter.</summary>
    /// <exception cref="RequestException">It is no CQL2, or uses what is not offered.</exception>
    public Cql2Node Parse()
    {
        Cql2Node filter = Condition(Disjunction());
        return tokens.Current.Kind == Cql2TokenKind.End ? filter : throw Cql2Faults.Expected("AND, OR or the end", tokens.Current);
    }

    private Cql2Node Disjunction()
    {
        Cql2Node first = Conjunction();
        if (!tokens.Current.IsWord("OR")) return first;
        ImmutableArray<Cql2Node>.Builder parts = ImmutableArray.CreateBuilder<Cql2Node>();
        parts.Add(Condition(first));
        while (tokens.TakesWord("OR")) parts.Add(Condition(Conjunction()));
        return new Cql2Node.Any(first.Position, parts.ToImmutable());
    }

    private Cql2Node Conjunction()
    {
        Cql2Node first = Factor();
        if (!tokens.Current.IsWord("AND")) return first;
        ImmutableArray<Cql2Node>.Builder parts = ImmutableArray.CreateBuilder<Cql2Node>();
        parts.Add(Condition(first));
        while (tokens.TakesWord("AND")) parts.Add(Condition(Factor()));
        return new Cql2Node.All(first.Position, parts.ToImmutable());
    }

    private Cql2Node Factor()
    {
        int position = tokens.Current.Position;
        if (!tokens.TakesWord("NOT")) return Predicate();
        tokens.Enter();
        Cql2Node negated = Condition(Factor());
        tokens.Leave();
        return new Cql2Node.Negation(position, negated);
    }

    private Cql2Node Predicate()
    {
        Cql2Node left = Sum();
        Cql2Token token = tokens.Current;
        if (OperatorOf(token) is { } comparison)
        {
            tokens.Take();
            return new Cql2Node.Compared(token.Position, comparison, Scalar(left), Scalar(Sum()));
        }
        if (tokens.TakesWord("IS"))
        {
            bool isThere = tokens.TakesWord("NOT");
            tokens.RequireWord("NULL");
            return Negated(new Cql2Node.Missing(left.Position, left), isThere);
        }
        bool negated = tokens.Current.IsWord("NOT");
        if (negated && !(tokens.Following.IsWord("LIKE") || tokens.Following.IsWord("BETWEEN") || tokens.Following.IsWord("IN"))) return left;
        if (negated) tokens.Take();
        if (tokens.TakesWord("LIKE")) return Negated(Like(Scalar(left)), negated);
        if (tokens.TakesWord("BETWEEN")) return Negated(Between(Scalar(left)), negated);
        return tokens.TakesWord("IN") ? Negated(In(Scalar(left)), negated) : left;
    }

    private Cql2Node.Like Like(Cql2Node left)
    {
        int folds = 0;
        while (tokens.Current.IsWord("CASEI"))
        {
            tokens.Take();
            tokens.RequireSymbol("(");
            tokens.Enter();
            folds++;
        }
        Cql2Token pattern = tokens.RequireText("a pattern in single quotes, such as 'A%'");
        for (int i = 0; i < folds; i++)
        {
            tokens.RequireSymbol(")");
            tokens.Leave();
        }
        return new Cql2Node.Like(left.Position, left, pattern.Text, MatchCase: folds == 0);
    }

    private Cql2Node.All Between(Cql2Node value)
    {
        Cql2Node lower = Scalar(Sum());
        tokens.RequireWord("AND");
        Cql2Node upper = Scalar(Sum());
        return new Cql2Node.All(
            value.Position,
            [
                new Cql2Node.Compared(value.Position, ComparisonOperator.GreaterOrEqual, value, lower),
                new Cql2Node.Compared(value.Position, ComparisonOperator.LessOrEqual, value, upper),
            ]);
    }

    private Cql2Node.Any In(Cql2Node value)
    {
        tokens.RequireSymbol("(");
        ImmutableArray<Cql2Node>.Builder equal = ImmutableArray.CreateBuilder<Cql2Node>();
        do equal.Add(new Cql2Node.Compared(tokens.Current.Position, ComparisonOperator.Equal, value, Scalar(Sum())));
        while (tokens.TakesSymbol(","));
        if (!tokens.TakesSymbol(")")) throw Cql2Faults.Expected("',' or ')'", tokens.Current);
        return new Cql2Node.Any(value.Position, equal.ToImmutable());
    }

    private Cql2Node Sum()
    {
        Cql2Node sum = Product();
        while (tokens.Current is { Kind: Cql2TokenKind.Symbol, Text: "+" or "-" } sign)
        {
            tokens.Take();
            sum = Operation(sign.Text == "+" ? ArithmeticOperator.Add : ArithmeticOperator.Subtract, sum, Product());
        }
        return sum;
    }

    private Cql2Node Product()
    {
        Cql2Node product = Power();
        while (ProductOperatorOf(tokens.Current) is { } by)
        {
            tokens.Take();
            product = Operation(by, product, Power());
        }
        return product;
    }

    private Cql2Node Power()
    {
        Cql2Node power = Primary();
        if (!tokens.TakesSymbol("^")) return power;
        tokens.Enter();
        Cql2Node exponent = Power();
        tokens.Leave();
        return Operation(ArithmeticOperator.Power, power, exponent);
    }

    private Cql2Node.Operation Operation(ArithmeticOperator @operator, params ReadOnlySpan<Cql2Node> operands)
    {
        if (++_operators > MaxOperators) throw Cql2Faults.At(tokens.Current.Position, $"the filter has more than {MaxOperators} arithmetic operators.", RequestFault.TooLarge);
        foreach (Cql2Node operand in operands) Scalar(operand);
        return new Cql2Node.Operation(operands[0].Position, @operator, [.. operands]);
    }

    private Cql2Node Primary()
    {
        Cql2Token token = tokens.Current;
        switch (token.Kind)
        {
            case Cql2TokenKind.Number:
                return Number(negative: false);
            case Cql2TokenKind.Text:
                tokens.Take();
                return new Cql2Node.Constant(token.Position, Value.Of(token.Text));
            case Cql2TokenKind.QuotedName:
                tokens.Take();
                return new Cql2Node.Name(token.Position, token.Text);
            case Cql2TokenKind.Word:
                return Word(token);
            case Cql2TokenKind.Symbol when token.Text is "-" or "+":
                tokens.Take();
                if (tokens.Current.Kind == Cql2TokenKind.Number) return Number(negative: token.Text == "-");
                tokens.Enter();
                Cql2Node operand = Scalar(Primary());
                tokens.Leave();
                return token.Text == "+" ? operand : Operation(ArithmeticOperator.Subtract, operand);
            case Cql2TokenKind.Symbol when token.Text == "(":
                return Bracketed();
            default:
                throw Cql2Faults.Expected("an attribute, a value, a condition or '('", token);
        }
    }

    private Cql2Node Bracketed()
    {
        tokens.RequireSymbol("(");
        tokens.Enter();
        Cql2Node inside = Disjunction();
        tokens.Leave();
        if (!tokens.TakesSymbol(")")) throw Cql2Faults.Expected(inside.IsCondition ? "AND, OR or ')'" : "an operator or ')'", tokens.Current);
        return inside;
    }

    private Cql2Node Number(bool negative)
    {
        Cql2Token token = tokens.Take();
        string text = negative ? "-" + token.Text : token.Text;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) return new Cql2Node.Constant(token.Position, Value.Of(whole));
        double number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? new Cql2Node.Constant(token.Position, Cql2Numbers.Normal(number)) : throw Cql2Faults.At(token.Position, $"the number {text} is too large.");
    }

    private Cql2Node Word(Cql2Token token)
    {
        if (_literals.TryParse() is { } literal) return literal;
        if (tokens.Following.IsSymbol("(")) return Call(token);
        if (IsReserved(token.Text)) throw Cql2Faults.Expected("an attribute or a value (a name that is a keyword stands in double quotes)", token);
        tokens.Take();
        return new Cql2Node.Name(token.Position, token.Text);
    }

    private Cql2Node Call(Cql2Token name)
    {
        string function = name.Text.ToUpperInvariant();
        if (IsReserved(name.Text)) throw Cql2Faults.Expected("an attribute, a value or a condition", name);
        Func<Cql2Node[], Cql2Node> make = function switch
        {
            "CASEI" => of => new Cql2Node.CaseFolded(name.Position, Scalar(of[0])),
            "S_INTERSECTS" => of => new Cql2Node.Intersects(name.Position, of[0], of[1]),
            "S_DISJOINT" => of => new Cql2Node.Negation(name.Position, new Cql2Node.Intersects(name.Position, of[0], of[1])),
            _ when function.StartsWith("T_", StringComparison.Ordinal) && Enum.TryParse(function[2..], ignoreCase: true, out Cql2TimeRelation relation) && !char.IsAsciiDigit(function[^1])
                => of => new Cql2Node.InTime(name.Position, relation, of[0], of[1]),
            _ => throw Cql2Faults.At(
                name.Position, $"the function {name.Text} is not offered; there are CASEI, S_INTERSECTS, S_DISJOINT, T_AFTER, T_BEFORE, T_INTERSECTS, T_DURING and the other T_ functions of OGC 21-065r2.",
                RequestFault.NotSupported),
        };
        tokens.Take();
        tokens.RequireSymbol("(");
        tokens.Enter();
        var arguments = new Cql2Node[function == "CASEI" ? 1 : 2];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i > 0) tokens.RequireSymbol(",");
            arguments[i] = Sum();
        }
        tokens.Leave();
        if (!tokens.TakesSymbol(")")) throw Cql2Faults.Expected($"')': {function} takes {(arguments.Length == 1 ? "one argument" : "two arguments")}", tokens.Current);
        return make(arguments);
    }

    private static Cql2Node Negated(Cql2Node.Condition condition, bool negated) => negated ? new Cql2Node.Negation(condition.Position, condition) : condition;

    private static Cql2Node Condition(Cql2Node node) => node.IsCondition
        ? node
        : throw Cql2Faults.At(node.Position, "expected a condition, such as a = 1, found a value alone.", RequestFault.ParsingFailed);

    private static Cql2Node Scalar(Cql2Node node) => node.IsScalar
        ? node
        : throw Cql2Faults.At(node.Position, "expected a value (an attribute, a number, a text or a time), found something else.", RequestFault.ParsingFailed);

    private static ComparisonOperator? OperatorOf(in Cql2Token token) => token.Kind != Cql2TokenKind.Symbol ? null : token.Text switch
    {
        "=" => ComparisonOperator.Equal,
        "<>" => ComparisonOperator.NotEqual,
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">" => ComparisonOperator.Greater,
        ">=" => ComparisonOperator.GreaterOrEqual,
        _ => null,
    };

    private static ArithmeticOperator? ProductOperatorOf(in Cql2Token token) => token.Kind switch
    {
        Cql2TokenKind.Symbol when token.Text == "*" => ArithmeticOperator.Multiply,
        Cql2TokenKind.Symbol when token.Text == "/" => ArithmeticOperator.Divide,
        Cql2TokenKind.Symbol when token.Text == "%" => ArithmeticOperator.Remainder,
        Cql2TokenKind.Word when token.IsWord("DIV") => ArithmeticOperator.Quotient,
        _ => null,
    };

    /// <summary>True for a word that is never a name unless in double quotes.</summary>
    public static bool IsReserved(string word) => word.ToUpperInvariant() is "AND" or "OR" or "NOT" or "LIKE" or "BETWEEN" or "IN" or "IS" or "NULL" or "DIV" or "TRUE" or "FALSE";
}
