using System.Text.Json;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>Trials of vector tiles from files, by readers that are not ours.</summary>
public sealed class VectorTileTrials : TrialTests
{
    // The least margin is 8 of 512 style pixels; a tenth of that more for what the style's line and circle need.
    private const int MostBuffer = 128;

    [Test, Trial("T032")]
    public async Task Rings_are_turned_the_right_way_round_however_they_were_written()
    {
        JsonElement layer = await RawLayerAsync("maps/t032-winding/tiles/12/3345/1684.mvt");
        (int X, int Y) topLeft = Units(114.004869461, 30.40241695, 12, 3345, 1684), bottomRight = Units(114.026327133, 30.383908119, 12, 3345, 1684);
        (int X, int Y) holeTopLeft = Units(114.011306763, 30.396864669, 12, 3345, 1684), holeBottomRight = Units(114.019889832, 30.389461137, 12, 3345, 1684);

        List<List<List<(int X, int Y)>>> features = [.. layer.GetProperty("features").EnumerateArray().Select(feature => RingsOf(feature.GetProperty("commands")))];

        Assert.That(features, Has.Count.EqualTo(3));
        foreach (List<List<(int X, int Y)>> rings in features)
        {
            Assert.That(rings, Has.Count.EqualTo(2));
            Assert.That(TwiceArea(rings[0]), Is.EqualTo(2L * (bottomRight.X - topLeft.X) * (bottomRight.Y - topLeft.Y)), "an exterior ring is positive (MVT 2.1, 4.3.3.3)");
            Assert.That(TwiceArea(rings[1]), Is.EqualTo(-2L * (holeBottomRight.X - holeTopLeft.X) * (holeBottomRight.Y - holeTopLeft.Y)), "a hole is negative");
            Assert.That(rings.Select(FromLeast), Is.EqualTo(features[0].Select(FromLeast)), "one command stream, whatever the start of a ring");
        }
    }

    [Test, Trial("T033")]
    public async Task Zero_false_and_empty_are_values_like_others()
    {
        JsonElement layer = await RawLayerAsync("maps/t033-zero/tiles/0/0/0.mvt");
        IReadOnlyList<JsonElement> features = await FeaturesAsync("t033-zero", 0, 0, 0);

        Assert.That(layer.GetProperty("values").EnumerateArray().Select(value => value.GetProperty("fields").GetArrayLength()), Is.All.EqualTo(1));
        Assert.That(Properties(features.Single()), Is.EquivalentTo(new Dictionary<string, string>
        {
            ["i"] = "0", ["d"] = "0", ["b"] = "false", ["s"] = "\"\"", ["i1"] = "7", ["d1"] = "1.5", ["b1"] = "true", ["s1"] = "\"x\"",
        }));
    }

    [Test, Trial("T034")]
    public async Task A_null_gives_no_key_and_nested_values_are_JSON_text()
    {
        IReadOnlyList<JsonElement> features = await FeaturesAsync("t034-null", 0, 0, 0);

        Dictionary<string, string> first = Properties(features.Single(feature => feature.GetProperty("id").GetInt64() == 1));
        Dictionary<string, string> second = Properties(features.Single(feature => feature.GetProperty("id").GetInt64() == 2));
        Assert.That(first.Keys, Is.EquivalentTo(new[] { "b", "c", "d", "e" }));
        Assert.That(JsonDocument.Parse(JsonDocument.Parse(first["b"]).RootElement.GetString()!).RootElement.GetProperty("deep").GetArrayLength(), Is.EqualTo(2));
        Assert.That(first["c"], Does.Contain("1,2,3"), "a list is text, here as GDAL wrote it to the GeoPackage");
        Assert.That(first["d"], Is.EqualTo("\"2020-03-01\""));
        Assert.That(first["e"], Is.EqualTo("\"null\""));
        Assert.That(second, Is.EquivalentTo(new Dictionary<string, string> { ["a"] = "5" }));
        await TileJsonAgreesAsync("t034-null", [first, second]);
    }

    [Test, Trial("T037")]
    public async Task A_line_without_a_vertex_in_a_tile_is_in_it_and_its_pieces_join()
    {
        var edges = new List<(double West, double East)>();
        for (int x = 0; x < 16; x++)
        {
            JsonElement line = (await FeaturesAsync("t037-cross", 4, x, 7)).Single(feature => NameOf(feature) == "long line");
            IReadOnlyList<(int X, int Y)> positions = Positions(line);
            edges.Add((At(positions, 0), At(positions, 4096)));
        }
        for (int x = 1; x < 15; x++) Assert.That(edges[x].West, Is.EqualTo(edges[x - 1].East).Within(1), $"between {x - 1} and {x}");
    }

    [Trial("T037")]
    [TestCase(7, 7)]
    [TestCase(8, 8)]
    public async Task A_polygon_around_a_tile_is_one_ring_that_covers_it(int x, int y)
    {
        JsonElement polygon = (await FeaturesAsync("t037-cross", 4, x, y)).Single(feature => NameOf(feature) == "huge");

        Assert.That(polygon.GetProperty("geometry").GetArrayLength(), Is.EqualTo(1));
        IReadOnlyList<(int X, int Y)> positions = Positions(polygon);
        Assert.That(positions.Min(xy => xy.X) <= 0 && positions.Min(xy => xy.Y) <= 0 && positions.Max(xy => xy.X) >= 4096 && positions.Max(xy => xy.Y) >= 4096, Is.True);
        Assert.That(positions.Distinct().Count(), Is.EqualTo(4), "a rectangle");
    }

    [Trial("T039")]
    [TestCase("maps/places/tiles/10/0/0.mvt", 204)]     // of 204 and an empty tile with 200 ours is 204
    [TestCase("maps/t078-poles/tiles/10/0/500.mvt", 204)]
    [TestCase("maps/places/tiles/10/1024/0.mvt", 404)]
    [TestCase("maps/places/tiles/10/-1/0.mvt", 404)]
    [TestCase("maps/nosuch/tiles/10/0/0.mvt", 404)]
    [TestCase("maps/places/tiles/10/0/0.xyz", 404)]
    public async Task Empty_and_missing_tiles_have_their_code_with_CORS_and_HEAD_alike(string address, int status)
    {
        using var get = new HttpRequestMessage(HttpMethod.Get, address);
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        get.Headers.Add("Origin", "http://example.test");
        head.Headers.Add("Origin", "http://example.test");

        using HttpResponseMessage got = await Server.Http.SendAsync(get), headed = await Server.Http.SendAsync(head);

        Assert.That(((int)got.StatusCode, (int)headed.StatusCode), Is.EqualTo((status, status)));
        Assert.That(got.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
        Assert.That(HeadersOf(headed), Is.EqualTo(HeadersOf(got)));
        Assert.That(await headed.Content.ReadAsByteArrayAsync(), Is.Empty);
        if (status == 204) Assert.That(await got.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test, Trial("T040")]
    public async Task What_lies_on_the_antimeridian_or_beyond_is_in_the_tiles_of_both_edges_and_in_no_other()
    {
        var found = new Dictionary<(int X, string Name), List<(int X, int Y)>>();
        for (int x = 0; x < 4; x++)
        {
            for (int y = 0; y < 4; y++)
            {
                foreach (JsonElement feature in await FeaturesAsync("t040-dateline", 2, x, y))
                {
                    Assert.That(x, Is.EqualTo(0).Or.EqualTo(3), "nothing stretches across the world");
                    if (!found.TryGetValue((x, NameOf(feature)!), out List<(int X, int Y)>? positions)) found[(x, NameOf(feature)!)] = positions = [];
                    positions.AddRange(Positions(feature));
                }
            }
        }

        foreach (string name in new[] { "at +180", "at -180", "line on 180" })
        {
            Assert.That(found[(0, name)].Select(xy => xy.X), Is.All.EqualTo(0), name);
            Assert.That(found[(3, name)].Select(xy => xy.X), Is.All.EqualTo(4096), name);
        }
        // A degree is 4096/90 units: 170 degrees at 3640.9, 10 degrees past the edge at 455.1.
        Assert.That(West(found[(3, "170..190")]), Is.EqualTo(3641).Within(1));
        Assert.That(East(found[(3, "170..190")]), Is.InRange(4096, 4096 + MostBuffer));
        Assert.That(West(found[(0, "170..190")]), Is.InRange(-MostBuffer, 0));
        Assert.That(East(found[(0, "170..190")]), Is.EqualTo(455).Within(1));
        Assert.That(found.Keys, Does.Not.Contain((3, "185..190")));
        // Levels are rounded one from another, by half a unit each of ever coarser ones: less than one unit in all.
        Assert.That(West(found[(0, "185..190")]), Is.EqualTo(228).Within(1));
        Assert.That(East(found[(0, "185..190")]), Is.EqualTo(455).Within(1));
        Assert.That(West(found[(3, "already split")]), Is.EqualTo(3641).Within(1));
        Assert.That(East(found[(3, "already split")]), Is.InRange(4096, 4096 + MostBuffer));
        Assert.That(West(found[(0, "already split")]), Is.InRange(-MostBuffer, 0));
        Assert.That(East(found[(0, "already split")]), Is.EqualTo(455).Within(1));
    }

    [Test, Trial("T042")]
    public async Task A_tile_holds_what_its_margin_shows()
    {
        int inside = Positions((await FeaturesAsync("t042-edge", 5, 16, 15)).Single()).Single().X;
        int beside = Positions((await FeaturesAsync("t042-edge", 5, 15, 15)).Single()).Single().X;
        IReadOnlyList<(int X, int Y)> west = Positions((await FeaturesAsync("t042-edge", 5, 15, 16)).Single()), east = Positions((await FeaturesAsync("t042-edge", 5, 16, 16)).Single());

        Assert.That((inside, beside), Is.EqualTo((3, 4099)));
        Assert.That(west.Max(xy => xy.X), Is.GreaterThan(4096));
        Assert.That(east.Min(xy => xy.X), Is.LessThan(0));
    }

    [Test, Trial("T043")]
    public async Task A_layer_without_features_is_not_in_the_tile_and_each_layer_says_version_and_extent()
    {
        JsonElement layer = await RawLayerAsync("maps/composite/tiles/10/836/422.mvt");

        Assert.That(layer.GetProperty("name").GetString(), Is.EqualTo("places"), "nothing of t033-zero lies here");
        Assert.That(layer.GetProperty("version").GetInt32(), Is.EqualTo(2));
        Assert.That(layer.GetProperty("extent").GetInt32(), Is.EqualTo(4096));
    }

    [Test, Trial("T062")]
    public async Task Null_and_empty_geometries_are_left_out_without_a_word_and_a_byte_order_mark_is_no_harm()
    {
        int before = Server.Log.Count;
        IReadOnlyList<JsonElement> features = await FeaturesAsync("t062-bom-null", 5, 26, 13);
        using JsonDocument tileJson = JsonDocument.Parse(await TextAsync("maps/t062-bom-null/tilejson.json"));

        Assert.That(features.Select(NameOf).Distinct(), Is.EquivalentTo(new[] { "here", "3D", "mixed" }));
        Assert.That(tileJson.RootElement.GetProperty("bounds").EnumerateArray().Select(side => side.GetDouble()), Is.EqualTo(new[] { 114.2, 30.2, 114.4, 30.4 }).Within(1e-6));
        Assert.That(Server.Log.Skip(before), Is.Empty);
    }

    [Test, Trial("T064")]
    public async Task Whole_numbers_keep_64_bits()
    {
        using var folder = new TemporaryFolder();
        string file = folder.PathOf("0.pbf");
        await File.WriteAllBytesAsync(file, await BytesAsync("maps/t064-bigint/tiles/5/26/13.mvt"));

        string info = await Gdal.OgrInfoAsync(file, "-al");
        JsonElement layer = await RawLayerAsync("maps/t064-bigint/tiles/5/26/13.mvt");

        Assert.That(info, Does.Contain("= 9007199254740993\n").And.Contain("= -9007199254740993\n").And.Contain("= 4208904320\n").And.Contain("= 2147483648\n"));
        Assert.That(info, Does.Contain("Feature Count: 2"));
        Assert.That(info, Does.Contain("mixnum (Real) = 1\n").And.Contain("mixnum (Real) = 2.5\n"));
        Assert.That(info, Does.Contain("mixany (String) = 1\n").And.Contain("mixany (String) = two\n"));
        Assert.That(layer.GetProperty("features").GetArrayLength(), Is.EqualTo(2), "of two features with one id both are served");
    }

    [Test, Trial("T078")]
    public async Task The_poles_give_no_infinities_and_nothing_beyond_the_margin()
    {
        IReadOnlyList<JsonElement> features = await FeaturesAsync("t078-poles", 0, 0, 0);
        ILookup<string?, JsonElement> named = features.ToLookup(NameOf);

        (int X, int Y) at85 = Units(20, 85, 0, 0, 0);
        Assert.That(named["85"].SelectMany(Positions), Does.Contain(at85));
        foreach (string pole in new[] { "north pole", "89.9" }) Assert.That(named[pole].SelectMany(Positions).Select(xy => xy.Y), Is.All.InRange(-MostBuffer, 0), "absent or at the edge");
        Assert.That(named["south pole"].SelectMany(Positions).Select(xy => xy.Y), Is.All.InRange(4096, 4096 + MostBuffer));
        Assert.That(named["antarctic slab"].SelectMany(Positions).Max(xy => xy.Y), Is.InRange(4096, 4096 + MostBuffer));
        Assert.That(named["antarctic slab"].SelectMany(Positions).Min(xy => xy.Y), Is.EqualTo(Units(0, -60, 0, 0, 0).Y).Within(1));
        Assert.That(named["meridian to pole"].SelectMany(Positions).Min(xy => xy.Y), Is.InRange(-MostBuffer, 0));
        string texts = await TextAsync("maps/t078-poles/tilejson.json") + await TextAsync("wmts?SERVICE=WMTS&REQUEST=GetCapabilities") + await TextAsync("maps.json");
        Assert.That(texts, Does.Not.Contain("NaN").And.Not.Contain("Infinity").And.Not.Contain("∞"));
    }

    private async Task TileJsonAgreesAsync(string map, Dictionary<string, string>[] features)
    {
        using JsonDocument tileJson = JsonDocument.Parse(await TextAsync($"maps/{map}/tilejson.json"));
        Dictionary<string, string?> fields = tileJson.RootElement.GetProperty("vector_layers")[0].GetProperty("fields").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString());
        foreach ((string key, string value) in features.SelectMany(feature => feature))
        {
            Assert.That(fields, Does.ContainKey(key));
            Assert.That(fields[key], Is.EqualTo(value[0] == '"' ? "String" : value is "true" or "false" ? "Boolean" : "Number"), key);
        }
    }

    private static List<string> HeadersOf(HttpResponseMessage answer) => [.. answer.Headers.Concat(answer.Content.Headers)
        .Where(header => header.Key is not "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal)];

    // Without the key column, which the GeoPackage has and the GeoJSON has not.
    private static Dictionary<string, string> Properties(JsonElement feature) =>
        feature.GetProperty("properties").EnumerateObject().Where(property => property.Name != "fid").ToDictionary(property => property.Name, property => property.Value.GetRawText());

    private static int West(IEnumerable<(int X, int Y)> positions) => positions.Min(xy => xy.X);

    private static int East(IEnumerable<(int X, int Y)> positions) => positions.Max(xy => xy.X);

    // Height of a line of two or more positions where it passes a column.
    private static double At(IReadOnlyList<(int X, int Y)> line, int column)
    {
        for (int i = 1; i < line.Count; i++)
        {
            ((int x0, int y0), (int x1, int y1)) = (line[i - 1], line[i]);
            if (Math.Min(x0, x1) <= column && Math.Max(x0, x1) >= column) return y0 + ((double)(column - x0) / (x1 - x0) * (y1 - y0));
        }
        return double.NaN;
    }

    // MVT 2.1, 4.3.4.4: each ring is MoveTo of 1, LineTo of 2 or more, ClosePath; the first position is not repeated.
    private static List<List<(int X, int Y)>> RingsOf(JsonElement commands)
    {
        int[] words = [.. commands.EnumerateArray().Select(word => word.GetInt32())];
        var rings = new List<List<(int X, int Y)>>();
        int i = 0, x = 0, y = 0;
        (int X, int Y) Next() => (x += ZigZag(words[i++]), y += ZigZag(words[i++]));
        while (i < words.Length)
        {
            Assert.That(words[i++], Is.EqualTo((1 << 3) | 1), "MoveTo of one position");
            var ring = new List<(int X, int Y)> { Next() };
            Assert.That(words[i] & 7, Is.EqualTo(2), "LineTo");
            int count = words[i++] >> 3;
            Assert.That(count, Is.GreaterThanOrEqualTo(2));
            for (int n = 0; n < count; n++) ring.Add(Next());
            Assert.That(words[i++], Is.EqualTo((1 << 3) | 7), "ClosePath");
            Assert.That(ring, Is.Unique);
            rings.Add(ring);
        }
        return rings;
    }

    private static int ZigZag(int word) => (int)((uint)word >> 1) ^ -(word & 1);

    private static long TwiceArea(List<(int X, int Y)> ring) =>
        ring.Zip(ring.Skip(1).Append(ring[0])).Sum(pair => ((long)pair.First.X * pair.Second.Y) - ((long)pair.Second.X * pair.First.Y));

    private static List<(int X, int Y)> FromLeast(List<(int X, int Y)> ring)
    {
        int least = ring.IndexOf(ring.Min());
        return [.. ring.Skip(least), .. ring.Take(least)];
    }
}
