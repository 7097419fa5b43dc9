using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GeoServe.ConformanceTests.Trials;
using GeoServe.TestKit;
using GeoServe.TestKit.Pictures;
using GeoServe.TestKit.Processes;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Servers;

/// <summary>A configuration that is changed while the server runs (design, section 10; trials T083 and T100).</summary>
public sealed class ReloadTests
{
    private const string Map = "title: {0}\ncollections: [blocks, roads, stations]\nzooms: {{min: 0, max: 12}}\n";
    private const string Tile = "maps/blocks/tiles/6/50/26.png";

    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(20);     // it takes one or two; the machine may be busy

    private TemporaryFolder _config = null!;
    private ServerProcess _server = null!;

    [SetUp]
    public async Task Start()
    {
        _config = new TemporaryFolder();
        string fixture = RepositoryFolder.PathOf("tests", "fixtures", "blocks");
        foreach (string file in Directory.EnumerateFiles(fixture, "*.*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".geojson", StringComparison.Ordinal)))
        {
            string copy = _config.PathOf(Path.GetRelativePath(fixture, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        WriteMap("blocks", "Blocks");
        _server = await TestServers.AnotherBlocksAsync(environment: null, _config.Root);
    }

    [TearDown]
    public async Task Stop()
    {
        await _server.DisposeAsync();
        _config.Dispose();
    }

    [Test]
    [Trial("T100")]
    public async Task Under_steady_requests_a_map_is_changed_broken_repaired_added_and_removed_and_no_request_fails()
    {
        using var ending = new CancellationTokenSource();
        Task<int>[] clients = [.. Enumerable.Range(0, 4).Select(_ => AskOnAsync(ending.Token))];

        WriteMap("blocks", "Renamed");
        await TitlesBecomeAsync("Renamed");

        File.WriteAllText(_config.PathOf("maps", "blocks.yaml"), "title: Broken\ncollections: [blocks, nothing-of-this-name]\nstyles: [blocks]\n");
        await Eventually.BecomesTrueAsync(async () => (await RefusedAsync()).Any(fault => fault.Contains("maps/blocks.yaml:2", StringComparison.Ordinal) && fault.Contains("nothing-of-this-name", StringComparison.Ordinal)), s_soon);
        Assert.That(await TitlesAsync(), Is.EqualTo((string[])["Renamed"]), "the old one serves on");
        await _server.LogsAsync("refused", "maps/blocks.yaml:2");

        WriteMap("blocks", "Repaired");
        await TitlesBecomeAsync("Repaired");
        Assert.That(await RefusedAsync(), Is.Empty);

        WriteMap("another", "Another", "styles: [blocks]\n");
        await TitlesBecomeAsync("Another", "Repaired");
        string capabilities = await _server.Http.GetStringAsync("wmts?service=WMTS&request=GetCapabilities");
        Assert.That(capabilities, Does.Contain("Another").And.Contain("Repaired"));
        using JsonDocument tileJson = JsonDocument.Parse(await _server.Http.GetStringAsync("maps/another/tilejson.json"));
        Assert.That(tileJson.RootElement.GetProperty("maxzoom").GetInt32(), Is.EqualTo(12));

        File.Delete(_config.PathOf("maps", "another.yaml"));
        await TitlesBecomeAsync("Repaired");
        using HttpResponseMessage gone = await _server.Http.GetAsync("maps/another/tilejson.json");
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        await ending.CancelAsync();
        int[] answers = await Task.WhenAll(clients);
        Assert.That(answers, Has.All.GreaterThan(0), "answers of each client, all of them 200");
        _server.AssertNoUnexpectedWarning("refused");
    }

    [Test]
    [Trial("T083")]
    public async Task A_changed_style_is_seen_at_once_and_the_entity_tag_of_the_old_tile_is_of_no_use()
    {
        string red = await File.ReadAllTextAsync(_config.PathOf("styles", "blocks.json"));
        string[] before = [await TagAsync(Tile), await TagAsync("maps/blocks/tiles/6/50/26.mvt")];
        byte[] picture = await _server.Http.GetByteArrayAsync(Tile);

        const string green = """{"version": 8, "sources": {"t": {"type": "vector"} }, "layers": [{"id": "all", "type": "background", "paint": {"background-color": "#00FF00"} }]}""";
        await File.WriteAllTextAsync(_config.PathOf("styles", "blocks.json"), green);

        await Eventually.BecomesTrueAsync(async () => !IsSame(picture, await _server.Http.GetByteArrayAsync(Tile)), s_soon);
        Picture drawn = Picture.Decode(await _server.Http.GetByteArrayAsync(Tile));
        Assert.That(drawn[128, 128].ToString(), Is.EqualTo("#ff00ff00"));
        using var request = new HttpRequestMessage(HttpMethod.Get, Tile);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(before[0]));
        using HttpResponseMessage answer = await _server.Http.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using HttpResponseMessage wmts = await _server.Http.GetAsync("wmts/1.0.0/blocks/blocks/WebMercatorQuad/6/26/50.png");
        Assert.That(Picture.Decode(await wmts.Content.ReadAsByteArrayAsync())[128, 128].ToString(), Is.EqualTo("#ff00ff00"));

        await File.WriteAllTextAsync(_config.PathOf("styles", "blocks.json"), red);
        await Eventually.BecomesTrueAsync(async () => IsSame(picture, await _server.Http.GetByteArrayAsync(Tile)), s_soon);
        Assert.That(await TagAsync(Tile), Is.EqualTo(before[0]), "the same content has the same version");
        _server.AssertNoUnexpectedWarning();
    }

    [Test]
    public async Task A_new_title_changes_no_tile_and_builds_no_index()
    {
        string before = await TagAsync(Tile);
        string index = Path.Combine(_server.DataFolder, "indexes", "blocks.tileindex");
        DateTime written = File.GetLastWriteTimeUtc(index);
        string collections = _config.PathOf("collections", "blocks.yaml");

        await File.WriteAllTextAsync(collections, (await File.ReadAllTextAsync(collections)).Replace("en: Blocks", "en: Houses", StringComparison.Ordinal));
        WriteMap("blocks", "Renamed");
        await TitlesBecomeAsync("Renamed");

        Assert.That(await TagAsync(Tile), Is.EqualTo(before));
        Assert.That(File.GetLastWriteTimeUtc(index), Is.EqualTo(written));
    }

    [Test]
    [Trial("T100")]
    public async Task A_column_that_was_added_is_there_after_the_next_reload()
    {
        string file = Path.Combine(_server.DataFolder, "blocks.gpkg");
        (await new Command("ogrinfo", file, "-sql", "ALTER TABLE stations ADD COLUMN opened INTEGER").RunAsync()).Succeeded();
        (await new Command("ogrinfo", file, "-sql", "UPDATE stations SET opened = 1994").RunAsync()).Succeeded();
        await _server.LogsAsync("The data of collection stations changed");

        WriteMap("blocks", "With a column");
        await TitlesBecomeAsync("With a column");

        const string address = "wfs?service=WFS&version=2.0.0&request=GetFeature&typeNames=stations&outputFormat=application/json";
        using JsonDocument answer = JsonDocument.Parse(await _server.Http.GetStringAsync(address));
        Assert.That(answer.RootElement.GetProperty("features")[0].GetProperty("properties").GetProperty("opened").GetInt32(), Is.EqualTo(1994));
    }

    [Test]
    public async Task Options_of_the_server_that_cannot_be_read_are_refused()
    {
        await File.WriteAllTextAsync(_config.PathOf("geoserve.yaml"), "cache: {memory: much}\n");

        await Eventually.BecomesTrueAsync(async () => (await RefusedAsync()).Any(fault => fault.Contains("geoserve.yaml:1", StringComparison.Ordinal)), s_soon);
        Assert.That((await TitlesAsync()).Length, Is.EqualTo(1));
        using HttpResponseMessage tile = await _server.Http.GetAsync(Tile);
        Assert.That(tile.IsSuccessStatusCode, Is.True);
    }

    private void WriteMap(string id, string title, string more = "styles: [blocks]\n") =>
        File.WriteAllText(_config.PathOf("maps", id + ".yaml"), string.Format(System.Globalization.CultureInfo.InvariantCulture, Map, title) + more);

    private async Task<int> AskOnAsync(CancellationToken cancellationToken)
    {
        int answers = 0;
        for (int i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            using HttpResponseMessage answer = await _server.Http.GetAsync((i % 3) switch { 0 => Tile, 1 => "maps/blocks/tiles/7/101/53.mvt", _ => "maps.json" }, CancellationToken.None);
            if ((int)answer.StatusCode is not (200 or 204)) throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri} was answered {answer.StatusCode}.");
            answers++;
        }
        return answers;
    }

    private Task TitlesBecomeAsync(params string[] titles) => Eventually.BecomesTrueAsync(async () => (await TitlesAsync()).SequenceEqual(titles), s_soon);

    private async Task<string[]> TitlesAsync()
    {
        using JsonDocument maps = JsonDocument.Parse(await _server.Http.GetStringAsync("maps.json"));
        return [.. maps.RootElement.GetProperty("maps").EnumerateArray().Select(map => map.GetProperty("title").GetProperty("en").GetString()!)];
    }

    private async Task<string[]> RefusedAsync()
    {
        using JsonDocument health = JsonDocument.Parse(await _server.Http.GetStringAsync("health/ready"));
        return health.RootElement.TryGetProperty("refusedChange", out JsonElement refused) ? [.. refused.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()!)] : [];
    }

    private static bool IsSame(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);

    private async Task<string> TagAsync(string address)
    {
        using HttpResponseMessage answer = await _server.Http.GetAsync(address);
        return answer.Headers.ETag!.ToString();
    }
}
