using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>True where a column has no value, else false.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Index">Its index in the schema.</param>
public sealed record ColumnHasNoValue(string Name, int Index) : ColumnCondition(Name, Index)
{
    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => Value.Of(context.Values[Index].IsNull);

    /// <inheritdoc/>
    protected override Value Holds(in Value value) => Value.Of(false);
}
