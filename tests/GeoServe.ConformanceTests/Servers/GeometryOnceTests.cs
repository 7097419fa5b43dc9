using System.Net;
using System.Text.Json;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Servers;

/// <summary>The sample <c>samples/geometry-once</c>: its page in Chromium, its tiles and its table.</summary>
public sealed class GeometryOnceTests : ServerTests
{
    private const string Table = "maps/townships/attributes/township_indicators.json";

    protected override Task<ServerProcess> GetServerAsync() => ServerProcess.StartAsync(RepositoryFolder.PathOf("samples", "geometry-once", "config"));

    [OneTimeTearDown]
    public async Task StopAsync() => await Server.DisposeAsync();

    [Test]
    public async Task Sixty_indicators_are_shown_one_after_the_other_without_asking_for_a_tile_again()
    {
        await using Browser browser = await Browser.StartAsync();
        await using BrowserPage page = await browser.OpenAsync();
        int tiles = 0, tables = 0;
        page.Page.Request += (_, request) =>
        {
            if (request.Url.Contains(".mvt", StringComparison.Ordinal)) Interlocked.Increment(ref tiles);
            if (request.Url.Contains("/attributes/", StringComparison.Ordinal)) Interlocked.Increment(ref tables);
        };
        await page.Page.GotoAsync($"file://{RepositoryFolder.PathOf("samples", "geometry-once", "index.html")}?server={Root}");
        await page.Page.WaitForFunctionAsync("document.body.dataset.shown", null, new() { Timeout = 60_000 });
        string[] indicators = await page.Page.EvaluateAsync<string[]>("[...document.querySelector('#indicator').options].map(option => option.value)");
        int loaded = tiles;

        var pictures = new HashSet<string>();
        foreach (string indicator in indicators)
        {
            await page.Page.SelectOptionAsync("#indicator", indicator);
            await page.Page.WaitForFunctionAsync($"document.body.dataset.shown === '{indicator}'");
            pictures.Add(await page.Page.EvaluateAsync<string>("JSON.stringify(map.queryRenderedFeatures({ layers: ['value'] }).slice(0, 50).map(feature => feature.state.value))"));
        }

        Assert.That(indicators, Has.Length.GreaterThanOrEqualTo(60));
        Assert.That(loaded, Is.GreaterThan(0));
        Assert.That((tiles, tables), Is.EqualTo((loaded, 1)));
        Assert.That(pictures, Has.Count.EqualTo(indicators.Length), "Each indicator has numbers of its own.");
        page.AssertNoFault();
    }

    [Test]
    public async Task The_table_s_ids_are_those_of_the_tiles_which_carry_the_name_alone()
    {
        (int x, int y) = TileAt(106.55, 29.56, 8);
        byte[] tile = await Server.Http.GetByteArrayAsync($"maps/townships/tiles/8/{x}/{y}.mvt");
        JsonElement[] features = [.. (await VectorTileReader.ReadAsync(tile)).GetProperty("layers").GetProperty("townships").GetProperty("features").EnumerateArray()];
        using JsonDocument table = JsonDocument.Parse(await TextAsync(Table + "?columns=name,population"));
        long[] ids = [.. table.RootElement.GetProperty("ids").EnumerateArray().Select(id => id.GetInt64())];
        string[] names = [.. table.RootElement.GetProperty("columns").GetProperty("name").EnumerateArray().Select(name => name.GetString()!)];

        Assert.That(ids, Has.Length.EqualTo(1031));
        Assert.That(table.RootElement.GetProperty("columns").EnumerateObject().Select(column => column.Name), Is.EqualTo(new[] { "name", "population" }));
        Assert.That(features, Is.Not.Empty);
        foreach (JsonElement feature in features)
        {
            JsonProperty only = feature.GetProperty("properties").EnumerateObject().Single();
            Assert.That((only.Name, only.Value.GetString()), Is.EqualTo(("name", names[Array.IndexOf(ids, feature.GetProperty("id").GetInt64())])));
        }
    }

    [Test]
    public async Task A_table_that_is_known_costs_nothing_and_one_that_is_not_there_is_named()
    {
        using HttpResponseMessage first = await Server.Http.GetAsync(Table);
        using var again = new HttpRequestMessage(HttpMethod.Get, Table);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var packed = new HttpRequestMessage(HttpMethod.Get, Table);
        packed.Headers.AcceptEncoding.ParseAdd("br");

        Assert.That((await Server.Http.SendAsync(again)).StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        using HttpResponseMessage brotli = await Server.Http.SendAsync(packed);
        Assert.That(brotli.Content.Headers.ContentEncoding, Is.EqualTo(new[] { "br" }));
        Assert.That(brotli.Headers.ETag, Is.Not.EqualTo(first.Headers.ETag));
        Assert.That(brotli.Content.Headers.ContentLength, Is.LessThan(first.Content.Headers.ContentLength!.Value / 2));
        Assert.That(await TextAsync("maps/townships/attributes/indicators.json"), Does.Contain("township_indicators.json"));
        Assert.That(await TextAsync(Table + "?columns=popluation"), Does.Contain("did you mean 'population'?"));
        Assert.That((await Server.Http.GetAsync(Table + "?columns=popluation")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }
}
