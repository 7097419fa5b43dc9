using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using GeoServe.Core.Features;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>An index of features with the columns of a table behind their own, put to each feature while it goes by: the geometry is prepared once, whatever becomes of the table.</summary>
/// <param name="features">The features without the table.</param>
/// <param name="join">The table, and by what it is joined.</param>
public sealed class JoinedTileIndex(ITileIndex features, FeatureJoin join) : DelegatingTileIndex(features)
{
    private readonly int _own = join.Own.Columns.Length;

    /// <summary>The index without the table.</summary>
    public ITileIndex Features { get; } = features;

    /// <inheritdoc/>
    public override FeatureSchema Schema => join.Schema;

    /// <inheritdoc/>
    public override ulong Base { get; } = BaseOf(features.Base, join.Table.Content);

    /// <summary>Totals are those of the features' own columns.</summary>
    public override ValueTask<FeatureCursor?> QueryTotalsAsync(GridBox box, double cellSteps, string? sumColumn, CancellationToken cancellationToken) =>
        sumColumn is null || join.Own.IndexOf(sumColumn) >= 0 ? base.QueryTotalsAsync(box, cellSteps, sumColumn, cancellationToken) : new((FeatureCursor?)null);

    /// <inheritdoc/>
    public override ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken) =>
        query.Columns.All(column => column < _own) ? base.QueryAsync(query, cancellationToken) : JoinAsync(query, cancellationToken);

    private async ValueTask<FeatureCursor> JoinAsync(TileQuery query, CancellationToken cancellationToken)
    {
        ImmutableArray<int> own = [.. query.Columns.Where(column => column < _own)];
        int key = own.IndexOf(join.Key);
        if (key < 0) (key, own) = (own.Length, own.Add(join.Key));
        int[] columns = [.. query.Columns.Select(column => column < _own ? own.IndexOf(column) : ~(column - _own))];
        FeatureCursor found = await base.QueryAsync(query with { Columns = own }, cancellationToken).ConfigureAwait(false);
        return new JoinedCursor(found, join.Table, key, columns);
    }

    private static ulong BaseOf(ulong features, ulong table)
    {
        ReadOnlySpan<ulong> both = [features, table];
        return XxHash64.HashToUInt64(MemoryMarshal.AsBytes(both));
    }
}
