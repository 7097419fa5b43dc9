using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GeoServe.Core.Themes;

/// <summary>
/// Writes the MapLibre style of a theme. The server reads it back with the reader for style files, so the picture that it draws and
/// the one that a client draws come from the same text.
/// </summary>
public static class ThemeStyleWriter
{
    private const string Source = "geoserve";

    private static readonly LocalText Stale = new("数据过期", "Out of date");

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = false };

    /// <summary>Writes a style.</summary>
    /// <param name="plan">The recipe, held to its collection.</param>
    /// <param name="classes">What is known of the collection as a whole.</param>
    /// <param name="title">Of the map.</param>
    /// <param name="now">The time against which values are too old; not looked at by recipes without a time.</param>
    public static byte[] Write(ThemePlan plan, ThemeClasses classes, LocalText title, DateTimeOffset now)
    {
        ThemeRecipe recipe = plan.Recipe;
        var layers = new JsonArray(new JsonObject
        {
            ["id"] = "background",
            ["type"] = "background",
            ["metadata"] = Hidden(),
            ["paint"] = new JsonObject { ["background-color"] = ThemeColours.Hex(recipe.Background) },
        });
        foreach (ThemeGround ground in recipe.Below) layers.Add(Ground(ground));
        foreach (JsonObject layer in ThemeLayers.Of(plan, classes, recipe.Legend ?? title)) layers.Add(layer);
        if (recipe.Time is not null) AddStale(layers, recipe, now);
        foreach (ThemeOutline outline in recipe.Outlines) layers.Add(Outline(outline));
        if (recipe.Labels is { } labels && !recipe.IsAggregated) layers.Add(Labels("labels", recipe.Collection, labels, plan, FilterOf(recipe)));
        foreach (ThemeOutline outline in recipe.Outlines.Where(outline => outline.Labels is not null)) layers.Add(Labels($"{outline.Collection}-name", outline.Collection, outline.Labels!, plan, null, isBold: true));
        var style = new JsonObject
        {
            ["version"] = 8,
            ["name"] = title.ToString(),
            ["sources"] = new JsonObject { [Source] = new JsonObject { ["type"] = "vector" } },
            ["glyphs"] = "{fontstack}/{range}.pbf",
            ["layers"] = layers,
        };
        // It decides what tiles hold, so it belongs to the definition whose hash is in every stamp.
        if (plan.Aggregation is { } cells)
        {
            style["metadata"] = new JsonObject
            {
                ["geoserve:aggregation"] = new JsonObject { ["kind"] = cells.Kind.ToString(), ["cellPixels"] = cells.CellPixels, ["attribute"] = cells.Attribute, ["filter"] = FilterOf(recipe) },
            };
        }
        if (plan.IsAtLabelPoints) style["metadata"] = new JsonObject { ["geoserve:label-points"] = recipe.Collection };
        return JsonSerializer.SerializeToUtf8Bytes(style, Options);
    }

    /// <summary>What is to be said about the data of a theme: the map is made all the same.</summary>
    public static IEnumerable<ThemeFault> Warnings(ThemePlan plan, ThemeClasses classes)
    {
        ThemeRecipe recipe = plan.Recipe;
        string key = recipe.Expression is null ? "attribute" : "expression";
        if (!plan.NeedsSurvey) yield break;
        if (classes.Values == 0) yield return new(key, $"no feature of '{recipe.Collection}' has a value: all are drawn as 'no data'.", IsWarning: true);
        else if (classes.OtherCategories > 0 && plan.Kinds.IsEmpty) yield return new(key, $"{classes.Categories.Length} of {classes.Categories.Length + classes.OtherCategories} kinds have a colour of their own, the most frequent; the rest is drawn as 'other'.", IsWarning: true);
        else if (plan.NeedsClasses && classes.Breaks is { Stops.IsEmpty: true } && plan.ClassCount > 1) yield return new(key, FormattableString.Invariant($"all values are {classes.Breaks.Least}: one class."), IsWarning: true);
    }

    internal static JsonObject Layer(string id, string type, string collection, JsonNode? filter, JsonNode metadata, JsonObject paint, JsonObject? layout = null)
    {
        var layer = new JsonObject { ["id"] = id, ["type"] = type, ["metadata"] = metadata, ["source"] = Source, ["source-layer"] = collection };
        if (filter is not null) layer["filter"] = filter;
        if (layout is not null) layer["layout"] = layout;
        layer["paint"] = paint;
        return layer;
    }

    internal static JsonObject Hidden() => new() { ["geoserve:legend"] = false };

    internal static JsonObject Titled(LocalText title, IEnumerable<(string Key, LocalText Title)>? entries = null)
    {
        var legend = new JsonObject { ["title"] = Text(title) };
        if (entries is not null) legend["entries"] = new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Text(entry.Title))));
        return new JsonObject { ["geoserve:legend"] = legend };
    }

    internal static JsonNode? FilterOf(ThemeRecipe recipe) => recipe.Filter is { } filter ? JsonNode.Parse(filter) : null;

    /// <summary>A value that changes by zoom, between two zooms of MapLibre.</summary>
    internal static JsonArray ByZoom(double from, JsonNode low, double to, JsonNode high) =>
        new("interpolate", new JsonArray("linear"), new JsonArray("zoom"), from, low, to, high);

    private static JsonObject Text(LocalText text) => new() { ["zh"] = text.Zh, ["en"] = text.En };

    // What is too old leaves its layer for one of its own, in grey: a level that was once red is no warning now.
    private static void AddStale(JsonArray layers, ThemeRecipe recipe, DateTimeOffset now)
    {
        // In steps of a twentieth of the age: the style, and with it every tile, is another one only then.
        long step = Math.Max(recipe.StaleAfter.Ticks / 20, TimeSpan.TicksPerSecond);
        string limit = new DateTimeOffset((now - recipe.StaleAfter).UtcTicks / step * step, TimeSpan.Zero).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        JsonNode isStale() => new JsonArray("<", new JsonArray("to-string", new JsonArray("get", recipe.Time)), limit);
        foreach (JsonObject layer in layers.Select(layer => layer!.AsObject()).Where(layer => layer["source-layer"]?.GetValue<string>() == recipe.Collection).ToArray())
        {
            JsonNode? filter = layer["filter"]?.DeepClone();
            var stale = (JsonObject)layer.DeepClone();
            layer["filter"] = Both(filter?.DeepClone(), new JsonArray("!", isStale()));
            if (layer["id"]!.GetValue<string>() != "theme") continue;
            stale["id"] = "theme-stale";
            stale["metadata"] = Titled(recipe.Titles.GetValueOrDefault("stale", Stale));
            stale["filter"] = Both(filter, isStale());
            JsonObject paint = stale["paint"]!.AsObject();
            foreach (string property in new[] { "fill-color", "line-color", "circle-color" }.Where(paint.ContainsKey)) paint[property] = ThemeColours.Hex(ThemeColours.Stale);
            layers.Insert(layers.IndexOf(layer), stale);
        }
    }

    private static JsonArray Both(JsonNode? one, JsonNode other) => one is null ? new JsonArray("all", other) : new JsonArray("all", one, other);

    private static JsonObject Ground(ThemeGround ground)
    {
        JsonObject layer = ground.Fill is { } fill
            ? Layer($"{ground.Collection}-ground", "fill", ground.Collection, null, Hidden(), new JsonObject { ["fill-color"] = ThemeColours.Hex(fill) })
            : Layer($"{ground.Collection}-ground", "line", ground.Collection, null, Hidden(),
                new JsonObject { ["line-color"] = ThemeColours.Hex(ground.Line!.Value), ["line-width"] = ByZoom(5, ground.WidthPixels / 4, 13, ground.WidthPixels) },
                new JsonObject { ["line-join"] = "round", ["line-cap"] = "round" });
        if (ground.MinZoom > 1) layer["minzoom"] = ground.MinZoom - 1;
        return layer;
    }

    private static JsonObject Outline(ThemeOutline outline) => Layer(
        $"{outline.Collection}-line", "line", outline.Collection, null, Hidden(),
        new JsonObject { ["line-color"] = "#555555", ["line-width"] = ByZoom(4, 0.5, 12, 1.6), ["line-opacity"] = 0.85 },
        new JsonObject { ["line-join"] = "round" });

    private static JsonObject Labels(string id, string collection, ThemeLabels labels, ThemePlan plan, JsonNode? filter, bool isBold = false)
    {
        JsonNode text = new JsonArray("to-string", new JsonArray("get", labels.Attribute));
        if (labels.WithValue && plan.Value is { } value && plan.Recipe.Method is not (ThemeMethod.Categories or ThemeMethod.Rating))
        {
            // MapLibre takes 0 digits for nothing said.
            JsonNode written = labels.Decimals == 0 ? new JsonArray("round", value.Json) : value.Json;
            var number = new JsonArray("number-format", written, new JsonObject { ["max-fraction-digits"] = Math.Max(1, labels.Decimals) });
            text = new JsonArray("case", value.IsThere, new JsonArray("concat", text.DeepClone(), "\n", number), text);
        }
        bool isPoint = plan.Geometry == ThemeGeometry.Points && collection == plan.Recipe.Collection;
        var layout = new JsonObject
        {
            ["text-field"] = text,
            ["text-font"] = new JsonArray(isBold ? "Noto Sans SC Bold" : "Noto Sans SC Regular"),
            ["text-size"] = labels.SizePixels,
            ["text-max-width"] = 8,
        };
        if (isPoint)
        {
            layout["text-anchor"] = "top";
            layout["text-offset"] = new JsonArray(0, 0.8);
        }
        else if (plan.Geometry == ThemeGeometry.Lines && collection == plan.Recipe.Collection) layout["symbol-placement"] = "line";
        JsonObject layer = Layer(id, "symbol", collection, filter, Hidden(), new JsonObject
        {
            ["text-color"] = ThemeColours.Hex(labels.Colour),
            ["text-halo-color"] = ThemeColours.Hex(labels.Halo),
            ["text-halo-width"] = 1.4,
        }, layout);
        // Recipes count zooms of 256-pixel tiles, as tile addresses do; MapLibre's are one less, and its last zoom is not included.
        if (labels.MinZoom > 1) layer["minzoom"] = labels.MinZoom - 1;
        if (labels.MaxZoom < 24) layer["maxzoom"] = labels.MaxZoom;
        return layer;
    }
}
