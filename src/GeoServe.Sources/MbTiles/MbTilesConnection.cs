using GeoServe.Core.Sources;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GeoServe.Sources.MbTiles;

/// <summary>One read-only connection to an archive, for one caller at a time, with SQLite's own statement: a tile is copied once, into its body.</summary>
internal sealed class MbTilesConnection : IDisposable
{
    private const int BusyMilliseconds = 5_000;

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private sqlite3_stmt? _tile;

    private MbTilesConnection(SqliteConnection connection, string path)
    {
        (_connection, _path) = (connection, path);
        raw.sqlite3_busy_timeout(Handle, BusyMilliseconds);
    }

    private sqlite3 Handle => _connection.Handle!;

    /// <summary>Opens the file for reading.</summary>
    /// <exception cref="SourceUnavailableException">It is not there or cannot be opened now.</exception>
    /// <exception cref="SourceFaultException">It is no database.</exception>
    public static MbTilesConnection Open(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: 0 }) throw new SourceFaultException($"MBTiles archive '{path}' is empty (0 bytes).");
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var opened = new MbTilesConnection(connection, path);
            opened.First("SELECT count(*) FROM sqlite_schema");
            return opened;
        }
        catch (SqliteException broken)
        {
            connection.Dispose();
            throw ErrorOf(broken.SqliteErrorCode, path, broken.Message, broken);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of a tile; null where there are none.</summary>
    /// <param name="zoom">Zoom.</param> <param name="column">From the west.</param> <param name="row">From the south.</param>
    public byte[]? ReadTile(int zoom, int column, int row)
    {
        sqlite3_stmt statement = _tile ??= Prepare("SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?");
        raw.sqlite3_bind_int(statement, 1, zoom);
        raw.sqlite3_bind_int(statement, 2, column);
        raw.sqlite3_bind_int(statement, 3, row);
        try
        {
            int code = raw.sqlite3_step(statement);
            if (code == raw.SQLITE_DONE) return null;
            if (code != raw.SQLITE_ROW) throw Error(code);
            ReadOnlySpan<byte> body = raw.sqlite3_column_blob(statement, 0);
            if (body.Length > TileBody.MostBytes) throw new SourceFaultException($"Tile {zoom}/{column}/{row} (row from the south) of MBTiles archive '{_path}' has {body.Length} bytes; {TileBody.MostBytes} are the most.");
            return body.IsEmpty ? null : body.ToArray();
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>The rows of a query as text; null for no value.</summary>
    public List<string?[]> Rows(string sql, int most = int.MaxValue)
    {
        using sqlite3_stmt statement = Prepare(sql);
        var rows = new List<string?[]>();
        int code = raw.SQLITE_ROW;
        while (rows.Count < most && (code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
        {
            var row = new string?[raw.sqlite3_column_count(statement)];
            for (int i = 0; i < row.Length; i++) row[i] = raw.sqlite3_column_type(statement, i) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(statement, i).utf8_to_string();
            rows.Add(row);
        }
        return code is raw.SQLITE_ROW or raw.SQLITE_DONE ? rows : throw Error(code);
    }

    /// <summary>The first column of a query's first row as bytes; empty where there is none.</summary>
    public byte[] First(string sql)
    {
        using sqlite3_stmt statement = Prepare(sql);
        int code = raw.sqlite3_step(statement);
        return code == raw.SQLITE_ROW ? raw.sqlite3_column_blob(statement, 0).ToArray() : code == raw.SQLITE_DONE ? [] : throw Error(code);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tile?.Dispose();
        _connection.Dispose();
    }

    private sqlite3_stmt Prepare(string sql)
    {
        int code = raw.sqlite3_prepare_v2(Handle, sql, out sqlite3_stmt statement);
        return code == raw.SQLITE_OK ? statement : throw Error(code);
    }

    private Exception Error(int code) => ErrorOf(code, _path, raw.sqlite3_errmsg(Handle).utf8_to_string(), null);

    // sqlite.org/rescode.html
    private static Exception ErrorOf(int code, string path, string message, Exception? inner) => (code & 0xff) switch
    {
        raw.SQLITE_CANTOPEN => new SourceUnavailableException($"MBTiles archive '{path}' cannot be opened: is it there, and readable?", inner),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new SourceUnavailableException($"MBTiles archive '{path}' is locked by a writer.", inner),
        raw.SQLITE_IOERR => new SourceUnavailableException($"MBTiles archive '{path}' cannot be read: {message}.", inner),
        raw.SQLITE_NOTADB => new SourceFaultException($"'{path}' is no MBTiles archive: not an SQLite database.", inner),
        raw.SQLITE_CORRUPT => new SourceFaultException($"MBTiles archive '{path}' is damaged or cut off; SQLite's command '.recover' may save it.", inner),
        _ => new SourceFaultException($"MBTiles archive '{path}' cannot answer: {message}.", inner),
    };
}
