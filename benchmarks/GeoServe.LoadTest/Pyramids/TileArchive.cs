using GeoServe.Core.TileMatrices;
using Microsoft.Data.Sqlite;

namespace GeoServe.LoadTest.Pyramids;

/// <summary>Writes tiles into an MBTiles file (1.3), as the peers do, so that all do the same work. Safe for concurrent calls.</summary>
internal sealed class TileArchive : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _insert;
    private readonly Lock _lock = new();

    public TileArchive(string path)
    {
        File.Delete(path);
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("pragma journal_mode = off; pragma synchronous = off");
        Execute("create table metadata (name text, value text); insert into metadata values ('name', 'everything'), ('format', 'pbf')");
        Execute("create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)");
        _transaction = _connection.BeginTransaction();
        _insert = _connection.CreateCommand();
        _insert.Transaction = _transaction;
        _insert.CommandText = "insert into tiles values ($z, $x, $y, $body)";
        foreach (string name in (string[])["$z", "$x", "$y"]) _insert.Parameters.Add(name, SqliteType.Integer);
        _insert.Parameters.Add("$body", SqliteType.Blob);
    }

    /// <summary>How many tiles were written.</summary>
    public long Tiles { get; private set; }

    /// <summary>Of their bodies.</summary>
    public long Bytes { get; private set; }

    public void Add(TileCoordinate tile, ReadOnlyMemory<byte> body)
    {
        lock (_lock)
        {
            _insert.Parameters[0].Value = tile.Z;
            _insert.Parameters[1].Value = tile.X;
            _insert.Parameters[2].Value = (1 << tile.Z) - 1 - tile.Y;       // rows of MBTiles grow upwards
            _insert.Parameters[3].Value = body.ToArray();
            _insert.ExecuteNonQuery();
            Tiles++;
            Bytes += body.Length;
        }
    }

    /// <summary>Writes what is left and the index.</summary>
    public void Finish()
    {
        _transaction.Commit();
        Execute("create unique index tile_index on tiles (zoom_level, tile_column, tile_row)");
    }

    public void Dispose()
    {
        _insert.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
