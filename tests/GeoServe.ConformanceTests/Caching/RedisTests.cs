using System.Net;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Caching;

/// <summary>Servers that share a Redis.</summary>
public class RedisTests
{
    private const string Path = "maps/blocks/tiles/10/816/422.png";

    [Test]
    public async Task What_one_server_made_another_takes_from_redis()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        var environment = new Dictionary<string, string> { ["GEOSERVE_TEST_REDIS"] = redis.ConnectionString };
        await using ServerProcess one = await TestServers.AnotherBlocksAsync(environment), other = await TestServers.AnotherBlocksAsync(environment);

        using HttpResponseMessage made = await one.Http.GetAsync(Path);
        await Eventually.BecomesTrueAsync(async () => await redis.ExecuteAsync("DBSIZE") != "0", TimeSpan.FromSeconds(20));
        string reads = await HitsAsync(redis);
        using HttpResponseMessage taken = await other.Http.GetAsync(Path);

        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await taken.Content.ReadAsByteArrayAsync(), Is.EqualTo(await made.Content.ReadAsByteArrayAsync()));
        Assert.That(taken.Headers.ETag, Is.EqualTo(made.Headers.ETag));
        Assert.That(await HitsAsync(redis), Is.Not.EqualTo(reads), "the second server found something in Redis");
        one.AssertNoUnexpectedWarning();
        other.AssertNoUnexpectedWarning();
    }

    [Test]
    public async Task A_redis_that_dies_costs_no_request()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using ServerProcess server = await TestServers.AnotherBlocksAsync(new Dictionary<string, string> { ["GEOSERVE_TEST_REDIS"] = redis.ConnectionString });
        using HttpResponseMessage before = await server.Http.GetAsync(Path);
        await redis.KillAsync();

        for (int x = 808; x < 832; x++)
        {
            using HttpResponseMessage after = await server.Http.GetAsync($"maps/blocks/tiles/10/{x}/422.png");
            Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
        server.AssertNoUnexpectedWarning("Redis gives no answer");
    }

    private static async Task<string> HitsAsync(RedisServer redis) =>
        (await redis.ExecuteAsync("INFO", "stats")).Split('\n').Single(line => line.StartsWith("keyspace_hits:", StringComparison.Ordinal));
}
