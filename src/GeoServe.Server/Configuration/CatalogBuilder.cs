using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO.Hashing;
using System.Text;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.CoordinateSystems;
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
    // Most time that a source may take to say what columns it has. A server with files beside a database that hangs is there within 5 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<SourceOptions, string> _silent = [];
    private readonly Dictionary<string, CollectionState> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RasterState> _rasters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _away = new(StringComparer.Ordinal);
    private readonly List<CatalogFault> _left = [];
    private readonly ThemeBuilder _themes = new(breaks, faults, TimeProvider.System);
    private TimeSpan _waitedForFiles;

    /// <summary>Builds.</summary>
    public async Task<Snapshot> BuildAsync(CancellationToken cancellationToken)
    {
        foreach (CollectionOptions options in folder.Collections.Values)
        {
            if (options.Source.IsRaster) await OpenRasterAsync(options, cancellationToken).ConfigureAwait(false);
            else await OpenAsync(options, cancellationToken).ConfigureAwait(false);
        }
        var maps = new List<Map>();
        var unavailable = new HashSet<string>(StringComparer.Ordinal);
        foreach (MapOptions options in folder.Maps)
        {
            int before = faults.Count;
            if (options.Collections.Concat(options.Tables).Any(_away.Contains)) unavailable.Add(options.Id);
            else if (await BuildMapAsync(options, unavailable, cancellationToken).ConfigureAwait(false) is { } map) maps.Add(map);
            if (faults.Count > before) Leave("map " + options.Id, LastOf(options.Place.File));
        }
        foreach (string id in folder.BrokenMaps) Leave("map " + id, folder.FaultOf("maps", id + ".yaml") ?? "its file cannot be read: see geoserve check.");
        var catalog = new Catalog(_states.Values.Select(state => state.Collection), maps, _left)
        {
            Rasters = [.. _rasters.Values.Select(state => state.Collection)],
            Unavailable = unavailable.ToFrozenSet(StringComparer.Ordinal),
        };
        return new Snapshot(catalog, _states.Values, _rasters.Values);
    }

    /// <summary>The classes of a themed map, computed again over the whole collection where <paramref name="isNew"/>; null, perhaps with faults, where it has none.</summary>
    public async Task<StoredBreaks?> BreaksAsync(MapOptions map, bool isNew, CancellationToken cancellationToken)
    {
        if (map.Theme is not { } theme || !folder.Collections.TryGetValue(theme.Recipe.Collection, out CollectionOptions? options)) return null;
        if (!_states.ContainsKey(options.Id)) await OpenAsync(options, cancellationToken).ConfigureAwait(false);
        return await _themes.BreaksAsync(map, _states, isNew, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The revision of a collection that was opened; null where it is not there.</summary>
    public ulong? RevisionOf(string collection) => _states.TryGetValue(collection, out CollectionState? state) ? state.Revision : null;

    private async Task OpenAsync(CollectionOptions options, CancellationToken cancellationToken)
    {
        if (options.Source.HasTiles)
        {
            await OpenTilesAsync(options, cancellationToken).ConfigureAwait(false);
            return;
        }
        if (sources.Open(options, faults) is not { } source)
        {
            Leave("collection " + options.Id, LastOf(options.Place.File));
            return;
        }
        try
        {
            if (_silent.TryGetValue(options.Source, out string? why)) throw new SourceUnavailableException(why);
            if (await KeepAsync(options, source, cancellationToken).ConfigureAwait(false)) return;
            FeatureSchema schema = await ReadSchemaAsync(source, options, cancellationToken).ConfigureAwait(false);
            Box extent = schema.GeometryName is null ? Box.Empty : await source.ReadExtentAsync(cancellationToken).ConfigureAwait(false);
            ulong revision = await source.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
            Collection collection = Made(options, schema, source, BoundsOf(schema, extent)) with { SchemaRevision = revision };
            var direct = new SourceTileIndex(source, schema, extent);
            _states[options.Id] = new CollectionState(collection, revision, direct) { Direct = direct };
        }
        catch (SourceUnavailableException away)
        {
            _silent.TryAdd(options.Source, away.Message);     // its other collections need not be tried: each might wait
            _away.Add(options.Id);
            faults.Add(new ConfigFault(options.Place.File, options.Place.Line, options.Place.Key, away.Message, IsWarning: true));
            Leave("collection " + options.Id, away.Message);
        }
        catch (SourceFaultException broken)
        {
            faults.Add(options.Place, broken.Message);
            Leave("collection " + options.Id, broken.Message);
        }
    }

    private async Task OpenRasterAsync(CollectionOptions options, CancellationToken cancellationToken)
    {
        if (sources.OpenRaster(options, faults) is not { } source)
        {
            Leave("collection " + options.Id, LastOf(options.Place.File));
            return;
        }
        try
        {
            ulong revision = await source.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
            RasterInfo info = await source.ReadInfoAsync(cancellationToken).ConfigureAwait(false);
            Box bounds = RasterMaps.BoundsOf(info);
            if (RasterMaps.ProblemOf(info, bounds) is { } problem) faults.Add(new ConfigFault(options.Place.File, options.Place.Line, options.Place.Key, $"{source.Description}: {problem}", IsWarning: true));
            _rasters[options.Id] = new RasterState(
                new RasterCollection(options.Id, options.Title, options.Abstract, source, info, bounds)
                {
                    Definition = HashOf($"{options.Id}|{options.Source.Identity}|{info.Crs}"),
                    Wording = WordingOf(options),
                    Department = options.Department,
                    Subject = options.Subject,
                    Keywords = [.. options.Keywords ?? []],
                },
                revision);
        }
        catch (SourceUnavailableException away)
        {
            _away.Add(options.Id);
            faults.Add(new ConfigFault(options.Place.File, options.Place.Line, options.Place.Key, away.Message, IsWarning: true));
            Leave("collection " + options.Id, away.Message);
        }
        catch (SourceFaultException broken)
        {
            faults.Add(options.Place, broken.Message);
            Leave("collection " + options.Id, broken.Message);
        }
    }

    private async Task OpenTilesAsync(CollectionOptions options, CancellationToken cancellationToken)
    {
        if (sources.OpenTiles(options.Source, faults) is not { } source)
        {
            Leave("collection " + options.Id, LastOf(options.Place.File));
            return;
        }
        try
        {
            (TileArchive archive, ulong revision) = await ArchiveCollections.ReadAsync(options, source, previous, cancellationToken).ConfigureAwait(false);
            if (archive.IsVector) _states[options.Id] = new CollectionState(ArchiveCollections.Vector(options, archive, source), revision, NoFeatures.Index) { Direct = NoFeatures.Index };
            else _rasters[options.Id] = new RasterState(ArchiveCollections.Raster(options, archive, source), revision);
        }
        catch (SourceUnavailableException away)
        {
            _away.Add(options.Id);
            faults.Add(new ConfigFault(options.Place.File, options.Place.Line, options.Place.Key, away.Message, IsWarning: true));
            Leave("collection " + options.Id, away.Message);
        }
        catch (SourceFaultException broken)
        {
            faults.Add(options.Place, broken.Message);
            Leave("collection " + options.Id, broken.Message);
        }
    }

    // What was served before and is the same now is not opened again; what cannot be asked now stays as it was.
    private async Task<bool> KeepAsync(CollectionOptions options, IFeatureSource source, CancellationToken cancellationToken)
    {
        if (previous?.Catalog.FindCollection(options.Id) is not { } old || !ReferenceEquals(old.Source, source)) return false;
        CollectionState state = previous.StateOf(old);
        ulong seen = old.SchemaRevision;
        try
        {
            // A file that is the same has the same columns; a table of a database can get one without any row being written.
            bool isFile = options.Source.Kind != SourceKind.PostGis && options.Join?.Source.Kind != SourceKind.PostGis;
            ulong revision = await source.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
            if (!isFile || revision != seen)
            {
                FeatureSchema schema = await ReadSchemaAsync(source, options, cancellationToken).ConfigureAwait(false);
                if (DefinitionOf(options, schema) != DefinitionOf(options, old.Schema)) return false;
                seen = revision;
            }
        }
        catch (SourceUnavailableException)
        {
            // Its maps go on with what they have; the poller says that the source is away.
        }
        Collection collection = Made(options, old.Schema, source, old.Bounds) with { SchemaRevision = seen };
        if (collection.Definition != old.Definition) return false;
        _states[options.Id] = state with { Collection = collection };
        return true;
    }

    private Collection Made(CollectionOptions options, FeatureSchema schema, IFeatureSource source, Box bounds)
    {
        CheckAttributes(options, schema);
        return new Collection(options.Id, options.Title, options.Abstract, schema, source, bounds, options.Label)
        {
            Definition = DefinitionOf(options, schema),
            FeaturesDefinition = source is IJoinedSource { Join: { } join } ? DefinitionOf(options with { Join = null }, join.Own) : 0,
            Wording = WordingOf(options),
            AttributeTitles = options.Attributes,
            TimeColumn = TimeOf(options, schema),
            Rank = options.Rank is { } rank && schema.IndexOf(rank.Column) >= 0 ? rank : null,
            Department = options.Department,
            Subject = options.Subject,
            Keywords = [.. options.Keywords ?? []],
        };
    }

    // A database that takes the connection and says nothing must not keep the others from being served.
    private async Task<FeatureSchema> ReadSchemaAsync(IFeatureSource source, CollectionOptions options, CancellationToken cancellationToken)
    {
        bool isFile = options.Source.Kind != SourceKind.PostGis && options.Join?.Source.Kind != SourceKind.PostGis;
        if (isFile && waitsForFiles) return await source.ReadSchemaAsync(cancellationToken).ConfigureAwait(false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Of all large files together no start waits longer than of one; those that are not read by then come when they are.
        bool isRead = isFile && options.Source.Kind != SourceKind.GeoPackage;        // through, before it is served
        TimeSpan longest = isRead ? TimeSpan.FromTicks(Math.Max(TimeSpan.FromMilliseconds(100).Ticks, (Patience - _waitedForFiles).Ticks)) : Patience;
        patience.CancelAfter(longest);
        long began = Stopwatch.GetTimestamp();
        try
        {
            return await source.ReadSchemaAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceUnavailableException(isFile
                ? $"The file of collection '{options.Id}' is still being read; it is served as soon as that is done."
                : $"The source of collection '{options.Id}' gave no answer within {Patience.TotalSeconds} s.");
        }
        finally
        {
            if (isRead) _waitedForFiles += Stopwatch.GetElapsedTime(began);
        }
    }

    private async Task<Map?> BuildMapAsync(MapOptions options, HashSet<string> unavailable, CancellationToken cancellationToken)
    {
        try
        {
            MapStyle? themed = options.Theme is null ? null : await _themes.BuildAsync(options, _states, cancellationToken).ConfigureAwait(false);
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
        ImmutableArray<RasterCollection> rasters = [.. options.Collections.Where(_rasters.ContainsKey).Select(id => _rasters[id].Collection)];
        ImmutableArray<Collection> published = [.. options.Collections.Where(id => !_rasters.ContainsKey(id)).Select(id => CollectionOf(id, options)).OfType<Collection>()];
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
        if (_states.TryGetValue(id, out CollectionState? state)) return state.Collection;
        if (_rasters.ContainsKey(id)) faults.Add(place, $"collection '{id}' is a raster and has no features.");
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
        foreach (string raster in style.Style.Rasters.Where(raster => !(map.Collections.Contains(raster) && _rasters.ContainsKey(raster))))
        {
            faults.Unknown(map.Yaml.PlaceOf("styles"), $"raster of style '{id}'", raster, map.Collections.Where(_rasters.ContainsKey), isWarning: true);
        }
        foreach (Core.Styles.StyleLayer layer in style.Style.Layers.Where(layer => layer is Core.Styles.RasterLayer && _rasters.TryGetValue(layer.Raster!, out RasterState? state) && !state.Collection.Info.HasColours))
        {
            faults.Add(map.Yaml.PlaceOf("styles"), $"layer '{layer.Id}' of style '{id}' draws '{layer.Raster}' as a picture, but its pixels are numbers ({_rasters[layer.Raster!].Collection.Info.PixelType}); draw it by 'color-relief' or 'hillshade'.");
            return null;
        }
        foreach (string layer in style.Style.SourceLayers.Where(_states.ContainsKey))
        {
            FeatureSchema schema = _states[layer].Collection.Schema;
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
        _states.TryGetValue(id, out CollectionState? state) && !state.Collection.Layers.IsEmpty ? state.Collection.Layers.Select(layer => layer.Id) : [id]);

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

    private void CheckAttributes(CollectionOptions options, FeatureSchema schema)
    {
        foreach (string name in options.Attributes.Keys.Append(options.Label).Append(options.Rank?.Column).OfType<string>().Where(name => schema.IndexOf(name) < 0))
        {
            faults.Unknown(options.Place, "attribute", name, schema.Columns.Select(column => column.Name), isWarning: true);
        }
    }

    // A fault of this key leaves out the key, not the collection: all that it is for is one parameter.
    private string? TimeOf(CollectionOptions options, FeatureSchema schema)
    {
        if (options.Time is not { } name) return null;
        int index = schema.IndexOf(name);
        if (index >= 0 && schema.Columns[index].Kind is ValueKind.Date or ValueKind.Instant) return name;
        if (index < 0) faults.Unknown(options.Place, "time: attribute", name, schema.Columns.Select(column => column.Name));
        else faults.Add(options.Place, $"time: attribute '{name}' holds {schema.Columns[index].Kind} values, not days or instants.");
        return null;
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

    internal static ulong WordingOf(CollectionOptions options) =>
        HashOf($"{options.Title}|{options.Abstract}|{options.Department}|{options.Subject}|{string.Join(',', options.Keywords ?? [])}|{string.Join(',', options.Attributes)}");

    private string LastOf(string file) => faults.All.Last(fault => fault.File == file && !fault.IsWarning).ToString();

    private void Leave(string subject, string reason) => _left.Add(new CatalogFault(subject, reason));

    private static Box BoundsOf(FeatureSchema schema, Box extent) =>
        extent.IsEmpty ? extent : CrsRegistry.Between(schema.Crs, Crs.Crs84).Transform(extent).Intersection(Box.WholeEarth);

    private static ulong DefinitionOf(CollectionOptions options, FeatureSchema schema) => HashOf(
        $"{options.Id}|{options.Source.Identity}|{options.Table}|{options.Join?.Identity}|{schema.Crs}|{schema.Key}|{options.Label}|{options.Time}|{options.Rank}|{schema.GeometryName}|{schema.GeometryType}|{string.Join(',', schema.Columns)}");

    internal static ulong HashOf(string text) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text));
}
