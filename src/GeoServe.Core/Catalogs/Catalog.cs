using System.Collections.Frozen;
using System.Collections.Immutable;
using GeoServe.Core.Catalogs.Search;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Catalogs;

/// <summary>All collections and maps, checked. Immutable: a reload builds a new one.</summary>
public sealed class Catalog
{
    private readonly FrozenDictionary<string, Map> _maps;
    private readonly FrozenDictionary<string, Map>.AlternateLookup<ReadOnlySpan<char>> _mapsBySpan;
    private readonly FrozenDictionary<string, Collection> _collections;
    private readonly Lazy<SearchIndex> _mapSearch;
    private readonly Lazy<SearchIndex> _collectionSearch;
    private readonly Lazy<ILookup<string, string>> _drawnBy;

    /// <summary>A catalog of collections and maps whose ids differ, each list in the order in which it is shown.</summary>
    public Catalog(IEnumerable<Collection> collections, IEnumerable<Map> maps, IEnumerable<CatalogFault>? faults = null) : this(collections, maps, faults, like: null)
    {
    }

    private Catalog(IEnumerable<Collection> collections, IEnumerable<Map> maps, IEnumerable<CatalogFault>? faults, Catalog? like)
    {
        Collections = [.. collections];
        Maps = [.. maps];
        Faults = [.. faults ?? []];
        Rasters = like?.Rasters ?? [];
        _collections = Collections.ToFrozenDictionary(collection => collection.Id, StringComparer.Ordinal);
        _maps = Maps.ToFrozenDictionary(map => map.Id, StringComparer.Ordinal);
        _mapSearch = like?._mapSearch ?? new(() => new SearchIndex(Maps.Select(RecordOf)));
        _collectionSearch = like?._collectionSearch ?? new(() => new SearchIndex(Collections.Select(RecordOf).Concat(Rasters.Select(RecordOf))));
        _drawnBy = like?._drawnBy ?? new(() => Maps
            .SelectMany(map => map.Published.Concat(map.Tables).Select(collection => collection.Id).Concat(map.Rasters.Select(raster => raster.Id)).Distinct().Select(id => (map, id)))
            .ToLookup(pair => pair.id, pair => pair.map.Id, StringComparer.Ordinal));
        _mapsBySpan = _maps.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Hash of all definitions and wordings: another number when anything of the catalog is another.</summary>
    public ulong Version
    {
        get
        {
            ulong version = 0;
            foreach (Collection collection in Collections) version = (((version * 1_099_511_628_211) ^ collection.Definition) * 1_099_511_628_211) ^ collection.Wording;
            foreach (RasterCollection raster in Rasters) version = (((version * 1_099_511_628_211) ^ raster.Definition) * 1_099_511_628_211) ^ raster.Wording;
            foreach (Map map in Maps) version = (((version * 1_099_511_628_211) ^ map.Definition) * 1_099_511_628_211) ^ map.Wording;
            return version;
        }
    }

    /// <summary>Ids of maps that are left out because a source gave no answer when the catalog was built; it is built again when the source answers.</summary>
    public FrozenSet<string> Unavailable { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The same catalog with maps that look another way: the same ones, in the same order, found by the same words.</summary>
    public Catalog WithMaps(IEnumerable<Map> maps) => new(Collections, maps, Faults, like: this) { Unavailable = Unavailable };

    /// <summary>Finds maps; places in its results are those of <see cref="Maps"/>. Built when first asked for.</summary>
    public SearchIndex MapSearch => _mapSearch.Value;

    /// <summary>Finds collections and rasters; places in its results are those of <see cref="Collections"/>, then those of <see cref="Rasters"/>. Built when first asked for.</summary>
    public SearchIndex CollectionSearch => _collectionSearch.Value;

    /// <summary>Ids of the maps that draw a collection, or give it as a table.</summary>
    public IEnumerable<string> MapsWith(Collection collection) => _drawnBy.Value[collection.Id];

    /// <summary>Ids of the maps that draw a raster.</summary>
    public IEnumerable<string> MapsWith(RasterCollection raster) => _drawnBy.Value[raster.Id];

    /// <summary>An empty catalog.</summary>
    public static Catalog Empty { get; } = new([], []);

    /// <summary>All collections.</summary>
    public ImmutableArray<Collection> Collections { get; }

    /// <summary>All rasters.</summary>
    public ImmutableArray<RasterCollection> Rasters { get; init; }

    /// <summary>The collections that have features: those that feature services list.</summary>
    public IEnumerable<Collection> FeatureTypes => Collections.Where(collection => collection.Features is not null);

    /// <summary>All maps.</summary>
    public ImmutableArray<Map> Maps { get; }

    /// <summary>What was left out, and why.</summary>
    public ImmutableArray<CatalogFault> Faults { get; }

    /// <summary>The map of an id, spelled exactly; null where there is none.</summary>
    public Map? FindMap(ReadOnlySpan<char> id) => _mapsBySpan.TryGetValue(id, out Map? map) ? map : null;

    /// <summary>True when a map is left out only because a source gave no answer.</summary>
    public bool IsUnavailable(ReadOnlySpan<char> id) => Unavailable.Count > 0 && Unavailable.Contains(id.ToString());

    /// <summary>The collection of an id, spelled exactly; null where there is none.</summary>
    public Collection? FindCollection(string id) => _collections.GetValueOrDefault(id);

    private static CatalogRecord RecordOf(Collection collection) => new(
        collection.Id, collection.Title, collection.Abstract, collection.Department, collection.Subject, KindOf(collection), collection.Keywords);

    private static CatalogRecord RecordOf(RasterCollection raster) => new(
        raster.Id, raster.Title, raster.Abstract, raster.Department, raster.Subject, "raster", raster.Keywords);

    private static CatalogRecord RecordOf(Map map)
    {
        string[] kinds = [.. map.Published.Select(KindOf).Concat(map.Rasters.Select(_ => "raster")).Distinct()];
        return new(map.Id, map.Title, map.Abstract, map.Department, map.Subject, kinds is [var only] ? only : "mixed", map.Keywords);
    }

    private static string KindOf(Collection collection) => collection.Schema switch
    {
        _ when collection.Archive is not null => "tiles",
        { GeometryName: null } => "table",
        { GeometryType: ShapeType.Point or ShapeType.MultiPoint } => "point",
        { GeometryType: ShapeType.LineString or ShapeType.MultiLineString } => "line",
        { GeometryType: ShapeType.Polygon or ShapeType.MultiPolygon } => "area",
        _ => "mixed",
    };
}
