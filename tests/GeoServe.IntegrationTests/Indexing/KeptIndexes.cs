using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing;
using GeoServe.Sources.Joins;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GeoServe.IntegrationTests.Indexing;

/// <summary>A keeper of indexes at work over one collection of points, whose file is in a real folder.</summary>
internal sealed class KeptIndexes : IAsyncDisposable
{
    private static readonly FeatureSchema s_schema = ShapeRow.SchemaOf(ShapeType.Point, new Column("name", ValueKind.Text));

    private readonly CancellationTokenSource _ending = new();
    private readonly Collection _collection;
    private readonly BuildLog _log = new();
    private Task _work = Task.CompletedTask;

    /// <param name="folder">Where the folder of indexes is made.</param>
    /// <param name="source">The features.</param>
    /// <param name="joined">The features with a table, where the collection is of those.</param>
    public KeptIndexes(TemporaryFolder folder, ShapeSource source, JoinedSource? joined = null)
    {
        Source = source;
        Folder = folder.PathOf("indexes");
        IFeatureSource whole = joined ?? (IFeatureSource)source;
        FeatureSchema schema = whole.ReadSchemaAsync(default).AsTask().Result;
        ulong revision = whole.ReadRevisionAsync(default).AsTask().Result;
        _collection = TestMaps.Collection(whole) with { Schema = schema };
        Map map = TestMaps.Map("m", [_collection]);
        var direct = new SourceTileIndex(whole, schema, Box.Empty);
        Snapshots = new SnapshotHolder(new Snapshot(new Catalog([_collection], [map]), [new CollectionState(_collection, revision, direct) { Direct = direct }]));
        Keeper = new IndexKeeper(Snapshots, Folder, TimeProvider.System, _log);
        Poller = new RevisionPoller(Snapshots, TimeProvider.System, NullLogger<RevisionPoller>.Instance);
    }

    public ShapeSource Source { get; }

    public string Folder { get; }

    public string File => Path.Combine(Folder, "places.tileindex");

    public SnapshotHolder Snapshots { get; }

    public IndexKeeper Keeper { get; }

    public RevisionPoller Poller { get; }

    /// <summary>How many indexes were built.</summary>
    public int Built => _log.Built;

    public CollectionState State => Snapshots.Current.StateOf(_collection);

    /// <summary>A source of so many points in a row, named by their numbers and a word.</summary>
    public static ShapeSource Points(int count, string word = "place") => new(s_schema, Rows(count, word));

    public static ShapeRow[] Rows(int count, string word) =>
        [.. Enumerable.Range(1, count).Select(i => new ShapeRow(new FeatureId(i), ShapeRow.OnGrid(ShapeType.Point, [i * 1000, i]), Value.Of($"{word} {i}")))];

    /// <summary>As at the start of a server: files that are ready are taken, others built.</summary>
    public KeptIndexes Start()
    {
        Snapshots.Swap(Keeper.WithReadyIndexes);
        _work = Keeper.RunAsync(_ending.Token);
        return this;
    }

    /// <summary>The names, or the values of another column, that a query gives now.</summary>
    public async Task<string[]> NamesAsync(string column = "name")
    {
        var names = new List<string>();
        using FeatureCursor cursor = await State.Index.QueryAsync(new TileQuery(WorldGrid.All, 0.5, [State.Index.Schema.IndexOf(column)]), CancellationToken.None);
        while (cursor.MoveNext()) names.Add(cursor.Values[0].ToString());
        return [.. names.OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)];
    }

    public async Task BecomesAsync(Func<CollectionState, bool> isSo) =>
        await Eventually.BecomesTrueAsync(() => Task.FromResult(isSo(State) && Keeper.Builds.Count == 0), TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await _work;
        }
        catch (OperationCanceledException)
        {
            // Ended as asked.
        }
        await Eventually.BecomesTrueAsync(() => Task.FromResult(!Keeper.Builds.Any(build => build.Text != "waiting")), TimeSpan.FromSeconds(60));
        _ending.Dispose();
    }

    private sealed class BuildLog : ILogger<IndexKeeper>
    {
        private const int BuiltId = 6001;

        public int Built { get; private set; }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Built += eventId.Id == BuiltId ? 1 : 0;
    }
}
