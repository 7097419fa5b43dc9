using BenchmarkDotNet.Attributes;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Sources.MbTiles;
using GeoServe.Sources.PmTiles;
using GeoServe.TestKit.Archives;
using Microsoft.Data.Sqlite;
using Tile = GeoServe.Core.Sources.Tile;

namespace GeoServe.Benchmarks.Sources;

/// <summary>
/// What reading one stored tile costs, of an archive of 5,461 tiles (zooms 0 to 6) of 4,000 to 8,000 bytes: PMTiles with its entries in the root, or in leaves of 500,
/// and MBTiles. Allocated is the body and what comes on top of it. The file lies in the system's memory.
/// </summary>
[MemoryDiagnoser]
public class ArchiveBenchmarks
{
    private const int Zoom = 6;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geoserve-benchmark-");
    private PmTilesSource _root = null!;
    private PmTilesSource _leaves = null!;
    private MbTilesSource _mbTiles = null!;
    private ulong _rootRevision, _leavesRevision, _mbTilesRevision;
    private int _next;

    [GlobalSetup]
    public async Task Setup()
    {
        var random = new Random(1);
        var tiles = new Dictionary<TileCoordinate, byte[]>();
        for (int z = 0; z <= Zoom; z++)
        {
            for (int i = 0; i < 1 << (2 * z); i++)
            {
                byte[] body = new byte[random.Next(4_000, 8_000)];
                random.NextBytes(body);
                tiles[new TileCoordinate(z, i % (1 << z), i >> z)] = body;
            }
        }
        await File.WriteAllBytesAsync(PathOf("root.pmtiles"), new PmTilesWriter().Write(tiles));
        await File.WriteAllBytesAsync(PathOf("leaves.pmtiles"), new PmTilesWriter { LeafEntries = 500 }.Write(tiles));
        await WriteMbTilesAsync(tiles);
        foreach (FileInfo file in _folder.EnumerateFiles()) file.LastWriteTimeUtc = DateTime.UtcNow.AddHours(-1);
        (_root, _leaves, _mbTiles) = (PmTilesSource.Open(PathOf("root.pmtiles")), PmTilesSource.Open(PathOf("leaves.pmtiles")), MbTilesSource.Open(PathOf("tiles.mbtiles")));
        (_rootRevision, _leavesRevision, _mbTilesRevision) = (await _root.ReadRevisionAsync(default), await _leaves.ReadRevisionAsync(default), await _mbTiles.ReadRevisionAsync(default));
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        foreach (ITileSource source in (ITileSource[])[_root, _leaves, _mbTiles]) await source.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Benchmark(Baseline = true)] public Tile? PmTilesRoot() => _root.ReadAsync(Next(), _rootRevision, default).Result;

    [Benchmark] public Tile? PmTilesLeaves() => _leaves.ReadAsync(Next(), _leavesRevision, default).Result;

    [Benchmark] public Tile? MbTiles() => _mbTiles.ReadAsync(Next(), _mbTilesRevision, default).Result;

    // All over the zoom, 1,031 tiles apart.
    private TileCoordinate Next()
    {
        _next = (_next + 1_031) & ((1 << (2 * Zoom)) - 1);
        return new TileCoordinate(Zoom, _next & ((1 << Zoom) - 1), _next >> Zoom);
    }

    private async Task WriteMbTilesAsync(Dictionary<TileCoordinate, byte[]> tiles)
    {
        await using var connection = new SqliteConnection($"Data Source={PathOf("tiles.mbtiles")};Pooling=False");
        await connection.OpenAsync();
        await using SqliteTransaction transaction = connection.BeginTransaction();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE metadata (name TEXT, value TEXT); CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB); CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "INSERT INTO tiles VALUES ($z, $x, $y, $d)";
        foreach ((TileCoordinate tile, byte[] body) in tiles)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$z", tile.Z);
            command.Parameters.AddWithValue("$x", tile.X);
            command.Parameters.AddWithValue("$y", (1 << tile.Z) - 1 - tile.Y);
            command.Parameters.AddWithValue("$d", body);
            await command.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
