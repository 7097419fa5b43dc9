using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using GeoServe.Caching.Layered;
using GeoServe.Caching.Memory;
using GeoServe.Caching.Redis;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Core.Tiles;
using GeoServe.TestKit.Fakes;
using GeoServe.TestKit.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace GeoServe.Benchmarks.Tiles;

/// <summary>What does a tile cost that is kept: in memory, and in Redis on this machine?</summary>
[MemoryDiagnoser]
public class CacheHitBenchmarks
{
    private RedisServer _server = null!;
    private RedisTileStore _redis = null!;
    private TileService _tiles = null!;
    private TileAddress _address;

    [Params(1_000, 50_000)] public int BodyBytes { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _server = await RedisServer.StartAsync();
        _redis = new RedisTileStore(new RedisOptions { Configuration = _server.ConnectionString, Deadline = TimeSpan.FromSeconds(5) }, NullLogger<RedisTileStore>.Instance);
        var cache = new LayeredTileCache(new MemoryTileCache(64 << 20), _redis);
        _tiles = new TileService(cache, new SceneBuilder(new LabelBlocks(null!)), [], new TileStoreQueue(cache, NullLogger<TileStoreQueue>.Instance), new RenderGate());
        Map map = TestMaps.Map("m", [TestMaps.Collection(TestMaps.Source())]);
        var request = new TileRequest(map, map.Styles[0], TileMatrixSet.WebMercatorQuad, new TileCoordinate(4, 5, 6), TileFormat.Png, 1, ViewClass.Public);
        _address = _tiles.Address(request, TestMaps.Snapshot(map));
        var tile = new Tile(new byte[BodyBytes], TileFormat.Png);
        cache.KeepInMemory(_address, tile);
        await _redis.PutAsync(_address.Key, tile, CancellationToken.None);
        if (await _redis.GetAsync(_address.Key, CancellationToken.None) is null) throw new UnreachableException("Redis does not keep tiles here.");
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Benchmark(Baseline = true)] public int MemoryHit() => _tiles.GetAsync(_address, CancellationToken.None).Result.Body.Length;

    [Benchmark] public async Task<int> RedisHit() => (await _redis.GetAsync(_address.Key, CancellationToken.None))!.Body.Length;
}
