using System.Collections.Concurrent;
using GeoServe.Core.Catalogs;

namespace GeoServe.Core.Maps;

/// <summary>Selections of the current catalog that were read already: each tile of a filtered map asks for the same one. Safe for concurrent calls.</summary>
public sealed class MapSelections
{
    // A filter of the longest kind takes some 100 KB.
    private const int Most = 512;

    private volatile Kept _kept = new(Catalog.Empty);

    /// <summary>As <see cref="MapSelection.Of"/>; what was read before is the same object.</summary>
    /// <exception cref="RequestException">It cannot be read.</exception>
    public MapSelection? Find(Catalog catalog, Map map, string? filter, string? time, string? properties)
    {
        if (filter is null && time is null && properties is null) return null;
        Kept kept = _kept;
        if (kept.Catalog != catalog || kept.Count >= Most) _kept = kept = new Kept(catalog);
        var key = new Key(map.Id, filter, time, properties);
        if (kept.Selections.TryGetValue(key, out MapSelection? known)) return known;
        MapSelection? selection = MapSelection.Of(map, filter, time, properties);
        if (selection is null || !kept.Selections.TryAdd(key, selection)) return selection;
        kept.Count++;       // lost updates between threads only make a few more stay
        return selection;
    }

    private readonly record struct Key(string Map, string? Filter, string? Time, string? Properties);

    private sealed class Kept(Catalog catalog)
    {
        public Catalog Catalog { get; } = catalog;

        public int Count { get; set; }

        public ConcurrentDictionary<Key, MapSelection> Selections { get; } = new();
    }
}
