using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Reading of operations on texts and lists.</summary>
internal static class TextOperations
{
    private static readonly string[] SectionOptions = ["font-scale", "text-font", "text-color", "vertical-align"];
    private static readonly string[] NumberOptions = ["locale", "currency", "unit", "min-fraction-digits", "max-fraction-digits"];

    public static Dictionary<string, ExpressionParser.Operation> All { get; } = new()
    {
        ["concat"] = (parser, whole, _) => new(new Concatenation(parser.Arguments(whole, 1, ExpressionType.Any)), ExpressionType.Text),
        ["upcase"] = (parser, whole, _) => Cased(parser, whole, upper: true),
        ["downcase"] = (parser, whole, _) => Cased(parser, whole, upper: false),
        ["length"] = (parser, whole, _) => parser.HasArguments(whole, 1, 1) ? new(new Length(Any(parser, whole, 1)), ExpressionType.Number) : Typed.Faulty,
        ["in"] = (parser, whole, _) =>
            parser.HasArguments(whole, 2, 2) ? new(new Contains(Any(parser, whole, 1), Any(parser, whole, 2)), ExpressionType.Boolean) : Typed.Faulty,
        ["index-of"] = (parser, whole, _) => parser.HasArguments(whole, 2, 3)
            ? new(new IndexOf(Any(parser, whole, 1), Any(parser, whole, 2), NumberAt(parser, whole, 3)), ExpressionType.Number)
            : Typed.Faulty,
        ["slice"] = Sliced,
        ["at"] = (parser, whole, _) => parser.HasArguments(whole, 2, 2)
            ? new(new ItemAt(NumberAt(parser, whole, 1)!, parser.Parse(whole.Items[2], ExpressionType.List).Expression), ExpressionType.Any)
            : Typed.Faulty,
        ["format"] = Formatted,
        ["number-format"] = NumberFormatted,
    };

    private static Expression Any(ExpressionParser parser, JsonPart whole, int index) => parser.ParseLoosely(whole.Items[index]).Expression;

    private static Expression? NumberAt(ExpressionParser parser, JsonPart whole, int index) =>
        index < whole.Items.Count ? parser.Parse(whole.Items[index], ExpressionType.Number).Expression : null;

    private static Typed Cased(ExpressionParser parser, JsonPart whole, bool upper) => parser.HasArguments(whole, 1, 1)
        ? new(new ChangedCase(parser.Parse(whole.Items[1], ExpressionType.Text).Expression, upper), ExpressionType.Text)
        : Typed.Faulty;

    private static Typed Sliced(ExpressionParser parser, JsonPart whole, ExpressionType expected)
    {
        if (!parser.HasArguments(whole, 2, 3)) return Typed.Faulty;
        Typed of = parser.ParseLoosely(whole.Items[1]);
        return new(new Slice(of.Expression, NumberAt(parser, whole, 2)!, NumberAt(parser, whole, 3)), of.Type);
    }

    private static Typed Formatted(ExpressionParser parser, JsonPart whole, ExpressionType expected)
    {
        if (!parser.HasArguments(whole, 1, int.MaxValue)) return Typed.Faulty;
        ImmutableArray<Expression>.Builder sections = ImmutableArray.CreateBuilder<Expression>(), scales = ImmutableArray.CreateBuilder<Expression>();
        for (int i = 1; i < whole.Items.Count; i++)
        {
            JsonPart part = whole.Items[i];
            if (!part.IsObject)
            {
                sections.Add(parser.ParseLoosely(part).Expression);
                scales.Add(new Literal(Value.Of(1.0)));
                continue;
            }
            if (sections.Count == 0 || whole.Items[i - 1].IsObject) parser.Faults.Add(part, "Options of 'format' follow a text.");
            foreach ((string name, JsonPart option) in part.Members)
            {
                if (name == "font-scale" && scales.Count > 0)
                {
                    scales[^1] = parser.Parse(option, ExpressionType.Number).Expression;
                    if (option is not { IsNumber: true, Number: 1 }) parser.Faults.Warn(option, "Sections are drawn by this server in the size of the label; 'font-scale' is for the client.");
                }
                else if (SectionOptions.Contains(name)) parser.Faults.Warn(option, $"'{name}' of a section is not drawn by this server.");
                else parser.Faults.Unknown(option, "option of 'format'", name, SectionOptions);
            }
        }
        return new(new FormattedText(sections.ToImmutable(), scales.ToImmutable()), ExpressionType.Text);
    }

    private static Typed NumberFormatted(ExpressionParser parser, JsonPart whole, ExpressionType expected)
    {
        if (!parser.HasArguments(whole, 2, 2)) return Typed.Faulty;
        Expression number = parser.Parse(whole.Items[1], ExpressionType.Number).Expression;
        JsonPart options = whole.Items[2];
        if (!options.IsObject)
        {
            parser.Faults.Add(options, $"The options of 'number-format' are an object, not {options.Described}.");
            return Typed.Faulty;
        }
        foreach ((string name, JsonPart option) in options.Members)
        {
            if (!NumberOptions.Contains(name)) parser.Faults.Unknown(option, "option of 'number-format'", name, NumberOptions);
            else if (name is "unit" or "locale") parser.Faults.Warn(option, $"'{name}' changes nothing here: numbers are written as in English.");
        }
        // MapLibre takes a plain 0 for nothing said; the picture here shall be the same.
        Expression? Option(string name, ExpressionType type) =>
            options[name] is { } part && part is not { IsNumber: true, Number: 0 } ? parser.Parse(part, type).Expression : null;
        return new(new FormattedNumber(number, Option("currency", ExpressionType.Text),
            Option("min-fraction-digits", ExpressionType.Number), Option("max-fraction-digits", ExpressionType.Number)), ExpressionType.Text);
    }
}
