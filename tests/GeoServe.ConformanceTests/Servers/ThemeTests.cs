using System.Text.Json;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Pictures;
using GeoServe.TestKit.Processes;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Servers;

/// <summary>Recipes over the sample city: each is a map of all protocols, and its classes stay until somebody decides otherwise.</summary>
public sealed class ThemeTests : ServerTests
{
    private static readonly Dictionary<string, string> Recipes = new()
    {
        ["density"] = "collection: townships, expression: population / area_km2, method: natural-breaks, classes: 6, outlines: [{collection: districts, labels: name}], labels: {attribute: name, value: true, min: 10}",
        ["schools"] = "collection: townships, attribute: schools, per: population, scale: 10000, method: quantile, palette: viridis-r",
        ["income"] = "collection: townships, attribute: income, method: standard-deviation, colourBlindSafe: true",
        ["landuse"] = "collection: landuse, attribute: class, method: categories, classes: 8",
        ["risk"] = "collection: hillslopes, attribute: risk_level, method: rating",
        ["rain"] = "collection: rain_gauges, attribute: rain_24h, method: status, breaks: [10, 25, 50, 100], time: last_time, staleAfter: 36500 d",
        ["people"] = "collection: villages, attribute: population, method: proportional",
        ["residents"] = "collection: districts, attribute: population, method: proportional, labels: name, outlines: [{collection: townships}]",
        ["gauges"] = "collection: rain_gauges, attribute: rain_24h, method: graduated, classify: equal-interval, classes: 4",
        ["roads"] = "collection: roads, attribute: lanes, method: graduated, classify: manual, breaks: [3, 5]",
        ["hexagons"] = "collection: feedback, method: hexagons",
        ["squares"] = "collection: feedback, method: squares, cell: 24, palette: magma-r",
        ["clusters"] = "collection: feedback, method: clusters",
    };

    private TemporaryFolder _config = null!;

    protected override async Task<ServerProcess> GetServerAsync()
    {
        _config = new TemporaryFolder();
        Directory.CreateDirectory(_config.PathOf("collections"));
        Directory.CreateDirectory(_config.PathOf("maps"));
        File.Copy(RepositoryFolder.PathOf("config", "collections", "chongqing.yaml"), _config.PathOf("collections/chongqing.yaml"));
        foreach ((string id, string recipe) in Recipes) File.WriteAllText(_config.PathOf($"maps/{id}.yaml"), $"title: {{zh: 图, en: {id}}}\ntheme: {{{recipe}}}\nzooms: {{min: 0, max: 16}}\n");
        File.WriteAllText(_config.PathOf("maps/wrong.yaml"), "title: Wrong\ntheme:\n  collection: townships\n  attribute: popluation\n  method: quantile\n");
        string city = Directory.GetFiles((await TestServers.CityAsync()).DataFolder, "*.gpkg").Single();
        return await ServerProcess.StartAsync(_config.Root, data =>
        {
            File.Copy(city, Path.Combine(data, "chongqing.gpkg"));
            return Task.CompletedTask;
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await Server.DisposeAsync();
        _config.Dispose();
    }

    public static IEnumerable<string> Maps => Recipes.Keys;

    [TestCaseSource(nameof(Maps))]
    public async Task A_recipe_is_a_map_of_all_protocols(string id)
    {
        string style = await TextAsync($"maps/{id}/style.json");
        using JsonDocument legend = JsonDocument.Parse(await TextAsync($"maps/{id}/legend.json?lang=en"));
        (int x, int y) = TileAt(107.4, 29.7, 8);
        var picture = Picture.Decode(await Server.Http.GetByteArrayAsync($"maps/{id}/tiles/8/{x}/{y}.png"));
        HashSet<uint> colours = [.. Enumerable.Range(0, 256 * 256).Select(i => (uint)picture[i % 256, i / 256])];

        Assert.That(await StyleValidator.FaultsAsync(style), Is.Empty);
        Assert.That(legend.RootElement.GetProperty("entries").GetArrayLength(), Is.GreaterThan(2));
        foreach (string colour in legend.RootElement.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("colour").GetString()!).Distinct().Take(2))
        {
            // Opaque fills are seen exactly; circles and strokes at least give other colours than the ground.
            if (id is "density" or "schools" or "landuse" or "risk") Assert.That(colours, Has.Some.EqualTo(0xff000000 | Convert.ToUInt32(colour[1..7], 16)), colour);
        }
        Assert.That(colours, Has.Count.GreaterThan(2));
        Assert.That(await TextAsync("maps.json"), Does.Contain($"\"id\":\"{id}\""));
        Assert.That(await TextAsync("wmts?SERVICE=WMTS&REQUEST=GetCapabilities"), Does.Contain($"<ows:Identifier>{id}</ows:Identifier>"));
    }

    [Test]
    public async Task Cells_of_a_vector_tile_count_every_point_once()
    {
        byte[] tile = await Server.Http.GetByteArrayAsync("maps/clusters/tiles/0/0/0.mvt");
        JsonElement[] cells = [.. (await VectorTileReader.ReadAsync(tile)).GetProperty("layers").GetProperty("feedback").GetProperty("features").EnumerateArray()];

        string counted = await Gdal.OgrInfoAsync(Path.Combine(Server.DataFolder, "chongqing.gpkg"), "-q", "-sql", "SELECT count(*) AS n FROM feedback");

        Assert.That(cells, Has.Length.InRange(1, 10));
        Assert.That(counted, Does.Contain($"= {cells.Sum(cell => cell.GetProperty("properties").GetProperty("point_count").GetInt64())}"));
    }

    [Test]
    public async Task Circles_on_areas_are_points_of_the_tiles_one_for_each_area()
    {
        byte[] tile = await Server.Http.GetByteArrayAsync("maps/residents/tiles/0/0/0.mvt");
        JsonElement[] circles = [.. (await VectorTileReader.ReadAsync(tile)).GetProperty("layers").GetProperty("districts").GetProperty("features").EnumerateArray()];

        Assert.That(circles.Select(circle => circle.GetProperty("kind").ToString()), Is.All.EqualTo("Point"));
        Assert.That(circles.Select(circle => circle.GetProperty("properties").GetProperty("name").GetString()).Distinct().Count(), Is.EqualTo(38));
        Assert.That(await TextAsync("maps/residents/style.json"), Does.Not.Contain("districts_label"));
    }

    [Test]
    public async Task A_wrong_recipe_is_left_out_alone_and_check_says_where_and_what_instead()
    {
        CommandResult check = await new Command(ServerProcess.Executable, "check", "--config", _config.Root, "--data", Server.DataFolder).RunAsync();

        Assert.That(check.ExitCode, Is.EqualTo(1));
        Assert.That(check.Output, Does.Contain("wrong.yaml:4: theme.attribute: unknown attribute 'popluation'; did you mean 'population'?"));
        Assert.That(await TextAsync("maps.json"), Does.Not.Contain("\"wrong\"").And.Contain("\"density\""));
    }

    [Test]
    public async Task Data_that_change_move_no_class_until_somebody_decides_so()
    {
        using var data = new TemporaryFolder();
        string file = data.PathOf("chongqing.gpkg");
        File.Copy(Path.Combine(Server.DataFolder, "chongqing.gpkg"), file);
        Directory.CreateDirectory(data.PathOf("breaks"));
        File.Copy(Path.Combine(Server.DataFolder, "breaks", "density.json"), data.PathOf("breaks/density.json"));
        string before = File.ReadAllText(data.PathOf("breaks/density.json"));
        (await new Command("ogrinfo", "-q", file, "-sql", "UPDATE townships SET population = population * 100").RunAsync()).Succeeded();

        CommandResult shown = await new Command(ServerProcess.Executable, "breaks", "density", "--config", _config.Root, "--data", data.Root).RunAsync();
        Assert.That(shown.Output, Does.StartWith("density: version 1, NaturalBreaks, 6 classes").And.Contain("the data changed since"));
        Assert.That(File.ReadAllText(data.PathOf("breaks/density.json")), Is.EqualTo(before));

        CommandResult decided = await new Command(ServerProcess.Executable, "breaks", "density", "--recompute", "--json", "--config", _config.Root, "--data", data.Root).RunAsync();
        JsonElement[] versions = [.. JsonDocument.Parse(File.ReadAllText(data.PathOf("breaks/density.json"))).RootElement.EnumerateArray()];
        double[][] stops = [.. versions.Select(version => version.GetProperty("classes").GetProperty("breaks").GetProperty("stops").EnumerateArray().Select(stop => stop.GetDouble()).ToArray())];
        Assert.That(decided.ExitCode, Is.Zero, decided.Error);
        Assert.That(versions.Select(version => version.GetProperty("version").GetInt32()), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(stops[1], Is.EqualTo(stops[0].Select(stop => stop * 100)).Within(1).Percent);
    }

    protected override string[] ExpectedWarnings => ["wrong"];
}
