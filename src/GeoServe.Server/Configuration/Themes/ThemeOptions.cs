using System.Collections.Immutable;
using GeoServe.Core;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Themes;
using GeoServe.Core.Themes.Classification;

namespace GeoServe.Server.Configuration.Themes;

/// <summary>The section <c>theme</c> of a map: the recipe from which its style and legend are made.</summary>
/// <param name="Recipe">What it says.</param>
/// <param name="Version">The version of its classes that is drawn; null for the newest.</param>
/// <param name="Yaml">Where it stands.</param>
internal sealed record ThemeOptions(ThemeRecipe Recipe, int? Version, YamlSection Yaml)
{
    private static readonly Dictionary<string, (ThemeMethod Method, ClassMethod? Classify)> Methods = new(StringComparer.Ordinal)
    {
        ["categories"] = (ThemeMethod.Categories, null),
        ["equal-interval"] = (ThemeMethod.Choropleth, ClassMethod.EqualInterval),
        ["quantile"] = (ThemeMethod.Choropleth, ClassMethod.Quantile),
        ["natural-breaks"] = (ThemeMethod.Choropleth, ClassMethod.NaturalBreaks),
        ["standard-deviation"] = (ThemeMethod.Choropleth, ClassMethod.StandardDeviation),
        ["head-tail"] = (ThemeMethod.Choropleth, ClassMethod.HeadTail),
        ["pretty"] = (ThemeMethod.Choropleth, ClassMethod.Pretty),
        ["maximum-breaks"] = (ThemeMethod.Choropleth, ClassMethod.MaximumBreaks),
        ["percentiles"] = (ThemeMethod.Choropleth, ClassMethod.Percentiles),
        ["box-plot"] = (ThemeMethod.Choropleth, ClassMethod.BoxPlot),
        ["manual"] = (ThemeMethod.Choropleth, ClassMethod.Manual),
        ["rating"] = (ThemeMethod.Rating, ClassMethod.Manual),
        ["status"] = (ThemeMethod.Status, ClassMethod.Manual),
        ["proportional"] = (ThemeMethod.Proportional, null),
        ["graduated"] = (ThemeMethod.Graduated, null),
        ["heat"] = (ThemeMethod.Heat, null),
        ["hexagons"] = (ThemeMethod.Hexagons, null),
        ["squares"] = (ThemeMethod.Squares, null),
        ["clusters"] = (ThemeMethod.Clusters, null),
    };

    /// <summary>Reads a recipe; null, with faults, where it is none.</summary>
    public static ThemeOptions? Read(YamlSection yaml)
    {
        int before = yaml.Faults.Count;
        string? collection = yaml.RequiredText("collection"), attribute = yaml.Text("attribute"), expression = yaml.Text("expression");
        (ThemeMethod method, ClassMethod? classify) = MethodOf(yaml);
        ClassMethod by = ClassifyOf(yaml, classify);
        ImmutableArray<double> breaks = [.. yaml.Numbers("breaks") ?? []];
        var recipe = new ThemeRecipe
        {
            Collection = collection ?? "",
            Method = method,
            Classify = breaks.IsEmpty ? by : ClassMethod.Manual,
            Attribute = attribute,
            Expression = expression,
            Per = yaml.Text("per"),
            Scale = yaml.Number("scale", double.Epsilon, 1e12) ?? 1,
            Filter = yaml.Text("filter"),
            Classes = (int?)yaml.Integer("classes", 1, method == ThemeMethod.Categories ? ThemeRecipe.MostCategories : ThemeRecipe.MostClasses),
            Breaks = breaks,
            Values = [.. yaml.Texts("values")],
            Titles = TitlesOf(yaml),
            Palette = yaml.Text("palette"),
            Colours = ColoursOf(yaml),
            ColourBlindSafe = yaml.Boolean("colourBlindSafe") ?? false,
            Legend = yaml.LocalText("legend"),
            Labels = LabelsOf(yaml),
            Below = [.. yaml.Sections("below").Select(GroundOf).OfType<ThemeGround>()],
            Outlines = [.. yaml.Sections("outlines").Select(OutlineOf).OfType<ThemeOutline>()],
            SizePixels = yaml.Number("size", 0.5, 100),
            CellPixels = yaml.Number("cell", 2, 256),
            Intensity = yaml.Number("intensity", 0.0001, 1000) ?? 1,
            Time = yaml.Text("time"),
            StaleAfter = yaml.Duration("staleAfter") ?? TimeSpan.FromHours(1),
            Background = ColourOf(yaml, "background") ?? ThemeRecipe.UsualBackground,
            Opacity = yaml.Number("opacity", 0, 1) ?? 1,
        };
        int? version = (int?)yaml.Integer("version", 1, int.MaxValue);
        CheckTogether(yaml, recipe);
        yaml.End();
        return yaml.Faults.Count == before ? new ThemeOptions(recipe, version, yaml) : null;
    }

    private static void CheckTogether(YamlSection yaml, ThemeRecipe recipe)
    {
        if (recipe.Attribute is not null && recipe.Expression is not null) yaml.Faults.Add(yaml.PlaceOf("expression"), "either 'attribute' or 'expression' is to be given, not both.");
        if (recipe.Attribute is null && recipe.Expression is null && !recipe.IsAggregated) yaml.Faults.Add(yaml.Place, "'attribute' is missing: what the theme draws (or 'expression', such as population / area_km2).");
        if (recipe.Breaks.Zip(recipe.Breaks.Skip(1)).Any(two => two.First >= two.Second)) yaml.Faults.Add(yaml.PlaceOf("breaks"), "each is to be above the one before it, such as [10, 50, 100].");
        if (recipe.Breaks.Length >= ThemeRecipe.MostClasses) yaml.Faults.Add(yaml.PlaceOf("breaks"), $"{recipe.Breaks.Length} breaks are more than people tell apart; {ThemeRecipe.MostClasses - 1} at most.");
        bool needsBreaks = recipe.Method == ThemeMethod.Status || (recipe.Method is ThemeMethod.Choropleth or ThemeMethod.Graduated && recipe.Classify == ClassMethod.Manual);
        if (needsBreaks && recipe.Breaks.IsEmpty) yaml.Faults.Add(yaml.PlaceOf("method"), "'breaks' is missing: the numbers at which the next class begins, such as [10, 50, 100].");
        if (!recipe.Breaks.IsEmpty && recipe.Method is ThemeMethod.Categories or ThemeMethod.Proportional or ThemeMethod.Heat) yaml.Faults.Add(yaml.PlaceOf("breaks"), "this method makes no classes of numbers; leave 'breaks' out, or take 'method: manual'.");
        if (!recipe.Values.IsEmpty && !recipe.IsOfKinds) yaml.Faults.Add(yaml.PlaceOf("values"), "only 'method: categories', and 'method: rating' without 'breaks', draw values; numbers take 'breaks'.");
        if (recipe.Values.Length > ThemeRecipe.MostCategories) yaml.Faults.Add(yaml.PlaceOf("values"), $"{recipe.Values.Length} values are more than people tell apart; {ThemeRecipe.MostCategories} at most.");
        foreach (IGrouping<string, string> same in recipe.Values.GroupBy(value => value, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            yaml.Faults.Add(yaml.PlaceOf("values"), $"'{same.Key}' is listed {same.Count()} times; once is enough.");
        }
    }

    private static (ThemeMethod, ClassMethod?) MethodOf(YamlSection yaml)
    {
        if (yaml.RequiredText("method") is not { } name) return default;
        if (Methods.TryGetValue(name, out (ThemeMethod, ClassMethod?) method)) return method;
        yaml.Faults.Unknown(yaml.PlaceOf("method"), "method", name, Methods.Keys);
        return default;
    }

    private static ClassMethod ClassifyOf(YamlSection yaml, ClassMethod? said)
    {
        if (yaml.Text("classify") is not { } name) return said ?? ClassMethod.NaturalBreaks;
        string[] names = [.. Methods.Where(method => method.Value.Method == ThemeMethod.Choropleth).Select(method => method.Key)];
        if (said is not null) yaml.Faults.Add(yaml.PlaceOf("classify"), "the method says already how classes are made; 'classify' goes with 'method: graduated'.");
        else if (names.Contains(name)) return Methods[name].Classify!.Value;
        else yaml.Faults.Unknown(yaml.PlaceOf("classify"), "method of classes", name, names);
        return ClassMethod.NaturalBreaks;
    }

    private static ImmutableDictionary<string, LocalText> TitlesOf(YamlSection yaml)
    {
        if (yaml.Section("titles") is not { } titles) return ImmutableDictionary<string, LocalText>.Empty;
        return titles.Keys().Select(key => KeyValuePair.Create(key, titles.LocalText(key))).Where(pair => pair.Value is not null).ToImmutableDictionary(pair => pair.Key, pair => pair.Value!);
    }

    private static ThemeLabels? LabelsOf(YamlSection yaml)
    {
        if (!yaml.Has("labels")) return null;
        if (!yaml.IsSection("labels")) return yaml.Text("labels") is { } name ? new ThemeLabels(name) : null;
        YamlSection section = yaml.Section("labels")!;
        string? attribute = section.RequiredText("attribute");
        ThemeLabels labels = new(attribute ?? "");
        labels = labels with
        {
            WithValue = section.Boolean("value") ?? false,
            Decimals = (int)(section.Integer("decimals", 0, 10) ?? labels.Decimals),
            MinZoom = section.Number("min", 0, 24) ?? 0,
            MaxZoom = section.Number("max", 0, 24) ?? 24,
            SizePixels = section.Number("size", 1, 100) ?? labels.SizePixels,
            Colour = ColourOf(section, "colour") ?? labels.Colour,
            Halo = ColourOf(section, "halo") ?? labels.Halo,
        };
        section.End();
        return attribute is null ? null : labels;
    }

    private static ThemeOutline? OutlineOf(YamlSection yaml)
    {
        string? collection = yaml.RequiredText("collection");
        ThemeLabels? labels = LabelsOf(yaml);
        yaml.End();
        return collection is null ? null : new ThemeOutline(collection, labels);
    }

    private static ThemeGround? GroundOf(YamlSection yaml)
    {
        string? collection = yaml.RequiredText("collection");
        Colour? fill = ColourOf(yaml, "fill"), line = ColourOf(yaml, "line");
        double width = yaml.Number("width", 0.1, 50) ?? 1.5, min = yaml.Number("min", 0, 24) ?? 0;
        if (yaml.Has("fill") == yaml.Has("line")) yaml.Faults.Add(yaml.Place, "either 'fill' or 'line' is to be given: the colour of areas, or of lines.");
        yaml.End();
        return collection is null || fill is null == line is null ? null : new ThemeGround(collection, fill, line, width, min);
    }

    private static ImmutableArray<Colour> ColoursOf(YamlSection yaml)
    {
        ImmutableArray<Colour>.Builder colours = ImmutableArray.CreateBuilder<Colour>();
        foreach (string text in yaml.Texts("colours"))
        {
            if (Colour.TryParse(text, out Colour colour)) colours.Add(colour);
            else yaml.Faults.Add(yaml.PlaceOf("colours"), $"'{text}' is no colour; such as '#3366cc' or steelblue.");
        }
        return colours.ToImmutable();
    }

    private static Colour? ColourOf(YamlSection yaml, string key)
    {
        if (yaml.Text(key) is not { } text) return null;
        if (Colour.TryParse(text, out Colour colour)) return colour;
        yaml.Faults.Add(yaml.PlaceOf(key), $"'{text}' is no colour; such as '#3366cc' or steelblue.");
        return null;
    }
}
