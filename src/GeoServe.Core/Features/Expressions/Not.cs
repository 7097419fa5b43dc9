using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>The opposite of a truth value; null for anything else.</summary>
public sealed record Not(Expression Condition) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Condition];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new Not(parts[0]);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value value = Condition.Evaluate(context);
        return value.Kind == ValueKind.Boolean ? Value.Of(!value.AsBoolean()) : Value.Null;
    }
}
