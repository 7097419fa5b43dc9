using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>The first value that is already of the type; null where none is (MapLibre's <c>number</c>, <c>string</c>, <c>boolean</c>, <c>array</c>).</summary>
public sealed record Assertion(ExpressionType Type, ImmutableArray<Expression> Choices) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Choices;

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => this with { Choices = parts };

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        foreach (Expression choice in Choices)
        {
            Value value = choice.Evaluate(context);
            if (Fits(value, Type)) return value;
            // In vector tiles a day is a text, so it passes as one.
            if (Type == ExpressionType.Text && value.Kind is ValueKind.Date or ValueKind.Instant) return Value.Of(value.ToString());
        }
        return Value.Null;
    }

    /// <summary>True when the value is of the type as it stands.</summary>
    public static bool Fits(in Value value, ExpressionType type) => type switch
    {
        ExpressionType.Text or ExpressionType.Label => value.Kind == ValueKind.Text,
        ExpressionType.Number => value.IsNumber,
        ExpressionType.Boolean => value.Kind == ValueKind.Boolean,
        ExpressionType.Colour => value.Kind == ValueKind.Colour,
        ExpressionType.List => value.Kind == ValueKind.List,
        _ => true,
    };
}
