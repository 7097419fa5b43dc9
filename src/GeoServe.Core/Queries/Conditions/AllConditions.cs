using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>"And" of three values, as in SQL and Filter Encoding: false where one is false, else null where one is unknown, else true.</summary>
/// <remarks>Unlike <see cref="AllOf"/>, MapLibre's, the order of the parts makes no difference, so that a "not" around it is right.</remarks>
public sealed record AllConditions(ImmutableArray<Expression> Conditions) : CompositeExpression
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
            else if (!value.AsBoolean()) return value;
        }
        return unknown ? Value.Null : Value.Of(true);
    }

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new AllConditions(parts);
}
