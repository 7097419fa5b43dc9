using System.Diagnostics;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Sources;
using GeoServe.Indexing;

namespace GeoServe.Server.Configuration;

/// <summary>
/// Keeps the catalog what the configuration folder says. After a change the new catalog is built aside and swapped in whole; one with a fault that the served one
/// has not is refused, and the old one serves on (design, section 10). While maps are left out because a source gave no answer, it is built again,
/// so that they come by themselves.
/// </summary>
/// <param name="first">What the server was started with.</param>
/// <param name="loader">Loads it again.</param>
/// <param name="snapshots">Where it is swapped in.</param>
/// <param name="indexes">Gives indexes that are ready.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told of what was taken and what was refused.</param>
internal sealed class CatalogKeeper(
    LoadedCatalog first, CatalogLoader loader, SnapshotHolder snapshots, IndexKeeper indexes, TimeProvider time, ILogger<CatalogKeeper> log)
{
    private const int MostLogged = 20;

    // A file that is being written is not read before it stays as it is for so long.
    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_untilAsked = TimeSpan.FromSeconds(5);

    private LoadedCatalog _accepted = first;
    private ulong _seen = first.Fingerprint;
    private readonly HashSet<string> _triedTiles = new(StringComparer.Ordinal);
    private volatile RefusedChange? _refused;

    /// <summary>Time between two looks at the folder, where the file system does not tell by itself.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The change that was refused last; null while what is served is what the folder says.</summary>
    public RefusedChange? Refused => _refused;

    /// <summary>Keeps it until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var bell = new FolderBell(loader.Files.Folder);
        long asked = time.GetTimestamp();
        while (true)
        {
            await bell.WaitAsync(Interval, time, cancellationToken).ConfigureAwait(false);
            if (await IsChangedAsync(cancellationToken).ConfigureAwait(false))
            {
                await ReloadAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (time.GetElapsedTime(asked) >= s_untilAsked)
            {
                asked = time.GetTimestamp();
                if (snapshots.Current.Catalog.Unavailable.Count > 0) await AskAgainAsync(cancellationToken).ConfigureAwait(false);
                else if (await HasOtherTilesAsync(cancellationToken).ConfigureAwait(false)) await TakeOtherTilesAsync(cancellationToken).ConfigureAwait(false);
                await loader.CloseUnusedAsync(snapshots.Current, time).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Loads the folder as it is now and swaps it in, or refuses it; true when it was swapped in.</summary>
    public async Task<bool> ReloadAsync(CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        LoadedCatalog loaded = await loader.LoadAsync(snapshots.Current, cancellationToken).ConfigureAwait(false);
        _seen = loaded.Fingerprint;
        ConfigFault[] faults = [.. NewFaults(loaded)];
        if (faults.Length > 0 || loaded.Snapshot is null)
        {
            _refused = new RefusedChange(time.GetUtcNow(), faults);
            foreach (ConfigFault fault in faults.Take(MostLogged)) Log.ReloadRefused(log, fault.ToString());
            return false;
        }
        if (loaded.Folder.Server != _accepted.Folder.Server) Log.NeedsRestart(log);
        _accepted = loaded;
        _refused = null;
        Take(loaded.Snapshot);
        Log.Reloaded(log, loaded.Snapshot.Catalog.Maps.Length, loaded.Snapshot.Catalog.Collections.Length, Stopwatch.GetElapsedTime(began));
        return true;
    }

    private async Task<bool> IsChangedAsync(CancellationToken cancellationToken)
    {
        loader.FinishPublishing();
        ulong now = loader.Files.Read();
        if (now == _seen) return false;
        for (ulong before = ~now; before != now; now = loader.Files.Read())
        {
            before = now;
            await Task.Delay(s_settling, time, cancellationToken).ConfigureAwait(false);
        }
        return true;
    }

    // An archive that can be read, but not be served in the place of the one before, leaves the catalog as it is until it is another one again.
    private async Task TakeOtherTilesAsync(CancellationToken cancellationToken)
    {
        Snapshot built = await loader.BuildAsync(_accepted.Folder, snapshots.Current, cancellationToken).ConfigureAwait(false);
        if (built.Catalog.Faults.Length <= snapshots.Current.Catalog.Faults.Length) Take(built);
        else foreach (CatalogFault fault in built.Catalog.Faults.Except(snapshots.Current.Catalog.Faults)) Log.ReloadRefused(log, $"{fault.Subject}: {fault.Reason}");
    }

    // An archive in the place of another may have other layers, zooms and bounds, which the catalog tells of.
    private async Task<bool> HasOtherTilesAsync(CancellationToken cancellationToken)
    {
        Catalog catalog = snapshots.Current.Catalog;
        foreach ((ITileSource? tiles, TileArchive? known) in catalog.Collections.Select(collection => (collection.Tiles, collection.Archive)).Concat(catalog.Rasters.Select(raster => (raster.Tiles, raster.Archive))))
        {
            if (tiles is null) continue;
            try
            {
                string identity = (await tiles.DescribeAsync(cancellationToken).ConfigureAwait(false)).Identity;
                if (identity != known!.Identity && _triedTiles.Add(identity)) return true;
            }
            catch (Exception away) when (away is SourceUnavailableException or SourceFaultException)
            {
                // The poller says so; its maps go on with what they have.
            }
        }
        return false;
    }

    private async Task AskAgainAsync(CancellationToken cancellationToken)
    {
        Snapshot built = await loader.BuildAsync(_accepted.Folder, snapshots.Current, cancellationToken).ConfigureAwait(false);
        if (built.Catalog.Unavailable.Count < snapshots.Current.Catalog.Unavailable.Count) Take(built);
    }

    // What changed while it was built is not lost: collections that are the same keep the state that they have now.
    private void Take(Snapshot built)
    {
        Snapshot ready = indexes.WithReadyIndexes(built);
        _triedTiles.Clear();
        snapshots.Swap(current => new Snapshot(ready.Catalog, ready.States.Select(state =>
            current.Catalog.FindCollection(state.Collection.Id) is { } old && state.Collection.HasDataOf(old) ? current.StateOf(old) with { Collection = state.Collection } : state), ready.RasterStates));
    }

    // What is left out already costs nobody anything new, so it stands in the way of no repair elsewhere; a warning never does.
    private IEnumerable<ConfigFault> NewFaults(LoadedCatalog loaded)
    {
        HashSet<string> files = [.. _accepted.Faults.Where(fault => !fault.IsWarning).Select(fault => fault.File)];
        foreach (ConfigFault fault in loaded.Faults.Where(fault => !fault.IsWarning && !files.Contains(fault.File))) yield return fault;
        if (loaded.Snapshot is null) yield break;
        HashSet<string> left = [.. _accepted.Snapshot!.Catalog.Faults.Select(fault => fault.Subject)];
        foreach (CatalogFault fault in loaded.Snapshot.Catalog.Faults.Where(fault => !left.Contains(fault.Subject)))
        {
            ConfigFault? cause = loaded.Faults.FirstOrDefault(known => known.ToString() == fault.Reason);
            if (cause is not null && !cause.IsWarning && files.Contains(cause.File)) yield return cause;
        }
    }
}
