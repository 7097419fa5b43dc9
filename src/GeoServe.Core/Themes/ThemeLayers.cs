using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Themes.Classification;
using static GeoServe.Core.Themes.ThemeStyleWriter;

namespace GeoServe.Core.Themes;

/// <summary>The layers that draw a theme's own features.</summary>
internal static class ThemeLayers
{
    // Zooms of MapLibre between which symbols grow from a city seen whole to a street.
    private const double FarZoom = 5, NearZoom = 12;

    private const double LargestCircle = 20, WidestLine = 8;

    public static IEnumerable<JsonObject> Of(ThemePlan plan, ThemeClasses classes, LocalText title) => plan.Recipe.Method switch
    {
        ThemeMethod.Choropleth => Painted(plan, ThemePaint.Classes(plan, classes.Breaks!, classes.Missing), title),
        ThemeMethod.Categories => Painted(plan, ThemePaint.Categories(plan, classes), title),
        ThemeMethod.Rating or ThemeMethod.Status => Painted(plan, ThemePaint.Levels(plan, classes), title),
        ThemeMethod.Proportional => [Proportional(plan, classes.Breaks!, title)],
        ThemeMethod.Graduated => [Graduated(plan, classes.Breaks!, title)],
        ThemeMethod.Heat => [Heat(plan, classes.Breaks, title)],
        ThemeMethod.Clusters => Clusters(plan, title),
        _ => [Cells(plan, title)],
    };

    private static IEnumerable<JsonObject> Painted(ThemePlan plan, ThemePaint paint, LocalText title)
    {
        ThemeRecipe recipe = plan.Recipe;
        JsonNode metadata = Titled(title, paint.Titles);
        switch (plan.Geometry)
        {
            case ThemeGeometry.Areas:
                yield return Layer("theme", "fill", recipe.Collection, FilterOf(recipe), metadata, new JsonObject { ["fill-color"] = paint.Value, ["fill-opacity"] = recipe.Opacity });
                JsonObject border = Layer("theme-line", "line", recipe.Collection, FilterOf(recipe), Hidden(),
                    new JsonObject { ["line-color"] = "#ffffff", ["line-width"] = ByZoom(6, 0.2, 11, 0.9) }, new JsonObject { ["line-join"] = "round" });
                border["minzoom"] = 6.5;
                yield return border;
                break;
            case ThemeGeometry.Lines:
                double width = recipe.SizePixels ?? 3;
                yield return Layer("theme", "line", recipe.Collection, FilterOf(recipe), metadata,
                    new JsonObject { ["line-color"] = paint.Value, ["line-width"] = ByZoom(FarZoom, width / 4, NearZoom, width), ["line-opacity"] = recipe.Opacity },
                    new JsonObject { ["line-join"] = "round", ["line-cap"] = "round" });
                break;
            default:
                double radius = recipe.SizePixels ?? 6;
                yield return Layer("theme", "circle", recipe.Collection, FilterOf(recipe), metadata, Ringed(Circle(paint.Value, ByZoom(FarZoom, radius / 3, NearZoom, radius), recipe), recipe));
                break;
        }
    }

    // The radius runs evenly with the value's root, so the area with the value; below a pixel and a half nothing would be seen.
    private static JsonObject Proportional(ThemePlan plan, ClassBreaks breaks, LocalText title)
    {
        ThemeRecipe recipe = plan.Recipe;
        double most = breaks.Most is > 0 and double largest ? largest : 1, size = recipe.SizePixels ?? LargestCircle;
        double[] shown = [.. new[] { 0.01, 0.1, 0.4, 1 }.Select(share => RoundNumber.Near(share * most, 0, most, share * most * 0.3)).Where(value => value > 0).Select(value => plan.Value!.IsWholeNumber ? Math.Ceiling(value) : value).Distinct().Order()];
        JsonArray radius(double largestRadius)
        {
            var curve = new JsonArray("interpolate", new JsonArray("linear"), new JsonArray("sqrt", plan.Value!.Json));
            foreach (double value in shown)
            {
                curve.Add(Math.Sqrt(value));
                curve.Add(Math.Max(1.5, largestRadius * Math.Sqrt(value / most)));
            }
            return curve;
        }
        IEnumerable<(string, LocalText)> titles = shown.Select((value, i) => ($"#{i}", LocalText.Of(i == 0 ? $"≤ {RoundNumber.Text(value)}" : RoundNumber.Text(value))));
        JsonNode filter = new JsonArray("all", plan.Value!.IsThere, new JsonArray(">", plan.Value.Json, 0));
        if (FilterOf(recipe) is { } own) ((JsonArray)filter).Insert(1, own);
        return Layer("theme", "circle", recipe.Collection, filter, Titled(title, titles),
            Circle(ThemeColours.Hex(plan.Palette.Take(1)[0]), ByZoom(FarZoom, radius(size / 2.5), NearZoom, radius(size)), recipe, opacity: 0.75),
            new JsonObject { ["circle-sort-key"] = new JsonArray("-", plan.Value.Json) });
    }

    private static JsonObject Graduated(ThemePlan plan, ClassBreaks breaks, LocalText title)
    {
        ThemeRecipe recipe = plan.Recipe;
        string colour = ThemeColours.Hex(plan.Palette.Take(1)[0]);
        JsonNode filter = FilterOf(recipe) is { } own ? new JsonArray("all", own, plan.Value!.IsThere) : plan.Value!.IsThere;
        if (plan.Geometry == ThemeGeometry.Lines)
        {
            double width = recipe.SizePixels ?? WidestLine;
            ThemePaint far = ThemePaint.Sizes(plan, breaks, width / 16, width / 3), near = ThemePaint.Sizes(plan, breaks, width / 8, width);
            return Layer("theme", "line", recipe.Collection, filter, Titled(title, near.Titles),
                new JsonObject { ["line-color"] = colour, ["line-width"] = ByZoom(FarZoom, far.Value, NearZoom, near.Value), ["line-opacity"] = recipe.Opacity },
                new JsonObject { ["line-join"] = "round", ["line-cap"] = "round" });
        }
        double size = recipe.SizePixels ?? 12;
        ThemePaint whole = ThemePaint.Sizes(plan, breaks, size / 10, size / 2.5), street = ThemePaint.Sizes(plan, breaks, size / 5, size);
        return Layer("theme", "circle", recipe.Collection, filter, Titled(title, street.Titles), Circle(colour, ByZoom(FarZoom, whole.Value, NearZoom, street.Value), recipe, opacity: 0.8));
    }

    private static JsonObject Heat(ThemePlan plan, ClassBreaks? breaks, LocalText title)
    {
        ThemeRecipe recipe = plan.Recipe;
        ImmutableArray<Colour> colours = plan.Palette.Take(6);
        var ramp = new JsonArray("interpolate", new JsonArray("linear"), new JsonArray("heatmap-density"), 0, "rgba(255,255,255,0)");
        for (int i = 0; i < colours.Length; i++)
        {
            ramp.Add(Math.Round(0.1 + (0.9 * i / (colours.Length - 1)), 2));
            ramp.Add(ThemeColours.Hex(colours[i]));
        }
        var paint = new JsonObject
        {
            ["heatmap-color"] = ramp,
            ["heatmap-radius"] = ByZoom(FarZoom, (recipe.SizePixels ?? 24) / 3, NearZoom, recipe.SizePixels ?? 24),
            // Zoomed out, four times as many points lie on a pixel at each step: the map would soon be hot all over.
            ["heatmap-intensity"] = new JsonArray("interpolate", new JsonArray("exponential", 1.6), new JsonArray("zoom"), FarZoom, recipe.Intensity / 40, NearZoom, recipe.Intensity),
            ["heatmap-opacity"] = Math.Min(recipe.Opacity, 0.9),
        };
        // The largest number warms as one point does; what is below zero does not cool.
        JsonArray share(JsonNode number) => new("max", 0, new JsonArray("/", number, breaks?.Most is > 0 and double most ? most : 1));
        if (plan.Aggregation is { } cells)
        {
            paint["heatmap-weight"] = cells.Attribute is null ? new JsonArray("get", Aggregation.CountAttribute) : share(new JsonArray("get", Aggregation.SumAttribute));
            return Layer("theme", "heatmap", recipe.Collection, null, Titled(title), paint);
        }
        paint["heatmap-weight"] = new JsonArray("case", plan.Value!.IsThere, share(plan.Value.Json), 0);
        return Layer("theme", "heatmap", recipe.Collection, FilterOf(recipe), Titled(title), paint);
    }

    private static JsonObject Cells(ThemePlan plan, LocalText title)
    {
        (JsonNode colour, IReadOnlyList<(string, LocalText)> titles) = Counted(plan);
        return Layer("theme", "fill", plan.Recipe.Collection, null, Titled(title, titles),
            new JsonObject { ["fill-color"] = colour, ["fill-opacity"] = Math.Min(plan.Recipe.Opacity, 0.85), ["fill-outline-color"] = "rgba(255,255,255,0.6)" });
    }

    private static IEnumerable<JsonObject> Clusters(ThemePlan plan, LocalText title)
    {
        (JsonNode colour, IReadOnlyList<(string, LocalText)> titles) = Counted(plan);
        JsonNode count = new JsonArray("get", Aggregation.CountAttribute);
        double size = plan.Recipe.SizePixels ?? 22;
        yield return Layer("theme", "circle", plan.Recipe.Collection, null, Titled(title, titles), Circle(
            colour, new JsonArray("interpolate", new JsonArray("linear"), new JsonArray("log10", count.DeepClone()), 0, 4, 4, size), plan.Recipe, opacity: 0.9));
        yield return Layer("cluster-count", "symbol", plan.Recipe.Collection, new JsonArray(">", count.DeepClone(), 1), Hidden(),
            new JsonObject { ["text-color"] = "#222222", ["text-halo-color"] = "#ffffff", ["text-halo-width"] = 1.2 },
            new JsonObject
            {
                ["text-field"] = new JsonArray("number-format", count, new JsonObject { ["max-fraction-digits"] = 0 }),
                ["text-font"] = new JsonArray("Noto Sans SC Bold"),
                ["text-size"] = 11,
                ["text-allow-overlap"] = true,
            });
    }

    // How much a cell holds depends on the zoom, so its classes are not those of the data: 1, 2, 5 times powers of ten unless the recipe says others.
    private static (JsonNode Colour, IReadOnlyList<(string, LocalText)> Titles) Counted(ThemePlan plan)
    {
        ImmutableArray<double> stops = !plan.Recipe.Breaks.IsEmpty ? plan.Recipe.Breaks : [.. new double[] { 2, 10, 50, 200, 1_000, 5_000, 20_000, 100_000 }.Take(Math.Max(1, plan.ClassCount - 1))];
        ImmutableArray<Colour> colours = plan.Palette.Take(stops.Length + 1);
        string attribute = plan.Recipe.Attribute is null ? Aggregation.CountAttribute : Aggregation.SumAttribute;
        var step = new JsonArray("step", new JsonArray("get", attribute), ThemeColours.Hex(colours[0]));
        List<(string, LocalText)> titles = [("#0", LocalText.Of($"< {RoundNumber.Text(stops[0])}"))];
        for (int i = 0; i < stops.Length; i++)
        {
            step.Add(stops[i]);
            step.Add(ThemeColours.Hex(colours[i + 1]));
            titles.Add(($"#{i + 1}", LocalText.Of(i == stops.Length - 1 ? $"≥ {RoundNumber.Text(stops[i])}" : $"{RoundNumber.Text(stops[i])} – {RoundNumber.Text(stops[i + 1])}")));
        }
        return (step, titles);
    }

    // The middle of a ramp is as pale as the ground: a dark ring holds it; kinds are told apart better on white.
    private static JsonObject Ringed(JsonObject paint, ThemeRecipe recipe)
    {
        if (recipe.Method == ThemeMethod.Categories) return paint;
        paint["circle-stroke-color"] = "#4d4d4d";
        paint["circle-stroke-width"] = ByZoom(FarZoom, 0.3, NearZoom, 0.7);
        return paint;
    }

    private static JsonObject Circle(JsonNode colour, JsonNode radius, ThemeRecipe recipe, double opacity = 1) => new()
    {
        ["circle-color"] = colour,
        ["circle-radius"] = radius,
        ["circle-opacity"] = Math.Min(recipe.Opacity, opacity),
        ["circle-stroke-color"] = "#ffffff",
        ["circle-stroke-width"] = 0.8,
    };
}
