using System.Globalization;
using System.Net;
using GeoServe.TestKit;
using GeoServe.TestKit.Pictures;
using GeoServe.TestKit.Servers;
using Npgsql;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>Trials of the cache, with Redis behind it and PostGIS below.</summary>
public sealed class CacheTrials : TrialTests
{
    private const string Schema = "cached";
    private const int Lock = 85;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private PostGisServer _database = null!;
    private RedisServer _redis = null!;
    private TrialConfiguration _trials = null!;
    private string _data = null!;
    private TemporaryFolder _files = null!;

    protected override string[] ExpectedWarnings => ["was answered 503", "gives no answer", "could not be built"];

    protected override async Task<ServerProcess> GetServerAsync()
    {
        _database = new PostGisServer();
        // The lock stands for a slow source, for as long as the test holds it, and keeps its tile index from being built; the log counts the queries of tiles.
        _database.Execute($$"""
            CREATE SCHEMA {{Schema}};
            SET search_path = {{Schema}}, public;
            CREATE TABLE squares (id int PRIMARY KEY, geom geometry(Polygon, 4326));
            INSERT INTO squares VALUES (1, ST_MakeEnvelope(0, 0, 170, 80, 4326));
            CREATE TABLE faults (id int);
            CREATE FUNCTION slow() RETURNS boolean LANGUAGE plpgsql AS $$
              BEGIN
                RAISE LOG 'slow query of %', CASE WHEN current_query() LIKE '%ST\_MakeEnvelope%' THEN 'a tile' ELSE 'everything' END;
                PERFORM pg_advisory_xact_lock_shared({{Lock}});
                IF EXISTS (SELECT FROM {{Schema}}.faults) THEN RAISE EXCEPTION 'the source fails'; END IF;
                RETURN true;
              END $$;
            CREATE VIEW slow AS SELECT s.id, s.geom FROM {{Schema}}.slow() go CROSS JOIN {{Schema}}.squares s WHERE go;
            """);
        _redis = await RedisServer.StartAsync();
        _trials = TrialServers.Configure().PostGis(Schema, "{id: squares}", "{id: slow, key: id}");
        foreach (string id in new[] { "squares", "slow" }) _trials.Map(id, [id], ($"{id}-red", TrialConfiguration.Plain(id, "#FF0000")));
        _trials.Write("geoserve.yaml", "service: {title: Trials}\ncache: {redis: {connectionVariable: GEOSERVE_TRIALS_REDIS, deadline: 5 s}}\n");
        _files = new TemporaryFolder();
        _data = _files.Root;
        await _trials.FillAsync(_data);
        return await StartOneAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await Server.DisposeAsync();
        await _redis.DisposeAsync();
        _database.Dispose();
        _trials.Dispose();
        _files.Dispose();
    }

    [Test, Trial("T081")]
    public async Task An_error_is_not_kept_by_any_cache_and_the_first_request_after_it_is_right()
    {
        byte[] cached = await BytesAsync("maps/squares/tiles/4/8/7.png");
        await StoredAsync("squares/*");
        string[] before = await KeysAsync("*");
        await using (NpgsqlConnection slow = await HoldAsync())
        {
            await ChangeAsync();        // and so slow has no index when the database is gone
            _database.Stop();
        }

        foreach (string tile in new[] { "2/2/1.png", "2/2/1.mvt" })
        {
            using HttpResponseMessage answer = await Server.Http.GetAsync("maps/slow/tiles/" + tile);
            Assert.That((int)answer.StatusCode, Is.EqualTo(503), tile);
            Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(answer.Headers.RetryAfter, Is.Not.Null);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("Npgsql").And.Not.Contain("SELECT").And.Not.Contain("127.0.0.1"));
        }
        Assert.That(await BytesAsync("maps/squares/tiles/4/8/7.png"), Is.EqualTo(cached), "what was read before is served on");
        Assert.That((await KeysAsync("*")).Except(before).Where(key => key.Contains("slow", StringComparison.Ordinal)), Is.Empty, "nothing of it was written to Redis");
        _database.Start();

        Picture picture = await TileAsync("slow", 2, 2, 1);
        Assert.That(picture[128, 200], Is.EqualTo(SKColors.Red));
        Assert.That(await FeaturesAsync("slow", 2, 2, 1), Has.Count.EqualTo(1));
    }

    [Test, Trial("T084")]
    public async Task Each_thing_that_changes_a_tile_has_a_tile_of_its_own_in_every_cache()
    {
        const string ell = "maps/t021-ell/tiles/10/836/422", places = "10/836/422.png";
        string[][] pairs =
        [
            [ell + ".png?style=red", ell + ".png?style=blue"],
            [ell + ".png", ell + ".jpg", ell + ".webp", ell + ".mvt"],
            [ell + ".png", ell + "@2x.png"],
            ["maps/t021-ell/sets/WebMercatorQuad/9/418/211.png", "maps/t021-ell/sets/WorldCRS84Quad/8/418/85.png"],
            ["maps/a-b/tiles/" + places, "maps/a_b/tiles/" + places],       // names that differ in one character; the order of the same two collections
        ];
        Dictionary<string, (byte[] Body, string? Type)> first = await RoundAsync(Server), second = await RoundAsync(Server);
        await StoredAsync("*a_b/*");
        await using ServerProcess other = await StartOneAsync();
        Dictionary<string, (byte[] Body, string? Type)> third = await RoundAsync(other);

        foreach (string[] pair in pairs) Assert.That(pair.Select(address => Convert.ToHexString(first[address].Body)), Is.Unique, string.Join(" and ", pair));
        foreach ((string address, (byte[] body, string? type)) in first)
        {
            Assert.That((second[address].Body, second[address].Type), Is.EqualTo((body, type)), address);
            Assert.That((third[address].Body, third[address].Type), Is.EqualTo((body, type)), address + " from Redis");
        }
        Assert.That(pairs[1].Select(address => first[address].Type), Is.EqualTo(new[] { "image/png", "image/jpeg", "image/webp", "application/vnd.mapbox-vector-tile" }));
        // The numbers of EPSG:4490 are those of CRS84, so the picture is the same by right; it has a key of its own.
        await BytesAsync("maps/t021-ell/sets/CGCS2000Quad/8/418/85.png");
        await StoredAsync("*/CGCS2000Quad/*");

        async Task<Dictionary<string, (byte[], string?)>> RoundAsync(ServerProcess server)
        {
            var answers = new Dictionary<string, (byte[], string?)>();
            foreach (string address in pairs.SelectMany(pair => pair).Distinct())
            {
                using HttpResponseMessage answer = await server.Http.GetAsync(address);
                Assert.That((int)answer.StatusCode, Is.EqualTo(200), address);
                answers[address] = (await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentType?.MediaType);
            }
            return answers;
        }
    }

    [Test, Trial("T085")]
    public async Task Fifty_requests_for_a_cold_tile_and_those_for_its_neighbours_cost_one_query()
    {
        await using NpgsqlConnection slow = await HoldAsync();
        await ChangeAsync();
        int before = Queries();
        using var first = new CancellationTokenSource();
        Task<HttpResponseMessage> hangsUp = Server.Http.GetAsync("maps/slow/tiles/5/20/12.png", first.Token);
        await WaitsAsync(2);
        int reads = await RedisReadsAsync();
        List<Task<byte[]>> fifty = [.. Enumerable.Range(0, 50).Select(i => Server.Http.GetByteArrayAsync($"maps/slow/tiles/5/{20 + (i % 2)}/{12 + (i / 2 % 2)}.png"))];
        await Eventually.BecomesTrueAsync(async () => await RedisReadsAsync() >= reads + 4, Patience);      // each of the four tiles was looked for
        await first.CancelAsync();
        Assert.That(async () => await hangsUp, Throws.InstanceOf<OperationCanceledException>());

        await slow.CloseAsync();

        byte[][] tiles = await Task.WhenAll(fifty);
        Assert.That(tiles.Select(tile => Picture.Decode(tile)[128, 128]), Is.All.EqualTo(SKColors.Red), "the hang-up of the first failed none");
        Assert.That(Queries() - before, Is.EqualTo(1));
    }

    [Test, Trial("T085")]
    public async Task A_failure_goes_to_all_who_wait_and_is_not_kept()
    {
        int before = Queries();
        HttpStatusCode[] statuses;
        await using (NpgsqlConnection slow = await HoldAsync())
        {
            await ChangeAsync();
            _database.Execute($"INSERT INTO {Schema}.faults VALUES (1)");
            Task<HttpResponseMessage> first = Server.Http.GetAsync("maps/slow/tiles/6/40/24.mvt");
            await WaitsAsync(2);
            List<Task<HttpResponseMessage>> others = [.. Enumerable.Range(0, 9).Select(_ => Server.Http.GetAsync("maps/slow/tiles/6/40/24.mvt"))];
            await slow.CloseAsync();
            statuses = [.. (await Task.WhenAll([first, .. others])).Select(answer => answer.StatusCode)];
        }
        _database.Execute($"TRUNCATE {Schema}.faults");

        Assert.That(statuses, Is.All.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await FeaturesAsync("slow", 6, 40, 24), Has.Count.EqualTo(1), "the next request tries again");
        Assert.That(Queries() - before, Is.GreaterThanOrEqualTo(2), "the index could not be built either, so both were asked of the source");
    }

    [Trial("T087")]
    [TestCase("maps/t021-ell/tiles/10/836/422.png", false)]
    [TestCase("maps/t021-ell/tiles/10/836/422.mvt", true)]
    [TestCase("wmts?SERVICE=WMTS&REQUEST=GetCapabilities", true)]
    [TestCase("maps/t021-ell/style.json", true)]
    public async Task A_tag_is_answered_by_304_in_every_form_and_others_by_the_body(string address, bool varies)
    {
        using HttpResponseMessage identity = await AskAsync(address, null, null), gzip = await AskAsync(address, null, "gzip");
        string tag = identity.Headers.GetValues("ETag").Single(), opaque = tag.Replace("W/", "", StringComparison.Ordinal);
        string packed = gzip.Headers.GetValues("ETag").Single();

        foreach (string match in new[] { tag, $"W/{opaque}", $"\"x\", {tag}, \"y\"", "*" })
        {
            foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                using HttpResponseMessage answer = await AskAsync(address, match, null, method);
                Assert.That((int)answer.StatusCode, Is.EqualTo(304), match);
                Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.Empty);
                Assert.That(answer.Headers.GetValues("ETag").Single(), Is.EqualTo(tag));
                Assert.That(answer.Headers.CacheControl?.ToString(), Is.EqualTo("public, no-cache"));
                if (varies) Assert.That(answer.Headers.Vary, Is.EqualTo(new[] { "Accept-Encoding" }));
            }
        }
        using HttpResponseMessage wrong = await AskAsync(address, "\"wrong\"", null);
        using HttpResponseMessage head = await AskAsync(address, null, null, HttpMethod.Head);
        Assert.That((int)wrong.StatusCode, Is.EqualTo(200));
        Assert.That(((int)head.StatusCode, head.Headers.GetValues("ETag").Single()), Is.EqualTo((200, tag)));
        if (varies) Assert.That(packed, Is.Not.EqualTo(tag), "a strong tag belongs to one encoding");
        if (address.StartsWith("wmts", StringComparison.Ordinal) || address.Contains("style", StringComparison.Ordinal)) return;      // those name the server's port
        await using ServerProcess other = await StartOneAsync();
        using HttpResponseMessage again = await other.Http.GetAsync(address);
        Assert.That(again.Headers.GetValues("ETag").Single(), Is.EqualTo(tag), "the same after a restart");
    }

    [Test, Trial("T019")]
    public async Task A_parameter_that_means_nothing_makes_no_second_entry()
    {
        const string tile = "wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&FORMAT=image/png&LAYER=t021-ell&STYLE=red&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=12&TILECOL=3346&TILEROW=1688";
        await BytesAsync(tile);
        await StoredAsync("*/12/3346/1688*");

        await BytesAsync(tile + "&nonsense=1");
        await BytesAsync(tile + "&_=2");

        Assert.That(await KeysAsync("*/12/3346/1688*"), Has.Length.EqualTo(1));
    }

    private Task<ServerProcess> StartOneAsync() => ServerProcess.StartAsync(
        _trials.Finish(),
        data =>
        {
            File.Copy(Path.Combine(_data, TrialConfiguration.File), Path.Combine(data, TrialConfiguration.File));
            File.SetLastWriteTimeUtc(Path.Combine(data, TrialConfiguration.File), File.GetLastWriteTimeUtc(Path.Combine(_data, TrialConfiguration.File)));
            return Task.CompletedTask;
        },
        new Dictionary<string, string> { [TrialConfiguration.PostGisVariable] = _database.ConnectionString, ["GEOSERVE_TRIALS_REDIS"] = _redis.ConnectionString });

    private async Task<HttpResponseMessage> AskAsync(string address, string? match, string? encoding, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, address);
        if (match is not null) request.Headers.TryAddWithoutValidation("If-None-Match", match);
        if (encoding is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        return await Server.Http.SendAsync(request);
    }

    private async Task<string[]> KeysAsync(string pattern) => (await _redis.ExecuteAsync("KEYS", pattern)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // Tiles are stored behind the answer's back.
    private Task StoredAsync(string pattern) => Eventually.BecomesTrueAsync(async () => (await KeysAsync($"*{pattern}")).Length > 0, Patience);

    private async Task<NpgsqlConnection> HoldAsync()
    {
        NpgsqlConnection connection = await _database.OpenAsync();
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_lock({Lock})"), connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    // Another revision: the source itself is read until there is a new index, and what would build it waits for the lock.
    private async Task ChangeAsync()
    {
        _database.Execute($"UPDATE {Schema}.squares SET id = id");
        await WaitsAsync(1);
    }

    private async Task WaitsAsync(long queries)
    {
        await using NpgsqlConnection connection = await _database.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = 'advisory'", connection);
        await Eventually.BecomesTrueAsync(async () => (long)(await command.ExecuteScalarAsync())! >= queries, Patience);
    }

    private async Task<int> RedisReadsAsync()
    {
        string statistics = await _redis.ExecuteAsync("INFO", "commandstats");
        string line = statistics.Split('\n').FirstOrDefault(line => line.StartsWith("cmdstat_hmget:calls=", StringComparison.Ordinal)) ?? "cmdstat_hmget:calls=0,";
        return int.Parse(line.Split('=', ',')[1], CultureInfo.InvariantCulture);
    }

    private int Queries() => _database.Log.Split("slow query of a tile").Length - 1;
}
