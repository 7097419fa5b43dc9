using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>How many characters (Unicode code points) a text, or items a list has; null for anything else.</summary>
public sealed record Length(Expression Of) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Of];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new Length(parts[0]);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value value = Of.Evaluate(context);
        return value.Kind switch
        {
            ValueKind.Text => Value.Of(CodePoints.Count(value.AsText())),
            ValueKind.List => Value.Of((long)value.AsList().Length),
            _ => Value.Null,
        };
    }
}
