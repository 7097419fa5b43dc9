using System.Text;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Queries.Conditions;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>Writes conditions as CQL2 text (OGC 21-065r2). One condition has one text; the text of a normal form reads back as the same form.</summary>
internal sealed class Cql2Writer
{
    private readonly StringBuilder _text = new();

    /// <summary>The text of a condition or a value.</summary>
    /// <exception cref="ArgumentException">It holds what CQL2 has no words for, such as a style's expression.</exception>
    public static string Write(Expression expression)
    {
        var writer = new Cql2Writer();
        writer.Append(expression, isInside: false);
        return writer._text.ToString();
    }

    /// <summary>The text of a literal.</summary>
    public static string Write(Value value) => value.Kind switch
    {
        ValueKind.Boolean => value.AsBoolean() ? "TRUE" : "FALSE",
        ValueKind.Integer or ValueKind.Real => value.ToString(),
        ValueKind.Text => Quoted(value.AsText()),
        ValueKind.Date => $"DATE('{value}')",
        ValueKind.Instant => $"TIMESTAMP('{value}')",
        _ => throw new ArgumentException($"CQL2 has no literal for {value.Kind}."),
    };

    private void Append(Expression expression, bool isInside)
    {
        switch (expression)
        {
            case Literal literal: _text.Append(Write(literal.Value)); break;
            case GetAttribute attribute: AppendName(attribute.Name); break;
            case AllConditions all: Join(all.Conditions, " AND ", isInside); break;
            case AnyCondition any: Join(any.Conditions, " OR ", isInside); break;
            case Not not: AppendNot(not.Condition); break;
            case ColumnComparison comparison:
                AppendColumn(comparison.Name, comparison.MatchCase).Append(Symbol(comparison.Operator));
                AppendText(Write(comparison.With), comparison.MatchCase);
                break;
            case ValueComparison comparison:
                AppendSide(comparison.Left, comparison.MatchCase);
                _text.Append(Symbol(comparison.Operator));
                AppendSide(comparison.Right, comparison.MatchCase);
                break;
            case ColumnIsOneOf oneOf: AppendList(oneOf, " IN "); break;
            case ColumnIsLike like: AppendLike(like, " LIKE "); break;
            case ColumnHasNoValue missing: AppendColumn(missing.Name, matchCase: true).Append(" IS NULL"); break;
            case GeometryIsMissing: _text.Append(Cql2Binder.GeometryAlias).Append(" IS NULL"); break;
            case GeometryIntersects intersects: _text.Append("S_INTERSECTS(").Append(Cql2Binder.GeometryAlias).Append(',').Append(intersects.With).Append(')'); break;
            case Arithmetic arithmetic: AppendArithmetic(arithmetic); break;
            default: throw new ArgumentException($"CQL2 has no words for {expression.GetType().Name}.");
        }
    }

    private void Join(IEnumerable<Expression> conditions, string word, bool isInside)
    {
        if (isInside) _text.Append('(');
        bool first = true;
        foreach (Expression condition in conditions)
        {
            if (!first) _text.Append(word);
            first = false;
            Append(condition, isInside: true);
        }
        if (isInside) _text.Append(')');
    }

    private void AppendNot(Expression condition)
    {
        switch (condition)
        {
            case ColumnHasNoValue missing: AppendColumn(missing.Name, matchCase: true).Append(" IS NOT NULL"); break;
            case GeometryIsMissing: _text.Append(Cql2Binder.GeometryAlias).Append(" IS NOT NULL"); break;
            case ColumnIsOneOf oneOf: AppendList(oneOf, " NOT IN "); break;
            case ColumnIsLike like: AppendLike(like, " NOT LIKE "); break;
            default:
                _text.Append("NOT ");
                Append(condition, isInside: true);
                break;
        }
    }

    private void AppendList(ColumnIsOneOf oneOf, string word)
    {
        AppendColumn(oneOf.Name, oneOf.MatchCase).Append(word).Append('(');
        for (int i = 0; i < oneOf.Values.Length; i++)
        {
            if (i > 0) _text.Append(',');
            AppendText(Write(oneOf.Values[i]), oneOf.MatchCase);
        }
        _text.Append(')');
    }

    private void AppendLike(ColumnIsLike like, string word)
    {
        AppendColumn(like.Name, like.Pattern.MatchCase).Append(word);
        AppendText(Quoted(like.Pattern.ToString()), like.Pattern.MatchCase);
    }

    private void AppendArithmetic(Arithmetic arithmetic)
    {
        _text.Append('(');
        if (arithmetic.Operands.Length == 1) _text.Append('-');
        for (int i = 0; i < arithmetic.Operands.Length; i++)
        {
            if (i > 0) _text.Append(Symbol(arithmetic.Operator));
            Append(arithmetic.Operands[i], isInside: true);
        }
        _text.Append(')');
    }

    private void AppendSide(Expression value, bool matchCase)
    {
        if (!matchCase) _text.Append("CASEI(");
        Append(value, isInside: true);
        if (!matchCase) _text.Append(')');
    }

    private StringBuilder AppendColumn(string name, bool matchCase)
    {
        if (!matchCase) _text.Append("CASEI(");
        AppendName(name);
        return matchCase ? _text : _text.Append(')');
    }

    private void AppendText(string text, bool matchCase) => _text.Append(matchCase ? text : $"CASEI({text})");

    private void AppendName(string name)
    {
        if (Cql2Lexer.IsPlainName(name) && name != Cql2Binder.GeometryAlias && !Cql2Parser.IsReserved(name) && !Cql2ShapeParser.IsTag(name)) _text.Append(name);
        else _text.Append('"').Append(name.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    // A quote after a backslash is written \', since \'' would end the text there.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("'", text.Length + 2);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'') quoted.Append(i > 0 && text[i - 1] == '\\' ? '\\' : '\'');
            quoted.Append(text[i]);
        }
        return quoted.Append('\'').ToString();
    }

    private static string Symbol(ComparisonOperator @operator) => @operator switch
    {
        ComparisonOperator.Equal => " = ",
        ComparisonOperator.NotEqual => " <> ",
        ComparisonOperator.Less => " < ",
        ComparisonOperator.LessOrEqual => " <= ",
        ComparisonOperator.Greater => " > ",
        _ => " >= ",
    };

    private static string Symbol(ArithmeticOperator @operator) => @operator switch
    {
        ArithmeticOperator.Add => " + ",
        ArithmeticOperator.Subtract => " - ",
        ArithmeticOperator.Multiply => " * ",
        ArithmeticOperator.Divide => " / ",
        ArithmeticOperator.Remainder => " % ",
        ArithmeticOperator.Quotient => " DIV ",
        ArithmeticOperator.Power => " ^ ",
        _ => throw new ArgumentException($"CQL2 has no operator {@operator}."),
    };
}
