using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;

namespace GeoServe.Sources.GeoPackage;

/// <summary>
/// The features of one table or view of a GeoPackage (OGC 12-128r15), opened for reading only.
/// </summary>
/// <remarks>
/// The key is the primary key where that is one column; else SQLite's row number under its name <c>rowid</c>; for a view a column
/// <c>OGC_FID</c>, else none: its rows have no id and come in the order in which SQLite gives them. A stored value that its column's
/// declared type cannot hold comes as it is stored. SQLite works on the caller's thread.
/// </remarks>
public sealed class GeoPackageSource : IFeatureSource, IRowFaults
{
    private readonly string _path;
    private readonly string _table;
    private readonly Crs? _crs;
    private readonly GeoPackageConnections _connections;
    private readonly RowFaultList _faults = new();
    private volatile KnownTable? _known;
    private volatile FeatureSchema? _given;
    private ulong _lastRevision;
    private bool _isDisposed;

    private GeoPackageSource(string path, string table, Crs? crs)
    {
        (_path, _table, _crs) = (path, table, crs);
        _connections = GeoPackageConnections.Of(path);
    }

    /// <summary>A source of one table; the file is touched by the first call.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="table">Name of the table or view.</param>
    /// <param name="crs">Overrides what the file says; null believes it.</param>
    public static GeoPackageSource Open(string path, string table, Crs? crs = null) => new(Path.GetFullPath(path), table, crs);

    /// <summary>The layers that a file lists.</summary>
    /// <exception cref="SourceUnavailableException">The file is not there or cannot be opened now.</exception>
    /// <exception cref="SourceFaultException">The file is no GeoPackage.</exception>
    public static ImmutableArray<GeoPackageLayer> ReadLayers(string path)
    {
        using var connections = GeoPackageConnections.Of(Path.GetFullPath(path));
        using GeoPackageConnections.Lease lease = connections.Rent();
        return GeoPackageCatalogue.ReadLayers(lease.Connection);
    }

    /// <inheritdoc/>
    public ValueTask<FeatureSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        _known = null;
        return Run(connection => _given = Table(connection).Schema, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Box> ReadExtentAsync(CancellationToken cancellationToken) => Run(
        connection => Table(connection) is { Schema.GeometryName: not null } table ? GeoPackageExtent.Read(connection, table) : Box.Empty,
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<FeatureReader> QueryAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        GeoPackageConnections.Lease lease = Rent();
        try
        {
            GeoPackageTable table;
            using (InterruptOn(cancellationToken, lease.Connection)) table = Table(lease.Connection);
            KnownColumns.Require(_given, table.Schema, $"table '{_table}' of GeoPackage '{_path}'");
            var plan = new RowPlan(query, table.Schema, residual: query.Filter);
            GeoPackageStatement statement = new GeoPackageQuery(table, query, plan).Rows(lease.Connection);
            return new ValueTask<FeatureReader>(new GeoPackageReader(lease, statement, table, plan, _faults, cancellationToken));
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        if (query.Filter is not null)
        {
            await using FeatureReader reader = await QueryAsync(query with { Columns = [], WithGeometry = false, Offset = 0, Limit = null }, cancellationToken);
            long rows = 0;
            while (await reader.ReadAsync(cancellationToken)) rows++;
            return rows;
        }
        return await Run(connection =>
        {
            GeoPackageTable table = Table(connection);
            using GeoPackageStatement statement = new GeoPackageQuery(table, query, new RowPlan(query, table.Schema, residual: null)).Count(connection);
            statement.Step();
            return statement.Integer(0);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken)
    {
        ulong revision = GeoPackageRevision.Read(_path);
        // What was wrong with other data says nothing.
        if (Interlocked.Exchange(ref _lastRevision, revision) is var last && last != 0 && last != revision) _faults.Clear();
        return new ValueTask<ulong>(revision);
    }

    /// <inheritdoc/>
    public string Description => $"table '{_table}' of {Path.GetFileName(_path)}";

    /// <inheritdoc/>
    public RowFaults Faults => _faults.Found;

    /// <inheritdoc/>
    public async ValueTask<RowFaults> FindFaultsAsync(CancellationToken cancellationToken)
    {
        await using FeatureReader reader = await QueryAsync(FeatureQuery.All with { Columns = [] }, cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) { }
        return _faults.Found;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true) is false) _connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private GeoPackageConnections.Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _connections.Rent();
    }

    private ValueTask<T> Run<T>(Func<GeoPackageConnection, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using GeoPackageConnections.Lease lease = Rent();
        using (InterruptOn(cancellationToken, lease.Connection)) return new ValueTask<T>(work(lease.Connection));
    }

    private static CancellationTokenRegistration InterruptOn(CancellationToken cancellationToken, GeoPackageConnection connection) =>
        cancellationToken.UnsafeRegister(static connection => ((GeoPackageConnection)connection!).Interrupt(), connection);

    // The table is looked at again when its definition may have changed.
    private GeoPackageTable Table(GeoPackageConnection connection)
    {
        using GeoPackageStatement statement = connection.Prepare("PRAGMA schema_version");
        statement.Step();
        long version = statement.Integer(0);
        if (_known is { } known && known.SchemaVersion == version) return known.Table;
        GeoPackageTable table = GeoPackageCatalogue.ReadTable(connection, _table, _crs);
        _known = new KnownTable(version, table);
        return table;
    }

    private sealed record KnownTable(long SchemaVersion, GeoPackageTable Table);
}
