using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>The first value that is not null; null where all are.</summary>
public sealed record Coalesce(ImmutableArray<Expression> Choices) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Choices;

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new Coalesce(parts);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        foreach (Expression choice in Choices)
        {
            Value value = choice.Evaluate(context);
            if (!value.IsNull) return value;
        }
        return Value.Null;
    }
}
