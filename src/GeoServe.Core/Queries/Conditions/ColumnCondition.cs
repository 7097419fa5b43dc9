using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>A condition on the value of one column; unknown where the column has no value, unless said otherwise.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Index">Its index in the schema.</param>
public abstract record ColumnCondition(string Name, int Index) : Expression
{
    /// <inheritdoc/>
    public override bool DependsOnFeature => true;

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => context.Values[Index] is { IsNull: false } value ? Holds(value) : Value.Null;

    /// <summary>The same condition on the column's new place; unknown for every feature where there is no such column.</summary>
    public sealed override Expression Bind(Func<string, int> columnOf) => columnOf(Name) is int index and >= 0 ? this with { Index = index } : Literal.Null;

    /// <inheritdoc/>
    public override void CollectAttributes(ISet<string> names) => names.Add(Name);

    /// <summary>True, false, or null for "unknown".</summary>
    /// <param name="value">Of the column, never null.</param>
    protected abstract Value Holds(in Value value);
}
