using System.Diagnostics;
using System.Globalization;
using GeoServe.Caching.Redis;
using GeoServe.Core.Sources;
using GeoServe.Core.Tiles;
using GeoServe.TestKit;
using GeoServe.TestKit.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Caching;

public class RedisTileStoreTests
{
    private static readonly TileKey Key = new(new TileName("m", "s", "WebMercatorQuad", 3, 1, 2, TileFormat.Mvt, 1, "public"), 7);
    private static readonly Tile Tile = new("a tile"u8.ToArray(), TileFormat.Mvt, TileEncoding.Gzip);

    private RedisServer _redis = null!;

    [SetUp] public async Task Start() => _redis = await RedisServer.StartAsync();

    [TearDown] public async Task Stop() => await _redis.DisposeAsync();

    [Test]
    public async Task What_one_node_wrote_another_reads()
    {
        await using RedisTileStore one = Store(), other = Store();
        await PutUntilThereAsync(one);

        Tile? read = await other.GetAsync(Key, CancellationToken.None);

        Assert.That(read!.Body.ToArray(), Is.EqualTo(Tile.Body.ToArray()));
        Assert.That((read.Format, read.Encoding), Is.EqualTo((TileFormat.Mvt, TileEncoding.Gzip)));
    }

    [Test]
    public async Task Every_tile_has_a_time_to_live()
    {
        await using RedisTileStore store = Store();
        await PutUntilThereAsync(store);

        long seconds = long.Parse(await _redis.ExecuteAsync("TTL", "test:" + Key), CultureInfo.InvariantCulture);

        Assert.That(seconds, Is.InRange(7 * 86_400 - 60, (7.7 * 86_400) + 60));
    }

    [Test]
    public async Task A_damaged_value_is_a_miss_and_is_counted()
    {
        await using RedisTileStore store = Store();
        await PutUntilThereAsync(store);
        await _redis.ExecuteAsync("HSET", "test:" + Key, "data", "garbage that is long enough for a header");

        Assert.That(await store.GetAsync(Key, CancellationToken.None), Is.Null);
        Assert.That(store.Damaged, Is.EqualTo(1));
    }

    [Test]
    public async Task Another_stamp_is_another_tile()
    {
        await using RedisTileStore store = Store();
        await PutUntilThereAsync(store);

        Assert.That(await store.GetAsync(Key with { Stamp = 8 }, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_redis_that_hangs_costs_its_deadline_and_then_nothing()
    {
        await using RedisTileStore store = Store();
        await PutUntilThereAsync(store);
        _redis.Suspend();

        for (int i = 0; i < 10; i++) Assert.That(await store.GetAsync(Key, CancellationToken.None), Is.Null);
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < 100; i++) await store.GetAsync(Key, CancellationToken.None);

        // A hundred reads with an open circuit: had each waited for its deadline, they would have taken five seconds.
        Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(2)));
        _redis.Resume();
    }

    [Test]
    public async Task A_dead_redis_is_a_miss_and_is_used_again_when_it_is_back()
    {
        await using RedisTileStore store = Store();
        await PutUntilThereAsync(store);
        await _redis.KillAsync();

        Assert.That(await store.GetAsync(Key, CancellationToken.None), Is.Null);
        await store.PutAsync(Key, Tile, CancellationToken.None);
        await _redis.RestartAsync();

        await PutUntilThereAsync(store);
    }

    [Test]
    public async Task A_redis_that_never_was_there_is_a_miss()
    {
        await _redis.KillAsync();
        await using RedisTileStore store = Store();

        Assert.That(await store.GetAsync(Key, CancellationToken.None), Is.Null);
        Assert.That(async () => await store.PutAsync(Key, Tile, CancellationToken.None), Throws.Nothing);
    }

    private static Task PutUntilThereAsync(RedisTileStore store) => Eventually.BecomesTrueAsync(async () =>
    {
        await store.PutAsync(Key, Tile, CancellationToken.None);
        return await store.GetAsync(Key, CancellationToken.None) is not null;
    }, within: TimeSpan.FromSeconds(30));

    private RedisTileStore Store() => new(
        new RedisOptions { Configuration = _redis.ConnectionString, Deployment = "test" }, NullLogger<RedisTileStore>.Instance);
}
