using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>Compares two values that are not just a column and a literal: two columns, or sums. By the rules of <see cref="ColumnComparison"/>.</summary>
/// <remarks>Unlike <see cref="Comparison"/>, MapLibre's, what has no value is unknown, also for equality.</remarks>
/// <param name="Operator">How.</param>
/// <param name="Left">One value.</param>
/// <param name="Right">The other.</param>
/// <param name="MatchCase">False where capitals and small letters are the same.</param>
public sealed record ValueComparison(ComparisonOperator Operator, Expression Left, Expression Right, bool MatchCase = true) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Left, Right];

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => ValueOrder.Holds(Operator, Left.Evaluate(context), Right.Evaluate(context), MatchCase);

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => this with { Left = parts[0], Right = parts[1] };
}
