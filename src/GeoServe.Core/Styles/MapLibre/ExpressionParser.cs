using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Reads MapLibre's expressions (style specification 8, "Expressions"), with its rules for types.</summary>
internal sealed class ExpressionParser(StyleFaults faults)
{
    /// <summary>Reads one operation; <paramref name="expected"/> is what its outputs are wanted as.</summary>
    public delegate Typed Operation(ExpressionParser parser, JsonPart whole, ExpressionType expected);

    private static readonly FrozenDictionary<string, Operation> Operations = ValueOperations.All
        .Concat(DecisionOperations.All).Concat(MathOperations.All).Concat(TextOperations.All).ToFrozenDictionary();

    private static readonly FrozenSet<string> NotSupported = new[]
    {
        "accumulated", "collator", "distance", "elevation", "global-state", "image", "interpolate-hcl", "interpolate-lab",
        "is-supported-script", "join", "line-progress", "object", "properties", "resolved-locale", "split", "within",
    }.ToFrozenSet();

    private ImmutableDictionary<string, Typed> _variables = ImmutableDictionary<string, Typed>.Empty;

    public StyleFaults Faults => faults;

    /// <summary>True when a value is an expression rather than a plain array.</summary>
    public static bool IsExpression(JsonPart part) =>
        part.IsArray && part.Items.Count > 0 && part.Items[0].IsText && (Operations.ContainsKey(part.Items[0].Text) || NotSupported.Contains(part.Items[0].Text));

    /// <summary>Reads an expression that gives what is expected; any other type that can become it is asserted, or turned (colours).</summary>
    public Typed Parse(JsonPart part, ExpressionType expected) => Expect(ParseLoosely(part, expected), expected, part);

    /// <summary>Reads an expression without asserting its type; what is expected only guides its outputs.</summary>
    public Typed ParseLoosely(JsonPart part, ExpressionType expected = ExpressionType.Any)
    {
        if (part.IsObject)
        {
            faults.Add(part, "A bare object is no expression; write [\"literal\", {...}].");
            return Typed.Faulty;
        }
        if (!part.IsArray) return Of(LiteralOf(part));
        if (part.Items.Count == 0 || !part.Items[0].IsText)
        {
            faults.Add(part, "An expression is an array that begins with the name of an operation; a list is written [\"literal\", [...]].");
            return Typed.Faulty;
        }
        string name = part.Items[0].Text;
        if (Operations.TryGetValue(name, out Operation? operation)) return operation(this, part, expected);
        if (NotSupported.Contains(name)) faults.Add(part.Items[0], $"The operation '{name}' is not drawn by this server.");
        else faults.Unknown(part.Items[0], "operation", name, Operations.Keys);
        return Typed.Faulty;
    }

    /// <summary>All arguments from one on, each read with the same expectation.</summary>
    public ImmutableArray<Expression> Arguments(JsonPart whole, int from, ExpressionType expected) =>
        whole.Items.Skip(from).Select(part => Parse(part, expected).Expression).ToImmutableArray();

    /// <summary>False, with a fault, where the number of arguments (the name not counted) is outside the bounds.</summary>
    public bool HasArguments(JsonPart whole, int least, int most)
    {
        int count = whole.Items.Count - 1;
        if (count >= least && count <= most) return true;
        string wanted = least == most ? $"{least}" : most == int.MaxValue ? $"{least} or more" : $"{least} to {most}";
        faults.Add(whole, $"'{whole.Items[0].Text}' takes {wanted} arguments, not {count}.");
        return false;
    }

    /// <summary>Makes an expression give the expected type, or says that it cannot.</summary>
    public Typed Expect(Typed actual, ExpressionType expected, JsonPart at)
    {
        if (expected == ExpressionType.Any || actual.Type == expected) return actual;
        if (expected == ExpressionType.Colour && actual.Type is ExpressionType.Any or ExpressionType.Text)
        {
            if (actual.Expression is not Literal { Value.IsNull: false } literal) return new(new Conversion(expected, [actual.Expression]), expected);
            Value colour = Conversion.Turn(literal.Value, expected);
            if (colour.IsNull) faults.Add(at, $"{at.Described} is no colour; such as '#3366cc', 'rgba(51, 102, 204, 0.5)', 'steelblue'.");
            return new(new Literal(colour), expected);
        }
        if (expected == ExpressionType.Label)
        {
            return actual.Type == ExpressionType.Text ? actual with { Type = expected } : new(new Conversion(ExpressionType.Text, [actual.Expression]), expected);
        }
        if (actual.Type == ExpressionType.Any) return new(new Assertion(expected, [actual.Expression]), expected);
        faults.Add(at, $"{NameOf(expected)} is wanted here, not {NameOf(actual.Type)} ({at.Described}).");
        return Typed.Faulty with { Type = expected };
    }

    /// <summary>A JSON value as it stands; objects are a fault.</summary>
    public Value LiteralOf(JsonPart part)
    {
        switch (part.Kind)
        {
            case JsonValueKind.True or JsonValueKind.False: return Value.Of(part.Kind == JsonValueKind.True);
            case JsonValueKind.Number: return Value.Of(part.Number);
            case JsonValueKind.String: return Value.Of(part.Text);
            case JsonValueKind.Array: return Value.Of(part.Items.Select(LiteralOf).ToArray());
            case JsonValueKind.Object:
                faults.Add(part, "Objects are no values here.");
                return Value.Null;
            default: return Value.Null;
        }
    }

    /// <summary>A literal with its type.</summary>
    public static Typed Of(Value value) => new(new Literal(value), value.Kind switch
    {
        ValueKind.Text => ExpressionType.Text,
        ValueKind.Boolean => ExpressionType.Boolean,
        ValueKind.Integer or ValueKind.Real => ExpressionType.Number,
        ValueKind.Colour => ExpressionType.Colour,
        ValueKind.List => ExpressionType.List,
        _ => ExpressionType.Any,
    });

    /// <summary>Reads <paramref name="body"/> where the variables are known.</summary>
    public Typed WithVariables(IEnumerable<(string Name, Typed Value)> variables, JsonPart body, ExpressionType expected)
    {
        ImmutableDictionary<string, Typed> outer = _variables;
        foreach ((string name, Typed value) in variables) _variables = _variables.SetItem(name, value);
        Typed read = ParseLoosely(body, expected);
        _variables = outer;
        return read;
    }

    /// <summary>The value of a variable.</summary>
    public Typed Variable(JsonPart name)
    {
        if (name.IsText && _variables.TryGetValue(name.Text, out Typed value)) return value;
        faults.Unknown(name, "variable", name.IsText ? name.Text : name.Described, _variables.Keys);
        return Typed.Faulty;
    }

    public static string NameOf(ExpressionType type) => type switch
    {
        ExpressionType.Text or ExpressionType.Label => "a string",
        ExpressionType.Number => "a number",
        ExpressionType.Boolean => "a boolean",
        ExpressionType.Colour => "a colour",
        ExpressionType.List => "an array",
        _ => "a value",
    };
}
