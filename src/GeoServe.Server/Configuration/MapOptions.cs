using GeoServe.Core;
using GeoServe.Core.Themes;
using GeoServe.Server.Configuration.Themes;

namespace GeoServe.Server.Configuration;

/// <summary>A file of the folder maps: one map.</summary>
internal sealed record MapOptions
{
    public required string Id { get; init; }
    public required YamlPlace Place { get; init; }
    public required YamlSection Yaml { get; init; }
    public required LocalText Title { get; init; }
    public required LocalText Abstract { get; init; }
    public required string Subject { get; init; }
    public required string Department { get; init; }
    public required IReadOnlyList<string> Keywords { get; init; }
    public required string Attribution { get; init; }
    public required TimeSpan MaxAge { get; init; }
    public required IReadOnlyList<string> Collections { get; init; }
    public required IReadOnlyList<string> Styles { get; init; }
    public required IReadOnlyList<string> Tables { get; init; }
    public required bool IsGeometryOnce { get; init; }
    public required bool ClipsFeatures { get; init; }
    public required bool JoinsLines { get; init; }
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; }
    public required IReadOnlyList<string> Sets { get; init; }
    public required IReadOnlyList<string> Formats { get; init; }
    public required int MinZoom { get; init; }
    public required int MaxZoom { get; init; }
    public required IReadOnlyList<double>? Bounds { get; init; }

    /// <summary>The recipe from which its style is made; null where it has styles of its own.</summary>
    public ThemeOptions? Theme { get; init; }

    /// <summary>Reads a map; its id is the file's name.</summary>
    public static MapOptions? Read(YamlSection yaml, string id)
    {
        int faults = yaml.Faults.Count;
        if (!Identifiers.IsValid(id)) yaml.Faults.Add(yaml.Place, $"the file's name is the map's id, and '{id}' is none: small letters, digits, '-' and '_'.");
        LocalText? title = yaml.LocalText("title");
        if (title is null) yaml.Faults.Add(yaml.Place, "'title' is missing.");
        ThemeOptions? theme = ThemeOf(yaml);
        if (!yaml.Has("collections") && !yaml.Has("theme")) yaml.Faults.Add(yaml.Place, "'collections' is missing: ids of the collections that it draws, the lowest first.");
        YamlSection? zooms = yaml.Section("zooms");
        int minZoom = (int)(zooms?.Integer("min", 0, 24) ?? 0), maxZoom = (int)(zooms?.Integer("max", 0, 24) ?? 18);
        zooms?.End();
        if (minZoom > maxZoom) yaml.Faults.Add(yaml.PlaceOf("zooms"), $"min {minZoom} is above max {maxZoom}.");
        var options = new MapOptions
        {
            Id = id,
            Place = yaml.Place,
            Yaml = yaml,
            Title = title ?? LocalText.Of(id),
            Abstract = yaml.LocalText("abstract") ?? LocalText.Of(""),
            Subject = yaml.Text("subject") ?? "",
            Department = yaml.Text("department") ?? "",
            Keywords = yaml.Texts("keywords"),
            Attribution = yaml.Text("attribution") ?? "",
            MaxAge = yaml.Duration("maxAge") ?? TimeSpan.Zero,
            Collections = theme is null ? yaml.Texts("collections") : CollectionsOf(theme.Recipe),
            Styles = yaml.Has("styles") ? yaml.Texts("styles") : [id],
            Theme = theme,
            Tables = yaml.Texts("tables"),
            IsGeometryOnce = GeometryOf(yaml),
            ClipsFeatures = yaml.Boolean("clip") ?? true,
            JoinsLines = yaml.Boolean("joinLines") ?? false,
            Attributes = ReadAttributes(yaml),
            Sets = yaml.Texts("tileMatrixSets"),
            Formats = yaml.Texts("formats"),
            MinZoom = minZoom,
            MaxZoom = maxZoom,
            Bounds = yaml.Numbers("bounds", 4),
        };
        Unique(yaml, "collections", options.Collections);
        Unique(yaml, "styles", options.Styles);
        Unique(yaml, "tables", options.Tables);
        yaml.End();
        return yaml.Faults.Count == faults ? options : null;
    }

    private static string[] CollectionsOf(ThemeRecipe recipe) =>
        [.. recipe.Below.Select(ground => ground.Collection).Append(recipe.Collection).Concat(recipe.Outlines.Select(outline => outline.Collection)).Distinct()];

    private static bool GeometryOf(YamlSection yaml)
    {
        if (yaml.Text("geometry") is not { } text || text == "with-attributes") return false;
        if (text != "once") yaml.Faults.Unknown(yaml.PlaceOf("geometry"), "way to give geometry", text, ["once", "with-attributes"]);
        return true;
    }

    private static ThemeOptions? ThemeOf(YamlSection yaml)
    {
        if (yaml.Section("theme") is not { } section) return null;
        foreach (string key in new[] { "collections", "styles" }.Where(yaml.Has)) yaml.Faults.Add(yaml.PlaceOf(key), $"a map with a theme takes its {key} from there; remove '{key}' or 'theme'.");
        return ThemeOptions.Read(section);
    }

    // Of each collection the attributes that its vector tiles carry; an empty list is one, too.
    private static Dictionary<string, IReadOnlyList<string>> ReadAttributes(YamlSection yaml)
    {
        var attributes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (yaml.Section("attributes") is not { } section) return attributes;
        foreach (string collection in section.Keys()) attributes[collection] = section.Texts(collection);
        section.End();
        return attributes;
    }

    // A vector tile has no two layers of one name (MVT 2.1, 4.1).
    private static void Unique(YamlSection yaml, string key, IReadOnlyList<string> ids)
    {
        foreach (IGrouping<string, string> same in ids.GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            yaml.Faults.Add(yaml.PlaceOf(key), $"'{same.Key}' is listed {same.Count()} times; once is enough.");
        }
    }
}
