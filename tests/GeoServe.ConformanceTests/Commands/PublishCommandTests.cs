using System.Globalization;
using System.Text;
using System.Text.Json;
using GeoServe.TestKit;
using GeoServe.TestKit.Processes;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Commands;

/// <summary><c>geoserve publish</c> beside a running server: its maps come by themselves, whole or not at all.</summary>
public sealed class PublishCommandTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(30);

    private TemporaryFolder _config = null!;
    private ServerProcess _server = null!;

    [SetUp]
    public async Task Start()
    {
        _config = new TemporaryFolder();
        await File.WriteAllTextAsync(_config.PathOf("geoserve.yaml"), "service: {title: Published}\n");
        _server = await ServerProcess.StartAsync(_config.Root);
    }

    [TearDown]
    public async Task Stop()
    {
        await _server.DisposeAsync();
        _config.Dispose();
    }

    [Test]
    public async Task A_running_server_shows_what_is_published_lists_and_finds_it_and_forgets_what_is_unpublished()
    {
        using var files = new TemporaryFolder();
        await File.WriteAllTextAsync(files.PathOf("雨量站.geojson"), Points(40));

        CommandResult published = (await CommandOf("publish", files.PathOf("雨量站.geojson"), "--department", "水利", "--subject", "water", "--json").RunAsync()).Succeeded();

        Assert.That(JsonDocument.Parse(published.Output).RootElement.GetProperty("id").GetString(), Is.EqualTo("yuliangzhan"));
        await IsShownAsync("yuliangzhan", true);
        using HttpResponseMessage tile = await _server.Http.GetAsync("maps/yuliangzhan/tiles/6/50/26.png");
        Assert.That(tile.IsSuccessStatusCode, Is.True);
        foreach (string list in (string[])["maps", "collections"])
        {
            foreach (string text in (string[])["雨量", "ylz", "yuliang", "shuili"])
            {
                JsonElement found = await ListAsync($"{list}.json?q={Uri.EscapeDataString(text)}&kind=point&limit=5");
                Assert.That(found.GetProperty("total").GetInt32(), Is.EqualTo(1), $"{list} {text}");
                Assert.That(found.GetProperty(list)[0].GetProperty("id").GetString(), Is.EqualTo("yuliangzhan"));
            }
            Assert.That((await ListAsync($"{list}.json?q=xyz")).GetProperty("total").GetInt32(), Is.Zero);
        }
        JsonElement collection = (await ListAsync("collections.json")).GetProperty("collections")[0];
        Assert.That(collection.GetProperty("maps")[0].GetString(), Is.EqualTo("yuliangzhan"));
        Assert.That(collection.GetProperty("department").GetString(), Is.EqualTo("水利"));
        using HttpResponseMessage wrong = await _server.Http.GetAsync("collections.json?limit=0");
        Assert.That((int)wrong.StatusCode, Is.EqualTo(400));

        (await CommandOf("unpublish", "yuliangzhan").RunAsync()).Succeeded();
        await IsShownAsync("yuliangzhan", false);
        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(_server.DataFolder, "published")).Select(Path.GetFileName), Is.EqualTo((string[])[".lock"]));
        _server.AssertNoUnexpectedWarning();
    }

    [Test]
    public async Task Pages_follow_one_another_by_their_links()
    {
        using var files = new TemporaryFolder();
        foreach (string name in (string[])["a", "b", "c"])
        {
            await File.WriteAllTextAsync(files.PathOf(name + ".geojson"), Points(10));
            (await CommandOf("publish", files.PathOf(name + ".geojson")).RunAsync()).Succeeded();
        }
        await IsShownAsync("c", true);

        var seen = new List<string>();
        for (string? next = "collections.json?limit=2"; next is not null;)
        {
            JsonElement page = await ListAsync(next);
            seen.AddRange(page.GetProperty("collections").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            next = page.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "next").Select(link => link.GetProperty("href").GetString()).FirstOrDefault();
        }

        Assert.That(seen, Is.EqualTo((string[])["a", "b", "c"]));
    }

    [Test]
    public async Task However_early_or_late_it_is_killed_a_publication_is_there_whole_or_not_at_all()
    {
        using var files = new TemporaryFolder();
        await File.WriteAllTextAsync(files.PathOf("good.geojson"), Points(40));
        await File.WriteAllTextAsync(files.PathOf("big.geojson"), Points(60_000));
        (await CommandOf("publish", files.PathOf("good.geojson")).RunAsync()).Succeeded();
        await IsShownAsync("good", true);

        for (int i = 1; i <= 8; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"big{i}");
            await using var publish = new BackgroundProcess(ServerProcess.Executable, [.. Arguments("publish", files.PathOf("big.geojson"), "--id", id)]);
            // At another place each time: a later look finds it further on.
            for (int look = 0; look < i * 4 && !publish.HasExited && !File.Exists(_config.PathOf("collections", id + ".yaml")); look++) await Task.Yield();
            await Eventually.BecomesTrueAsync(() => Task.FromResult(publish.HasExited || Aside(i)), s_soon);
            await publish.KillAsync();
        }

        // The next one of the kind finishes or undoes what was left.
        (await CommandOf("publish", files.PathOf("good.geojson"), "--id", "last").RunAsync()).Succeeded();
        await IsShownAsync("last", true);
        Assert.That(Directory.EnumerateDirectories(Path.Combine(_server.DataFolder, "published"), ".aside*"), Is.Empty);
        string[] maps = Names("maps"), collections = Names("collections");
        Assert.That(maps, Is.EqualTo(collections));
        Assert.That(maps, Is.SupersetOf((string[])["good.yaml", "last.yaml"]));
        CommandResult check = await new Command(ServerProcess.Executable, "check", "--config", _config.Root, "--data", _server.DataFolder).RunAsync();
        Assert.That(check.ExitCode, Is.Zero, check.Output);
        _server.AssertNoUnexpectedWarning();
    }

    // Some are killed while the copy is being read, some when it is about to be decided.
    private bool Aside(int i)
    {
        string[] prepared = [.. Directory.EnumerateDirectories(Path.Combine(_server.DataFolder, "published"), ".aside*")];
        return prepared.Any(folder => i % 2 == 0 ? Directory.Exists(Path.Combine(folder, "config")) : Directory.EnumerateFiles(folder).Any());
    }

    private string[] Names(string part) => [.. Directory.EnumerateFiles(_config.PathOf(part)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private Command CommandOf(params string[] arguments) => new(ServerProcess.Executable, [.. Arguments(arguments)]);

    private IEnumerable<string> Arguments(params string[] arguments) => [.. arguments, "--config", _config.Root, "--data", _server.DataFolder];

    private Task IsShownAsync(string map, bool isShown) => Eventually.BecomesTrueAsync(async () =>
    {
        using HttpResponseMessage answer = await _server.Http.GetAsync($"maps/{map}/tilejson.json");
        return answer.IsSuccessStatusCode == isShown;
    }, s_soon);

    private async Task<JsonElement> ListAsync(string address) => JsonDocument.Parse(await _server.Http.GetStringAsync(address)).RootElement;

    private static string Points(int count)
    {
        var json = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (int i = 0; i < count; i++)
        {
            json.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}{{\"type\":\"Feature\",\"properties\":{{\"name\":\"n{i}\",\"kind\":\"k{i % 3}\"}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{106 + (i % 100 / 100.0)},{29 + (i % 77 / 77.0)}]}}}}");
        }
        return json.Append("]}").ToString();
    }
}
