using System.Collections.Immutable;
using System.Text;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Queries.Conditions;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>Turns a filter as written into conditions on the columns of a schema; what does not fit the columns' types is refused, never cast in silence.</summary>
internal sealed class Cql2Binder(FeatureSchema schema)
{
    /// <summary>The name that stands for the geometry in each collection, whatever its column is called.</summary>
    public const string GeometryAlias = "geometry";

    /// <summary>True where a name means the geometry of a schema.</summary>
    public static bool IsGeometry(string name, FeatureSchema schema) =>
        schema.GeometryName is not null && schema.IndexOf(name) < 0 && (name == schema.GeometryName || name == GeometryAlias);

    /// <summary>Turns a condition.</summary>
    /// <exception cref="RequestException">A name or a type does not fit.</exception>
    public Expression Condition(Cql2Node node) => node switch
    {
        Cql2Node.Constant constant => new Literal(constant.Value),
        Cql2Node.All all => new AllConditions([.. all.Conditions.Select(Condition)]),
        Cql2Node.Any any => new AnyCondition([.. any.Conditions.Select(Condition)]),
        Cql2Node.Negation negation => new Not(Condition(negation.Of)),
        Cql2Node.Compared compared => Compare(compared),
        Cql2Node.Like like => Like(like),
        Cql2Node.Missing missing => Missing(missing),
        Cql2Node.Intersects intersects => Intersects(intersects),
        Cql2Node.InTime inTime => Condition(Cql2TimeRelations.Expand(inTime)),
        _ => throw Cql2Faults.At(node.Position, "expected a condition."),
    };

    private Expression Compare(Cql2Node.Compared node)
    {
        Operand left = Scalar(node.Left), right = Scalar(node.Right);
        if (node.OfTime && (TypeOf(left.Kind) != "time" || TypeOf(right.Kind) != "time"))
        {
            Operand wrong = TypeOf(left.Kind) != "time" ? left : right;
            throw Cql2Faults.At(wrong.Position, $"expected a time, found a {TypeOf(wrong.Kind)}.");
        }
        (left, right) = (AsTimeBeside(left, right), AsTimeBeside(right, left));
        if (TypeOf(left.Kind) != TypeOf(right.Kind)) throw Cql2Faults.At(node.Position, $"a {TypeOf(left.Kind)} cannot be compared with a {TypeOf(right.Kind)}.");
        if (left.IsFolded != right.IsFolded) throw Cql2Faults.At(node.Position, "CASEI stands on both sides of a comparison: CASEI(name) = CASEI('x').");
        bool matchCase = !left.IsFolded;
        Expression first = Folded(left), second = Folded(right);
        return (first, second) switch
        {
            (Literal a, Literal b) => new Literal(ValueOrder.Holds(node.Operator, a.Value, b.Value, matchCase)),
            (GetAttribute a, Literal b) => new ColumnComparison(a.Name, a.Index, node.Operator, b.Value, matchCase),
            (Literal a, GetAttribute b) => new ColumnComparison(b.Name, b.Index, node.Operator.Turned(), a.Value, matchCase),
            _ => new ValueComparison(node.Operator, first, second, matchCase),
        };
    }

    private Expression Like(Cql2Node.Like node)
    {
        Operand of = Scalar(node.Of);
        if (of.Kind != ValueKind.Text) throw Cql2Faults.At(of.Position, $"LIKE is asked of a text, not of a {TypeOf(of.Kind)}.");
        if (of.IsFolded == node.MatchCase) throw Cql2Faults.At(node.Position, "CASEI stands on both sides of LIKE: CASEI(name) LIKE CASEI('x%').");
        var pattern = LikePattern.Parse(node.Pattern, many: new Rune('%'), any: new Rune('_'), escape: new Rune('\\'), node.MatchCase);
        return of.Value switch
        {
            GetAttribute column => new ColumnIsLike(column.Name, column.Index, pattern),
            Literal literal => new Literal(Value.Of(pattern.Matches(literal.Value.AsText()))),
            _ => throw Cql2Faults.At(of.Position, "LIKE is asked of an attribute or a text."),
        };
    }

    private Expression Missing(Cql2Node.Missing node)
    {
        if (node.Of is Cql2Node.Name name)
        {
            if (IsGeometry(name.Text, schema)) return new GeometryIsMissing();
            Column column = Column(name, out int index);
            return new ColumnHasNoValue(column.Name, index);
        }
        if (node.Of is Cql2Node.Constant or Cql2Node.Geometry) return new Literal(Value.Of(false));
        throw Cql2Faults.At(node.Position, "IS NULL is asked of an attribute.");
    }

    private GeometryIntersects Intersects(Cql2Node.Intersects node)
    {
        (Cql2Node of, Cql2Node with) = node.Left is Cql2Node.Geometry ? (node.Right, node.Left) : (node.Left, node.Right);
        if (with is not Cql2Node.Geometry shape) throw Cql2Faults.At(with.Position, "expected a geometry such as BBOX(106,29,107,30) or POINT(106.5 29.5).");
        if (of is Cql2Node.Name name)
        {
            if (IsGeometry(name.Text, schema)) return new GeometryIntersects(shape.Shape);
            Column(name, out _);        // a name that is not there is worth a better message
        }
        throw Cql2Faults.At(of.Position, $"expected the features' geometry: {schema.GeometryName ?? "there is none in this collection"}.");
    }

    private Operand Scalar(Cql2Node node)
    {
        switch (node)
        {
            case Cql2Node.Name name:
                if (IsGeometry(name.Text, schema)) throw Cql2Faults.At(name.Position, $"'{name.Text}' is a geometry: it stands in S_INTERSECTS, S_DISJOINT and IS NULL alone.");
                Column column = Column(name, out int index);
                if (column.Kind is ValueKind.Bytes or ValueKind.Null) throw Cql2Faults.At(name.Position, $"the attribute '{column.Name}' holds bytes, which cannot be compared.");
                return new Operand(new GetAttribute(column.Name, index), column.Kind, name.Position);
            case Cql2Node.Constant constant:
                return new Operand(new Literal(constant.Value), constant.Value.Kind, constant.Position);
            case Cql2Node.CaseFolded folded:
                Operand text = Scalar(folded.Of);
                return text.Kind == ValueKind.Text ? text with { IsFolded = true } : throw Cql2Faults.At(text.Position, $"CASEI is asked of a text, not of a {TypeOf(text.Kind)}.");
            case Cql2Node.Operation operation:
                return new Operand(Calculate(operation), ValueKind.Real, operation.Position);
            default:
                throw Cql2Faults.At(node.Position, "expected a value.");
        }
    }

    private Expression Calculate(Cql2Node.Operation operation)
    {
        var operands = ImmutableArray.CreateBuilder<Expression>(operation.Operands.Length);
        foreach (Cql2Node node in operation.Operands)
        {
            Operand operand = Scalar(node);
            if (TypeOf(operand.Kind) != "number") throw Cql2Faults.At(operand.Position, $"expected a number, found a {TypeOf(operand.Kind)}.");
            operands.Add(operand.Value);
        }
        var calculation = new Arithmetic(operation.Operator, operands.MoveToImmutable());
        if (calculation.DependsOnFeature) return calculation;
        double result = calculation.Evaluate(default).AsNumber();
        return double.IsFinite(result) ? new Literal(Cql2Numbers.Normal(result)) : throw Cql2Faults.At(operation.Position, "the result of this calculation is no finite number.");
    }

    private Column Column(Cql2Node.Name name, out int index)
    {
        index = schema.IndexOf(name.Text);
        return index >= 0 ? schema.Columns[index] : throw Unknown(name, schema.Columns.Select(column => column.Name));
    }

    /// <summary>The fault of a name that is not there, with the one that may be meant.</summary>
    public static RequestException Unknown(Cql2Node.Name name, IEnumerable<string> known)
    {
        string[] names = [.. known.Distinct(StringComparer.Ordinal)];
        string near = Spelling.Nearest(name.Text, names) is { } meant ? $"did you mean '{meant}'?" : $"there are {string.Join(", ", names.Take(30))}{(names.Length > 30 ? ", ..." : "")}.";
        return Cql2Faults.At(name.Position, $"there is no attribute '{name.Text}'; {near}");
    }

    // '2024-05-01' beside a column of days or instants (OGC 21-065r2, A.4.4).
    private static Operand AsTimeBeside(Operand operand, Operand other)
    {
        if (operand is not { Kind: ValueKind.Text, IsFolded: false, Value: Literal literal } || TypeOf(other.Kind) != "time") return operand;
        string text = literal.Value.AsText();
        Value time = TimeText.Day(text) is { } day ? Value.Of(day) : TimeText.Instant(text) is { } instant ? Value.Of(instant) : Value.Null;
        return time.IsNull
            ? throw Cql2Faults.At(operand.Position, $"'{text}' is no time; write DATE('2024-05-01') or TIMESTAMP('2024-05-01T08:00:00Z').")
            : operand with { Value = new Literal(time), Kind = time.Kind };
    }

    // One spelling for texts that are compared without case.
    private static Expression Folded(Operand operand) => operand is { IsFolded: true, Value: Literal literal }
        ? new Literal(Value.Of(literal.Value.AsText().ToUpperInvariant()))
        : operand.Value;

    private static string TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Integer or ValueKind.Real => "number",
        ValueKind.Text => "text",
        ValueKind.Boolean => "truth value",
        _ => "time",
    };

    private readonly record struct Operand(Expression Value, ValueKind Kind, int Position, bool IsFolded = false);
}
