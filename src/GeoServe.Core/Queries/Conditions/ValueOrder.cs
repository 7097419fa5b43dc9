using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>The order of two values in conditions; the same for columns, literals and computed values.</summary>
internal static class ValueOrder
{
    /// <summary>
    /// Negative, zero or positive as the first value is less, the same or greater; null where the two cannot be compared: no value, NaN, or kinds
    /// that have no order between them. Numbers by size (two integers exactly), texts by code units, false before true. A day and an instant
    /// are the same where the instant lies in the day (UTC).
    /// </summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <param name="matchCase">False where capitals and small letters are the same.</param>
    public static int? Compare(in Value left, in Value right, bool matchCase) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Integer, ValueKind.Integer) => left.AsInteger().CompareTo(right.AsInteger()),
        (ValueKind.Integer or ValueKind.Real, ValueKind.Integer or ValueKind.Real) => Compare(left.AsNumber(), right.AsNumber()),
        (ValueKind.Boolean, ValueKind.Boolean) => left.AsBoolean().CompareTo(right.AsBoolean()),
        (ValueKind.Date, ValueKind.Date) => left.AsDate().CompareTo(right.AsDate()),
        (ValueKind.Instant, ValueKind.Instant) => left.AsInstant().CompareTo(right.AsInstant()),
        (ValueKind.Date, ValueKind.Instant) => left.AsDate().CompareTo(DayOf(right)),
        (ValueKind.Instant, ValueKind.Date) => DayOf(left).CompareTo(right.AsDate()),
        (ValueKind.Text, ValueKind.Text) => string.Compare(left.AsText(), right.AsText(), matchCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase),
        (ValueKind.Bytes, ValueKind.Bytes) => left.AsBytes().AsSpan().SequenceCompareTo(right.AsBytes()),
        _ => null,
    };

    /// <summary>Whether a comparison holds: true, false, or null for "unknown".</summary>
    public static Value Holds(ComparisonOperator @operator, in Value left, in Value right, bool matchCase) => Compare(left, right, matchCase) is { } order
        ? Value.Of(@operator switch
        {
            ComparisonOperator.Equal => order == 0,
            ComparisonOperator.NotEqual => order != 0,
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        })
        : Value.Null;

    /// <summary>The comparison with its sides exchanged.</summary>
    public static ComparisonOperator Turned(this ComparisonOperator @operator) => @operator switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => @operator,
    };

    /// <summary>The comparison that is true where this one is false, and unknown where this one is.</summary>
    public static ComparisonOperator Opposite(this ComparisonOperator @operator) => @operator switch
    {
        ComparisonOperator.Equal => ComparisonOperator.NotEqual,
        ComparisonOperator.NotEqual => ComparisonOperator.Equal,
        ComparisonOperator.Less => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.LessOrEqual => ComparisonOperator.Greater,
        ComparisonOperator.Greater => ComparisonOperator.LessOrEqual,
        _ => ComparisonOperator.Less,
    };

    private static int? Compare(double left, double right) => double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    private static DateOnly DayOf(in Value instant) => DateOnly.FromDateTime(instant.AsInstant().UtcDateTime);
}
