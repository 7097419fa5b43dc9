using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Queries.Conditions;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>A part of a filter as it was written, before its names are looked up in a schema.</summary>
/// <param name="Position">Where it begins in the text, from 0.</param>
internal abstract record Cql2Node(int Position)
{
    /// <summary>True for what is true or false, so that it can stand beside AND, OR and NOT.</summary>
    public virtual bool IsCondition => false;

    /// <summary>True for what can be compared.</summary>
    public virtual bool IsScalar => !IsCondition;

    /// <summary>An attribute, or the geometry.</summary>
    public sealed record Name(int Position, string Text) : Cql2Node(Position);

    /// <summary>A literal; a truth value is a condition too.</summary>
    public sealed record Constant(int Position, Value Value) : Cql2Node(Position)
    {
        public override bool IsCondition => Value.Kind == ValueKind.Boolean;

        public override bool IsScalar => true;
    }

    /// <summary>CASEI of a text.</summary>
    public sealed record CaseFolded(int Position, Cql2Node Of) : Cql2Node(Position);

    /// <summary>An operation on numbers.</summary>
    public sealed record Operation(int Position, ArithmeticOperator Operator, ImmutableArray<Cql2Node> Operands) : Cql2Node(Position);

    /// <summary>A geometry written out.</summary>
    public sealed record Geometry(int Position, SearchShape Shape) : Cql2Node(Position)
    {
        public override bool IsScalar => false;
    }

    /// <summary>A time from a start to an end, both included; null is open.</summary>
    public sealed record Interval(int Position, Cql2Node? Start, Cql2Node? End) : Cql2Node(Position)
    {
        public override bool IsScalar => false;
    }

    /// <summary>What is true or false.</summary>
    public abstract record Condition(int Position) : Cql2Node(Position)
    {
        public sealed override bool IsCondition => true;
    }

    /// <summary>AND.</summary>
    public sealed record All(int Position, ImmutableArray<Cql2Node> Conditions) : Condition(Position);

    /// <summary>OR.</summary>
    public sealed record Any(int Position, ImmutableArray<Cql2Node> Conditions) : Condition(Position);

    /// <summary>NOT.</summary>
    public sealed record Negation(int Position, Cql2Node Of) : Condition(Position);

    /// <summary>Two values compared.</summary>
    public sealed record Compared(int Position, ComparisonOperator Operator, Cql2Node Left, Cql2Node Right) : Condition(Position)
    {
        /// <summary>True where both must be times.</summary>
        public bool OfTime { get; init; }
    }

    /// <summary>LIKE.</summary>
    public sealed record Like(int Position, Cql2Node Of, string Pattern, bool MatchCase) : Condition(Position);

    /// <summary>IS NULL.</summary>
    public sealed record Missing(int Position, Cql2Node Of) : Condition(Position);

    /// <summary>S_INTERSECTS.</summary>
    public sealed record Intersects(int Position, Cql2Node Left, Cql2Node Right) : Condition(Position);

    /// <summary>One of the T_ functions.</summary>
    public sealed record InTime(int Position, Cql2TimeRelation Relation, Cql2Node Left, Cql2Node Right) : Condition(Position);
}
