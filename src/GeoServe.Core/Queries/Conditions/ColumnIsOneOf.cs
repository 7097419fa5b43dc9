using System.Collections.Frozen;
using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>True where the value of a column equals one of several, by the rules of <see cref="ColumnComparison"/>; texts and whole numbers are found by one look-up.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Index">Its index in the schema.</param>
/// <param name="Values">Two or more, all of one type.</param>
/// <param name="MatchCase">False where capitals and small letters are the same.</param>
public sealed record ColumnIsOneOf(string Name, int Index, ImmutableArray<Value> Values, bool MatchCase = true) : ColumnCondition(Name, Index)
{
    private readonly FrozenSet<string>? _texts = Values.All(value => value.Kind == ValueKind.Text)
        ? Values.Select(value => value.AsText()).ToFrozenSet(MatchCase ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase)
        : null;

    private readonly FrozenSet<long>? _integers = Values.All(value => value.Kind == ValueKind.Integer) ? Values.Select(value => value.AsInteger()).ToFrozenSet() : null;

    /// <inheritdoc/>
    protected override Value Holds(in Value value)
    {
        if (value.Kind == ValueKind.Text && _texts is not null) return Value.Of(_texts.Contains(value.AsText()));
        if (value.Kind == ValueKind.Integer && _integers is not null) return Value.Of(_integers.Contains(value.AsInteger()));
        bool unknown = false;
        foreach (Value one in Values)
        {
            Value equal = ValueOrder.Holds(ComparisonOperator.Equal, value, one, MatchCase);
            if (equal.IsNull) unknown = true;
            else if (equal.AsBoolean()) return equal;
        }
        return unknown ? Value.Null : Value.Of(false);
    }
}
