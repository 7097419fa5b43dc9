using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Reading of comparisons, conditions, classes and curves.</summary>
internal static class DecisionOperations
{
    public static Dictionary<string, ExpressionParser.Operation> All { get; } = new()
    {
        ["=="] = (parser, whole, _) => Compare(parser, whole, ComparisonOperator.Equal),
        ["!="] = (parser, whole, _) => Compare(parser, whole, ComparisonOperator.NotEqual),
        ["<"] = (parser, whole, _) => Compare(parser, whole, ComparisonOperator.Less),
        ["<="] = (parser, whole, _) => Compare(parser, whole, ComparisonOperator.LessOrEqual),
        [">"] = (parser, whole, _) => Compare(parser, whole, ComparisonOperator.Greater),
        [">="] = (parser, whole, _) => Compare(parser, whole, ComparisonOperator.GreaterOrEqual),
        ["all"] = (parser, whole, _) => new(new AllOf(parser.Arguments(whole, 1, ExpressionType.Boolean)), ExpressionType.Boolean),
        ["any"] = (parser, whole, _) => new(new AnyOf(parser.Arguments(whole, 1, ExpressionType.Boolean)), ExpressionType.Boolean),
        ["!"] = (parser, whole, _) => parser.HasArguments(whole, 1, 1)
            ? new(new Not(parser.Parse(whole.Items[1], ExpressionType.Boolean).Expression), ExpressionType.Boolean)
            : Typed.Faulty,
        ["case"] = Cases,
        ["match"] = Matches,
        ["coalesce"] = Choices,
        ["step"] = Steps,
        ["interpolate"] = Curve,
    };

    private static Typed Compare(ExpressionParser parser, JsonPart whole, ComparisonOperator comparison)
    {
        if (!parser.HasArguments(whole, 2, 2)) return Typed.Faulty;
        Typed left = parser.ParseLoosely(whole.Items[1]), right = parser.ParseLoosely(whole.Items[2]);
        bool isOrder = comparison is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual);
        if (left.Type != ExpressionType.Any && right.Type != ExpressionType.Any && left.Type != right.Type)
        {
            parser.Faults.Add(whole, $"{ExpressionParser.NameOf(left.Type)} and {ExpressionParser.NameOf(right.Type)} cannot be compared.");
        }
        else if (isOrder && (left.Type is ExpressionType.Boolean or ExpressionType.Colour or ExpressionType.List))
        {
            parser.Faults.Add(whole, $"'{whole.Items[0].Text}' compares numbers or strings, not {ExpressionParser.NameOf(left.Type)}.");
        }
        return new(new Comparison(comparison, left.Expression, right.Expression), ExpressionType.Boolean);
    }

    private static Typed Cases(ExpressionParser parser, JsonPart whole, ExpressionType expected)
    {
        if (!parser.HasArguments(whole, 3, int.MaxValue)) return Typed.Faulty;
        if (whole.Items.Count % 2 != 0)
        {
            parser.Faults.Add(whole, "'case' takes conditions and outputs in turn, then one output for all else.");
            return Typed.Faulty;
        }
        var outputs = new Outputs(parser, expected);
        ImmutableArray<Expression>.Builder conditions = ImmutableArray.CreateBuilder<Expression>();
        for (int i = 1; i < whole.Items.Count - 1; i += 2)
        {
            conditions.Add(parser.Parse(whole.Items[i], ExpressionType.Boolean).Expression);
            outputs.Add(whole.Items[i + 1]);
        }
        Expression otherwise = outputs.Read(whole.Items[^1]);
        return new(new Case(conditions.ToImmutable(), outputs.All, otherwise), outputs.Type);
    }

    private static Typed Matches(ExpressionParser parser, JsonPart whole, ExpressionType expected)
    {
        if (!parser.HasArguments(whole, 4, int.MaxValue)) return Typed.Faulty;
        if (whole.Items.Count % 2 != 1)
        {
            parser.Faults.Add(whole, "'match' takes an input, labels and outputs in turn, then one output for all else.");
            return Typed.Faulty;
        }
        Expression input = parser.ParseLoosely(whole.Items[1]).Expression;
        var outputs = new Outputs(parser, expected);
        var seen = new HashSet<Value>();
        ImmutableArray<ImmutableArray<Value>>.Builder labels = ImmutableArray.CreateBuilder<ImmutableArray<Value>>();
        for (int i = 2; i < whole.Items.Count - 1; i += 2)
        {
            JsonPart label = whole.Items[i];
            List<JsonPart> parts = label.IsArray ? label.Items : [label];
            if (parts.Count == 0) parser.Faults.Add(label, "A branch of 'match' needs a label.");
            labels.Add(parts.Select(part => Label(parser, part, seen)).ToImmutableArray());
            outputs.Add(whole.Items[i + 1]);
        }
        if (seen.Select(label => label.Kind).Distinct().Count() > 1) parser.Faults.Add(whole, "The labels of one 'match' are all strings or all numbers.");
        Expression otherwise = outputs.Read(whole.Items[^1]);
        return new(new Match(input, labels.ToImmutable(), outputs.All, otherwise), outputs.Type);
    }

    private static Value Label(ExpressionParser parser, JsonPart part, HashSet<Value> seen)
    {
        if (!part.IsText && !part.IsNumber) parser.Faults.Add(part, $"A label of 'match' is a string or a whole number, not {part.Described}.");
        else if (part.IsNumber && part.Number != Math.Floor(part.Number)) parser.Faults.Add(part, $"A number as label of 'match' is whole, not {part.Described}.");
        Value label = parser.LiteralOf(part);
        if (!seen.Add(label)) parser.Faults.Add(part, $"The label {part.Described} stands twice in one 'match'.");
        return label;
    }

    private static Typed Choices(ExpressionParser parser, JsonPart whole, ExpressionType expected)
    {
        if (!parser.HasArguments(whole, 1, int.MaxValue)) return Typed.Faulty;
        Typed[] choices = [.. whole.Items.Skip(1).Select(part => parser.ParseLoosely(part, expected))];
        ExpressionType type = choices.Select(choice => choice.Type).Distinct().Count() == 1 ? choices[0].Type : ExpressionType.Any;
        return new(new Coalesce(choices.Select(choice => choice.Expression).ToImmutableArray()), type);
    }

    private static Typed Steps(ExpressionParser parser, JsonPart whole, ExpressionType expected)
    {
        if (!parser.HasArguments(whole, 2, int.MaxValue)) return Typed.Faulty;
        if (whole.Items.Count % 2 != 1)
        {
            parser.Faults.Add(whole, "'step' takes an input, a first output, then stops and outputs in turn.");
            return Typed.Faulty;
        }
        Expression input = parser.Parse(whole.Items[1], ExpressionType.Number).Expression;
        var outputs = new Outputs(parser, expected);
        outputs.Add(whole.Items[2]);
        var stops = new Stops(parser);
        for (int i = 3; i < whole.Items.Count; i += 2)
        {
            stops.Add(whole.Items[i]);
            outputs.Add(whole.Items[i + 1]);
        }
        return new(new Step(input, stops.All, outputs.All), outputs.Type);
    }

    private static Typed Curve(ExpressionParser parser, JsonPart whole, ExpressionType expected)
    {
        if (!parser.HasArguments(whole, 4, int.MaxValue)) return Typed.Faulty;
        if (whole.Items.Count % 2 != 1)
        {
            parser.Faults.Add(whole, "'interpolate' takes a curve, an input, then stops and outputs in turn.");
            return Typed.Faulty;
        }
        InterpolationCurve curve = CurveOf(parser, whole.Items[1]);
        Expression input = parser.Parse(whole.Items[2], ExpressionType.Number).Expression;
        var outputs = new Outputs(parser, expected);
        var stops = new Stops(parser);
        for (int i = 3; i < whole.Items.Count; i += 2)
        {
            stops.Add(whole.Items[i]);
            outputs.Add(whole.Items[i + 1]);
        }
        if (outputs.Type is ExpressionType.Text or ExpressionType.Label or ExpressionType.Boolean)
        {
            parser.Faults.Add(whole, $"'interpolate' mixes numbers, colours and arrays of numbers, not {ExpressionParser.NameOf(outputs.Type)}; 'step' does.");
        }
        return new(new Interpolate(curve, input, stops.All, outputs.All), outputs.Type);
    }

    private static InterpolationCurve CurveOf(ExpressionParser parser, JsonPart part)
    {
        string? name = part.IsArray && part.Items.Count > 0 && part.Items[0].IsText ? part.Items[0].Text : null;
        double[] numbers = part.IsArray ? [.. part.Items.Skip(1).Where(item => item.IsNumber).Select(item => item.Number)] : [];
        switch (name)
        {
            case "linear" when part.Items.Count == 1: return InterpolationCurve.Linear;
            case "exponential" when numbers.Length == 1 && part.Items.Count == 2: return InterpolationCurve.Exponential(numbers[0]);
            case "cubic-bezier" when numbers.Length == 4 && part.Items.Count == 5 && numbers.All(number => number is >= 0 and <= 1):
                return InterpolationCurve.CubicBezier(numbers[0], numbers[1], numbers[2], numbers[3]);
            default:
                parser.Faults.Add(part, "A curve is [\"linear\"], [\"exponential\", base] or [\"cubic-bezier\", x1, y1, x2, y2] with numbers from 0 to 1.");
                return InterpolationCurve.Linear;
        }
    }
}
