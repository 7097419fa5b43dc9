using GeoServe.Core.Features;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>True where the text of a column's value matches a pattern.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Index">Its index in the schema.</param>
/// <param name="Pattern">The pattern.</param>
public sealed record ColumnIsLike(string Name, int Index, LikePattern Pattern) : ColumnCondition(Name, Index)
{
    /// <inheritdoc/>
    protected override Value Holds(in Value value) => Value.Of(Pattern.Matches(value.ToString()));
}
