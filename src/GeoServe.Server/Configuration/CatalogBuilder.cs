using System.Collections.Frozen;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Server.Configuration.Themes;

namespace GeoServe.Server.Configuration;

/// <summary>
/// Makes the catalog and the first snapshot of a configuration folder: opens each collection that a map draws, and puts maps together. What is faulty is
/// left out and named; the rest is served.
/// </summary>
/// <param name="folder">The configuration.</param>
/// <param name="sources">Opens sources.</param>
/// <param name="breaks">Keeps the classes of themes.</param>
/// <param name="faults">Told what is wrong.</param>
/// <param name="waitsForFiles">
/// True to wait until a large file is read through; else a map over one that takes longer than a database may is left out for now, while the file goes on
/// being read.
/// </param>
/// <param name="previous">What is served now; a collection of it whose data are the same keeps its schema, revision and index. Null at the start.</param>
internal sealed class CatalogBuilder(
    ConfigurationFolder folder, SourceRegistry sources, BreakStore breaks, ConfigFaults faults, bool waitsForFiles = false, Snapshot? previous = null)
{
    private readonly CollectionOpener _opener = new(sources, faults, waitsForFiles, previous);
    private readonly ThemeBuilder _themes = new(breaks, faults, TimeProvider.System);

    /// <summary>Builds.</summary>
    public async Task<Snapshot> BuildAsync(CancellationToken cancellationToken)
    {
        foreach (CollectionOptions options in folder.Collections.Values) await _opener.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        var maps = new List<Map>();
        var unavailable = new HashSet<string>(StringComparer.Ordinal);
        foreach (MapOptions options in folder.Maps)
        {
            int before = faults.Count;
            if (options.Collections.Concat(options.Tables).Any(_opener.Away.Contains)) unavailable.Add(options.Id);
            else if (await BuildMapAsync(options, unavailable, cancellationToken).ConfigureAwait(false) is { } map) maps.Add(map);
            if (faults.Count > before) Leave("map " + options.Id, faults.LastOf(options.Place.File));
        }
        foreach (string id in folder.BrokenMaps) Leave("map " + id, folder.FaultOf("maps", id + ".yaml") ?? "its file cannot be read: see geoserve check.");
        var catalog = new Catalog(_opener.States.Values.Select(state => state.Collection), maps, _opener.Left)
        {
            Rasters = [.. _opener.Rasters.Values.Select(state => state.Collection)],
            Unavailable = unavailable.ToFrozenSet(StringComparer.Ordinal),
        };
        return new Snapshot(catalog, _opener.States.Values, _opener.Rasters.Values);
    }

    /// <summary>The classes of a themed map, computed again over the whole collection where <paramref name="isNew"/>; null, perhaps with faults, where it has none.</summary>
    public async Task<StoredBreaks?> BreaksAsync(MapOptions map, bool isNew, CancellationToken cancellationToken)
    {
        if (map.Theme is not { } theme || !folder.Collections.TryGetValue(theme.Recipe.Collection, out CollectionOptions? options)) return null;
        if (!_opener.States.ContainsKey(options.Id)) await _opener.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        return await _themes.BreaksAsync(map, _opener.States, isNew, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The revision of a collection that was opened; null where it is not there.</summary>
    public ulong? RevisionOf(string collection) => _opener.States.TryGetValue(collection, out CollectionState? state) ? state.Revision : null;

    private async Task<Map?> BuildMapAsync(MapOptions options, HashSet<string> unavailable, CancellationToken cancellationToken)
    {
        try
        {
            MapStyle? themed = options.Theme is null ? null : await _themes.BuildAsync(options, _opener.States, cancellationToken).ConfigureAwait(false);
            return Build(options, themed);
        }
        catch (SourceUnavailableException away)
        {
            unavailable.Add(options.Id);
            faults.Add(new ConfigFault(options.Place.File, options.Place.Line, "theme", away.Message, IsWarning: true));
        }
        catch (SourceFaultException broken)
        {
            faults.Add(options.Theme!.Yaml.Place, broken.Message);
        }
        return null;
    }

    private Map? Build(MapOptions options, MapStyle? themed)
    {
        ImmutableArray<RasterCollection> rasters = [.. options.Collections.Where(_opener.Rasters.ContainsKey).Select(id => _opener.Rasters[id].Collection)];
        ImmutableArray<Collection> published = [.. options.Collections.Where(id => !_opener.Rasters.ContainsKey(id)).Select(id => CollectionOf(id, options)).OfType<Collection>()];
        ImmutableArray<Collection> collections = LayersOf(published, options);
        ImmutableArray<MapStyle> styles = options.Theme is not null ? (themed is null ? [] : [themed]) : [.. options.Styles.Select(id => StyleOf(id, options)).OfType<MapStyle>()];
        ImmutableArray<TileMatrixSet> sets = options.Sets.Count == 0 ? TileMatrixSet.WellKnown : [.. options.Sets.Select(id => SetOf(id, options)).OfType<TileMatrixSet>()];
        ImmutableArray<TileFormat> formats = options.Formats.Count == 0 ? RasterMaps.FormatsOf(collections.IsEmpty) : [.. options.Formats.Select(name => FormatOf(name, options)).OfType<TileFormat>()];
        ImmutableArray<Collection> tables = [.. options.Tables.Select(id => CollectionOf(id, options, "tables")).OfType<Collection>()];
        bool whole = tables.Length == options.Tables.Count && published.Length + rasters.Length == options.Collections.Count && styles.Length == options.Styles.Count
            && (options.Sets.Count == 0 || sets.Length == options.Sets.Count) && (options.Formats.Count == 0 || formats.Length == options.Formats.Count);
        if (!whole || (collections.IsEmpty && rasters.IsEmpty) || styles.IsEmpty) return null;
        if (collections.IsEmpty && formats.Contains(TileFormat.Mvt))
        {
            faults.Add(options.Yaml.PlaceOf("formats"), "a map of rasters alone has no vector tiles; leave out 'mvt'.");
            return null;
        }
        string attribution = options.Attribution.Length > 0 ? options.Attribution : ArchiveCollections.AttributionOf(published, rasters);
        Box bounds = options.Bounds is [var west, var south, var east, var north]
            ? new Box(west, south, east, north)
            : published.Select(collection => collection.Bounds).Concat(rasters.Select(raster => raster.Bounds)).Aggregate(Box.Empty, (box, bounds) => box.Union(bounds));
        return new Map(options.Id, collections, styles, sets, options.MinZoom, options.MaxZoom, bounds)
        {
            Title = options.Title,
            Abstract = options.Abstract,
            Subject = options.Subject,
            Department = options.Department,
            Keywords = [.. options.Keywords],
            Attribution = attribution,
            MaxAge = options.MaxAge,
            Rasters = rasters,
            RasterStyles = [.. rasters.SelectMany(RasterMaps.StylesOf)],
            Tables = tables,
            IsGeometryOnce = options.IsGeometryOnce,
            ClipsFeatures = options.ClipsFeatures,
            JoinsLines = options.JoinsLines,
            TileFormats = formats,
            CarriedAttributes = CarriedBy(options, collections),
            Wording = HashOf($"{options.Title}|{options.Abstract}|{options.Subject}|{options.Department}|{string.Join(',', options.Keywords)}|{attribution}"),
            Definition = HashOf($"{options.Id}|{options.MinZoom}|{options.MaxZoom}|{bounds}|{string.Join(',', options.Collections)}|{string.Join(',', formats)}|{options.IsGeometryOnce}{(options.ClipsFeatures ? "" : "|whole")}{(options.JoinsLines ? "|joined" : "")}{string.Concat(options.Attributes.Select(carried => $"|{carried.Key}={string.Join(',', carried.Value)}"))}"),
        };
    }

    // A vector tile has no two layers of one name (MVT 2.1, 4.1).
    private ImmutableArray<Collection> LayersOf(ImmutableArray<Collection> published, MapOptions map)
    {
        ImmutableArray<Collection> layers = [.. published.SelectMany(collection => collection.Layers.IsEmpty ? [collection] : collection.Layers)];
        foreach (IGrouping<string, Collection> same in layers.GroupBy(layer => layer.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            faults.Add(map.Yaml.PlaceOf("collections"), $"{string.Join(" and ", same.Select(layer => $"'{(layer.Whole ?? layer).Id}'"))} both have a layer '{same.Key}': show them in two maps.");
        }
        return layers;
    }

    private Collection? CollectionOf(string id, MapOptions map, string key = "collections")
    {
        YamlPlace place = key == "collections" && map.Theme is { } theme ? theme.Yaml.PlaceOf(id == theme.Recipe.Collection ? "collection" : "outlines") : map.Yaml.PlaceOf(key);
        if (_opener.States.TryGetValue(id, out CollectionState? state)) return state.Collection;
        if (_opener.Rasters.ContainsKey(id)) faults.Add(place, $"collection '{id}' is a raster and has no features.");
        else if (folder.Collections.ContainsKey(id)) faults.Add(place, $"collection '{id}' is faulty itself.");
        else faults.Unknown(place, "collection", id, folder.Collections.Keys);
        return null;
    }

    private MapStyle? StyleOf(string id, MapOptions map)
    {
        if (!folder.Styles.TryGetValue(id, out (Core.Styles.Style Style, byte[] Json, ulong Hash) style))
        {
            if (File.Exists(Path.Combine(folder.Path, "styles", id + ".json"))) faults.Add(map.Yaml.PlaceOf("styles"), $"style '{id}' is faulty itself: {folder.FaultOf("styles", id + ".json")}");
            else faults.Unknown(map.Yaml.PlaceOf("styles"), "style", id, folder.Styles.Keys);
            return null;
        }
        foreach (string layer in style.Style.SourceLayers.Where(layer => !LayersOf(map).Contains(layer, StringComparer.Ordinal)))
        {
            faults.Unknown(map.Yaml.PlaceOf("styles"), $"source-layer of style '{id}'", layer, LayersOf(map), isWarning: true);
        }
        // One that cannot be opened is named already.
        foreach (string raster in style.Style.Rasters.Where(raster => !(map.Collections.Contains(raster) && (_opener.Rasters.ContainsKey(raster) || !_opener.States.ContainsKey(raster)))))
        {
            faults.Unknown(map.Yaml.PlaceOf("styles"), $"raster of style '{id}'", raster, map.Collections.Where(_opener.Rasters.ContainsKey), isWarning: true);
        }
        foreach (Core.Styles.StyleLayer layer in style.Style.Layers.Where(layer => layer is Core.Styles.RasterLayer && _opener.Rasters.TryGetValue(layer.Raster!, out RasterState? state) && !state.Collection.Info.HasColours))
        {
            faults.Add(map.Yaml.PlaceOf("styles"), $"layer '{layer.Id}' of style '{id}' draws '{layer.Raster}' as a picture, but its pixels are numbers ({_opener.Rasters[layer.Raster!].Collection.Info.PixelType}); draw it by 'color-relief' or 'hillshade'.");
            return null;
        }
        foreach (string layer in style.Style.SourceLayers.Where(_opener.States.ContainsKey))
        {
            FeatureSchema schema = _opener.States[layer].Collection.Schema;
            foreach (string name in style.Style.AttributesOf(layer).Where(name => schema.IndexOf(name) < 0))
            {
                // Served all the same: an attribute that is not there is null in every expression.
                faults.Unknown(map.Yaml.PlaceOf("styles"), $"attribute of '{layer}' in style '{id}'", name, schema.Columns.Select(column => column.Name), isWarning: true);
            }
        }
        foreach ((string layer, IReadOnlyList<string> carried) in map.Attributes)
        {
            foreach (string name in style.Style.AttributesOf(layer).Except(carried, StringComparer.Ordinal))
            {
                faults.Add(new ConfigFault(
                    map.Place.File, map.Yaml.PlaceOf("attributes").Line, map.Yaml.PlaceOf("attributes").Key,
                    $"style '{id}' reads attribute '{name}' of '{layer}', which the vector tiles do not carry: they will look another way than the pictures.", IsWarning: true));
            }
        }
        return new MapStyle(id, map.Title, style.Style, style.Json, style.Hash);
    }

    private IEnumerable<string> LayersOf(MapOptions map) => map.Collections.SelectMany(id =>
        _opener.States.TryGetValue(id, out CollectionState? state) && !state.Collection.Layers.IsEmpty ? state.Collection.Layers.Select(layer => layer.Id) : [id]);

    private TileMatrixSet? SetOf(string id, MapOptions map)
    {
        TileMatrixSet? found = TileMatrixSet.WellKnown.FirstOrDefault(set => set.Id == id);
        if (found is null) faults.Unknown(map.Yaml.PlaceOf("tileMatrixSets"), "tile matrix set", id, TileMatrixSet.WellKnown.Select(set => set.Id));
        return found;
    }

    private TileFormat? FormatOf(string name, MapOptions map)
    {
        TileFormat? found = TileFormats.ByExtension(name);
        if (found is null) faults.Unknown(map.Yaml.PlaceOf("formats"), "format", name, TileFormats.All.Select(format => format.Extension()));
        return found;
    }

    private Dictionary<string, ImmutableArray<string>> CarriedBy(MapOptions options, ImmutableArray<Collection> collections)
    {
        var carried = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach ((string id, IReadOnlyList<string> names) in options.Attributes)
        {
            if (collections.FirstOrDefault(collection => collection.Id == id) is not { } collection)
            {
                faults.Unknown(options.Yaml.PlaceOf("attributes"), "collection", id, options.Collections, isWarning: true);
                continue;
            }
            foreach (string name in names.Where(name => collection.Schema.IndexOf(name) < 0))
            {
                faults.Unknown(options.Yaml.PlaceOf("attributes"), $"attribute of '{id}'", name, collection.Schema.Columns.Select(column => column.Name), isWarning: true);
            }
            carried[id] = [.. names];
        }
        return carried;
    }

    private void Leave(string subject, string reason) => _opener.Left.Add(new CatalogFault(subject, reason));

    internal static ulong HashOf(string text) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text));
}
