using System.Collections.Frozen;
using GeoServe.Core.Catalogs;

namespace GeoServe.Core.Changes;

/// <summary>
/// The catalog and the state of each collection: what one request works with from beginning to end. Immutable; a reload and a
/// change of data each make a new one.
/// </summary>
public sealed class Snapshot
{
    private static long s_lastId;

    private readonly FrozenDictionary<string, CollectionState> _states;
    private readonly FrozenDictionary<string, RasterState> _rasters;
    private readonly FrozenDictionary<(string Whole, string Layer), CollectionState> _layers;
    private readonly FrozenDictionary<(Map Map, MapStyle Style), ulong> _stamps;

    /// <summary>A snapshot in which each collection and each raster of the catalog has a state.</summary>
    public Snapshot(Catalog catalog, IEnumerable<CollectionState> states, IEnumerable<RasterState>? rasters = null)
    {
        _rasters = (rasters ?? []).ToFrozenDictionary(state => state.Collection.Id, StringComparer.Ordinal);
        Catalog = catalog;
        _states = states.ToFrozenDictionary(state => state.Collection.Id, StringComparer.Ordinal);
        _layers = _states.Values
            .SelectMany(whole => whole.Collection.Layers.Select(layer => new CollectionState(layer, whole.Revision, layer.IndexAt!(whole.Revision))))
            .ToFrozenDictionary(state => (state.Collection.Whole!.Id, state.Collection.Id));
        _stamps = catalog.Maps
            .SelectMany(map => map.Styles.Concat(map.RasterStyles).Select(style => (map, style)))
            .ToFrozenDictionary(pair => pair, pair => Stamp.Of(pair.map, pair.style, _states, _rasters));
    }

    /// <summary>A number of its own in this process, larger for later ones.</summary>
    public long Id { get; } = Interlocked.Increment(ref s_lastId);

    /// <summary>All maps and collections.</summary>
    public Catalog Catalog { get; }

    /// <summary>The state of every collection.</summary>
    public IEnumerable<CollectionState> States => _states.Values;

    /// <summary>The state of every raster.</summary>
    public IEnumerable<RasterState> RasterStates => _rasters.Values;

    /// <summary>The state of a raster of the catalog.</summary>
    public RasterState StateOf(RasterCollection raster) => _rasters[raster.Id];

    /// <summary>The state of a collection of the catalog, or of a layer of one.</summary>
    public CollectionState StateOf(Collection collection) => collection.Whole is { } whole ? _layers[(whole.Id, collection.Id)] : _states[collection.Id];

    /// <summary>The version of what a map in a style shows; without a change log the same for all its tiles.</summary>
    public ulong StampOf(Map map, MapStyle style) => _stamps[(map, style)];

    /// <summary>The same catalog with some states put in the place of older ones.</summary>
    public Snapshot With(IReadOnlyCollection<CollectionState> newer, IReadOnlyCollection<RasterState>? newerRasters = null)
    {
        Dictionary<string, CollectionState> states = _states.ToDictionary(StringComparer.Ordinal);
        foreach (CollectionState state in newer) states[state.Collection.Id] = state;
        if (newerRasters is not { Count: > 0 }) return new Snapshot(Catalog, states.Values, _rasters.Values);
        Dictionary<string, RasterState> rasters = _rasters.ToDictionary(StringComparer.Ordinal);
        foreach (RasterState state in newerRasters) rasters[state.Collection.Id] = state;
        return new Snapshot(Catalog, states.Values, rasters.Values);
    }
}
