using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Catalogs;

/// <summary>What is published as a picture and as a tileset: collections in drawing order, with styles (WMTS, WMS: layer; TileJSON: tileset).</summary>
public sealed class Map
{
    private readonly Dictionary<string, ImmutableArray<TileRange>> _limits = new(StringComparer.Ordinal);

    /// <summary>A map over collections.</summary>
    public Map(string id, ImmutableArray<Collection> collections, ImmutableArray<MapStyle> styles, ImmutableArray<TileMatrixSet> sets, int minZoom, int maxZoom, Box bounds)
    {
        Id = id;
        Collections = collections;
        Styles = styles;
        TileMatrixSets = sets;
        MinZoom = minZoom;
        MaxZoom = maxZoom;
        Bounds = bounds;
        OnlyArchive = collections is [{ Whole: { } whole }, ..] && collections.All(layer => layer.Whole?.Id == whole.Id) ? whole : null;
        foreach (TileMatrixSet set in sets) _limits[set.Id] = LimitsIn(set);
    }

    /// <summary>Its name in addresses: <c>[a-z0-9][a-z0-9_-]*</c>.</summary>
    public string Id { get; }

    /// <summary>For people.</summary>
    public required LocalText Title { get; init; }

    /// <summary>A few sentences for people.</summary>
    public required LocalText Abstract { get; init; }

    /// <summary>The subject under which the gallery shows it, such as "population".</summary>
    public string Subject { get; init; } = "";

    /// <summary>Who answers for it, such as "water"; empty where nobody is named.</summary>
    public string Department { get; init; } = "";

    /// <summary>Words to find it by.</summary>
    public ImmutableArray<string> Keywords { get; init; } = [];

    /// <summary>Whom to thank for the data, as text.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>How long a client may show a tile without asking again; zero: it always asks.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>Drawn from first to last; the layers of its vector tiles. Of an archive of vector tiles each layer for itself.</summary>
    public ImmutableArray<Collection> Collections { get; }

    /// <summary>Rasters that its styles draw; they do not reach beyond its bounds.</summary>
    public ImmutableArray<RasterCollection> Rasters { get; init; } = [];

    /// <summary>
    /// Styles that no list names: each shows one raster alone, as clients load it that draw the map themselves (<c>raster-dem</c> and <c>raster</c> sources of MapLibre).
    /// </summary>
    public ImmutableArray<MapStyle> RasterStyles { get; init; } = [];

    /// <summary>The same as the configuration names them: an archive once, not its layers.</summary>
    public IEnumerable<Collection> Published => Collections.Select(collection => collection.Whole ?? collection).DistinctBy(collection => collection.Id);

    /// <summary>The archive of vector tiles that is all there is in the map; null where there is none, or more.</summary>
    public Collection? OnlyArchive { get; }

    /// <summary>Tables without a geometry that go with it: their rows have the ids of features that it draws.</summary>
    public ImmutableArray<Collection> Tables { get; init; } = [];

    /// <summary>
    /// True where its vector tiles carry geometry, id and label alone, and numbers come as attribute tables: one theme after the other is drawn
    /// without loading a geometry again. Raster tiles are not touched by it.
    /// </summary>
    public bool IsGeometryOnce { get; init; }

    /// <summary>
    /// False leaves the features of vector tiles whole, for clients that want them so; neighbouring tiles then repeat them. What is merged for want of
    /// room is cut all the same.
    /// </summary>
    public bool ClipsFeatures { get; init; } = true;

    /// <summary>
    /// True where its vector tiles below zoom 14 join lines, end to beginning, that the style draws and labels alike: they carry what the style reads, and no ids.
    /// </summary>
    public bool JoinsLines { get; init; }

    /// <summary>Its styles, at least one; the first is the default.</summary>
    public ImmutableArray<MapStyle> Styles { get; private set; }

    /// <summary>Its tile matrix sets.</summary>
    public ImmutableArray<TileMatrixSet> TileMatrixSets { get; }

    /// <summary>For a collection's id the attributes that its features carry in vector tiles; a collection that is not named carries all.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>> CarriedAttributes { get; init; } = new Dictionary<string, ImmutableArray<string>>();

    /// <summary>Formats in which its tiles are given.</summary>
    public ImmutableArray<TileFormat> TileFormats { get; init; } = Sources.TileFormats.All;

    /// <summary>First zoom of Web Mercator at which it is given; in other sets the matrix of about the same scale.</summary>
    public int MinZoom { get; }

    /// <summary>Last zoom of Web Mercator at which it is given, included.</summary>
    public int MaxZoom { get; }

    /// <summary>Longitude and latitude around its content.</summary>
    public Box Bounds { get; }

    /// <summary>Hash of all that decides what its tiles show, styles and collections apart; titles do not count.</summary>
    public ulong Definition { get; init; }

    /// <summary>Hash of all that is said of it for people alone: titles, abstract, department, subject, keywords, attribution.</summary>
    public ulong Wording { get; init; }

    /// <summary>The same map with other styles, which reach as far beyond its data.</summary>
    public Map WithStyles(ImmutableArray<MapStyle> styles)
    {
        var copy = (Map)MemberwiseClone();
        copy.Styles = styles;
        return copy;
    }

    /// <summary>The style of an id, spelled exactly; empty gives the default; null where there is none.</summary>
    public MapStyle? FindStyle(ReadOnlySpan<char> id)
    {
        if (id.IsEmpty) return Styles[0];
        foreach (MapStyle style in Styles)
        {
            if (id.SequenceEqual(style.Id)) return style;
        }
        foreach (MapStyle style in RasterStyles)
        {
            if (id.SequenceEqual(style.Id)) return style;
        }
        return null;
    }

    /// <summary>The tile matrix set of an id, spelled exactly; null where the map has none such.</summary>
    public TileMatrixSet? FindSet(ReadOnlySpan<char> id)
    {
        foreach (TileMatrixSet set in TileMatrixSets)
        {
            if (id.SequenceEqual(set.Id)) return set;
        }
        return null;
    }

    /// <summary>True when features carry an attribute in vector tiles.</summary>
    public bool Carries(string collection, string attribute) => !CarriedAttributes.TryGetValue(collection, out ImmutableArray<string> carried) || carried.Contains(attribute);

    /// <summary>The columns that features of a collection carry in vector tiles, in the schema's order.</summary>
    public IEnumerable<Column> CarriedColumns(Collection collection) => collection.Schema.Columns.Where(column => Carries(collection.Id, column.Name));

    /// <summary>The first collection with a time; null where the map has none.</summary>
    public Collection? TimeCollection => Collections.FirstOrDefault(collection => collection.TimeColumn is not null);

    /// <summary>The collection of an id among those of the map; null where there is none.</summary>
    public Collection? FindCollection(string id) => Collections.FirstOrDefault(collection => collection.Id == id);

    /// <summary>The raster of an id among those of the map; null where there is none.</summary>
    public RasterCollection? FindRaster(string id) => Rasters.FirstOrDefault(raster => raster.Id == id);

    /// <summary>The collection or table of an id, of which attributes are given; null where there is none.</summary>
    public Collection? FindTable(string id) => Tables.FirstOrDefault(table => table.Id == id) ?? FindCollection(id);

    /// <summary>The tiles that have content, one block a matrix, only for matrices at which the map is given.</summary>
    public ImmutableArray<TileRange> Limits(TileMatrixSet set) => _limits[set.Id];

    /// <summary>True when the map is given at a matrix of the set.</summary>
    public bool IsGivenAt(TileMatrixSet set, int z)
    {
        ImmutableArray<TileRange> limits = _limits[set.Id];
        return limits.Length > 0 && z >= limits[0].Z && z <= limits[^1].Z;
    }

    private ImmutableArray<TileRange> LimitsIn(TileMatrixSet set)
    {
        Box box = Bounds.IsEmpty ? new Box(0, 0, 0, 0) : CoordinateSystems.CrsRegistry.Between(CoordinateSystems.Crs.Crs84, set.Crs).Transform(Bounds);
        TileMatrixSet zooms = TileMatrixSet.WebMercatorQuad;
        // A matrix of another set counts as the zoom whose scale is nearest: WorldCRS84Quad's matrix 0 is as fine as zoom 1.
        double metres(TileMatrixSet of, int z) => of.Matrices[z].ScaleDenominator;
        int zoomOf(int z) => (int)Math.Round(Math.Log2(metres(zooms, 0) / metres(set, z)));
        return [.. Enumerable.Range(0, set.Matrices.Length)
            .Where(z => zoomOf(z) >= MinZoom && zoomOf(z) <= MaxZoom)
            .Select(z => set.Covering(box.Grow(ReachPixels(zoomOf(z)) * set.PixelSpan(z)), z))];
    }

    // What is drawn reaches beyond the data: half a stroke, a circle's radius, a label. A zoom of MapLibre is one less than that of 256-pixel tiles.
    private double ReachPixels(int zoom) => Styles.Max(style =>
        Collections.Select(collection => Math.Max(
            style.Style.ReachPixels(collection.Id, zoom - 1),
            style.Style.LabelReachPixelsOf(collection.Id, zoom - 1))).DefaultIfEmpty(0).Max());
}
