using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Reading of attributes, literals, variables and types.</summary>
internal static class ValueOperations
{
    public static Dictionary<string, ExpressionParser.Operation> All { get; } = new()
    {
        ["literal"] = Literal,
        ["get"] = (parser, whole, _) => NameOf(parser, whole) is { } name ? new(new GetAttribute(name), ExpressionType.Any) : Typed.Faulty,
        ["has"] = (parser, whole, _) => NameOf(parser, whole) is { } name ? new(new HasAttribute(name), ExpressionType.Boolean) : Typed.Faulty,
        ["id"] = (parser, whole, _) => Plain(parser, whole, new FeatureNumber(), ExpressionType.Any),
        ["geometry-type"] = (parser, whole, _) => Plain(parser, whole, new KindOfGeometry(), ExpressionType.Text),
        ["zoom"] = (parser, whole, _) => Plain(parser, whole, new Zoom(), ExpressionType.Number),
        ["heatmap-density"] = (parser, whole, _) => Plain(parser, whole, new HeatmapDensity(), ExpressionType.Number),
        ["elevation"] = (parser, whole, _) => Plain(parser, whole, new Elevation(), ExpressionType.Number),
        // Feature state lives in the browser; here no feature has any.
        ["feature-state"] = (parser, whole, _) => parser.HasArguments(whole, 1, 1) ? new(Features.Expressions.Literal.Null, ExpressionType.Any) : Typed.Faulty,
        ["let"] = Let,
        ["var"] = (parser, whole, _) => parser.HasArguments(whole, 1, 1) ? parser.Variable(whole.Items[1]) : Typed.Faulty,
        ["string"] = (parser, whole, _) => Assert(parser, whole, ExpressionType.Text),
        ["number"] = (parser, whole, _) => Assert(parser, whole, ExpressionType.Number),
        ["boolean"] = (parser, whole, _) => Assert(parser, whole, ExpressionType.Boolean),
        ["array"] = AssertArray,
        ["to-string"] = (parser, whole, _) => Turn(parser, whole, ExpressionType.Text, 1),
        ["to-number"] = (parser, whole, _) => Turn(parser, whole, ExpressionType.Number, int.MaxValue),
        ["to-boolean"] = (parser, whole, _) => Turn(parser, whole, ExpressionType.Boolean, 1),
        ["to-color"] = (parser, whole, _) => Turn(parser, whole, ExpressionType.Colour, int.MaxValue),
        ["rgb"] = (parser, whole, _) => Channels(parser, whole, 3),
        ["rgba"] = (parser, whole, _) => Channels(parser, whole, 4),
        ["typeof"] = (parser, whole, _) =>
            parser.HasArguments(whole, 1, 1) ? new(new NameOfType(parser.ParseLoosely(whole.Items[1]).Expression), ExpressionType.Text) : Typed.Faulty,
    };

    private static Typed Literal(ExpressionParser parser, JsonPart whole, ExpressionType expected) =>
        parser.HasArguments(whole, 1, 1) ? ExpressionParser.Of(parser.LiteralOf(whole.Items[1])) : Typed.Faulty;

    private static string? NameOf(ExpressionParser parser, JsonPart whole)
    {
        if (!parser.HasArguments(whole, 1, 1)) return null;
        if (whole.Items[1].IsText) return whole.Items[1].Text;
        parser.Faults.Add(whole.Items[1], $"The name of an attribute is a string, not {whole.Items[1].Described}.");
        return null;
    }

    private static Typed Plain(ExpressionParser parser, JsonPart whole, Expression expression, ExpressionType type) =>
        parser.HasArguments(whole, 0, 0) ? new(expression, type) : Typed.Faulty;

    private static Typed Let(ExpressionParser parser, JsonPart whole, ExpressionType expected)
    {
        if (!parser.HasArguments(whole, 3, int.MaxValue)) return Typed.Faulty;
        if (whole.Items.Count % 2 != 0)
        {
            parser.Faults.Add(whole, "'let' takes names and values in turn, then one expression.");
            return Typed.Faulty;
        }
        var variables = new List<(string, Typed)>();
        for (int i = 1; i < whole.Items.Count - 1; i += 2)
        {
            if (!whole.Items[i].IsText) parser.Faults.Add(whole.Items[i], $"The name of a variable is a string, not {whole.Items[i].Described}.");
            else variables.Add((whole.Items[i].Text, parser.ParseLoosely(whole.Items[i + 1])));
        }
        return parser.WithVariables(variables, whole.Items[^1], expected);
    }

    private static Typed Assert(ExpressionParser parser, JsonPart whole, ExpressionType type)
    {
        if (!parser.HasArguments(whole, 1, int.MaxValue)) return Typed.Faulty;
        return new(new Assertion(type, parser.Arguments(whole, 1, ExpressionType.Any)), type);
    }

    private static Typed AssertArray(ExpressionParser parser, JsonPart whole, ExpressionType expected) =>
        parser.HasArguments(whole, 1, 3) ? new(new Assertion(ExpressionType.List, [parser.ParseLoosely(whole.Items[^1]).Expression]), ExpressionType.List) : Typed.Faulty;

    private static Typed Turn(ExpressionParser parser, JsonPart whole, ExpressionType type, int most)
    {
        if (!parser.HasArguments(whole, 1, most)) return Typed.Faulty;
        return new(new Conversion(type, parser.Arguments(whole, 1, ExpressionType.Any)), type);
    }

    private static Typed Channels(ExpressionParser parser, JsonPart whole, int count)
    {
        if (!parser.HasArguments(whole, count, count)) return Typed.Faulty;
        ImmutableArray<Expression> channels = parser.Arguments(whole, 1, ExpressionType.Number);
        return new(new ColourOf(channels), ExpressionType.Colour);
    }
}
