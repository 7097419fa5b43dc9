using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Tiles;

/// <summary>Tiles with filter, time and chosen attributes, held against what GDAL finds in the source by SQL.</summary>
public sealed class FilteredTileTests : CityTests
{
    // From this zoom on nothing is left out of vector tiles. Four tiles each way over the old town, where most is reported.
    private const int Zoom = 14;
    private const int Across = 4;

    private static (int X, int Y) Corner => TileAt(106.53, 29.59, Zoom);

    [TestCase("filter=satisfaction > 3", "satisfaction > 3")]
    [TestCase("filter=satisfaction IS NULL", "satisfaction IS NULL")]
    [TestCase("filter=NOT (satisfaction = 5)", "NOT (satisfaction = 5)")]
    [TestCase("filter=satisfaction IN (1,5) OR satisfaction * 2 = 6", "satisfaction IN (1,5) OR satisfaction * 2 = 6")]
    [TestCase("filter=category LIKE '%停车%' AND channel <> '12345热线'", "category LIKE '%停车%' AND channel <> '12345热线'")]
    [TestCase("filter=created < TIMESTAMP('2024-03-01T00:00:00Z')", "created < '2024-03-01'")]
    [TestCase("filter=T_AFTER(closed, DATE('2024-12-31'))", "closed >= '2025-01-01'")]
    [TestCase("filter=closed > created", "closed > created")]
    [TestCase("time=2024-03-01/2024-05-31", "created >= '2024-03-01' AND created < '2024-06-01'")]
    [TestCase("time=2024-03-01T08:00:00%2B08:00/..", "created >= '2024-03-01T00:00:00'")]
    [TestCase("time=../2023-12-31&filter=satisfaction = 5", "created < '2024-01-01' AND satisfaction = 5")]
    [TestCase(
        "filter=S_INTERSECTS(geom, POLYGON((106.53 29.53,106.58 29.53,106.56 29.58,106.53 29.53)))",
        "ST_Intersects(geom, GeomFromText('POLYGON((106.53 29.53,106.58 29.53,106.56 29.58,106.53 29.53))', 4326))")]
    public async Task GDAL_finds_in_filtered_tiles_what_SQL_finds_in_the_source(string query, string where)
    {
        HashSet<long> source = await IdsInSourceAsync(where), all = await IdsInSourceAsync("1 = 1");

        HashSet<long> tiles = await IdsInTilesAsync(query);
        tiles.IntersectWith(all);       // what lies at the block's edge, or in the tiles' margin, is left to no rounding

        Assert.That(source.Count, Is.GreaterThan(3).And.LessThan(all.Count), "the filter takes some and not all, or this proves nothing");
        Assert.That(tiles, Is.EquivalentTo(source));
    }

    [Test]
    public async Task A_filtered_picture_shows_less()
    {
        string tile = $"maps/feedback/tiles/{Zoom}/{Corner.X + 1}/{Corner.Y + 1}.png";
        async Task<byte[]> draw(string query) => await Server.Http.GetByteArrayAsync(tile + query);

        Assert.That(await draw("?filter=satisfaction = 1"), Is.Not.EqualTo(await draw("")));
        // A picture drawn before a collection's index was ready differs by a shade from one drawn after.
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                byte[] all = await draw(""), always = await draw("?filter=satisfaction IS NULL OR satisfaction IS NOT NULL");
                return all.SequenceEqual(always);
            },
            TimeSpan.FromSeconds(60));
        Assert.That(await TagAsync(tile + "?properties=category"), Is.EqualTo(await TagAsync(tile)), "pictures carry no attributes");
    }

    [Test]
    public async Task Each_filter_has_a_tag_of_its_own_and_each_spelling_the_same()
    {
        string tile = $"maps/feedback/tiles/{Zoom}/{Corner.X + 1}/{Corner.Y + 1}.mvt";
        string[] queries = ["", "?filter=satisfaction = 1", "?filter=satisfaction = 2", "?time=2024-03-01", "?properties=category", "?properties="];
        string[] tags = [.. await Task.WhenAll(queries.Select(query => TagAsync(tile + query)))];

        Assert.That(tags, Is.Unique);
        Assert.That(await TagAsync(tile + "?filter=(1.0=satisfaction)&filter-lang=cql2-text"), Is.EqualTo(tags[1]));

        using var again = new HttpRequestMessage(HttpMethod.Get, tile + "?filter=NOT satisfaction <> 1e0");
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tags[1]));
        using HttpResponseMessage answer = await Server.Http.SendAsync(again);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Chosen_attributes_alone_are_in_the_tile_and_the_filter_reads_others()
    {
        string tile = $"maps/feedback/tiles/{Zoom}/{Corner.X + 1}/{Corner.Y + 1}.mvt";

        JsonElement layers = (await VectorTileReader.ReadAsync(await Server.Http.GetByteArrayAsync(tile + "?properties=status,category&filter=satisfaction >= 1"))).GetProperty("layers");

        JsonElement[] features = [.. layers.GetProperty("feedback").GetProperty("features").EnumerateArray()];
        Assert.That(features, Is.Not.Empty);
        Assert.That(features.SelectMany(feature => feature.GetProperty("properties").EnumerateObject().Select(property => property.Name)).Distinct().Order(), Is.EqualTo(new[] { "category", "status" }));
    }

    [TestCase("filter=satisfacton = 1", "filter", "did you mean 'satisfaction'?")]
    [TestCase("filter=satisfaction = ", "filter", "Column 15: expected")]
    [TestCase("filter=satisfaction = 'good'", "filter", "a number cannot be compared with a text")]
    [TestCase("filter=1=1&filter-lang=cql2-json", "filter-lang", "cql2-text")]
    [TestCase("filter=1=1&filter-crs=http://www.opengis.net/def/crs/EPSG/0/3857", "filter-crs", "CRS84")]
    [TestCase("time=soon", "time", "'soon' is no time")]
    [TestCase("properties=statsu", "properties", "did you mean 'status'?")]
    public async Task A_bad_selection_is_the_clients_fault_named(string query, string parameter, string part)
    {
        foreach (string address in new[] { $"maps/feedback/tiles/{Zoom}/{Corner.X}/{Corner.Y}.mvt", "maps/feedback/tilejson.json", "maps/feedback/style.json" })
        {
            using HttpResponseMessage answer = await Server.Http.GetAsync($"{address}?{query}");
            JsonElement problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

            Assert.That((answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.BadRequest, "application/problem+json")), address);
            Assert.That(problem.GetProperty("parameter").GetString(), Is.EqualTo(parameter));
            Assert.That(problem.GetProperty("detail").GetString(), Does.Contain(part));
        }
    }

    [Test]
    public async Task A_map_without_a_time_says_so()
    {
        using HttpResponseMessage answer = await Server.Http.GetAsync("maps/districts/tilejson.json?time=2024-01-01");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("has no time"));
    }

    [Test]
    public async Task TileJSON_and_style_lead_to_the_filtered_tiles()
    {
        const string selection = "?filter=category%20%3C%3E%20%27%7Bz%7D%27&time=2024-03-01%2F..&properties=category";

        JsonElement style = JsonDocument.Parse(await TextAsync("maps/feedback/style.json" + selection)).RootElement;
        string tileJsonAddress = style.GetProperty("sources").EnumerateObject().Single().Value.GetProperty("url").GetString()!;
        JsonElement tileJson = JsonDocument.Parse(await TextAsync(tileJsonAddress)).RootElement;
        string template = tileJson.GetProperty("tiles")[0].GetString()!;

        Assert.That(template, Does.EndWith("/maps/feedback/tiles/{z}/{x}/{y}.mvt" + selection));
        Assert.That(tileJson.GetProperty("time").GetProperty("column").GetString(), Is.EqualTo("created"));
        JsonElement fields = tileJson.GetProperty("vector_layers").EnumerateArray().Single(layer => layer.GetProperty("id").GetString() == "feedback").GetProperty("fields");
        Assert.That(fields.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "category" }));
        string tile = template.Replace("{z}", $"{Zoom}", StringComparison.Ordinal).Replace("{x}", $"{Corner.X}", StringComparison.Ordinal).Replace("{y}", $"{Corner.Y}", StringComparison.Ordinal);
        using HttpResponseMessage answer = await Server.Http.GetAsync(tile);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private async Task<string> TagAsync(string address)
    {
        using HttpResponseMessage answer = (await Server.Http.GetAsync(address)).EnsureSuccessStatusCode();
        return answer.Headers.ETag!.ToString();
    }

    private async Task<HashSet<long>> IdsInTilesAsync(string query)
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < Across * Across; i++)
        {
            (int x, int y) = (Corner.X + (i % Across), Corner.Y + (i / Across));
            byte[] tile = await Server.Http.GetByteArrayAsync($"maps/feedback/tiles/{Zoom}/{x}/{y}.mvt?{query}");
            Directory.CreateDirectory(folder.PathOf("tiles", $"{Zoom}", $"{x}"));
            await File.WriteAllBytesAsync(folder.PathOf("tiles", $"{Zoom}", $"{x}", $"{y}.pbf"), tile);
        }
        await Gdal.OgrToOgrAsync(
            folder.PathOf("ids.csv"), $"MVT:{folder.PathOf("tiles", $"{Zoom}")}",
            "-f", "CSV", "-oo", "METADATA_FILE=", "-oo", "CLIP=NO", "-lco", "GEOMETRY=AS_XY", "-t_srs", "EPSG:4326", "-explodecollections", "-sql", "SELECT mvt_id FROM feedback");
        return [.. Rows(await File.ReadAllLinesAsync(folder.PathOf("ids.csv"))).Select(row => row.Id)];
    }

    private async Task<HashSet<long>> IdsInSourceAsync(string where)
    {
        using var folder = new TemporaryFolder();
        await Gdal.OgrToOgrAsync(
            folder.PathOf("ids.csv"), City, "-f", "CSV", "-lco", "GEOMETRY=AS_XY", "-sql", $"SELECT id + 0 AS number, geom FROM feedback WHERE {where}");
        return Inside(await File.ReadAllLinesAsync(folder.PathOf("ids.csv")));
    }

    // Away from the block's edge by more than a unit of a tile.
    private static HashSet<long> Inside(IEnumerable<string> lines)
    {
        const double unit = 360.0 / (1 << Zoom) / 4096;
        (double west, double north) = Degrees(Corner.X, Corner.Y);
        (double east, double south) = Degrees(Corner.X + Across, Corner.Y + Across);
        return
        [
            .. Rows(lines)
                .Where(row => row.Lon > west + (2 * unit) && row.Lon < east - (2 * unit) && row.Lat > south + (2 * unit) && row.Lat < north - (2 * unit))
                .Select(row => row.Id),
        ];
    }

    private static IEnumerable<(double Lon, double Lat, long Id)> Rows(IEnumerable<string> lines) => lines.Skip(1)
        .Select(line => line.Split(',').Select(cell => cell.Trim('"')).ToArray())
        .Select(cells => (double.Parse(cells[0], CultureInfo.InvariantCulture), double.Parse(cells[1], CultureInfo.InvariantCulture), long.Parse(cells[2], CultureInfo.InvariantCulture)));

    private static (double Lon, double Lat) Degrees(int x, int y) =>
        ((x * 360.0 / (1 << Zoom)) - 180, Math.Atan(Math.Sinh(Math.PI * (1 - (2.0 * y / (1 << Zoom))))) * 180 / Math.PI);
}
