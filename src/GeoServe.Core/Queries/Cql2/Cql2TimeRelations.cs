using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>The T_ functions as comparisons of starts and ends (OGC 21-065r2, 7.7, Table 10). An open end lies before, or after, every time.</summary>
internal static class Cql2TimeRelations
{
    /// <summary>The same condition, made of comparisons.</summary>
    public static Cql2Node Expand(Cql2Node.InTime node)
    {
        (Limit s1, Limit e1) = LimitsOf(node.Left);
        (Limit s2, Limit e2) = LimitsOf(node.Right);
        return node.Relation switch
        {
            Cql2TimeRelation.After => Greater(s1, e2),
            Cql2TimeRelation.Before => Less(e1, s2),
            Cql2TimeRelation.Disjoint => new Cql2Node.Any(node.Position, [Greater(s1, e2), Less(e1, s2)]),
            Cql2TimeRelation.Equals => All(Same(s1, s2), Same(e1, e2)),
            Cql2TimeRelation.Intersects => All(Compare(ComparisonOperator.LessOrEqual, s1, e2), Compare(ComparisonOperator.GreaterOrEqual, e1, s2)),
            Cql2TimeRelation.Contains => All(Less(s1, s2), Greater(e1, e2)),
            Cql2TimeRelation.During => All(Greater(s1, s2), Less(e1, e2)),
            Cql2TimeRelation.FinishedBy => All(Less(s1, s2), Same(e1, e2)),
            Cql2TimeRelation.Finishes => All(Greater(s1, s2), Same(e1, e2)),
            Cql2TimeRelation.Meets => Same(e1, s2),
            Cql2TimeRelation.MetBy => Same(s1, e2),
            Cql2TimeRelation.OverlappedBy => All(Greater(s1, s2), Less(s1, e2), Greater(e1, e2)),
            Cql2TimeRelation.Overlaps => All(Less(s1, s2), Greater(e1, s2), Less(e1, e2)),
            Cql2TimeRelation.StartedBy => All(Same(s1, s2), Greater(e1, e2)),
            _ => All(Same(s1, s2), Less(e1, e2)),
        };

        Cql2Node.All All(params ReadOnlySpan<Cql2Node> conditions) => new(node.Position, ImmutableArray.Create(conditions));
    }

    private static (Limit Start, Limit End) LimitsOf(Cql2Node node) => node switch
    {
        Cql2Node.Interval interval => (
            interval.Start is null ? new Limit(node, Open: -1) : new Limit(interval.Start, 0),
            interval.End is null ? new Limit(node, Open: 1) : new Limit(interval.End, 0)),
        Cql2Node.Name or Cql2Node.Constant => (new Limit(node, 0), new Limit(node, 0)),
        _ => throw Cql2Faults.At(node.Position, "expected a time: an attribute, DATE('...'), TIMESTAMP('...') or INTERVAL('...','...')."),
    };

    private static Cql2Node Same(Limit a, Limit b) => Compare(ComparisonOperator.Equal, a, b);

    private static Cql2Node Less(Limit a, Limit b) => Compare(ComparisonOperator.Less, a, b);

    private static Cql2Node Greater(Limit a, Limit b) => Compare(ComparisonOperator.Greater, a, b);

    private static Cql2Node Compare(ComparisonOperator @operator, Limit a, Limit b) => a.Open == 0 && b.Open == 0
        ? new Cql2Node.Compared(a.Node.Position, @operator, a.Node, b.Node) { OfTime = true }
        : new Cql2Node.Constant(a.Node.Position, Conditions.ValueOrder.Holds(@operator, Value.Of((long)a.Open), Value.Of((long)b.Open), matchCase: true));

    // -1 before, 1 after every time; 0 for a time of its own.
    private readonly record struct Limit(Cql2Node Node, int Open);
}
