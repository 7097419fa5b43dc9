using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing;
using GeoServe.Server.Configuration;
using GeoServe.Server.Configuration.Themes;
using Microsoft.Extensions.Logging.Abstractions;

namespace GeoServe.LoadTest.Cities;

/// <summary>A map of a configuration folder, opened in this process with the indexes of its collections.</summary>
internal sealed class City : IAsyncDisposable
{
    private readonly SourceRegistry _sources;
    private readonly SnapshotHolder _snapshots;
    private readonly IndexKeeper _keeper;

    private City(SourceRegistry sources, SnapshotHolder snapshots, IndexKeeper keeper, Map map)
    {
        _sources = sources;
        _snapshots = snapshots;
        _keeper = keeper;
        Map = map;
    }

    public Map Map { get; }

    public Snapshot Snapshot => _snapshots.Current;

    /// <summary>Opens a configuration; what is wrong in it ends the run.</summary>
    public static async Task<City> OpenAsync(string config, string data, string map, CancellationToken cancellationToken)
    {
        var faults = new ConfigFaults();
        ConfigurationFolder folder = ConfigurationFolder.Read(config, faults);
        var sources = new SourceRegistry(data);
        Snapshot snapshot = await new CatalogBuilder(folder, sources, new BreakStore(data, isReadOnly: true), faults).BuildAsync(cancellationToken);
        if (faults.Count > 0) throw new InvalidDataException(string.Join('\n', faults.All));
        var snapshots = new SnapshotHolder(snapshot);
        var keeper = new IndexKeeper(snapshots, IndexFolder(data), TimeProvider.System, NullLogger<IndexKeeper>.Instance);
        snapshots.Swap(keeper.WithReadyIndexes);
        return new City(sources, snapshots, keeper, snapshot.Catalog.FindMap(map) ?? throw new InvalidDataException($"There is no map '{map}'."));
    }

    /// <summary>Where the indexes of a data folder are.</summary>
    public static string IndexFolder(string data) => Path.Combine(data, "indexes");

    /// <summary>Builds the indexes that are missing, as the server does.</summary>
    public async Task BuildIndexesAsync(CancellationToken cancellationToken)
    {
        using var ready = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task building = _keeper.RunAsync(ready.Token);
        while (!HasIndexes) await Task.Delay(20, cancellationToken);
        await ready.CancelAsync();
        await building.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>True when each collection of the map has its index.</summary>
    public bool HasIndexes => Map.Collections.All(collection => Snapshot.StateOf(collection).Index.IsExact);

    /// <summary>Finds what a tile shows.</summary>
    public MapScene Build(SceneBuilder scenes, TileCoordinate tile) => Build(scenes, tile, Map, Snapshot);

    /// <summary>The same of another map or snapshot.</summary>
    public static MapScene Build(SceneBuilder scenes, TileCoordinate tile, Map map, Snapshot snapshot) =>
        scenes.BuildAsync(MapView.OfVectorTile(TileMatrixSet.WebMercatorQuad, tile), map, map.Styles[0], snapshot, CancellationToken.None).GetAwaiter().GetResult();

    public ValueTask DisposeAsync() => _sources.DisposeAsync();
}
