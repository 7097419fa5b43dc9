using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>
/// Compares two values. Equality asks for the same kind (an integer equals the real of the same size) and knows null as a value; order is
/// defined between two numbers and between two texts (by code unit), for anything else the result is null. A day or an
/// instant counts as its ISO 8601 text, as it does in a vector tile.
/// </summary>
public sealed record Comparison(ComparisonOperator Operator, Expression Left, Expression Right) : CompositeExpression
{
    /// <summary>True where an order between kinds that have none is false instead of null (MapLibre's filters of the old form).</summary>
    public bool NeverNull { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Left, Right];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => this with { Left = parts[0], Right = parts[1] };

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value left = Left.Evaluate(context), right = Right.Evaluate(context);
        if (Operator == ComparisonOperator.Equal) return Value.Of(AreEqual(left, right));
        if (Operator == ComparisonOperator.NotEqual) return Value.Of(!AreEqual(left, right));
        if (left.IsNumber && right.IsNumber)
        {
            double a = left.AsNumber(), b = right.AsNumber();
            return Value.Of(Operator switch
            {
                ComparisonOperator.Less => a < b,
                ComparisonOperator.LessOrEqual => a <= b,
                ComparisonOperator.Greater => a > b,
                _ => a >= b,
            });
        }
        if (AsText(left) is not { } first || AsText(right) is not { } second) return NeverNull ? Value.Of(false) : Value.Null;
        int order = string.CompareOrdinal(first, second);
        return Value.Of(Operator switch
        {
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }

    /// <summary>True where both are null, or both hold the same; numbers are compared by size, NaN equals nothing.</summary>
    public static bool AreEqual(in Value left, in Value right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return left.Kind == ValueKind.Integer && right.Kind == ValueKind.Integer
                ? left.AsInteger() == right.AsInteger()
                : left.AsNumber() == right.AsNumber();
        }
        if (left.Kind == right.Kind) return left == right;
        return AsText(left) is { } first && AsText(right) is { } second && string.Equals(first, second, StringComparison.Ordinal);
    }

    private static string? AsText(in Value value) => value.Kind switch
    {
        ValueKind.Text => value.AsText(),
        ValueKind.Date or ValueKind.Instant => value.ToString(),
        _ => null,
    };
}
