using System.Text.Json;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Processes;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Commands;

/// <summary>The keys <c>time</c> of a collection and <c>attributes</c> of a map, right and wrong.</summary>
public sealed class CheckSelectionKeysTests
{
    private const string Styled = """{"version": 8, "sources": {"s": {"type": "vector"}}, "layers": [{"id": "b", "type": "fill", "source": "s", "source-layer": "blocks", "paint": {"fill-color": ["match", ["get", "kind"], "a", "#ff0000", "#00ff00"]}}]}""";

    [Test]
    public async Task Check_names_what_is_wrong_with_them_and_the_server_serves_the_rest()
    {
        using TemporaryFolder config = Config(time: "fuonded", attributes: "{blocks: [name, coed], bloks: [name]}");
        await using ServerProcess server = await StartAsync(config);

        CommandResult check = await new Command(ServerProcess.Executable, "check", "--config", config.Root, "--data", server.DataFolder).RunAsync();

        Assert.That(check.ExitCode, Is.EqualTo(1));
        foreach (string part in new[]
        {
            "time: attribute 'fuonded'; did you mean 'founded'?", "attribute of 'blocks' 'coed'; did you mean 'code'?", "collection 'bloks'; did you mean 'blocks'?",
            "reads attribute 'kind' of 'blocks', which the vector tiles do not carry",
        })
        {
            Assert.That(check.Output, Does.Contain(part));
        }
        Assert.That(await server.Http.GetByteArrayAsync("maps/blocks/tiles/8/203/106.mvt"), Is.Not.Empty);
    }

    [Test]
    public async Task A_column_that_is_no_time_is_named()
    {
        using TemporaryFolder config = Config(time: "people", attributes: "{}");
        await using ServerProcess server = await StartAsync(config);

        CommandResult check = await new Command(ServerProcess.Executable, "check", "--config", config.Root, "--data", server.DataFolder).RunAsync();

        Assert.That(check.Output, Does.Contain("time: attribute 'people' holds Real values, not days or instants."));
    }

    // Of the four blocks one was founded in 2001 and one in 1997, one in 2011; one has no day.
    [TestCase("", new[] { "东北片区 <&>", "东南片区", "西北片区", "西南片区" })]
    [TestCase("?time=2001-05-06", new[] { "西南片区" })]
    [TestCase("?time=2001-05-06T23:00:00Z", new[] { "西南片区" })]
    [TestCase("?time=../2001-05-06", new[] { "东北片区 <&>", "西南片区" })]
    [TestCase("?time=2001-05-07/..", new[] { "东南片区" })]
    [TestCase("?filter=founded IS NULL", new[] { "西北片区" })]
    [TestCase("?filter=S_INTERSECTS(geometry,POINT(106.25 29.25)) OR name LIKE '%东南%'", new[] { "东南片区", "西南片区" })]
    public async Task A_map_takes_a_time_and_carries_the_attributes_that_it_says(string query, string[] names)
    {
        using TemporaryFolder config = Config(time: "founded", attributes: "{blocks: [name, kind]}");
        await using ServerProcess server = await StartAsync(config);
        CommandResult check = await new Command(ServerProcess.Executable, "check", "--config", config.Root, "--data", server.DataFolder).RunAsync();
        Assert.That(check.Output, Does.Contain("no fault"));

        var features = new Dictionary<long, JsonElement>();
        foreach ((int x, int y) in new[] { (50, 26), (51, 26) })      // zoom 6: 101.25 to 112.5 degrees east, 27.1 to 31.9 north
        {
            byte[] tile = await server.Http.GetByteArrayAsync($"maps/blocks/tiles/6/{x}/{y}.mvt{query}");
            if (tile.Length == 0) continue;
            foreach (JsonElement feature in (await VectorTileReader.ReadAsync(tile)).GetProperty("layers").GetProperty("blocks").GetProperty("features").EnumerateArray())
            {
                features[feature.GetProperty("id").GetInt64()] = feature;
            }
        }

        Assert.That(features.Values.Select(feature => feature.GetProperty("properties").GetProperty("name").GetString()), Is.EquivalentTo(names));
        Assert.That(features.Values.SelectMany(feature => feature.GetProperty("properties").EnumerateObject().Select(property => property.Name)).Distinct().Order(), Is.EqualTo(new[] { "kind", "name" }));
        JsonElement list = JsonDocument.Parse(await server.Http.GetStringAsync("maps.json")).RootElement.GetProperty("maps")[0].GetProperty("time");
        Assert.That((list.GetProperty("collection").GetString(), list.GetProperty("column").GetString(), list.GetProperty("type").GetString()), Is.EqualTo(("blocks", "founded", "date")));
    }

    private static TemporaryFolder Config(string time, string attributes)
    {
        var folder = new TemporaryFolder();
        foreach (string name in new[] { "collections", "maps", "styles" }) Directory.CreateDirectory(folder.PathOf(name));
        File.WriteAllText(folder.PathOf("geoserve.yaml"), "service: {title: Blocks}\n");
        File.WriteAllText(folder.PathOf("collections", "blocks.yaml"), $"source: {{geopackage: blocks.gpkg}}\ncollections:\n  - {{id: blocks, time: {time}}}\n");
        File.WriteAllText(folder.PathOf("maps", "blocks.yaml"), $"title: Blocks\ncollections: [blocks]\nattributes: {attributes}\nzooms: {{min: 5, max: 14}}\n");
        File.WriteAllText(folder.PathOf("styles", "blocks.json"), Styled);
        return folder;
    }

    private static async Task<ServerProcess> StartAsync(TemporaryFolder config)
    {
        string blocks = Path.Combine((await TestServers.BlocksAsync()).DataFolder, "blocks.gpkg");
        return await ServerProcess.StartAsync(config.Root, data =>
        {
            File.Copy(blocks, Path.Combine(data, "blocks.gpkg"));
            return Task.CompletedTask;
        });
    }
}
