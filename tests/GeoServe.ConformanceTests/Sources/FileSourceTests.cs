using System.Text.Json;
using GeoServe.TestKit;
using GeoServe.TestKit.Processes;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Sources;

/// <summary>Files of departments as they come, served: Shapefile in GBK with a joined table, GeoJSON, CSV and FlatGeobuf.</summary>
public sealed class FileSourceTests
{
    private readonly TemporaryFolder _config = new();
    private ServerProcess _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        SharedFolder.Require("data", "shapefile_gbk");
        foreach (string folder in (string[])["collections", "maps", "styles"]) Directory.CreateDirectory(_config.PathOf(folder));
        File.WriteAllText(_config.PathOf("geoserve.yaml"), "service: {title: Files}\n");
        File.WriteAllText(_config.PathOf("collections", "files.yaml"), """
            collections:
              - id: districts
                source: {shapefile: districts.shp}
                join: {source: {csv: population.csv}, key: 行政区代码, tableKey: 代码, columns: [人口]}
              - {id: poi, source: {flatgeobuf: poi.fgb}}
              - {id: stations, source: {csv: stations.csv}}
              - {id: lines, source: {geojson: lines.geojsonl}}
              - {id: tie, source: {geojson: tie.geojson}}
              - {id: broken, source: {shapefile: broken.shp}}
            """);
        foreach (string id in (string[])["districts", "poi", "stations", "lines", "broken"])
        {
            File.WriteAllText(_config.PathOf("maps", id + ".yaml"), $"title: {id}\ncollections: [{id}]\nstyles: [{id}]\nzooms: {{min: 0, max: 18}}\n");
            File.WriteAllText(_config.PathOf("styles", id + ".json"), $$"""{"version": 8, "sources": {"t": {"type": "vector"} }, "layers": [{"id": "a", "type": "line", "source": "t", "source-layer": "{{id}}"}, {"id": "b", "type": "circle", "source": "t", "source-layer": "{{id}}"}]}""");
        }
        _server = await ServerProcess.StartAsync(_config.Root, Fill);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_server is not null) await _server.DisposeAsync();
        _config.Dispose();
    }

    [Test]
    public async Task Names_and_values_in_gbk_and_joined_columns_come_through_wfs()
    {
        using JsonDocument answer = JsonDocument.Parse(await _server.Http.GetStringAsync("wfs?service=WFS&version=2.0.0&request=GetFeature&typeNames=districts&outputFormat=application/json&count=50"));
        JsonElement[] features = [.. answer.RootElement.GetProperty("features").EnumerateArray()];
        Dictionary<string, JsonElement> names = features.ToDictionary(feature => feature.GetProperty("properties").GetProperty("区县名称").GetString()!, feature => feature.GetProperty("properties"));

        Assert.That(features, Has.Length.EqualTo(38));
        Assert.That(names["渝中区"].GetProperty("人口").GetInt64(), Is.EqualTo(588_717));
        Assert.That(names["涪陵区"].TryGetProperty("人口", out JsonElement none) && none.ValueKind != JsonValueKind.Null, Is.False, "a district without a row has no value");
    }

    [Test]
    public async Task A_filter_on_a_joined_column_is_held()
    {
        const string filter = "<fes:Filter xmlns:fes='http://www.opengis.net/fes/2.0'><fes:PropertyIsGreaterThan><fes:ValueReference>人口</fes:ValueReference><fes:Literal>600000</fes:Literal></fes:PropertyIsGreaterThan></fes:Filter>";
        using JsonDocument answer = JsonDocument.Parse(await _server.Http.GetStringAsync("wfs?service=WFS&version=2.0.0&request=GetFeature&typeNames=districts&outputFormat=application/json&filter=" + Uri.EscapeDataString(filter)));

        Assert.That(answer.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("区县名称").GetString()), Is.EquivalentTo((string[])["江北区", "沙坪坝区"]));
    }

    [TestCase("districts", "maps/districts/tiles/6/50/26.png")]
    [TestCase("poi", "maps/poi/tiles/6/32/23.png")]
    [TestCase("stations", "maps/stations/tiles/1/1/0.png")]
    [TestCase("lines", "maps/lines/tiles/1/1/0.png")]
    public async Task Each_file_is_a_map(string map, string tile)
    {
        using HttpResponseMessage answer = await _server.Http.GetAsync(tile);
        byte[] picture = await answer.Content.ReadAsByteArrayAsync();

        Assert.That(answer.IsSuccessStatusCode, Is.True, map);
        Assert.That(picture.Length, Is.GreaterThan(300), "something is drawn");
    }

    [Test]
    public async Task A_row_that_cannot_be_read_and_a_file_that_is_broken_are_named_and_cost_no_other_map()
    {
        CommandResult check = await new Command(ServerProcess.Executable, "check", "--config", _config.Root, "--data", _server.DataFolder).RunAsync();

        Assert.That(check.Output, Does.Contain("collection lines: 1 row of lines.geojsonl cannot be read and is left out: row 2: a position has 1 number"));
        Assert.That(check.Output, Does.Contain("collection tie: feature 7: its polygon is not valid (Self-intersection at 106.5 29.50"));
        Assert.That(check.Output, Does.Contain("broken.shp").And.Contain("crs: EPSG:4490"));
        Assert.That(check.Output, Does.Contain("collection districts: 35 rows of districts.shp are served in part: row 1: '代码' of the joined table has no"));
        Assert.That(check.ExitCode, Is.EqualTo(1));
        Assert.That((await new Command(ServerProcess.Executable, "check", "--quick", "--config", _config.Root, "--data", _server.DataFolder).RunAsync()).Output, Does.Not.Contain("row 2"));
        await _server.LogsAsync("Collection lines: 1 row of lines.geojsonl cannot be read");
        _server.AssertNoUnexpectedWarning("lines.geojsonl", "Left out", "broken");
    }

    [Test]
    public async Task A_changed_file_has_new_tiles_within_seconds()
    {
        string file = Path.Combine(_server.DataFolder, "stations.csv");
        string before = Convert.ToHexString(await _server.Http.GetByteArrayAsync("maps/stations/tiles/0/0/0.mvt"));

        await File.WriteAllTextAsync(file, "name,经度,纬度\n甲,106.5,29.5\n丙,20,20\n丁,-60,-20\n");

        await Eventually.BecomesTrueAsync(async () => Convert.ToHexString(await _server.Http.GetByteArrayAsync("maps/stations/tiles/0/0/0.mvt")) != before, TimeSpan.FromSeconds(10));
    }

    private static async Task Fill(string data)
    {
        foreach (string extension in (string[])["shp", "dbf", "shx", "prj", "cpg"])
        {
            string source = SharedFolder.Require("data", "shapefile_gbk", "chongqing_districts_gbk." + extension);
            File.Copy(source, Path.Combine(data, "districts." + extension));
            if (extension != "prj") File.Copy(source, Path.Combine(data, "broken." + extension));
        }
        File.Copy(SharedFolder.Require("data", "formats", "andorra_poi.fgb"), Path.Combine(data, "poi.fgb"));
        // The census of 2020 for three of the districts.
        await File.WriteAllTextAsync(Path.Combine(data, "population.csv"), "代码,名称,人口\n500103,渝中区,588717\n500105,江北区,925886\n500106,沙坪坝区,1477320\n");
        await File.WriteAllTextAsync(Path.Combine(data, "stations.csv"), "name,经度,纬度\n甲,106.5,29.5\n乙,106.6,29.6\n");
        await File.WriteAllTextAsync(Path.Combine(data, "tie.geojson"), """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":7,"properties":{},"geometry":{"type":"Polygon","coordinates":[[[106,29],[107,29],[106,30],[107,30],[106,29]]]}}]}
            """);
        await File.WriteAllTextAsync(Path.Combine(data, "lines.geojsonl"), """
            {"type":"Feature","properties":{"k":1},"geometry":{"type":"LineString","coordinates":[[-100,-20],[100,20]]}}
            {"type":"Feature","properties":{"k":2},"geometry":{"type":"LineString","coordinates":[[-100],[100,20]]}}
            {"type":"Feature","properties":{"k":3},"geometry":{"type":"LineString","coordinates":[[-100,20],[100,-20]]}}

            """);
    }
}
