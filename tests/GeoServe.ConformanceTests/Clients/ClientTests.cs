using System.Text.Json;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Processes;
using GeoServe.TestKit.Servers;
using Microsoft.Playwright;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Clients;

/// <summary>Each client that other tests need is there and does its work without our server.</summary>
[Category("Clients")]
public sealed class ClientTests
{
    [Test]
    public async Task GDAL_reads_and_writes()
    {
        using var folder = new TemporaryFolder();
        string point = folder.PathOf("point.geojson");
        await File.WriteAllTextAsync(point, """{"type":"Feature","properties":{"name":"渝中区"},"geometry":{"type":"Point","coordinates":[106.5,29.5]}}""");

        await Gdal.OgrToOgrAsync(folder.PathOf("point.gpkg"), point, "-nln", "places");

        Assert.That(await Gdal.OgrInfoAsync(folder.PathOf("point.gpkg"), "-al"), Does.Contain("渝中区").And.Contain("POINT (106.5 29.5)"));
        Assert.That(await Gdal.VersionAsync(), Does.StartWith("GDAL 3."));
    }

    [Test]
    public async Task GDAL_copies_a_raster()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("grid.asc"), "ncols 2\nnrows 1\nxllcorner 106\nyllcorner 29\ncellsize 0.5\n1 2\n");

        await Gdal.TranslateAsync(folder.PathOf("grid.asc"), folder.PathOf("grid.tif"), "-outsize", "4", "2");

        using JsonDocument info = await Gdal.InfoAsync(folder.PathOf("grid.tif"));
        Assert.That(info.RootElement.GetProperty("size").EnumerateArray().Select(side => side.GetInt32()), Is.EqualTo(new[] { 4, 2 }));
    }

    [Test]
    public async Task GDAL_reads_vector_tiles_and_WMTS() =>
        Assert.That(
            (await new Command("gdalinfo", "--formats").RunAsync()).Output + (await new Command("ogrinfo", "--formats").RunAsync()).Output,
            Does.Contain("WMTS -raster-").And.Contain("MVT -vector-").And.Contain("WFS -vector-"));

    [Test]
    public void GDAL_reports_what_is_not_there() =>
        Assert.ThrowsAsync<CommandFailedException>(() => Gdal.OgrInfoAsync("/nonexistent.gpkg"));

    [Test]
    public async Task OWSLib_is_there() => Assert.That(await OwsLib.VersionAsync(), Does.Match(@"^\d+\.\d+"));

    [Test]
    public async Task QGIS_starts_without_a_screen()
    {
        (string version, IReadOnlyList<string> providers) = await Qgis.VersionAsync();

        Assert.That(version, Does.StartWith("3."));
        Assert.That(providers, Does.Contain("wms").And.Contain("WFS").And.Contain("ogr"));
    }

    [Test]
    public async Task The_official_schemas_accept_a_right_document_and_refuse_a_wrong_one()
    {
        const string schema = "ows/1.1.0/owsExceptionReport.xsd";
        const string right = """
            <ExceptionReport xmlns="http://www.opengis.net/ows/1.1" version="1.1.0">
              <Exception exceptionCode="InvalidParameterValue" locator="LAYER"/>
            </ExceptionReport>
            """;

        Assert.That(await XmlSchema.FaultsAsync(right, schema), Is.Empty);
        Assert.That(await XmlSchema.FaultsAsync(right.Replace("exceptionCode", "code", StringComparison.Ordinal), schema), Does.Contain("code"));
    }

    [Test]
    public async Task Mapbox_reads_a_vector_tile()
    {
        // Protobuf by hand: a layer "p" (field 3 of the tile) of version 2 with one point at (5, 7), id 9, no attributes.
        byte[] tile = [0x1A, 0x10, 0x78, 0x02, 0x0A, 0x01, 0x70, 0x12, 0x09, 0x08, 0x09, 0x18, 0x01, 0x22, 0x03, 0x09, 0x0A, 0x0E];

        JsonElement layer = (await VectorTileReader.ReadAsync(tile)).GetProperty("layers").GetProperty("p");

        JsonElement feature = layer.GetProperty("features")[0];
        Assert.That(layer.GetProperty("extent").GetInt32(), Is.EqualTo(4096), "the extent that a tile means when it names none");
        Assert.That(feature.GetProperty("id").GetInt32(), Is.EqualTo(9));
        Assert.That(feature.GetProperty("geometry").GetRawText(), Is.EqualTo("[[[5,7]]]"));
    }

    [Test]
    public async Task Chromium_draws_with_WebGL()
    {
        await using Browser browser = await Browser.StartAsync();
        await using BrowserPage page = await browser.OpenAsync();
        await page.Page.SetContentAsync("<canvas></canvas>");

        int[] pixel = await page.Page.EvaluateAsync<int[]>("""
            () => {
              const gl = document.querySelector("canvas").getContext("webgl2");
              gl.clearColor(1, 0.5, 0, 1);
              gl.clear(gl.COLOR_BUFFER_BIT);
              const pixel = new Uint8Array(4);
              gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
              return [...pixel];
            }
            """);

        Assert.That(pixel, Is.EqualTo(new[] { 255, 128, 0, 255 }).Within(1));
        page.AssertNoFault();
    }

    [Test]
    public async Task Chromium_reports_a_page_that_throws()
    {
        await using Browser browser = await Browser.StartAsync();
        await using BrowserPage page = await browser.OpenAsync();

        await page.Page.SetContentAsync("<script>throw new Error('on purpose')</script>", new PageSetContentOptions { WaitUntil = WaitUntilState.Load });

        Assert.That(page.AssertNoFault, Throws.InstanceOf<AssertionException>().With.Message.Contains("on purpose"));
    }

    [Test]
    public async Task Redis_keeps_hangs_and_comes_back()
    {
        await using RedisServer redis = await RedisServer.StartAsync("--maxmemory", "16mb");
        await redis.ExecuteAsync("SET", "tile", "重庆");
        Assert.That(await redis.ExecuteAsync("GET", "tile"), Is.EqualTo("重庆"));

        await redis.KillAsync();
        Assert.That(() => redis.ExecuteAsync("PING"), Throws.InstanceOf<CommandFailedException>());

        await redis.RestartAsync();
        Assert.That(await redis.ExecuteAsync("GET", "tile"), Is.Empty);
    }

    [Test]
    public void A_command_that_does_not_end_is_ended()
    {
        var endless = new Command("tail", "-f", "/dev/null") { TimeOut = TimeSpan.FromMilliseconds(200) };

        Assert.That(endless.RunAsync, Throws.InstanceOf<CommandFailedException>().With.Message.Contains("did not end"));
    }
}
