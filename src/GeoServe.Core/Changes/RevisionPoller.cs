using GeoServe.Core.Sources;
using Microsoft.Extensions.Logging;

namespace GeoServe.Core.Changes;

/// <summary>
/// Asks each source for its revision again and again and swaps the snapshot when one is another (design, section 4, "Without a log").
/// A source that gives no answer keeps its state: it is asked again the next time.
/// </summary>
/// <param name="snapshots">Where the snapshot is swapped.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told when a source is lost and when it is back.</param>
public sealed class RevisionPoller(SnapshotHolder snapshots, TimeProvider time, ILogger<RevisionPoller> log)
{
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong> _revisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong> _named = new(StringComparer.Ordinal);

    /// <summary>Time between two rounds: a change is seen at most this much later.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Ids of the collections whose sources gave no answer in the last round.</summary>
    public IReadOnlyCollection<string> Lost
    {
        get
        {
            lock (_lost) return [.. _lost];
        }
    }

    /// <summary>Polls until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            await PollAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One round over all collections; gives how many had changed.</summary>
    public async Task<int> PollAsync(CancellationToken cancellationToken)
    {
        Snapshot seen = snapshots.Current;
        var newer = new List<CollectionState>();
        foreach (CollectionState state in seen.States)
        {
            if (await RevisionOf(state.Collection.Id, state.Collection.Source.ReadRevisionAsync, cancellationToken).ConfigureAwait(false) is { } revision && revision != state.NewestRevision)
            {
                newer.Add(state.Changed(revision));
            }
        }
        var newerRasters = new List<RasterState>();
        foreach (RasterState state in seen.RasterStates)
        {
            if (await RevisionOf(state.Collection.Id, state.Collection.Source.ReadRevisionAsync, cancellationToken).ConfigureAwait(false) is { } revision && revision != state.Revision)
            {
                newerRasters.Add(state with { Revision = revision });
            }
        }
        foreach (CollectionState state in seen.States) NameFaults(state.Collection.Id, state.Collection.Source);
        foreach (RasterState state in seen.RasterStates) NameFaults(state.Collection.Id, state.Collection.Source);
        if (newer.Count > 0 || newerRasters.Count > 0)
        {
            // A reload meanwhile read the revisions itself: only states of the catalog that was asked are replaced.
            snapshots.Swap(current => current.Catalog == seen.Catalog ? current.With([.. newer.Select(state => Merged(current.StateOf(state.Collection), state))], newerRasters) : current);
            foreach (CollectionState state in newer) Log.DataChanged(log, state.Collection.Id);
            foreach (RasterState state in newerRasters) Log.DataChanged(log, state.Collection.Id);
        }
        return newer.Count + newerRasters.Count;
    }

    // An index that came meanwhile is not thrown away by a poll that began before.
    private static CollectionState Merged(CollectionState current, CollectionState newer) => current.Changed(newer.NewestRevision);

    // Once a revision, however often the rows are read.
    private void NameFaults(string id, object origin)
    {
        if (origin is not IRowFaults source || source.Faults is not { IsEmpty: false } faults) return;
        lock (_lost)
        {
            if (!_revisions.TryGetValue(id, out ulong revision) || (_named.TryGetValue(id, out ulong named) && named == revision)) return;
            _named[id] = revision;
        }
        foreach (string line in faults.Describe(source.Description)) Log.RowsUnreadable(log, id, line);
    }

    private async ValueTask<ulong?> RevisionOf(string id, Func<CancellationToken, ValueTask<ulong>> read, CancellationToken cancellationToken)
    {
        try
        {
            ulong revision = await read(cancellationToken).ConfigureAwait(false);
            lock (_lost)
            {
                _revisions[id] = revision;
                if (_lost.Remove(id)) Log.SourceBack(log, id);
            }
            return revision;
        }
        catch (Exception failure) when (failure is SourceUnavailableException or SourceFaultException)
        {
            lock (_lost)
            {
                if (_lost.Add(id)) Log.SourceLost(log, id, failure.Message);
            }
            return null;
        }
    }
}
