using System.Collections.Immutable;
using GeoServe.Core;
using GeoServe.Core.Catalogs;

namespace GeoServe.Server.Configuration;

/// <summary>One item of <c>collections</c> in a file of the folder collections.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Source">The database or file that its table is in.</param>
/// <param name="Table">Name of the table or layer.</param>
/// <param name="Title">For people.</param>
/// <param name="Abstract">A few sentences.</param>
/// <param name="Label">The attribute that names a feature for people.</param>
/// <param name="Crs">The CRS where the source does not say it, or says it wrongly.</param>
/// <param name="Key">A column of unique values, for a view of PostGIS or a file; null takes the primary key, or numbers the rows.</param>
/// <param name="Geometry">The geometry's column in PostGIS; null takes the first.</param>
/// <param name="Attributes">Titles of attributes.</param>
/// <param name="Time">The attribute of days or instants by which maps take a time; null for none.</param>
/// <param name="Rank">Which features get room first in crowded tiles; null for the larger ones.</param>
/// <param name="Join">A table whose columns are put to its own; null for none.</param>
/// <param name="Department">Who answers for it.</param>
/// <param name="Subject">The subject under which lists show it.</param>
/// <param name="Keywords">Words to find it by.</param>
internal sealed record CollectionOptions(
    string Id, YamlPlace Place, SourceOptions Source, string Table, LocalText Title, LocalText Abstract, string? Label, string? Crs,
    string? Key, string? Geometry, IReadOnlyDictionary<string, LocalText> Attributes, string? Time = null, JoinOptions? Join = null, FeatureRank? Rank = null,
    string Department = "", string Subject = "", IReadOnlyList<string>? Keywords = null)
{
    private static readonly string[] RowKeys = ["label", "key", "geometry", "attributes", "time", "rank", "join"];
    private static readonly string[] FeatureKeys = ["table", "key", "geometry", "crs", "label", "time", "rank", "join", "attributes"];

    /// <summary>Reads a file: one source and its collections.</summary>
    public static IEnumerable<CollectionOptions> ReadFile(YamlSection yaml)
    {
        IReadOnlyList<YamlSection> items = yaml.Sections("collections");
        // Files of one table each are mostly named by their collections.
        SourceOptions? source = SourceOptions.Read(yaml, isNeeded: items.Count == 0 || !items.All(item => item.Has("source")));
        var collections = new List<CollectionOptions>();
        foreach (YamlSection item in items)
        {
            if (Read(item, source) is { } collection) collections.Add(collection);
        }
        if (!yaml.Has("collections")) yaml.Faults.Add(yaml.Place, "'collections' is missing: a list of the source's tables to serve.");
        yaml.End();
        return collections;
    }

    private static CollectionOptions? Read(YamlSection yaml, SourceOptions? source)
    {
        string? id = Identifiers.Read(yaml, "id");
        var attributes = new Dictionary<string, LocalText>(StringComparer.Ordinal);
        if (yaml.Section("attributes") is { } titles)
        {
            foreach (string name in titles.Keys())
            {
                if (titles.LocalText(name) is { } title) attributes[name] = title;
            }
        }
        LocalText text = yaml.LocalText("title") ?? LocalText.Of(id ?? "");
        LocalText summary = yaml.LocalText("abstract") ?? LocalText.Of("");
        if (yaml.Has("source")) source = SourceOptions.Read(yaml);
        JoinOptions? join = JoinOptions.Read(yaml, source, out bool isJoinFaulty);
        foreach (string feature in FeatureKeys.Where(feature => source is { HasTiles: true } && yaml.Has(feature)))
        {
            yaml.Faults.Add(yaml.PlaceOf(feature), $"an archive of tiles is served as it is; leave out '{feature}'.");
        }
        if (source is { HasTables: false, HasTiles: false } && yaml.Has("table")) yaml.Faults.Add(yaml.PlaceOf("table"), "this source holds one table only; leave out 'table'.");
        if (source is { Kind: not SourceKind.PostGis, HasTiles: false } && yaml.Has("geometry")) yaml.Faults.Add(yaml.PlaceOf("geometry"), "only PostGIS has tables of several geometries; leave out 'geometry'.");
        if (source is { Kind: SourceKind.GeoPackage } && yaml.Has("key")) yaml.Faults.Add(yaml.PlaceOf("key"), "a GeoPackage says its keys itself; leave out 'key'.");
        if (source is { IsRaster: true })
        {
            foreach (string name in RowKeys.Where(yaml.Has)) yaml.Faults.Add(yaml.PlaceOf(name), $"a raster has no features; leave out '{name}'.");
        }
        string? table = yaml.Text("table") ?? id, label = yaml.Text("label"), crs = yaml.Text("crs"), key = yaml.Text("key"), geometry = yaml.Text("geometry"), time = yaml.Text("time");
        FeatureRank? rank = ReadRank(yaml);
        string department = yaml.Text("department") ?? "", subject = yaml.Text("subject") ?? "";
        IReadOnlyList<string> keywords = yaml.Texts("keywords");
        yaml.End();
        return id is null || source is null || isJoinFaulty ? null : new CollectionOptions(id, yaml.Place, source, table!, text, summary, label, crs, key, geometry, attributes, time, join, rank, department, subject, keywords);
    }

    // 'rank: population', or 'rank: {attribute: class, order: [motorway, trunk, ...]}'.
    private static FeatureRank? ReadRank(YamlSection yaml)
    {
        if (!yaml.Has("rank")) return null;
        if (!yaml.IsSection("rank")) return yaml.Text("rank") is { } column ? new FeatureRank(column, []) : null;
        YamlSection section = yaml.Section("rank")!;
        string? attribute = section.Text("attribute");
        if (attribute is null) section.Faults.Add(section.Place, "'attribute' is missing: by which features get room first.");
        ImmutableArray<string> order = [.. section.Texts("order")];
        section.End();
        return attribute is null ? null : new FeatureRank(attribute, order);
    }
}
