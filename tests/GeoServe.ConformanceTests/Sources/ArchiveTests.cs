using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit;
using GeoServe.TestKit.Archives;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Pictures;
using GeoServe.TestKit.Servers;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.ConformanceTests.Sources;

/// <summary>Archives that GDAL made, served: vector tiles and pictures, in MBTiles and PMTiles, as they are stored and drawn.</summary>
public sealed class ArchiveTests
{
    private const string Squares = """{"id": "f", "type": "fill", "source": "t", "source-layer": "LAYER", "paint": {"fill-color": ["case", [">", ["get", "n"], 0], "#ff0000", "#00aa00"]} }""";

    private readonly TemporaryFolder _config = new();
    private ServerProcess _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        foreach (string folder in (string[])["collections", "maps", "styles"]) Directory.CreateDirectory(_config.PathOf(folder));
        File.WriteAllText(_config.PathOf("collections", "archives.yaml"), """
            collections:
              - {id: mb, source: {mbtiles: vector.mbtiles}}
              - {id: pm, source: {pmtiles: vector.pmtiles}}
              - {id: changing, source: {pmtiles: changing.pmtiles}}
              - {id: pictures, source: {mbtiles: raster-png.mbtiles}}
              - {id: photos, source: {pmtiles: photos.pmtiles}}
              - {id: features, source: {geojson: squares.geojson}}
              - {id: broken, source: {pmtiles: broken.pmtiles}}
              - {id: old, source: {mbtiles: none.mbtiles}}
            """);
        foreach (string id in (string[])["mb", "pm", "changing", "broken", "old"]) Write(id, id, "squares");
        Write("features", "features", "features");
        Write("mixed", "features, pm", "squares", Squares.Replace("LAYER", "features", StringComparison.Ordinal).Replace("\"f\"", "\"g\"", StringComparison.Ordinal) + ", ");
        foreach (string id in (string[])["pictures", "photos"])
        {
            File.WriteAllText(_config.PathOf("maps", id + ".yaml"), $"title: {id}\ncollections: [{id}]\nstyles: [{id}]\nzooms: {{min: 0, max: 8}}\n");
            File.WriteAllText(_config.PathOf("styles", id + ".json"), $$"""{"version": 8, "sources": {"t": {"type": "raster"} }, "layers": [{"id": "r", "type": "raster", "source": "{{id}}"}]}""");
        }
        _server = await ServerProcess.StartAsync(_config.Root, FillAsync);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_server is not null) await _server.DisposeAsync();
        _config.Dispose();
    }

    [TestCase("mb")]
    [TestCase("pm")]
    public async Task Vector_tiles_go_out_as_they_are_stored(string map)
    {
        ArchiveTiles stored = await ArchiveTiles.OfMbTilesAsync(Path.Combine(_server.DataFolder, "vector.mbtiles"));
        foreach ((TileCoordinate tile, byte[] body) in stored.Tiles.Where(tile => tile.Key.Z <= 4))
        {
            using HttpResponseMessage packed = await GetAsync($"maps/{map}/tiles/{tile.Z}/{tile.X}/{tile.Y}.mvt", "gzip, br");
            using HttpResponseMessage plain = await GetAsync($"maps/{map}/tiles/{tile.Z}/{tile.X}/{tile.Y}.mvt", "identity");

            Assert.That(packed.Content.Headers.ContentEncoding, Is.EqualTo(new[] { "gzip" }));
            Assert.That(await packed.Content.ReadAsByteArrayAsync(), Is.EqualTo(body), $"{tile}");
            Assert.That(plain.Content.Headers.ContentEncoding, Is.Empty);
            Assert.That(await plain.Content.ReadAsByteArrayAsync(), Is.EqualTo(Unpacked(body)), $"{tile}");
            Assert.That(packed.Headers.ETag!.IsWeak, Is.False);
        }
    }

    [Test]
    public async Task A_stored_tile_that_the_client_has_is_not_sent_again()
    {
        using HttpResponseMessage first = await GetAsync("maps/pm/tiles/2/1/1.mvt", "gzip");
        using var again = new HttpRequestMessage(HttpMethod.Get, "maps/pm/tiles/2/1/1.mvt");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        again.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");

        using HttpResponseMessage second = await _server.Http.SendAsync(again);

        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [TestCase("maps/pm/tiles/3/0/0.mvt", HttpStatusCode.NoContent)]
    [TestCase("maps/pm/tiles/3/8/0.mvt", HttpStatusCode.NotFound)]
    [TestCase("maps/pm/tiles/3/-1/0.mvt", HttpStatusCode.NotFound)]
    [TestCase("maps/pictures/tiles/3/9/0.png", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_answered_as_everywhere(string tile, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await GetAsync(tile, "gzip");

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
        Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
    }

    [Test]
    public async Task TileJSON_says_what_the_archive_says()
    {
        using JsonDocument json = JsonDocument.Parse(await _server.Http.GetStringAsync("maps/pm/tilejson.json"));
        JsonElement root = json.RootElement, layer = root.GetProperty("vector_layers").EnumerateArray().Single();

        Assert.That((root.GetProperty("minzoom").GetInt32(), root.GetProperty("maxzoom").GetInt32()), Is.EqualTo((0, 5)));
        Assert.That(root.GetProperty("bounds").EnumerateArray().Select(number => number.GetDouble()), Is.EqualTo((double[])[-160, -70, 160, 70]).Within(1e-6));
        Assert.That(root.GetProperty("attribution").GetString(), Is.EqualTo("Us & others"));
        Assert.That(layer.GetProperty("id").GetString(), Is.EqualTo("squares"));
        Assert.That(layer.GetProperty("fields").GetProperty("n").GetString(), Is.EqualTo("Number"));
        Assert.That(layer.GetProperty("maxzoom").GetInt32(), Is.EqualTo(5));
    }

    [Test]
    public async Task Lists_of_maps_and_collections_name_archives_and_WFS_does_not()
    {
        using JsonDocument maps = JsonDocument.Parse(await _server.Http.GetStringAsync("maps.json")), collections = JsonDocument.Parse(await _server.Http.GetStringAsync("collections.json"));
        string wmts = await _server.Http.GetStringAsync("wmts?SERVICE=WMTS&REQUEST=GetCapabilities");
        XDocument wfs = XDocument.Parse(await _server.Http.GetStringAsync("wfs?SERVICE=WFS&VERSION=2.0.0&REQUEST=GetCapabilities"));

        Assert.That(maps.RootElement.GetProperty("maps").EnumerateArray().Select(map => map.GetProperty("id").GetString()), Is.SupersetOf(new[] { "mb", "pm", "pictures", "photos", "mixed" }));
        Assert.That(collections.RootElement.GetProperty("collections").EnumerateArray().Select(one => (one.GetProperty("id").GetString(), one.GetProperty("kind").GetString())), Is.SupersetOf(new (string?, string?)[] { ("pm", "tiles"), ("pictures", "raster") }));
        Assert.That(wmts, Does.Contain(">pm<").And.Contain(">pictures<"));
        Assert.That(wfs.Descendants().Where(element => element.Name.LocalName == "FeatureType").Select(type => type.Elements().First(element => element.Name.LocalName == "Name").Value), Is.EqualTo(new[] { "gs:features" }));
        using HttpResponseMessage features = await GetAsync("wfs?SERVICE=WFS&VERSION=2.0.0&REQUEST=GetFeature&TYPENAMES=pm", "identity");
        Assert.That(features.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task In_a_map_of_several_collections_the_archives_layers_come_after_the_others()
    {
        byte[] tile = await _server.Http.GetByteArrayAsync("maps/mixed/tiles/3/4/3.mvt");
        JsonElement layers = (await VectorTileReader.ReadAsync(tile)).GetProperty("layers"), alone = (await VectorTileReader.ReadAsync(await _server.Http.GetByteArrayAsync("maps/pm/tiles/3/4/3.mvt"))).GetProperty("layers");

        Assert.That(layers.EnumerateObject().Select(layer => layer.Name), Is.EqualTo(new[] { "features", "squares" }));
        Assert.That(layers.GetProperty("squares").GetRawText(), Is.EqualTo(alone.GetProperty("squares").GetRawText()));
        Assert.That(layers.GetProperty("features").GetProperty("features").GetArrayLength(), Is.GreaterThan(5));
    }

    // The archive ends at zoom 5: zoom 4 has tiles of its own, 8 is drawn from those of 5, and the other grid from whichever fits.
    [TestCase("tiles/4/8/7.png")]
    [TestCase("tiles/4/3/7.png")]
    [TestCase("tiles/8/130/120.png")]
    [TestCase("tiles/3/4/3@2x.png")]
    [TestCase("sets/WorldCRS84Quad/3/8/3.png")]
    public async Task A_picture_of_vector_tiles_is_that_of_the_features_they_were_made_of(string tile)
    {
        Picture archive = Picture.Decode(await _server.Http.GetByteArrayAsync($"maps/pm/{tile}")), features = Picture.Decode(await _server.Http.GetByteArrayAsync($"maps/features/{tile}"));

        int other = 0, drawn = 0;
        for (int y = 0; y < features.Height; y++)
        {
            for (int x = 0; x < features.Width; x++)
            {
                if (features[x, y].Alpha > 0) drawn++;
                if (Distance(archive[x, y], features[x, y]) > 40) other++;
            }
        }
        Assert.That(drawn, Is.GreaterThan(1_000));
        // Positions of the archive are rounded to 1/4096 of its tiles: at zoom 8 that is half a pixel along every edge.
        Assert.That(other, Is.LessThan(features.Width * features.Height / 50));
    }

    [Test]
    public async Task Vector_tiles_of_another_grid_and_beyond_the_last_zoom_are_made_of_the_stored_ones()
    {
        foreach (string tile in (string[])["maps/pm/tiles/7/66/60.mvt", "maps/pm/sets/WorldCRS84Quad/3/8/3.mvt"])
        {
            JsonElement layers = (await VectorTileReader.ReadAsync(await _server.Http.GetByteArrayAsync(tile))).GetProperty("layers");
            Assert.That(layers.GetProperty("squares").GetProperty("features").GetArrayLength(), Is.GreaterThan(0), tile);
        }
    }

    [Test]
    public async Task Pictures_go_out_as_they_are_stored()
    {
        ArchiveTiles pictures = await ArchiveTiles.OfMbTilesAsync(Path.Combine(_server.DataFolder, "raster-png.mbtiles")), photos = await ArchiveTiles.OfMbTilesAsync(Path.Combine(_server.DataFolder, "raster-jpeg.mbtiles"));
        foreach ((TileCoordinate tile, byte[] body) in pictures.Tiles.Where(tile => tile.Key.Z <= 2))
        {
            using HttpResponseMessage png = await GetAsync($"maps/pictures/tiles/{tile.Z}/{tile.X}/{tile.Y}.png", "gzip");
            using HttpResponseMessage jpeg = await GetAsync($"wmts/1.0.0/photos/photos/WebMercatorQuad/{tile.Z}/{tile.Y}/{tile.X}.jpg", "gzip");

            Assert.That(await png.Content.ReadAsByteArrayAsync(), Is.EqualTo(body), $"{tile}");
            Assert.That(await jpeg.Content.ReadAsByteArrayAsync(), Is.EqualTo(photos.Tiles[tile]), $"{tile}");
            Assert.That((png.Headers.ETag!.IsWeak, png.Content.Headers.ContentType!.MediaType), Is.EqualTo((false, "image/png")));
        }
    }

    // The picture shows its place: red is the column, green the row, in 256ths of the world.
    [TestCase("tiles/2/2/1.webp", 0.5, 0.25, 0.75, 0.5)]
    [TestCase("tiles/2/2/1@2x.png", 0.5, 0.25, 0.75, 0.5)]
    [TestCase("tiles/5/16/12.png", 0.5, 0.375, 0.53125, 0.40625)]
    [TestCase("tiles/0/0/0.jpg", 0, 0, 1, 1)]
    public async Task Pictures_in_another_format_size_or_beyond_the_last_zoom_show_the_same_place(string tile, double minX, double minY, double maxX, double maxY)
    {
        Picture picture = Picture.Decode(await _server.Http.GetByteArrayAsync($"maps/pictures/{tile}"));

        foreach ((double x, double y) in (ReadOnlySpan<(double, double)>)[(0.25, 0.25), (0.5, 0.75), (0.75, 0.5)])
        {
            SKColor colour = picture[(int)(x * picture.Width), (int)(y * picture.Height)];
            Assert.That(colour.Red, Is.EqualTo((minX + ((maxX - minX) * x)) * 256).Within(5), tile);
            Assert.That(colour.Green, Is.EqualTo((minY + ((maxY - minY) * y)) * 256).Within(5), tile);
        }
    }

    [TestCase("1/2/0", 0, 90, 90)]
    [TestCase("3/8/2", 0, 45, 22.5)]
    public async Task Pictures_in_a_grid_of_degrees_lie_where_they_belong(string tile, double west, double north, double degrees)
    {
        Picture picture = Picture.Decode(await _server.Http.GetByteArrayAsync($"maps/pictures/sets/WorldCRS84Quad/{tile}.png"));
        double latitude = north - (degrees * 0.75), longitude = west + (degrees * 0.25);

        SKColor colour = picture[picture.Width / 4, picture.Height * 3 / 4];
        Assert.That(colour.Red, Is.EqualTo((longitude + 180) / 360 * 256).Within(4));
        Assert.That(colour.Green, Is.EqualTo((0.5 - (Math.Log(Math.Tan((Math.PI / 4) + (latitude * Math.PI / 360))) / (2 * Math.PI))) * 256).Within(4));
    }

    [Test]
    public async Task A_replaced_archive_is_served_within_moments_and_a_vanished_one_takes_no_other_map_along()
    {
        string path = Path.Combine(_server.DataFolder, "changing.pmtiles");
        using HttpResponseMessage before = await GetAsync("maps/changing/tiles/0/0/0.mvt", "gzip");
        byte[] other = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];       // gzip of nothing
        string aside = Path.Combine(_server.DataFolder, "aside.tmp");
        File.WriteAllBytes(aside, Archive(new Dictionary<TileCoordinate, byte[]> { [new(0, 0, 0)] = other }));

        File.Move(aside, path, overwrite: true);

        HttpResponseMessage? after = null;
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                after?.Dispose();
                after = await GetAsync("maps/changing/tiles/0/0/0.mvt", "gzip");
                return after.Headers.ETag is { } tag && !tag.Equals(before.Headers.ETag);
            },
            TimeSpan.FromSeconds(10));
        Assert.That(await after!.Content.ReadAsByteArrayAsync(), Is.EqualTo(other));
        after.Dispose();

        File.Delete(path);

        await _server.LogsAsync("changing", path);
        using HttpResponseMessage neighbour = await GetAsync("maps/mb/tiles/0/0/0.mvt", "gzip");
        Assert.That(neighbour.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task What_is_no_archive_and_what_is_not_there_are_named_and_left_out()
    {
        await _server.LogsAsync("broken", "PMTiles");
        await _server.LogsAsync("none.mbtiles");
        using HttpResponseMessage broken = await GetAsync("maps/broken/tiles/0/0/0.mvt", "gzip"), away = await GetAsync("maps/old/tiles/0/0/0.mvt", "gzip");

        Assert.That((broken.StatusCode, away.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.ServiceUnavailable)));
    }

    private static int Distance(SKColor one, SKColor other) =>
        Math.Max(Math.Max(Math.Abs(one.Red - other.Red), Math.Abs(one.Green - other.Green)), Math.Max(Math.Abs(one.Blue - other.Blue), Math.Abs(one.Alpha - other.Alpha)));

    private static byte[] Unpacked(byte[] packed)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static byte[] Archive(IReadOnlyDictionary<TileCoordinate, byte[]> tiles) => new PmTilesWriter
    {
        LeafEntries = 30, Bounds = [-160, -70, 160, 70],
        Metadata = """{"attribution":"<a href='https://example.test'>Us</a> &amp; others","vector_layers":[{"id":"squares","fields":{"name":"String","n":"Number"},"minzoom":0,"maxzoom":5}]}""",
    }.Write(tiles);

    private void Write(string map, string collections, string layer, string first = "")
    {
        File.WriteAllText(_config.PathOf("maps", map + ".yaml"), $"title: {map}\ncollections: [{collections}]\nstyles: [{map}]\nzooms: {{min: 0, max: 12}}\n");
        File.WriteAllText(_config.PathOf("styles", map + ".json"), $$"""{"version": 8, "sources": {"t": {"type": "vector"} }, "layers": [{{first}}{{Squares.Replace("LAYER", layer, StringComparison.Ordinal)}}]}""");
    }

    private static async Task FillAsync(string data)
    {
        using var folder = new TemporaryFolder();
        string vector = await MadeArchives.VectorAsync(folder);
        IReadOnlyDictionary<TileCoordinate, byte[]> tiles = (await ArchiveTiles.OfMbTilesAsync(vector)).Tiles;
        File.Copy(vector, Path.Combine(data, "vector.mbtiles"));
        File.Copy(folder.PathOf("squares.geojson"), Path.Combine(data, "squares.geojson"));
        foreach (string name in (string[])["vector", "changing"]) await File.WriteAllBytesAsync(Path.Combine(data, name + ".pmtiles"), Archive(tiles));
        File.Copy(await MadeArchives.RasterAsync(folder, "PNG"), Path.Combine(data, "raster-png.mbtiles"));
        string jpeg = Path.Combine(data, "raster-jpeg.mbtiles");
        File.Copy(await MadeArchives.RasterAsync(folder, "JPEG"), jpeg);
        await File.WriteAllBytesAsync(Path.Combine(data, "photos.pmtiles"), new PmTilesWriter { TileType = 3, TileCompression = 1, Metadata = "{}" }.Write((await ArchiveTiles.OfMbTilesAsync(jpeg)).Tiles));
        await File.WriteAllTextAsync(Path.Combine(data, "broken.pmtiles"), "no archive");
        File.SetLastWriteTimeUtc(Path.Combine(data, "broken.pmtiles"), DateTime.UtcNow.AddHours(-1));
    }

    private Task<HttpResponseMessage> GetAsync(string address, string acceptEncoding)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding);
        return _server.Http.SendAsync(request);
    }
}
