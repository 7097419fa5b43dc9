using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>True where every condition is; the first, in order, that is not true decides: false, or null where it is no truth value.</summary>
public sealed record AllOf(ImmutableArray<Expression> Conditions) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Conditions;

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new AllOf(parts);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        foreach (Expression condition in Conditions)
        {
            Value value = condition.Evaluate(context);
            if (value.Kind != ValueKind.Boolean) return Value.Null;
            if (!value.AsBoolean()) return value;
        }
        return Value.Of(true);
    }
}
