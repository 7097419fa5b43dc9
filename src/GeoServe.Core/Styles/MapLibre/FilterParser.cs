using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Reads filters: expressions, and the older form whose operands are attribute names (style specification 8, "Other", "Filter").</summary>
internal sealed class FilterParser(ExpressionParser expressions)
{
    private static readonly string[] OldNames = ["==", "!=", "<", "<=", ">", ">=", "in", "!in", "has", "!has", "all", "any", "none"];
    private static readonly string[] Kinds = ["Point", "LineString", "Polygon"];

    public Expression? Parse(JsonPart part)
    {
        if (part.Kind == System.Text.Json.JsonValueKind.Null) return null;
        return IsExpression(part) ? expressions.Parse(part, ExpressionType.Boolean).Expression : ParseOld(part);
    }

    // The same test as MapLibre's isExpressionFilter.
    private static bool IsExpression(JsonPart part)
    {
        if (part.IsFlag) return true;
        if (!part.IsArray || part.Items.Count == 0 || !part.Items[0].IsText) return false;
        List<JsonPart> items = part.Items;
        return items[0].Text switch
        {
            "has" => items.Count >= 2 && !(items[1].IsText && items[1].Text is "$id" or "$type"),
            "in" => items.Count >= 3 && (!items[1].IsText || items[2].IsArray),
            "!in" or "!has" or "none" => false,
            "==" or "!=" or ">" or ">=" or "<" or "<=" => items.Count != 3 || items[1].IsArray || items[2].IsArray,
            "any" or "all" => items.Skip(1).All(IsExpression),
            _ => true,
        };
    }

    private Expression ParseOld(JsonPart part)
    {
        StyleFaults faults = expressions.Faults;
        if (!part.IsArray || part.Items.Count == 0 || !part.Items[0].IsText)
        {
            faults.Add(part, $"A filter is an array that begins with an operator, not {part.Described}.");
            return Literal.Null;
        }
        string name = part.Items[0].Text;
        if (!OldNames.Contains(name))
        {
            faults.Unknown(part.Items[0], "filter", name, OldNames);
            return Literal.Null;
        }
        if (name is "all" or "any" or "none")
        {
            ImmutableArray<Expression> conditions = part.Items.Skip(1).Select(item => Parse(item) ?? new Literal(Value.Of(true))).ToImmutableArray();
            return name switch { "all" => new AllOf(conditions), "any" => new AnyOf(conditions), _ => new Not(new AnyOf(conditions)) };
        }
        if (part.Items.Count < 2 || !part.Items[1].IsText)
        {
            faults.Add(part, $"'{name}' takes the name of an attribute first.");
            return Literal.Null;
        }
        string key = part.Items[1].Text;
        return name switch
        {
            "has" => Has(key),
            "!has" => new Not(Has(key)),
            "in" => In(part, key),
            "!in" => new Not(In(part, key)),
            _ => Compare(part, name, key),
        };
    }

    private static Expression Has(string key) => key switch
    {
        "$id" => new Comparison(ComparisonOperator.NotEqual, new FeatureNumber(), Literal.Null),
        "$type" => new Literal(Value.Of(true)),
        _ => new HasAttribute(key),
    };

    private static Expression Subject(string key) => key switch
    {
        "$id" => new FeatureNumber(),
        "$type" => new KindOfGeometry(),
        _ => new GetAttribute(key),
    };

    private Contains In(JsonPart part, string key)
    {
        foreach (JsonPart item in part.Items.Skip(2)) CheckOperand(item, key);
        return new(Subject(key), new Literal(Value.Of(part.Items.Skip(2).Select(expressions.LiteralOf).ToArray())));
    }

    private Expression Compare(JsonPart part, string name, string key)
    {
        if (part.Items.Count != 3)
        {
            expressions.Faults.Add(part, $"'{name}' takes an attribute and one value.");
            return Literal.Null;
        }
        CheckOperand(part.Items[2], key);
        ComparisonOperator comparison = name switch
        {
            "==" => ComparisonOperator.Equal,
            "!=" => ComparisonOperator.NotEqual,
            "<" => ComparisonOperator.Less,
            "<=" => ComparisonOperator.LessOrEqual,
            ">" => ComparisonOperator.Greater,
            _ => ComparisonOperator.GreaterOrEqual,
        };
        return new Comparison(comparison, Subject(key), new Literal(expressions.LiteralOf(part.Items[2]))) { NeverNull = true };
    }

    private void CheckOperand(JsonPart operand, string key)
    {
        if (key == "$type" && !(operand.IsText && Kinds.Contains(operand.Text)))
        {
            expressions.Faults.Add(operand, $"'$type' is one of {string.Join(", ", Kinds)}, not {operand.Described}.");
        }
        else if (operand.IsArray || operand.IsObject)
        {
            expressions.Faults.Add(operand, $"A value in this form of filter is a string, number or boolean, not {operand.Described}.");
        }
    }
}
