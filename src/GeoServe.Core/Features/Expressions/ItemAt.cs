using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>One item of a list, counted from 0; null outside.</summary>
public sealed record ItemAt(Expression Index, Expression List) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Index, List];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new ItemAt(parts[0], parts[1]);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value index = Index.Evaluate(context), list = List.Evaluate(context);
        if (!index.IsNumber || list.Kind != ValueKind.List) return Value.Null;
        double place = index.AsNumber();
        return place >= 0 && place < list.AsList().Length && place == Math.Floor(place) ? list.AsList()[(int)place] : Value.Null;
    }
}
