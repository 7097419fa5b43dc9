using System.IO.Hashing;
using System.Text;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;
using Npgsql;

namespace GeoServe.Sources.PostGis;

/// <summary>The features of one table or view of a PostGIS database.</summary>
/// <remarks>
/// The key is the primary key where that is one column, or the column that the configuration names; a table with a primary key of several columns,
/// and a view, have none: their rows have no id. Rows come in the order of the key; else of the primary key's columns; else of all columns, so
/// that pages never repeat or lose a row while others write. A box is compared with the column's own boxes by its index, in PostGIS's
/// single precision: a feature beside the box by less than a ten-millionth of its coordinates may be given too.
/// </remarks>
public sealed class PostGisSource : IFeatureSource, IRowFaults
{
    // Tables below views (by their rewrite rules) and partitions, each with what changes when its rows or its definition do.
    private const string RevisionSql = """
        WITH RECURSIVE parts(oid) AS (
          SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2
          UNION
          SELECT below.oid FROM parts CROSS JOIN LATERAL (
            SELECT d.refobjid FROM pg_catalog.pg_rewrite r
            JOIN pg_catalog.pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
            WHERE r.ev_class = parts.oid
            UNION ALL
            SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = parts.oid) below(oid))
        SELECT string_agg(concat_ws(':', c.oid, c.relfilenode, c.xmin, r.xmin, pg_stat_get_tuples_inserted(c.oid), pg_stat_get_tuples_updated(c.oid),
          pg_stat_get_tuples_deleted(c.oid)), ',' ORDER BY c.oid)
        FROM parts JOIN pg_catalog.pg_class c USING (oid)
        LEFT JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
        """;

    private readonly PostGisDatabase _database;
    private readonly PostGisReference _reference;
    private readonly RowFaultList _faults = new();
    private volatile PostGisTable? _known;
    private volatile FeatureSchema? _given;
    private ulong _lastRevision;

    private PostGisSource(PostGisDatabase database, PostGisReference reference) => (_database, _reference) = (database, reference);

    /// <summary>A source of one table or view; the database is asked by the first call. The database is the caller's to dispose.</summary>
    /// <param name="database">Where.</param>
    /// <param name="schema">Schema of the table.</param>
    /// <param name="table">The table or view.</param>
    /// <param name="crs">Overrides the SRID of the column; needed where that is 0.</param>
    /// <param name="key">A column of unique values, for a view; null takes a primary key of one column.</param>
    /// <param name="geometry">The geometry's column; null takes the first.</param>
    public static PostGisSource Open(
        PostGisDatabase database, string schema, string table, Crs? crs = null, string? key = null, string? geometry = null) =>
        new(database, new PostGisReference(schema, table, crs, key, geometry));

    /// <inheritdoc/>
    public ValueTask<FeatureSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        _known = null;
        return Run(async connection => _given = (await TableAsync(connection, cancellationToken)).Schema, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Box> ReadExtentAsync(CancellationToken cancellationToken) => Run(async connection =>
    {
        PostGisTable table = await TableAsync(connection, cancellationToken);
        if (table.Schema.GeometryName is null) return Box.Empty;
        string e = table.Extension;
        await using var command = new NpgsqlCommand(
            $"SELECT {e}.ST_XMin(e), {e}.ST_YMin(e), {e}.ST_XMax(e), {e}.ST_YMax(e) FROM (SELECT {e}.ST_Extent({table.Geometry}) AS e FROM {table.From}) AS extent",
            connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return await reader.IsDBNullAsync(0, cancellationToken)
            ? Box.Empty
            : new Box(reader.GetDouble(0), reader.GetDouble(1), reader.GetDouble(2), reader.GetDouble(3));
    }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<FeatureReader> QueryAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await BeginAsync(query, cancellationToken);
        }
        catch (Exception exception) when (PostGisErrors.IsBroken(exception))
        {
            return await OnceMore(() => BeginAsync(query, cancellationToken));
        }
        catch (Exception exception) when (PostGisErrors.IsOurs(exception))
        {
            throw PostGisErrors.From(exception, _database, _reference.ToString());
        }
    }

    private async Task<FeatureReader> BeginAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        NpgsqlConnection? connection = null;
        NpgsqlCommand? command = null;
        try
        {
            connection = await _database.Pool.OpenConnectionAsync(cancellationToken);
            PostGisTable table = await TableAsync(connection, cancellationToken);
            KnownColumns.Require(_given, table.Schema, $"{_reference} in database {_database.Name}");
            var plan = new RowPlan(query, table.Schema, residual: query.Filter);
            command = new PostGisQuery(table, query, plan).Rows(connection);
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            return new PostGisReader(connection, command, reader, _database, table, plan, _faults);
        }
        catch (Exception exception)
        {
            if (command is not null) await command.DisposeAsync();
            if (connection is not null) await connection.DisposeAsync();
            Forget(exception);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        if (query.Filter is not null)
        {
            await using FeatureReader rows = await QueryAsync(query with { Columns = [], WithGeometry = false, Offset = 0, Limit = null }, cancellationToken);
            long count = 0;
            while (await rows.ReadAsync(cancellationToken)) count++;
            return count;
        }
        return await Run(async connection =>
        {
            PostGisTable table = await TableAsync(connection, cancellationToken);
            await using NpgsqlCommand command = new PostGisQuery(table, query, new RowPlan(query, table.Schema, residual: null)).Count(connection);
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken) => Run(async connection =>
    {
        await using var command = new NpgsqlCommand(RevisionSql, connection) { Parameters = { new() { Value = _reference.Schema }, new() { Value = _reference.Table } } };
        return await command.ExecuteScalarAsync(cancellationToken) is string parts
            ? Seen(XxHash64.HashToUInt64(Encoding.ASCII.GetBytes(parts)))
            : throw new SourceFaultException($"Database {_database.Name} has no table or view {_reference}.");
    }, cancellationToken);

    /// <inheritdoc/>
    public string Description => $"table {_reference} in database {_database.Name}";

    /// <inheritdoc/>
    public RowFaults Faults => _faults.Found;

    /// <inheritdoc/>
    public async ValueTask<RowFaults> FindFaultsAsync(CancellationToken cancellationToken)
    {
        await using FeatureReader reader = await QueryAsync(FeatureQuery.All with { Columns = [] }, cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) { }
        return _faults.Found;
    }

    /// <summary>Nothing is held: the connections belong to the database.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // What was wrong with other data says nothing.
    private ulong Seen(ulong revision)
    {
        if (Interlocked.Exchange(ref _lastRevision, revision) is var last && last != 0 && last != revision) _faults.Clear();
        return revision;
    }

    private async ValueTask<T> Run<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Attempt();
        }
        catch (Exception exception) when (PostGisErrors.IsBroken(exception))
        {
            return await OnceMore(Attempt);
        }
        catch (Exception exception) when (PostGisErrors.IsOurs(exception))
        {
            Forget(exception);
            throw PostGisErrors.From(exception, _database, _reference.ToString());
        }

        async Task<T> Attempt()
        {
            await using NpgsqlConnection connection = await _database.Pool.OpenConnectionAsync(cancellationToken);
            return await work(connection);
        }
    }

    // After a restart of the server every pooled connection is a dead one: with new ones the first request is answered already.
    private async Task<T> OnceMore<T>(Func<Task<T>> attempt)
    {
        try
        {
            _database.Pool.Clear();
            return await attempt();
        }
        catch (Exception exception) when (PostGisErrors.IsOurs(exception))
        {
            throw PostGisErrors.From(exception, _database, _reference.ToString());
        }
    }

    // Read once, and again when the database says that a table or column is no longer what it was.
    private async Task<PostGisTable> TableAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        _known ??= await PostGisCatalogue.ReadTableAsync(connection, _reference, _database.Name, cancellationToken);

    private void Forget(Exception exception)
    {
        if (exception is PostgresException { SqlState: var state } && (state.StartsWith("42", StringComparison.Ordinal) || state.StartsWith("0A", StringComparison.Ordinal))) _known = null;
    }
}
