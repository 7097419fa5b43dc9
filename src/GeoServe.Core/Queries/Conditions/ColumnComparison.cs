using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>
/// Compares the value of a column with a value of its own kind. Numbers by size (two integers exactly), days and instants by time, texts by code
/// units; values that cannot be compared are unknown.
/// </summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Index">Its index in the schema.</param>
/// <param name="Operator">How.</param>
/// <param name="With">With what.</param>
/// <param name="MatchCase">False where capitals and small letters are the same.</param>
public sealed record ColumnComparison(string Name, int Index, ComparisonOperator Operator, Value With, bool MatchCase = true) : ColumnCondition(Name, Index)
{
    /// <inheritdoc/>
    protected override Value Holds(in Value value) => Compare(value) is { } order ? Value.Of(Operator switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    }) : Value.Null;

    private int? Compare(in Value value) => (value.Kind, With.Kind) switch
    {
        (ValueKind.Integer, ValueKind.Integer) => value.AsInteger().CompareTo(With.AsInteger()),
        (ValueKind.Integer or ValueKind.Real, ValueKind.Integer or ValueKind.Real) => value.AsNumber().CompareTo(With.AsNumber()),
        (ValueKind.Boolean, ValueKind.Boolean) => value.AsBoolean().CompareTo(With.AsBoolean()),
        (ValueKind.Date, ValueKind.Date) => value.AsDate().CompareTo(With.AsDate()),
        (ValueKind.Instant, ValueKind.Instant) => value.AsInstant().CompareTo(With.AsInstant()),
        (ValueKind.Text, ValueKind.Text) => string.Compare(value.AsText(), With.AsText(), MatchCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase),
        (ValueKind.Bytes, ValueKind.Bytes) => value.AsBytes().AsSpan().SequenceCompareTo(With.AsBytes()),
        _ => null,
    };
}
