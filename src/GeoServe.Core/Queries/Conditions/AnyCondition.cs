using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>"Or" of three values, as in SQL and Filter Encoding: true where one is true, else null where one is unknown, else false.</summary>
/// <remarks>Unlike <see cref="AnyOf"/>, MapLibre's, the order of the parts makes no difference.</remarks>
public sealed record AnyCondition(ImmutableArray<Expression> Conditions) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Conditions;

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        bool unknown = false;
        foreach (Expression condition in Conditions)
        {
            Value value = condition.Evaluate(context);
            if (value.Kind != ValueKind.Boolean) unknown = true;
            else if (value.AsBoolean()) return value;
        }
        return unknown ? Value.Null : Value.Of(false);
    }

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new AnyCondition(parts);
}
