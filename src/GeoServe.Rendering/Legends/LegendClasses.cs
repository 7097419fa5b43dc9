using System.Globalization;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Rendering.Legends;

/// <summary>Finds the classes that a property's expression makes of features.</summary>
internal static class LegendClasses
{
    /// <summary>The classes, in the order of the expression; empty where it makes none.</summary>
    public static List<LegendClass> Of(Expression? expression, double zoom) => expression switch
    {
        null => [],
        { DependsOnFeature: false } => [],
        Assertion { Choices: [var only, ..] } => Of(only, zoom),
        Conversion { Choices: [var only, ..] } => Of(only, zoom),
        Coalesce { Choices: [var first, ..] } => Of(first, zoom),
        Step { Input: Zoom } step => Of(step.Outputs[step.Stops.Count(stop => stop <= zoom)], zoom),
        Interpolate { Input: Zoom } curve => Of(curve.Outputs[Math.Max(0, curve.Stops.Count(stop => stop <= zoom) - 1)], zoom),
        Match match => OfMatch(match),
        Step step => OfStep(step),
        Interpolate curve => [.. curve.Stops.Select((stop, i) => new LegendClass([Number(stop), $"#{i}"], Grouped(stop), curve.Outputs[i]))],
        Case choice => OfCase(choice),
        _ => [],
    };

    private static List<LegendClass> OfMatch(Match match)
    {
        List<LegendClass> classes = [.. match.Labels.Select((labels, i) => new LegendClass(
            [.. labels.Select(label => ValueText.Of(label)), $"#{i}"], string.Join(", ", labels.Select(label => ValueText.Of(label))), match.Outputs[i]))];
        classes.Add(new LegendClass(["*"], "", match.Otherwise, IsRest: true));
        return classes;
    }

    private static List<LegendClass> OfStep(Step step) => [.. step.Outputs.Select((output, i) => i switch
    {
        0 => new LegendClass(["#0"], $"< {Grouped(step.Stops[0])}", output),
        _ when i == step.Stops.Length => new LegendClass([Number(step.Stops[^1]), $"#{i}"], $"≥ {Grouped(step.Stops[^1])}", output),
        _ => new LegendClass([Number(step.Stops[i - 1]), $"#{i}"], $"{Grouped(step.Stops[i - 1])} – {Grouped(step.Stops[i])}", output),
    })];

    private static List<LegendClass> OfCase(Case choice)
    {
        List<LegendClass> classes = [];
        bool isGuarded = false;
        for (int i = 0; i < choice.Conditions.Length; i++)
        {
            // A condition that only guards against missing values leads on to the classes proper; what fails it has no value.
            List<LegendClass> beyond = Of(choice.Outputs[i], 0);
            if (beyond.Count > 0 || choice.Conditions[i] is HasAttribute or Comparison { Right: Literal { Value.IsNull: true } })
            {
                classes.AddRange(beyond);
                isGuarded = true;
            }
            else classes.Add(new LegendClass([$"#{i}"], TitleOf(choice.Conditions[i], i), choice.Outputs[i]));
        }
        List<LegendClass> inner = Of(choice.Otherwise, 0);
        if (inner.Count > 0) classes.AddRange(inner);
        else
        {
            // "?" is what has no value, "*" what belongs to no class; where the classes have a rest of their own, they are two.
            bool hasRest = classes.Exists(one => one.IsRest);
            classes.Add(new LegendClass(hasRest ? ["?"] : isGuarded ? ["?", "*"] : ["*"], "", choice.Otherwise, IsRest: true));
        }
        return classes;
    }

    private static string TitleOf(Expression condition, int place) => condition switch
    {
        Comparison { Left: GetAttribute, Operator: ComparisonOperator.Equal, Right: Literal literal } => ValueText.Of(literal.Value),
        Comparison { Left: GetAttribute attribute, Right: Literal { Value.IsNumber: true } literal } comparison =>
            $"{attribute.Name} {Sign(comparison.Operator)} {Grouped(literal.Value.AsNumber())}",
        _ => $"#{place}",
    };

    private static string Sign(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "≤",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => "≥",
        ComparisonOperator.NotEqual => "≠",
        _ => "=",
    };

    private static string Number(double value) => ValueText.Number(value);

    private static string Grouped(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);
}
