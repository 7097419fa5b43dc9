using System.Collections.Concurrent;
using System.Collections.Immutable;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Queries.Conditions;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Queries;

/// <summary>
/// Knows from when to when the features of a collection are: read once for each state of its data from the column of time, and kept. Safe for
/// concurrent calls.
/// </summary>
public sealed class TimeRanges
{
    private static readonly GridBox s_world = new(int.MinValue, int.MinValue, int.MaxValue, int.MaxValue);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>From when to when the features of a map are that have a time; null where it has no collection with one, or none of their features has.</summary>
    /// <exception cref="SourceUnavailableException">The store gave no answer; a later try may succeed.</exception>
    public async ValueTask<TimeRange?> OfAsync(Map map, Snapshot snapshot, CancellationToken cancellationToken)
    {
        TimeRange? all = null;
        foreach (Collection collection in map.Collections)
        {
            if (collection.TimeColumn is null) continue;
            TimeRange? range = await OfAsync(snapshot.StateOf(collection), cancellationToken).ConfigureAwait(false);
            if (range is { } found) all = all is { } other ? new TimeRange(Earlier(other.Start, found.Start), Later(other.End, found.End)) : found;
        }
        return all;
    }

    // Two callers at once may both read: the same, and seldom.
    private async ValueTask<TimeRange?> OfAsync(CollectionState state, CancellationToken cancellationToken)
    {
        string id = state.Collection.Id;
        ulong version = Stamp.OfTable(state);
        if (_kept.TryGetValue(id, out Kept kept) && kept.Version == version) return kept.Range;
        TimeRange? range = await ReadAsync(state, cancellationToken).ConfigureAwait(false);
        _kept[id] = new Kept(version, range);
        return range;
    }

    // An index touches this one column and no geometry.
    private static async ValueTask<TimeRange?> ReadAsync(CollectionState state, CancellationToken cancellationToken)
    {
        ImmutableArray<int> column = [state.Index.Schema.IndexOf(state.Collection.TimeColumn!)];
        Value start = Value.Null, end = Value.Null;
        using FeatureCursor features = await state.Index.QueryAsync(new TileQuery(s_world, StepsPerPixel: 1, column), cancellationToken).ConfigureAwait(false);
        for (int i = 0; features.MoveNext(); i++)
        {
            if (i % 4096 == 0) cancellationToken.ThrowIfCancellationRequested();
            Value time = features.ValueAt(0);
            if (time.Kind is not (ValueKind.Date or ValueKind.Instant)) continue;
            start = start.IsNull ? time : Earlier(start, time);
            end = end.IsNull ? time : Later(end, time);
        }
        return start.IsNull ? null : new TimeRange(start, end);
    }

    private static Value Earlier(in Value one, in Value other) => ValueOrder.Compare(other, one, matchCase: true) < 0 ? other : one;

    private static Value Later(in Value one, in Value other) => ValueOrder.Compare(other, one, matchCase: true) > 0 ? other : one;

    private readonly record struct Kept(ulong Version, TimeRange? Range);
}
