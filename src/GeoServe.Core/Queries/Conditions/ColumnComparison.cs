using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>
/// Compares the value of a column with a value. Numbers by size (two integers exactly), days and instants by time (a day is the same as each instant
/// in it, UTC), texts by code units; values that cannot be compared, NaN among them, are unknown.
/// </summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Index">Its index in the schema.</param>
/// <param name="Operator">How.</param>
/// <param name="With">With what.</param>
/// <param name="MatchCase">False where capitals and small letters are the same.</param>
public sealed record ColumnComparison(string Name, int Index, ComparisonOperator Operator, Value With, bool MatchCase = true) : ColumnCondition(Name, Index)
{
    /// <inheritdoc/>
    protected override Value Holds(in Value value) => ValueOrder.Holds(Operator, value, With, MatchCase);
}
