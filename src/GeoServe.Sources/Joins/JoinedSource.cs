using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.Joins;

/// <summary>
/// Features with the columns of a table behind their own, row by row by a key. The table is held in memory, up to a million rows, and read again when its revision is another. A
/// feature whose key is not in the table has no values in its columns. Conditions on joined columns are held here, all others by the features' source. Neither source is
/// owned: the caller disposes them.
/// </summary>
/// <param name="features">The features.</param>
/// <param name="table">The table.</param>
/// <param name="keys">By what they are joined.</param>
public sealed class JoinedSource(IFeatureSource features, IFeatureSource table, JoinKeys keys) : IJoinedSource, IRowFaults
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile State? _state;
    private volatile RowFaults? _found;

    /// <summary>The two sources that it reads.</summary>
    public IReadOnlyList<IFeatureSource> Parts { get; } = [features, table];

    /// <inheritdoc/>
    public IFeatureSource Features => features;

    /// <inheritdoc/>
    public FeatureJoin? Join => _state?.Join;

    /// <inheritdoc/>
    public string Description => features is IRowFaults named ? named.Description : "the features";

    /// <inheritdoc/>
    public RowFaults Faults => ((features as IRowFaults)?.Faults ?? RowFaults.None).With(_state?.Table.Faults ?? RowFaults.None).With(_found ?? RowFaults.None);

    /// <inheritdoc/>
    public async ValueTask<FeatureSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        FeatureSchema own = await features.ReadSchemaAsync(cancellationToken).ConfigureAwait(false);
        return (await ReadTableAsync(own, revision: null, cancellationToken).ConfigureAwait(false)).Join.Schema;
    }

    /// <inheritdoc/>
    public ValueTask<Box> ReadExtentAsync(CancellationToken cancellationToken) => features.ReadExtentAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<FeatureReader> QueryAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        State state = await StateAsync(cancellationToken).ConfigureAwait(false);
        var plan = new JoinPlan(query, state.Join);
        return new JoinedReader(await features.QueryAsync(plan.Inner, cancellationToken).ConfigureAwait(false), state.Table, plan);
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        State state = await StateAsync(cancellationToken).ConfigureAwait(false);
        var plan = new JoinPlan(query with { Columns = [], Offset = 0, Limit = null, WithGeometry = false }, state.Join);
        if (plan.Residual is null) return await features.CountAsync(plan.Inner, cancellationToken).ConfigureAwait(false);
        long rows = 0;
        await using var reader = new JoinedReader(await features.QueryAsync(plan.Inner, cancellationToken).ConfigureAwait(false), state.Table, plan);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows++;
        return rows;
    }

    /// <summary>Both revisions together. Where the table's is another, the table is read before the new number is given: what is read under it is never older.</summary>
    public async ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken)
    {
        ulong own = await features.ReadRevisionAsync(cancellationToken).ConfigureAwait(false), tables = await table.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
        State state = await StateAsync(cancellationToken).ConfigureAwait(false);
        if (state.Join.TableRevision != tables || state.Join.FeaturesRevision != own) state = await ReadTableAsync(state.Join.Own, own, cancellationToken).ConfigureAwait(false);
        return state.Join.RevisionWith(own);
    }

    /// <inheritdoc/>
    public async ValueTask<RowFaults> FindFaultsAsync(CancellationToken cancellationToken)
    {
        if (features is IRowFaults own) await own.FindFaultsAsync(cancellationToken).ConfigureAwait(false);
        State state = await StateAsync(cancellationToken).ConfigureAwait(false);
        var faults = new Files.RowFaultList();
        long number = 0;
        await using FeatureReader reader = await features.QueryAsync(new FeatureQuery { Columns = [state.Join.Key], WithGeometry = false }, cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            number++;
            if (state.Table.Find(reader.Values[0]) < 0)
            {
                faults.Incomplete(reader.Id.IsNone ? $"row number {number}" : $"row {reader.Id}", $"'{keys.TableKey}' of the joined table has no '{reader.Values[0]}'");
            }
        }
        _found = faults.Found;
        return Faults;
    }

    /// <summary>Nothing is held but the table's rows in memory.</summary>
    public ValueTask DisposeAsync()
    {
        _state = null;
        return ValueTask.CompletedTask;
    }

    private async ValueTask<State> StateAsync(CancellationToken cancellationToken) =>
        _state ?? await ReadTableAsync(await features.ReadSchemaAsync(cancellationToken).ConfigureAwait(false), revision: null, cancellationToken).ConfigureAwait(false);

    // Reads the table where it is another than before. The revision is that of the features; null where it was not asked for.
    private async Task<State> ReadTableAsync(FeatureSchema own, ulong? revision, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            State? known = _state;
            ulong tables = await table.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
            JoinedTable read = known is not null && known.Join.TableRevision == tables ? known.Table : await JoinedTable.ReadAsync(table, keys, cancellationToken).ConfigureAwait(false);
            if (known?.Table != read) _found = null;
            return _state = new State(read, new FeatureJoin(own, SchemaOf(own, read), KeyOf(own), read, read.Revision, revision ?? known?.Join.FeaturesRevision ?? 0));
        }
        finally
        {
            _reading.Release();
        }
    }

    private int KeyOf(FeatureSchema own) => own.IndexOf(keys.Key) is >= 0 and int index ? index
        : throw new SourceFaultException($"{Description} has no column '{keys.Key}' to join by; it has {string.Join(", ", own.Columns.Take(20).Select(each => each.Name))}.");

    private FeatureSchema SchemaOf(FeatureSchema own, JoinedTable read)
    {
        ImmutableArray<Column> columns = own.Columns;
        foreach (Column column in read.Columns)
        {
            if (columns.Any(each => each.Name == column.Name) || column.Name == own.GeometryName)
            {
                throw new SourceFaultException($"both {Description} and the joined table have a column '{column.Name}'; name the columns to take under join: columns: [...], without it.");
            }
            columns = columns.Add(column);
        }
        return own with { Columns = columns };
    }

    private sealed record State(JoinedTable Table, FeatureJoin Join);
}
