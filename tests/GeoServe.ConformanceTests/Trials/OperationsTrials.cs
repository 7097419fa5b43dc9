using System.Text.Json;
using System.Xml.Linq;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Processes;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>Trials of faulty configurations and data, and of sources that are away.</summary>
public sealed class OperationsTrials
{
    private const string Secret = "open-sesame";

    private static readonly XNamespace Ows = "http://www.opengis.net/ows/1.1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test, Trial("T097")]
    public async Task Bad_layers_are_left_out_by_name_and_the_others_are_whole()
    {
        using var trials = new TrialConfiguration();
        trials.Show("common-places.geojson", "places").Show("T021-ell.geojson", "ell").Show("T055-vee.geojson", "vee")
            .Show("T037-cross.geojson", "cross").Show("T048-han.geojson", "han").Show("common-places.geojson", "dropped")
            .Load("common-places.geojson", "empty", "-where", "1 = 0").Map("empty", ["empty"], ("empty", TrialConfiguration.Plain("empty")))
            .Map("missing", ["missing"], ("missing", TrialConfiguration.Plain("missing")))
            .Map("nocrs", ["nocrs"], ("nocrs", TrialConfiguration.Plain("nocrs")))
            .Map("ugly", ["places"], ("ugly", "{\"version\": 8, \"layers\": [{\"id\": \"a\", \"type\": \"fil\"}]"));
        trials.Write("collections/missing.yaml", "source: {geopackage: nowhere.gpkg}\ncollections: [{id: missing}]\n");
        trials.Write("collections/nocrs.yaml", "source: {geopackage: trials.gpkg}\ncollections: [{id: nocrs, table: places, crs: 'EPSG:999999'}]\n");
        await using ServerProcess server = await ServerProcess.StartAsync(trials.Finish(), trials.FillAsync);
        await ChangeAsync(Path.Combine(server.DataFolder, TrialConfiguration.File), "ALTER TABLE dropped DROP COLUMN kind");

        string[] sound = ["cross", "dropped", "ell", "empty", "han", "places", "vee"];
        string capabilities = await server.Http.GetStringAsync("wmts?SERVICE=WMTS&REQUEST=GetCapabilities");
        using JsonDocument list = JsonDocument.Parse(await server.Http.GetStringAsync("maps.json"));
        string health = await server.Http.GetStringAsync("health/ready");

        Assert.That(await XmlSchema.FaultsAsync(capabilities, "wmts/1.0/wmtsGetCapabilities_response.xsd"), Is.Empty);
        IEnumerable<XElement> layers = XDocument.Parse(capabilities).Descendants().Where(element => element.Name.LocalName == "Layer");
        Assert.That(layers.Select(layer => layer.Element(Ows + "Identifier")!.Value), Is.EquivalentTo(sound));
        Assert.That(list.RootElement.GetProperty("maps").EnumerateArray().Select(map => map.GetProperty("id").GetString()), Is.EquivalentTo(sound));
        foreach (string map in sound) JsonDocument.Parse(await server.Http.GetStringAsync($"maps/{map}/tilejson.json")).Dispose();
        foreach ((string map, string reason) in new[] { ("missing", "nowhere.gpkg"), ("nocrs", "EPSG:999999"), ("ugly", "ugly.json") })
        {
            await server.LogsAsync(map, reason);
            Assert.That(health, Does.Contain(map).And.Contain(reason));
        }
        foreach (string map in sound)
        {
            using HttpResponseMessage tile = await server.Http.GetAsync($"maps/{map}/tiles/5/26/13.mvt");
            Assert.That((int)tile.StatusCode, map == "dropped" ? Is.AnyOf(200, 503) : Is.AnyOf(200, 204), map);
        }
        server.AssertRunning();
    }

    [Test, Trial("T098")]
    public async Task Files_are_served_while_a_database_is_down_hangs_or_starts_and_it_comes_by_itself()
    {
        using var database = new PostGisServer();
        database.Execute("CREATE TABLE squares (id int PRIMARY KEY, geom geometry(Polygon, 4326)); INSERT INTO squares VALUES (1, ST_MakeEnvelope(0, 0, 170, 80, 4326))");
        database.Stop();
        using TrialConfiguration trials = new TrialConfiguration().Show("common-places.geojson", "places").PostGis("public", "{id: squares}").Map("squares", ["squares"], ("squares", TrialConfiguration.Plain("squares")));
        var environment = new Dictionary<string, string> { [TrialConfiguration.PostGisVariable] = $"Host=127.0.0.1;Port={database.Port};Database=trial;Username=postgres;Password={Secret}" };

        await using ServerProcess server = await ServerProcess.StartAsync(trials.Finish(), trials.FillAsync, environment);
        await OnlyFilesAsync(server);
        await using (var hanging = new SilentDatabase(database.Port, isStarting: false))
        {
            await hanging.Met.WaitAsync(Patience);
            await OnlyFilesAsync(server);
            await using ServerProcess late = await ServerProcess.StartAsync(trials.Finish(), trials.FillAsync, environment);       // it starts, though the database never answers
            await OnlyFilesAsync(late);
        }
        await using (var starting = new SilentDatabase(database.Port, isStarting: true))
        {
            await starting.Met.WaitAsync(Patience);
            await OnlyFilesAsync(server);
        }
        database.Start();
        await Eventually.BecomesTrueAsync(async () => await StatusAsync(server, "maps/squares/tiles/3/5/3.png") == 200, Patience);
        await server.LogsAsync("The tile index of collection squares is built");
        database.Stop();
        await Eventually.BecomesTrueAsync(async () => (await server.Http.GetStringAsync("health/ready")).Contains("\"sourcesAway\":[\"squares\"]", StringComparison.Ordinal), Patience);

        Assert.That(await StatusAsync(server, "maps/squares/tiles/6/40/24.png"), Is.EqualTo(200), "from its tile index");
        Assert.That(await StatusAsync(server, "maps/places/tiles/10/836/422.png"), Is.EqualTo(200));
        Assert.That(string.Join('\n', server.Log), Does.Not.Contain(Secret).And.Not.Contain("Username"));
        server.AssertRunning();
    }

    [Test, Trial("T101")]
    public async Task Check_names_every_fault_at_once_with_file_line_word_and_what_is_expected()
    {
        using var data = new TemporaryFolder();
        using TrialConfiguration trials = new TrialConfiguration().Show("common-places.geojson", "places");
        await trials.FillAsync(data.Root);
        trials.Write("collections/away.yaml", "source: {geopackage: nowhere.gpkg}\ncollections:\n  - id: lost\n");
        trials.Write("collections/twice.yaml", "source: {geopackage: trials.gpkg}\ncollections:\n  - id: places\n");
        trials.Write("maps/misspelt.yaml", "title: A\ncolections: [places]\n");
        trials.Write("maps/typed.yaml", "title: A\ncollections: [places]\nstyles: [places]\nzooms: {min: five}\n");
        trials.Write("maps/tab.yaml", "title: A\n\tcollections: [places]\n");
        trials.Write("maps/sourceless.yaml", "title: A\ncollections: [plazes]\nstyles: [places]\n");
        trials.Write("maps/zooms.yaml", "title: A\ncollections: [places]\nstyles: [places]\nzooms: {min: 9, max: 3}\n");
        trials.Write("maps/styleless.yaml", "title: A\ncollections: [places]\nstyles: [nostyle]\n");

        CommandResult result = await new Command(ServerProcess.Executable, "check", "--config", trials.Finish(), "--data", data.Root).RunAsync();

        Assert.That(result.ExitCode, Is.EqualTo(1));
        foreach (string[] words in new string[][]
        {
            ["misspelt.yaml:2:", "'colections'", "'collections'"],
            ["typed.yaml:4:", "zooms.min", "five", "whole number"],
            ["tab.yaml:2:", "tab"],
            ["sourceless.yaml:2:", "'plazes'", "'places'"],
            ["zooms.yaml:4:", "9", "3"],
            ["styleless.yaml:3:", "'nostyle'"],
            ["away.yaml:3:", "nowhere.gpkg"],
            ["twice.yaml:3:", "'places'", "there already"],
        })
        {
            string[] lines = result.Output.Split('\n');
            Assert.That(lines.Any(line => words.All(word => line.Contains(word, StringComparison.Ordinal))), Is.True, $"{string.Join(" ", words)} in\n{result.Output}");
        }
    }

    [Test, Trial("T101")]
    public async Task A_server_whose_own_options_are_faulty_does_not_start()
    {
        using var data = new TemporaryFolder();
        using var trials = new TrialConfiguration();
        trials.Write("geoserve.yaml", "cache:\n  memroy: 1 GiB\n");

        CommandResult result = await new Command(ServerProcess.Executable, "serve", "--config", trials.Finish(), "--data", data.Root, "--urls", "http://127.0.0.1:0").RunAsync();

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("geoserve.yaml:2:").And.Contain("'memroy'").And.Contain("'memory'"));
    }

    [Test, Trial("T101")]
    public async Task A_bad_geometry_is_left_out_and_named_by_layer_and_feature()
    {
        using TrialConfiguration trials = new TrialConfiguration().Show("common-places.geojson", "places");
        await using ServerProcess server = await ServerProcess.StartAsync(trials.Finish(), async data =>
        {
            await trials.FillAsync(data);
            string file = Path.Combine(data, TrialConfiguration.File);
            for (int i = 1; i <= 7; i++) await ChangeAsync(file, $"DROP TRIGGER IF EXISTS rtree_places_geom_update{i}");     // they would take the row out of the index
            await ChangeAsync(file, "UPDATE places SET geom = X'47500001E6100000010100' WHERE fid = 2");     // a point that ends within its type
        });

        using HttpResponseMessage answer = await server.Http.GetAsync("maps/places/tiles/9/418/211.mvt");

        Assert.That((int)answer.StatusCode, Is.EqualTo(200), "the good rows are served");
        await server.LogsAsync("Collection places", "row 2");
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("trials.gpkg").And.Not.Contain("   at "));
        server.AssertRunning();
    }

    private static async Task OnlyFilesAsync(ServerProcess server)
    {
        Assert.That(await StatusAsync(server, "maps/places/tiles/10/836/422.png"), Is.EqualTo(200));
        using HttpResponseMessage squares = await server.Http.GetAsync("maps/squares/tiles/3/5/3.png");
        Assert.That((int)squares.StatusCode, Is.EqualTo(503));
        Assert.That(squares.Headers.RetryAfter, Is.Not.Null);
        string health = await server.Http.GetStringAsync("health/ready");
        Assert.That(health, Does.Contain("squares").And.Not.Contain(Secret).And.Not.Contain("Username"));
        server.AssertRunning();
    }

    private static async Task<int> StatusAsync(ServerProcess server, string address)
    {
        using HttpResponseMessage answer = await server.Http.GetAsync(address);
        return (int)answer.StatusCode;
    }

    private static async Task ChangeAsync(string file, string sql) => (await new Command("ogrinfo", file, "-sql", sql).RunAsync()).Succeeded();
}
