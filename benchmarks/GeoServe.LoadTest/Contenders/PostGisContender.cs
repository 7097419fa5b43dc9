using GeoServe.Core.TileMatrices;
using GeoServe.LoadTest.Processes;
using Npgsql;
using NpgsqlTypes;

namespace GeoServe.LoadTest.Contenders;

/// <summary>PostGIS's ST_AsMVT as a prepared statement, the engine under Martin, Tegola and pg_tileserv; the tile stays in the database and its length is sent.</summary>
/// <param name="connection">How to connect.</param>
/// <param name="processId">The server's first process.</param>
internal sealed class PostGisContender(string connection, int processId) : IContender
{
    private readonly ProcessTree _processes = new(processId);

    public string Name => Names.PostGis;

    public TimeSpan Cpu => _processes.Cpu;

    public ILane OpenLane() => new Lane(connection);

    public ValueTask DisposeAsync() => default;

    private sealed class Lane : ILane
    {
        private readonly NpgsqlConnection _connection;
        private readonly NpgsqlCommand _length;
        private readonly NpgsqlCommand _body;

        public Lane(string connection)
        {
            _connection = new NpgsqlConnection(connection + ";Pooling=false");
            _connection.Open();
            _length = Prepare("select length(everything($1, $2, $3))");
            _body = Prepare("select everything($1, $2, $3)");
        }

        public int Ask(TileCoordinate tile) => (int)Run(_length, tile)!;

        public byte[] Read(TileCoordinate tile) => (byte[])Run(_body, tile)!;

        public void Dispose() => _connection.Dispose();

        private NpgsqlCommand Prepare(string sql)
        {
            var command = new NpgsqlCommand(sql, _connection);
            for (int i = 0; i < 3; i++) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Integer, Value = 0 });
            command.Prepare();
            return command;
        }

        private static object? Run(NpgsqlCommand command, TileCoordinate tile)
        {
            (command.Parameters[0].Value, command.Parameters[1].Value, command.Parameters[2].Value) = (tile.Z, tile.X, tile.Y);
            return command.ExecuteScalar();
        }
    }
}
