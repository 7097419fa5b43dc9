using GeoServe.Core.Changes;
using GeoServe.Indexing;

namespace GeoServe.Server.Configuration;

/// <summary>Builds the catalog again while maps are left out because a source gave no answer, so that they come by themselves when it does.</summary>
internal sealed class CatalogKeeper(SnapshotHolder snapshots, Func<CancellationToken, Task<Snapshot>> build, IndexKeeper indexes, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Keeps it until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (snapshots.Current.Catalog.Unavailable.Count == 0) continue;
            Snapshot built = await build(cancellationToken).ConfigureAwait(false);
            if (built.Catalog.Unavailable.Count < snapshots.Current.Catalog.Unavailable.Count) snapshots.Swap(_ => indexes.WithReadyIndexes(built));
        }
    }
}
