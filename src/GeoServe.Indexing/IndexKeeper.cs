using System.Collections.Concurrent;
using System.Diagnostics;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Indexing.Building;
using GeoServe.Indexing.Reading;
using Microsoft.Extensions.Logging;

namespace GeoServe.Indexing;

/// <summary>
/// Keeps an index for each collection that a map draws: opens the file that is there if it was made of the source's present state by the present
/// recipe, else builds it beside and swaps it in (design, section 6). Meanwhile the old index serves, or the source itself where it is small.
/// </summary>
/// <param name="snapshots">Where indexes are swapped in.</param>
/// <param name="folder">Where the files are: one for each collection.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told what was built and what could not be.</param>
public sealed class IndexKeeper(SnapshotHolder snapshots, string folder, TimeProvider time, ILogger<IndexKeeper> log)
{
    /// <summary>Collections of more features are not read from their source for each tile.</summary>
    public const long MostDirectFeatures = 100_000;

    // The machine has other work: the requests.
    private const int BuildsAtOnce = 2;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_pauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, IndexBuild> _builds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Collection Collection, ulong Revision, DateTimeOffset Until)> _failed = new(StringComparer.Ordinal);
    private int _saidOthers;

    /// <summary>What is being built or waits for it; what could not be built is not among them until its next try.</summary>
    public IReadOnlyCollection<IndexBuild> Builds =>
    [
        .. _builds.Values
            .UnionBy(Drawn(snapshots.Current).Where(state => NeedsBuild(state) && !IsPaused(state)).Select(state => new IndexBuild(state.Collection.Id)), build => build.Collection)
            .OrderBy(build => build.Collection, StringComparer.Ordinal),
    ];

    /// <summary>The file of a collection's index.</summary>
    /// <param name="folder">The folder of indexes.</param> <param name="collection">Id of the collection.</param>
    public static string FileOf(string folder, string collection) => Path.Combine(folder, collection + IndexFormat.Extension);

    /// <summary>
    /// Puts into a snapshot that is not served yet whatever index files are ready, so that a restart costs no build. Takes milliseconds. States that have
    /// their index already keep it.
    /// </summary>
    public Snapshot WithReadyIndexes(Snapshot snapshot)
    {
        CollectionState[] ready = [.. Drawn(snapshot).Where(NeedsBuild).Select(state => OpenReady(state, snapshot)).OfType<CollectionState>()];
        return ready.Length == 0 ? snapshot : snapshot.With(ready);
    }

    /// <summary>
    /// Builds what is missing until cancelled. Where another process builds in the folder, its files are taken instead, as soon as they are there.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var room = new SemaphoreSlim(BuildsAtOnce);
        using var timer = new PeriodicTimer(s_look, time);
        var builds = new List<Task>();
        var unlisted = new UnlistedIndexes(folder, time, log);
        FolderLock? own = null;
        try
        {
            do
            {
                own ??= TakeFolder();
                if (own is null)
                {
                    snapshots.Swap(WithFilesOfOthers);
                    continue;
                }
                builds.RemoveAll(build => build.IsCompleted);
                CollectionState[] drawn = [.. Drawn(snapshots.Current)];
                unlisted.Sweep(drawn.Select(state => state.Collection));
                foreach (CollectionState state in drawn.Where(NeedsBuild))
                {
                    if (IsPaused(state) || !_builds.TryAdd(state.Collection.Id, new IndexBuild(state.Collection.Id))) continue;
                    builds.Add(Task.Run(() => BuildInTurnAsync(state, room, cancellationToken), CancellationToken.None));
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            await Task.WhenAll(builds).ConfigureAwait(false);      // they end by the same token, and throw nothing
            own?.Dispose();
        }
    }

    private FolderLock? TakeFolder()
    {
        FolderLock? own = FolderLock.TryTake(folder);
        if (own is not null) RemoveLeftovers();
        else if (Interlocked.Exchange(ref _saidOthers, 1) == 0) Log.BuiltByOthers(log, folder);
        return own;
    }

    private Snapshot WithFilesOfOthers(Snapshot snapshot)
    {
        CollectionState[] newer =
        [
            .. Drawn(snapshot).Where(NeedsBuild)
                .Select(state => OpenReady(state, snapshot) is { } opened && opened.Index.Base != state.Index.Base ? opened : null).OfType<CollectionState>(),
        ];
        return newer.Length == 0 ? snapshot : snapshot.With(newer);
    }

    private static IEnumerable<CollectionState> Drawn(Snapshot snapshot) =>
        snapshot.Catalog.Maps.SelectMany(map => map.Collections).Where(collection => collection.Features is not null && collection.Schema.GeometryName is not null).DistinctBy(collection => collection.Id).Select(snapshot.StateOf);

    private static bool NeedsBuild(CollectionState state) =>
        IndexPlan.FileBehind(state.Index) is not { } index || state.NewestRevision != state.Revision || index.IsDamaged || index.Recipe != IndexPlan.Of(state.Collection).Hash;

    private bool IsPaused(CollectionState state) =>
        _failed.TryGetValue(state.Collection.Id, out (Collection Collection, ulong Revision, DateTimeOffset Until) failed)
        && failed.Collection.HasDataOf(state.Collection) && failed.Revision == state.NewestRevision && time.GetUtcNow() < failed.Until;

    private async Task BuildInTurnAsync(CollectionState state, SemaphoreSlim room, CancellationToken cancellationToken)
    {
        string id = state.Collection.Id;
        IndexBuild build = _builds[id];
        try
        {
            if (TakeReady(state)) return;
            if (!state.Index.IsExact || state.Direct is null) await ChooseMeanwhileAsync(state, build, cancellationToken).ConfigureAwait(false);
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await BuildAsync(state.Collection, build, cancellationToken).ConfigureAwait(false);
                _failed.TryRemove(id, out _);
            }
            finally
            {
                room.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
        catch (Exception failure)
        {
            _failed[id] = (state.Collection, state.NewestRevision, time.GetUtcNow() + s_pauseAfterFailure);
            Log.NotBuilt(log, id, s_pauseAfterFailure, failure.Message);
        }
        finally
        {
            _builds.TryRemove(id, out _);
            // A build uses some hundred megabytes once; the memory is the machine's again when the last one is done.
            if (_builds.IsEmpty) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    // A large collection without an index would keep the source busy with each tile: its tiles wait for the index.
    private async Task ChooseMeanwhileAsync(CollectionState state, IndexBuild build, CancellationToken cancellationToken)
    {
        long count = await state.Collection.Features!.CountAsync(FeatureQuery.All, cancellationToken).ConfigureAwait(false);
        bool isSmall = count <= MostDirectFeatures;
        snapshots.Swap(current =>
        {
            if (!state.Collection.HasDataOf(current.Catalog.FindCollection(state.Collection.Id))) return current;
            CollectionState now = current.StateOf(state.Collection);
            CollectionState next = now with { Direct = isSmall ? now.Direct : null };
            if (!isSmall && !now.Index.IsExact) next = next with { Index = new PendingTileIndex(state.Collection.Id, state.Collection.Schema, () => build.Text) };
            return next == now ? current : current.With([next]);
        });
    }

    private async Task BuildAsync(Collection collection, IndexBuild build, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        string path = FileOf(folder, collection.Id);
        IndexPlan plan = IndexPlan.Of(collection);
        await new TileIndexBuilder(collection.Id, plan.Source, plan.Recipe, plan.Definition).BuildAsync(path, build, cancellationToken).ConfigureAwait(false);
        TileIndex index = TileIndex.Open(path);
        foreach (string note in index.Notes) Log.Noted(log, collection.Id, note);
        Log.Built(log, collection.Id, index.Rows, new FileInfo(path).Length, Stopwatch.GetElapsedTime(began));
        snapshots.Swap(current =>
        {
            // A reload meanwhile may have made another collection of this id.
            if (!collection.HasDataOf(current.Catalog.FindCollection(collection.Id))) return current;
            return current.With([WithIndex(current.StateOf(collection), index)]);
        });
    }

    private CollectionState? OpenReady(CollectionState state, Snapshot snapshot)
    {
        string path = FileOf(folder, state.Collection.Id);
        if (!File.Exists(path)) return null;
        try
        {
            TileIndex index = TileIndex.Open(path);
            IndexPlan plan = IndexPlan.Of(state.Collection);
            bool isOurs = index.Recipe == plan.Hash, isNewest = plan.IsNewest(index, snapshot.StateOf(state.Collection).NewestRevision);
            // Of a collection too large to be read from its source the old state is shown, under its own revision, until the new index is there.
            if (isOurs && (isNewest || index.Rows > MostDirectFeatures)) return WithIndex(state, index);
            index.Dispose();
        }
        catch (IndexDamagedException damage)
        {
            Log.Unusable(log, damage.Message);
        }
        return null;
    }

    // Of a join whose table alone is another the features are prepared already. A file that may be damaged is not asked again.
    private bool TakeReady(CollectionState state)
    {
        if (state.Collection.Source is not IJoinedSource || IndexPlan.FileBehind(state.Index) is { IsDamaged: true }) return false;
        if (OpenReady(state, snapshots.Current) is not { } ready || !IndexPlan.Of(state.Collection).IsNewest(IndexPlan.FileBehind(ready.Index)!, state.NewestRevision)) return false;
        snapshots.Swap(current => state.Collection.HasDataOf(current.Catalog.FindCollection(state.Collection.Id))
            ? current.With([WithIndex(current.StateOf(state.Collection), IndexPlan.FileBehind(ready.Index)!)])
            : current);
        return true;
    }

    // The index shows the state at its own revision; whether that is the newest is seen by the next look.
    private static CollectionState WithIndex(CollectionState state, TileIndex index)
    {
        IndexPlan plan = IndexPlan.Of(state.Collection);
        return state with { Revision = plan.RevisionOf(index), Index = plan.Whole(index), Direct = index.Rows <= MostDirectFeatures ? state.Direct : null };
    }

    // What a build left that was killed.
    private void RemoveLeftovers()
    {
        foreach (string file in Directory.EnumerateFiles(folder).Where(file => file.EndsWith(".partial", StringComparison.Ordinal) || file.EndsWith(".spill", StringComparison.Ordinal))) File.Delete(file);
    }
}
