using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Queries.Conditions;

namespace GeoServe.Core.Queries;

/// <summary>
/// An instant, a day, or an interval of these that may be open at one end, both ends included (OGC 17-069r4, 7.15.4, <c>datetime</c>): <c>2024-05-01</c>,
/// <c>2024-05-01T08:00:00+08:00</c>, <c>2024-05-01/2024-05-31</c>, <c>2024-05-01/..</c>. A day is the whole day, in UTC.
/// </summary>
public sealed record TimeExtent
{
    private const string Parameter = "time";

    private TimeExtent(Value start, Value end) => (Start, End) = (start, end);

    /// <summary>A day or an instant; null for an open start.</summary>
    public Value Start { get; }

    /// <summary>A day or an instant; null for an open end.</summary>
    public Value End { get; }

    /// <summary>Reads the parameter <c>time</c>.</summary>
    /// <exception cref="RequestException">It is no time, ends before it starts, or is open at both ends.</exception>
    public static TimeExtent Parse(string text)
    {
        string[] ends = text.Split('/');
        if (ends.Length == 1) return EndOf(text, text) is { IsNull: false } instant ? new TimeExtent(instant, instant) : throw Fault(text, "it is open");
        if (ends.Length != 2) throw Fault(text, "an interval has two ends");
        Value start = EndOf(ends[0], text), end = EndOf(ends[1], text);
        if (start.IsNull && end.IsNull) throw Fault(text, "one end at least is a time");
        return ValueOrder.Compare(start, end, matchCase: true) > 0 ? throw Fault(text, "it ends before it starts") : new TimeExtent(start, end);
    }

    /// <summary>True where the value of a column lies in the time.</summary>
    /// <param name="column">Of days or instants.</param>
    /// <param name="index">Its index in the schema.</param>
    public Expression On(Column column, int index)
    {
        if (Start == End) return new ColumnComparison(column.Name, index, ComparisonOperator.Equal, Start);
        Expression from = new ColumnComparison(column.Name, index, ComparisonOperator.GreaterOrEqual, Start);
        Expression to = new ColumnComparison(column.Name, index, ComparisonOperator.LessOrEqual, End);
        return Start.IsNull ? to : End.IsNull ? from : new AllConditions([from, to]);
    }

    /// <summary>One text for one time: instants in UTC, <c>..</c> for an open end, no interval where both ends are the same.</summary>
    public override string ToString() => Start == End ? Start.ToString() : $"{TextOf(Start)}/{TextOf(End)}";

    private static string TextOf(Value end) => end.IsNull ? ".." : end.ToString();

    private static Value EndOf(string end, string whole)
    {
        if (end is ".." or "") return Value.Null;
        if (TimeText.Day(end) is { } day) return Value.Of(day);
        if (TimeText.Instant(end) is { } instant) return Value.Of(instant);
        throw Fault(whole, end.Contains(' ', StringComparison.Ordinal) ? $"'{end}' is no time (a + is written %2B in an address)" : $"'{end}' is no time");
    }

    private static RequestException Fault(string text, string why) => new(
        RequestFault.InvalidParameter, Parameter,
        $"time={text} cannot be read: {why}. Write a day (2024-05-01), an instant (2024-05-01T08:00:00Z) or an interval (2024-05-01/2024-05-31, 2024-05-01/..).");
}
