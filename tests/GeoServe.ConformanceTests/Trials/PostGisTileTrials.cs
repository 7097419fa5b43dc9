using System.Text.Json;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>Trials of vector tiles from PostGIS.</summary>
public sealed class PostGisTileTrials : TrialTests
{
    private const string Schema = "tiles";

    private static readonly Dictionary<string, string> Connection = new() { [TrialConfiguration.PostGisVariable] = PostGisServer.Shared.ConnectionString };

    private readonly TrialConfiguration _trials = new();
    private ServerProcess? _server;

    protected override async Task<ServerProcess> GetServerAsync()
    {
        PostGisServer.Shared.Execute($"CREATE SCHEMA {Schema}");
        PostGisServer.Shared.Execute($$"""
            SET search_path = {{Schema}}, public;
            CREATE TABLE types (id int PRIMARY KEY, n numeric(10, 2), t timestamptz, d date, u uuid, b boolean, a text[], j jsonb, x bytea, geom geometry(Point, 4326));
            INSERT INTO types VALUES
              (1, 12.5, '2020-03-01 08:00:00+08', '2020-03-01', '6ba7b810-9dad-11d1-80b4-00c04fd430c8', false, '{x,"y z"}', '{"deep": [1, 2]}', '\x00ff', ST_SetSRID(ST_MakePoint(1, 1), 4326)),
              (2, null, null, null, null, null, null, null, null, ST_SetSRID(ST_MakePoint(2, 2), 4326));
            """);
        await LoadAsync("T036-two-tiles.geojson", "twotiles");
        // GDAL tells no capitals apart; PostgreSQL reads the file itself, and keeps the last of two values.
        PostGisServer.Shared.Execute($$"""
            SET search_path = {{Schema}}, public;
            CREATE TABLE dupkeys AS SELECT 1 AS id, f->'properties'->>'type' AS type, f->'properties'->>'Type' AS "Type", ST_SetSRID(ST_GeomFromGeoJSON(f->>'geometry'), 4326)::geometry(Point, 4326) AS geom
              FROM jsonb_array_elements('{{await File.ReadAllTextAsync(TrialConfiguration.FileOf("T043-dupkeys.geojson"))}}'::jsonb->'features') f;
            """);
        _trials.PostGis(Schema, "{id: types}", "{id: twotiles, key: id}", "{id: dupkeys}");
        foreach (string id in new[] { "types", "twotiles", "dupkeys" }) _trials.Map(id, [id], (id, TrialConfiguration.Plain(id)));
        return _server = await StartOneAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _trials.Dispose();
    }

    [Test, Trial("T034")]
    public async Task Every_type_of_column_gives_a_value_or_none_and_TileJSON_says_the_same()
    {
        IReadOnlyList<JsonElement> features = await FeaturesAsync("types", 0, 0, 0);
        using JsonDocument tileJson = JsonDocument.Parse(await TextAsync("maps/types/tilejson.json"));

        JsonElement first = features.Single(feature => feature.GetProperty("id").GetInt64() == 1).GetProperty("properties");
        JsonElement second = features.Single(feature => feature.GetProperty("id").GetInt64() == 2).GetProperty("properties");
        Assert.Multiple(() =>
        {
            Assert.That(first.GetProperty("n").GetDouble(), Is.EqualTo(12.5));
            Assert.That(first.GetProperty("t").GetString(), Is.EqualTo("2020-03-01T00:00:00Z"));
            Assert.That(first.GetProperty("d").GetString(), Is.EqualTo("2020-03-01"));
            Assert.That(first.GetProperty("u").GetString(), Is.EqualTo("6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
            Assert.That(first.GetProperty("b").GetBoolean(), Is.False);
            Assert.That(JsonDocument.Parse(first.GetProperty("a").GetString()!).RootElement[1].GetString(), Is.EqualTo("y z"), "nested values are JSON text");
            Assert.That(JsonDocument.Parse(first.GetProperty("j").GetString()!).RootElement.GetProperty("deep").GetArrayLength(), Is.EqualTo(2));
            Assert.That(first.TryGetProperty("x", out _), Is.False, "bytes have no place in a tile");
            Assert.That(second.EnumerateObject().Select(property => property.Name), Is.EqualTo(new[] { "id" }), "a null gives no key");
        });
        Dictionary<string, string?> fields = tileJson.RootElement.GetProperty("vector_layers")[0].GetProperty("fields").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString());
        Assert.That(fields, Is.EquivalentTo(new Dictionary<string, string?>
        {
            ["id"] = "Number", ["n"] = "Number", ["t"] = "String", ["d"] = "String", ["u"] = "String", ["b"] = "Boolean", ["a"] = "String", ["j"] = "String",
        }));
    }

    [Test, Trial("T036")]
    public async Task A_text_key_gives_one_id_in_every_tile_after_a_restart_and_in_another_order()
    {
        Dictionary<string, long> before = await IdsAsync();
        PostGisServer.Shared.Execute($"SET search_path = {Schema}, public; CREATE TABLE turned AS SELECT * FROM twotiles ORDER BY id DESC; TRUNCATE twotiles; INSERT INTO twotiles SELECT * FROM turned; DROP TABLE turned");
        await Server.DisposeAsync();
        Continue(_server = await StartOneAsync());

        Dictionary<string, long> after = await IdsAsync();

        Assert.That(before.Values, Is.Unique);
        Assert.That(before.Keys, Is.EquivalentTo(new[] { "crosses lon 0", "left only", "right only" }));
        Assert.That(after, Is.EquivalentTo(before));
    }

    [Test, Trial("T043")]
    public async Task A_key_given_twice_is_one_key_and_capitals_tell_keys_apart()
    {
        JsonElement layer = await RawLayerAsync("maps/dupkeys/tiles/0/0/0.mvt");
        JsonElement properties = (await FeaturesAsync("dupkeys", 0, 0, 0)).Single().GetProperty("properties");

        int[] tags = [.. layer.GetProperty("features")[0].GetProperty("tags").EnumerateArray().Select(tag => tag.GetInt32())];
        Assert.That(tags.Where((_, i) => i % 2 == 0), Is.Unique, "no key index twice");
        Assert.That(layer.GetProperty("keys").EnumerateArray().Select(key => key.GetString()), Is.Unique);
        Assert.That(properties.GetProperty("type").GetString(), Is.EqualTo("lake"), "the last value");
        Assert.That(properties.GetProperty("Type").GetString(), Is.EqualTo("LAKE"));
    }

    // The ids of the tiles west and east of longitude 0, by name; each name has one.
    private async Task<Dictionary<string, long>> IdsAsync()
    {
        var ids = new Dictionary<string, long>();
        foreach (int x in new[] { 0, 1 })
        {
            foreach (JsonElement feature in await FeaturesAsync("twotiles", 1, x, 0))
            {
                long id = feature.GetProperty("id").GetInt64();
                Assert.That(ids.TryAdd(NameOf(feature)!, id) || ids[NameOf(feature)!] == id, Is.True, "one object, one id");
            }
        }
        return ids;
    }

    private Task<ServerProcess> StartOneAsync() => ServerProcess.StartAsync(_trials.Finish(), environment: Connection);

    private static Task LoadAsync(string file, string table) =>
        Gdal.OgrToOgrAsync(PostGisServer.Shared.GdalName, TrialConfiguration.FileOf(file), "-f", "PostgreSQL", "-nln", $"{Schema}.{table}", "-lco", "LAUNDER=NO", "-lco", "GEOMETRY_NAME=geom", "-lco", "FID=fid");
}
