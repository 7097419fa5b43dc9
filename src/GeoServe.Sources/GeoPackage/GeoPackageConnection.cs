using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GeoServe.Sources.GeoPackage;

/// <summary>
/// One read-only connection to a GeoPackage, for one caller at a time. Statements are SQLite's own, so that geometries are read from its
/// memory without a copy; the function <c>geoserve_meets(geometry, minx, miny, maxx, maxy)</c> compares boxes inside SQLite.
/// </summary>
internal sealed class GeoPackageConnection : IDisposable
{
    private const int BusyMilliseconds = 5_000;

    private readonly SqliteConnection _connection;
    private readonly Shape _scratch = new();

    private GeoPackageConnection(SqliteConnection connection, string path)
    {
        _connection = connection;
        Path = path;
        raw.sqlite3_busy_timeout(Handle, BusyMilliseconds);
        raw.sqlite3_create_function(Handle, "geoserve_meets", 5, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, Meets);
    }

    /// <summary>Of the file, for messages.</summary>
    public string Path { get; }

    /// <summary>SQLite's own handle.</summary>
    public sqlite3 Handle => _connection.Handle!;

    /// <summary>Opens the file for reading.</summary>
    /// <exception cref="SourceUnavailableException">There is no such file, or it cannot be opened now.</exception>
    /// <exception cref="SourceFaultException">The file is no database.</exception>
    public static GeoPackageConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            var opened = new GeoPackageConnection(connection, path);
            using GeoPackageStatement probe = opened.Prepare("SELECT count(*) FROM sqlite_schema");
            probe.Step();
            return opened;
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

    /// <summary>Compiles one statement.</summary>
    public GeoPackageStatement Prepare(string sql)
    {
        int code = raw.sqlite3_prepare_v2(Handle, sql, out sqlite3_stmt statement);
        if (code != raw.SQLITE_OK) throw Error(code);
        return new GeoPackageStatement(this, statement);
    }

    /// <summary>Ends what the connection is doing, from another thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(Handle);

    /// <summary>The exception for one of SQLite's result codes.</summary>
    public Exception Error(int code) => GeoPackageErrors.From(code, Path, raw.sqlite3_errmsg(Handle).utf8_to_string(), null);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    // A geometry that cannot be read counts as met: reading it then names what is wrong with it, instead of leaving it out in silence.
    private void Meets(sqlite3_context context, object data, sqlite3_value[] arguments)
    {
        bool meets = false;
        if (raw.sqlite3_value_type(arguments[0]) == raw.SQLITE_BLOB)
        {
            var box = new Box(
                raw.sqlite3_value_double(arguments[1]), raw.sqlite3_value_double(arguments[2]),
                raw.sqlite3_value_double(arguments[3]), raw.sqlite3_value_double(arguments[4]));
            meets = GeoPackageBlob.ReadBox(raw.sqlite3_value_blob(arguments[0]), _scratch, out Box own) is not null || own.Intersects(box);
        }
        raw.sqlite3_result_int(context, meets ? 1 : 0);
    }
}
