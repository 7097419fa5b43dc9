using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Queries.Conditions;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>
/// One form for filters that say the same: NOT stands at single conditions only, AND and OR are flat, sorted and without repeats, equalities of
/// one column are one list. Each step holds in logic of three values.
/// </summary>
internal static class Cql2NormalForm
{
    /// <summary>The normal form of a condition.</summary>
    public static Expression Of(Expression condition) => Of(condition, negated: false);

    private static Expression Of(Expression condition, bool negated) => condition switch
    {
        Not not => Of(not.Condition, !negated),
        AllConditions all => Joined(all.Conditions, negated, isAll: !negated),
        AnyCondition any => Joined(any.Conditions, negated, isAll: negated),
        ColumnComparison comparison => negated ? comparison with { Operator = comparison.Operator.Opposite() } : comparison,
        ValueComparison comparison => Turned(negated ? comparison with { Operator = comparison.Operator.Opposite() } : comparison),
        Literal literal when negated && literal.Value.Kind == ValueKind.Boolean => new Literal(Value.Of(!literal.Value.AsBoolean())),
        Literal => condition,
        ColumnIsOneOf oneOf => Wrapped(oneOf with { Values = Sorted(oneOf.Values) }, negated),
        _ => Wrapped(condition, negated),
    };

    private static Expression Wrapped(Expression condition, bool negated) => negated ? new Not(condition) : condition;

    private static Expression Joined(ImmutableArray<Expression> conditions, bool negated, bool isAll)
    {
        var parts = new Dictionary<string, Expression>(StringComparer.Ordinal);
        var lists = new Dictionary<(string Column, bool MatchCase), (int Index, List<Value> Values)>();
        foreach (Expression condition in conditions)
        {
            Expression part = Of(condition, negated);
            foreach (Expression single in part switch { AllConditions all when isAll => all.Conditions, AnyCondition any when !isAll => any.Conditions, _ => [part] })
            {
                // True says nothing in an "and" and everything in an "or"; false the other way round.
                if (single is Literal { Value.Kind: ValueKind.Boolean } literal)
                {
                    if (literal.Value.AsBoolean() != isAll) return literal;
                }
                else if (ListOf(single, isAll) is { } list)
                {
                    if (!lists.TryGetValue((list.Name, list.MatchCase), out (int Index, List<Value> Values) all)) lists[(list.Name, list.MatchCase)] = all = (list.Index, []);
                    all.Values.AddRange(list.Values);
                }
                else
                {
                    parts[Cql2Writer.Write(single)] = single;
                }
            }
        }
        foreach (((string name, bool matchCase), (int index, List<Value> values)) in lists)
        {
            Expression list = ListOf(name, index, [.. values], matchCase, isAll);
            parts[Cql2Writer.Write(list)] = list;
        }
        Expression[] kept = [.. parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => part.Value)];
        return kept.Length switch
        {
            0 => new Literal(Value.Of(isAll)),
            1 => kept[0],
            _ when isAll => new AllConditions([.. kept]),
            _ => new AnyCondition([.. kept]),
        };
    }

    // In an "or" a = 1 is a list of one; in an "and" a <> 1 is what a list leaves out.
    private static (string Name, int Index, bool MatchCase, ImmutableArray<Value> Values)? ListOf(Expression condition, bool isAll) => condition switch
    {
        ColumnComparison { Operator: ComparisonOperator.Equal } equal when !isAll => (equal.Name, equal.Index, equal.MatchCase, [equal.With]),
        ColumnIsOneOf oneOf when !isAll => (oneOf.Name, oneOf.Index, oneOf.MatchCase, oneOf.Values),
        ColumnComparison { Operator: ComparisonOperator.NotEqual } other when isAll => (other.Name, other.Index, other.MatchCase, [other.With]),
        Not { Condition: ColumnIsOneOf none } when isAll => (none.Name, none.Index, none.MatchCase, none.Values),
        _ => null,
    };

    private static Expression ListOf(string name, int index, ImmutableArray<Value> values, bool matchCase, bool isAll) => Sorted(values) switch
    {
        [Value only] => new ColumnComparison(name, index, isAll ? ComparisonOperator.NotEqual : ComparisonOperator.Equal, only, matchCase),
        ImmutableArray<Value> several => Wrapped(new ColumnIsOneOf(name, index, several, matchCase), negated: isAll),
    };

    private static ImmutableArray<Value> Sorted(ImmutableArray<Value> values) =>
        [.. values.DistinctBy(Cql2Writer.Write, StringComparer.Ordinal).OrderBy(Cql2Writer.Write, StringComparer.Ordinal)];

    // A literal stands on the right; of two other values the one that is spelled first on the left.
    private static ValueComparison Turned(ValueComparison comparison)
    {
        comparison = comparison with { Left = Ordered(comparison.Left), Right = Ordered(comparison.Right) };
        bool turn = comparison.Left is Literal
            || (comparison.Right is not Literal && string.CompareOrdinal(Cql2Writer.Write(comparison.Left), Cql2Writer.Write(comparison.Right)) > 0);
        return turn ? comparison with { Operator = comparison.Operator.Turned(), Left = comparison.Right, Right = comparison.Left } : comparison;
    }

    // a + b and b + a are the same number, to the last bit.
    private static Expression Ordered(Expression value)
    {
        if (value is not Arithmetic arithmetic) return value;
        ImmutableArray<Expression> operands = [.. arithmetic.Operands.Select(Ordered)];
        if (arithmetic.Operator is ArithmeticOperator.Add or ArithmeticOperator.Multiply) operands = [.. operands.OrderBy(Cql2Writer.Write, StringComparer.Ordinal)];
        return arithmetic with { Operands = operands };
    }
}
