using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using Microsoft.Data.Sqlite;

namespace GeoServe.Sources.GeoPackage;

/// <summary>
/// A GeoPackage 1.3 to load tables into; the file is made where there is none. One load at a time; other processes may read meanwhile
/// and see nothing of it before it is complete. Not safe for concurrent calls.
/// </summary>
public sealed class GeoPackageStore : IFeatureStore
{
    private readonly SqliteConnection _connection;
    private readonly string _path;

    private readonly DateTimeOffset? _written;

    private GeoPackageStore(SqliteConnection connection, string path, DateTimeOffset? written) => (_connection, _path, _written) = (connection, path, written);

    /// <summary>Opens or makes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="written">What the file says of when its tables were last changed; null for the time of the clock. With a given time, the same
    /// rows make the same bytes.</param>
    /// <exception cref="SourceUnavailableException">It cannot be opened or made now.</exception>
    /// <exception cref="SourceFaultException">It is there and no GeoPackage.</exception>
    public static GeoPackageStore Open(string path, DateTimeOffset? written = null)
    {
        path = Path.GetFullPath(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            // A page cache of 64 MB: enough for the inner pages of an index of millions of rows.
            Execute(connection, "PRAGMA cache_size = -65536; PRAGMA busy_timeout = 5000;");
            if (Count(connection, "SELECT count(*) FROM sqlite_schema") == 0) MakeEmpty(connection);
            else if (Count(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'gpkg_contents'") == 0)
            {
                throw new SourceFaultException($"'{path}' is an SQLite database but no GeoPackage.");
            }
            return new GeoPackageStore(connection, path, written);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw GeoPackageErrors.From(exception.SqliteErrorCode, path, exception.Message, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IFeatureLoad> CreateAsync(string table, FeatureSchema schema, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new ValueTask<IFeatureLoad>(GeoPackageLoad.Begin(_connection, _path, table, schema, _written));
        }
        catch (SqliteException exception)
        {
            throw GeoPackageErrors.From(exception.SqliteErrorCode, _path, exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Runs SQL without parameters.</summary>
    internal static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs SQL that gives a number.</summary>
    internal static long Count(SqliteConnection connection, string sql, string? parameter = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        if (parameter is not null) command.Parameters.AddWithValue("$p", parameter);
        return (long)command.ExecuteScalar()!;
    }

    private static void MakeEmpty(SqliteConnection connection)
    {
        GeoPackageSrs wgs84 = GeoPackageSrs.Of(Core.CoordinateSystems.Crs.Epsg4326);
        Execute(connection, $"""
            BEGIN;
            {GeoPackageTables.Base}
            INSERT INTO gpkg_spatial_ref_sys VALUES ({GeoPackageTables.Text(wgs84.Name)}, 4326, 'EPSG', 4326, {GeoPackageTables.Text(wgs84.Definition)}, 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
            COMMIT;
            """);
    }
}
