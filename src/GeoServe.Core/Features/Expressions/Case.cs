using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>The output of the first condition that is true, else <see cref="Otherwise"/>. Null where a condition is no truth value.</summary>
public sealed record Case(ImmutableArray<Expression> Conditions, ImmutableArray<Expression> Outputs, Expression Otherwise) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [.. Conditions, .. Outputs, Otherwise];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) =>
        new Case(parts[..Conditions.Length], parts[Conditions.Length..^1], parts[^1]);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        for (int i = 0; i < Conditions.Length; i++)
        {
            Value condition = Conditions[i].Evaluate(context);
            if (condition.Kind != ValueKind.Boolean) return Value.Null;
            if (condition.AsBoolean()) return Outputs[i].Evaluate(context);
        }
        return Otherwise.Evaluate(context);
    }
}
