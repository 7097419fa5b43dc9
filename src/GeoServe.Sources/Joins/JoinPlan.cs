using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.Joins;

/// <summary>What of a query goes to the features' source, and what is left to be done once the table's values are put to a row.</summary>
internal sealed class JoinPlan
{
    /// <param name="query">The query, bound to the joined schema.</param>
    /// <param name="join">The features and the table.</param>
    public JoinPlan(FeatureQuery query, FeatureJoin join)
    {
        (FeatureSchema joined, int key) = (join.Schema, join.Key);
        (OwnCount, Count) = (join.Own.Columns.Length, joined.Columns.Length);
        Output = query.Columns ?? [.. Enumerable.Range(0, Count)];
        var names = new HashSet<string>(StringComparer.Ordinal);
        query.Filter?.CollectAttributes(names);
        int[] used = [.. names.Select(joined.IndexOf).Where(index => index >= 0)];
        Residual = used.Any(index => index >= OwnCount) ? query.Filter : null;
        var fetched = new SortedSet<int>(Output.Where(index => index < OwnCount));
        if (Residual is not null) fetched.UnionWith(used.Where(index => index < OwnCount));
        NeedsTable = Residual is not null || Output.Any(index => index >= OwnCount);
        if (NeedsTable) fetched.Add(key);
        Fetched = [.. fetched];
        KeyPlace = Fetched.IndexOf(key);
        WithGeometry = query.WithGeometry;
        Inner = query with { Columns = Fetched };
        if (Residual is null) return;
        // Which kind of geometry a row has is part of what a condition may ask.
        Inner = Inner with { Filter = null, Offset = 0, Limit = null, WithGeometry = join.Own.GeometryName is not null };
        (Offset, Limit) = (query.Offset, query.Limit);
    }

    /// <summary>The query for the features' source.</summary>
    public FeatureQuery Inner { get; }

    /// <summary>The condition that is left; null for none.</summary>
    public Expression? Residual { get; }

    /// <summary>Number of the features' own columns.</summary>
    public int OwnCount { get; }

    /// <summary>Number of all columns.</summary>
    public int Count { get; }

    /// <summary>Indexes of the columns to give.</summary>
    public ImmutableArray<int> Output { get; }

    /// <summary>Indexes of the own columns that the inner query gives, ascending.</summary>
    public ImmutableArray<int> Fetched { get; }

    /// <summary>Place of the key among them; -1 where the table is not needed.</summary>
    public int KeyPlace { get; }

    /// <summary>True where values of the table are needed.</summary>
    public bool NeedsTable { get; }

    /// <summary>True where the caller wants the geometry.</summary>
    public bool WithGeometry { get; }

    /// <summary>Matching rows to leave out first here; 0 where the source does it.</summary>
    public long Offset { get; }

    /// <summary>Most rows to give here; null where the source counts.</summary>
    public long? Limit { get; }
}
