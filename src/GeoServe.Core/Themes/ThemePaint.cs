using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Themes.Classification;

namespace GeoServe.Core.Themes;

/// <summary>The property that a theme paints with, and the titles of its classes in the legend.</summary>
/// <param name="Value">A MapLibre expression.</param>
/// <param name="Titles">By key of a class: see <see cref="Styles.LegendHints"/>.</param>
internal sealed record ThemePaint(JsonNode Value, IReadOnlyList<(string Key, LocalText Title)> Titles)
{
    private static readonly LocalText NoData = new("无数据", "No data"), Other = new("其他", "Other");

    private static readonly ImmutableArray<LocalText> Warnings = [new("正常", "Normal"), new("蓝色预警", "Blue warning"), new("黄色预警", "Yellow warning"), new("橙色预警", "Orange warning"), new("红色预警", "Red warning")];

    private static readonly ImmutableArray<LocalText> Grades = [new("好", "Good"), new("较好", "Fairly good"), new("中等", "Medium"), new("较差", "Fairly poor"), new("差", "Poor")];

    /// <summary>A colour for each class of numbers.</summary>
    public static ThemePaint Classes(ThemePlan plan, ClassBreaks breaks, long missing) =>
        Stairs(plan, breaks, missing, [.. ThemeColours.OfClasses(plan.Palette, breaks).Select(colour => JsonValue.Create(ThemeColours.Hex(colour)))], ThemeColours.Hex(ThemeColours.NoData));

    /// <summary>A size for each class of numbers; the sizes' squares rise evenly, as areas of circles do.</summary>
    public static ThemePaint Sizes(ThemePlan plan, ClassBreaks breaks, double least, double most)
    {
        int classes = breaks.Stops.Length + 1;
        return Stairs(plan, breaks, 0, [.. Enumerable.Range(0, classes).Select(i => JsonValue.Create(Math.Round(Math.Sqrt((least * least) + (((most * most) - (least * least)) * (classes == 1 ? 1 : i / (classes - 1.0)))), 2)))], 0);
    }

    /// <summary>A colour for each level of warning or grade: by thresholds where there are some, else by value.</summary>
    public static ThemePaint Levels(ThemePlan plan, ThemeClasses classes)
    {
        ThemeRecipe recipe = plan.Recipe;
        bool isWarning = plan.Palette.Name.StartsWith("warning", StringComparison.OrdinalIgnoreCase);
        if (!recipe.Breaks.IsEmpty)
        {
            var breaks = new ClassBreaks(recipe.Breaks, [], recipe.Breaks.Length + 1, 0, null, null);
            // What is live may lose its last value at any time.
            ThemePaint stairs = Classes(plan, breaks, recipe.Method == ThemeMethod.Status ? 1 : classes.Missing);
            ImmutableArray<LocalText> names = NamesOf(isWarning, recipe.Breaks.Length + 1);
            return stairs with
            {
                Titles = [.. stairs.Titles.Select((title, i) => i < names.Length && !recipe.Titles.ContainsKey(title.Key)
                    ? (title.Key, new LocalText($"{names[i].Zh}（{title.Title.Zh}）", $"{names[i].En} ({title.Title.En})"))
                    : title)],
            };
        }
        ImmutableArray<LocalText> usual = recipe.Values.IsEmpty ? NamesOf(isWarning, classes.Categories.Length) : [];
        return Kinds(plan, classes, (value, i) => i < usual.Length ? usual[i] : LocalText.Of(value));
    }

    /// <summary>A colour for each kind.</summary>
    public static ThemePaint Categories(ThemePlan plan, ThemeClasses classes) => Kinds(plan, classes, (value, _) => LocalText.Of(value));

    private static ThemePaint Kinds(ThemePlan plan, ThemeClasses classes, Func<string, int, LocalText> usualTitleOf)
    {
        ImmutableArray<string> values = [.. classes.Categories.Select(kind => kind.Value)];
        if (values.IsEmpty) return new(JsonValue.Create(ThemeColours.Hex(ThemeColours.NoData)), []);
        ImmutableArray<Colour> colours = plan.Palette.Take(values.Length);
        bool isNumber = plan.Value!.IsWholeNumber;
        var match = new JsonArray("match", plan.Value.Json);
        var titles = new List<(string, LocalText)>();
        for (int i = 0; i < values.Length; i++)
        {
            match.Add(isNumber && long.TryParse(values[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? JsonValue.Create(number) : JsonValue.Create(values[i]));
            match.Add(ThemeColours.Hex(colours[i]));
            titles.Add((values[i], plan.Recipe.Titles.GetValueOrDefault(values[i]) ?? usualTitleOf(values[i], i)));
        }
        match.Add(ThemeColours.Hex(ThemeColours.Other));
        if (classes.OtherCategories > 0) titles.Add(("*", plan.Recipe.Titles.GetValueOrDefault("other", Other)));
        if (classes.Missing > 0) titles.Add(("?", plan.Recipe.Titles.GetValueOrDefault("none", NoData)));
        return new(new JsonArray("case", plan.Value.IsThere, match, ThemeColours.Hex(ThemeColours.NoData)), titles);
    }

    private static ThemePaint Stairs(ThemePlan plan, ClassBreaks breaks, long missing, JsonNode[] outputs, JsonNode none)
    {
        if (breaks.Least is null && breaks.Stops.IsEmpty) return new(none, [("*", NoData)]);
        if (breaks.Stops.IsEmpty) return new(new JsonArray("case", plan.Value!.IsThere, outputs[0], none), [("#0", plan.Recipe.Titles.GetValueOrDefault("#0", LocalText.Of(TitleOf(breaks, 0)))), .. missing > 0 ? [("*", plan.Recipe.Titles.GetValueOrDefault("none", NoData))] : Array.Empty<(string, LocalText)>()]);
        var step = new JsonArray("step", plan.Value!.Json, outputs[0]);
        for (int i = 0; i < breaks.Stops.Length; i++)
        {
            step.Add(breaks.Stops[i]);
            step.Add(outputs[i + 1]);
        }
        var titles = new List<(string, LocalText)>();
        for (int i = 0; i < outputs.Length; i++) titles.Add(($"#{i}", plan.Recipe.Titles.GetValueOrDefault($"#{i}", LocalText.Of(TitleOf(breaks, i)))));
        if (missing > 0) titles.Add(("?", plan.Recipe.Titles.GetValueOrDefault("none", NoData)));
        return new(new JsonArray("case", plan.Value.IsThere, step, none), titles);
    }

    private static string TitleOf(ClassBreaks breaks, int place)
    {
        ImmutableArray<double> stops = breaks.Stops;
        if (stops.IsEmpty) return breaks.Least == breaks.Most ? RoundNumber.Text(breaks.Least!.Value) : $"{RoundNumber.Text(breaks.Least!.Value)} – {RoundNumber.Text(breaks.Most!.Value)}";
        if (place == 0) return $"< {RoundNumber.Text(stops[0])}";
        return place == stops.Length ? $"≥ {RoundNumber.Text(stops[^1])}" : $"{RoundNumber.Text(stops[place - 1])} – {RoundNumber.Text(stops[place])}";
    }

    // Warnings of four levels have no "normal": the lowest is blue.
    private static ImmutableArray<LocalText> NamesOf(bool isWarning, int levels) => (isWarning, levels) switch
    {
        (true, 5) => Warnings,
        (true, 4) => Warnings[1..],
        (false, 5) => Grades,
        (false, 3) => [Grades[0], Grades[2], Grades[4]],
        _ => [],
    };
}
