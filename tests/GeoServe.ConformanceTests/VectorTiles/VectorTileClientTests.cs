using System.Text.Json;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.VectorTiles;

/// <summary>Readers that are not ours find in our vector tiles what the source holds.</summary>
public sealed class VectorTileClientTests : BlocksTests
{
    // One tile of zoom 6 holds the whole city: 5.6 degrees wide, 101.25 to 106.875; so two of them.
    private const int Zoom = 8;

    [Test]
    public async Task GDAL_reads_the_blocks_from_a_folder_of_tiles()
    {
        using var folder = new TemporaryFolder();
        (int west, int north) = TileAt(106, 30, Zoom);
        (int east, int south) = TileAt(106.999, 29, Zoom);
        int written = 0;
        for (int x = west; x <= east; x++)
        {
            for (int y = north; y <= south; y++)
            {
                byte[] tile = await Server.Http.GetByteArrayAsync($"maps/blocks/tiles/{Zoom}/{x}/{y}.mvt");
                Directory.CreateDirectory(folder.PathOf("tiles", $"{Zoom}", $"{x}"));
                await File.WriteAllBytesAsync(folder.PathOf("tiles", $"{Zoom}", $"{x}", $"{y}.pbf"), tile);
                written++;
            }
        }

        await Gdal.OgrToOgrAsync(
            folder.PathOf("blocks.csv"), $"MVT:{folder.PathOf("tiles", $"{Zoom}")}",
            "-f", "CSV", "-oo", "METADATA_FILE=", "-dialect", "SQLITE",
            "-sql", "SELECT name, kind, code, ST_Area(ST_Transform(ST_Union(geometry), 4326)) AS area FROM blocks GROUP BY code ORDER BY code");

        string[] lines = await File.ReadAllLinesAsync(folder.PathOf("blocks.csv"));
        Assert.That(written, Is.GreaterThan(1), "blocks lie in several tiles");
        Assert.That(lines.Skip(1).Select(line => line[..line.LastIndexOf(',')].Replace("\"", "", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "西南片区,a,11", "东南片区,b,12", "西北片区,c,13", "东北片区 <&>,d,14",
        }));
        // A quarter of a square degree each, less a hundredth for the hole; a tile unit is 0.00034 degrees here.
        double[] areas = [.. lines.Skip(1).Select(line => double.Parse(line[(line.LastIndexOf(',') + 1)..].Trim('"'), System.Globalization.CultureInfo.InvariantCulture))];
        Assert.That(areas, Is.EqualTo(new[] { 0.25, 0.25, 0.25, 0.24 }).Within(0.0012));
    }

    [Test]
    public async Task Mapbox_reads_ids_attributes_and_places()
    {
        (int x, int y) = TileAt(106.625, 29.625, 12);

        byte[] tile = await Server.Http.GetByteArrayAsync($"maps/blocks/tiles/12/{x}/{y}.mvt");
        JsonElement layers = (await VectorTileReader.ReadAsync(tile, 12, x, y)).GetProperty("layers");

        JsonElement block = layers.GetProperty("blocks").GetProperty("features")[0];
        Assert.That(block.GetProperty("kind").GetString(), Is.EqualTo("Polygon"));
        Assert.That(block.GetProperty("properties").GetProperty("name").GetString(), Is.EqualTo("东北片区 <&>"));
        Assert.That(block.GetProperty("properties").GetProperty("code").GetInt32(), Is.EqualTo(14));
        Assert.That(block.GetProperty("properties").TryGetProperty("people", out _), Is.False, "a null is no value (MVT 2.1, 4.4)");
        JsonElement station = layers.GetProperty("stations").GetProperty("features")[0];
        Assert.That(station.GetProperty("properties").GetProperty("name").GetString(), Is.EqualTo("四号站"));
        Assert.That(station.GetProperty("id").GetInt64(), Is.EqualTo(4), "the row's key, where it is a whole number");
        double[] place = [.. station.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(number => number.GetDouble())];
        Assert.That(place, Is.EqualTo(new[] { 106.625, 29.625 }).Within(360.0 / 4096 / 4096), "within a unit of the tile");
        Assert.That(layers.EnumerateObject().Select(layer => layer.Value.GetProperty("version").GetInt32()), Is.All.EqualTo(2));
    }

    [Test]
    public async Task The_viewers_own_reader_agrees_with_Mapboxs()
    {
        (int x, int y) = TileAt(106.5, 29.5, 8);

        byte[] tile = await Server.Http.GetByteArrayAsync($"maps/blocks/tiles/8/{x}/{y}.mvt");

        JsonElement mapbox = await VectorTileReader.ReadAsync(tile);
        JsonElement viewer = await VectorTileReader.ReadWithViewerAsync(tile);
        Assert.That(mapbox.GetProperty("layers").EnumerateObject().Count(), Is.EqualTo(3));
        Assert.That(JsonElement.DeepEquals(viewer, mapbox), Is.True, $"viewer:\n{viewer}\nMapbox:\n{mapbox}");
    }

    [Test]
    public async Task QGIS_draws_vector_tiles()
    {
        string template = Uri.EscapeDataString(Root + "/maps/blocks/tiles/") + "{z}/{x}/{y}.mvt";
        var layer = new QgisLayer("tiles", "vectortile", $"type=xyz&url={template}&zmin=5&zmax=14")
        {
            Rules = [.. "abcd".Zip(Known, (kind, known) => new QgisRule("blocks", $"\"kind\" = '{kind}'", known.Colour))],
        };
        (double, double)[] places = [.. Known.Take(4).Select(known => known.Place), (106.80, 29.80), (105.90, 29.50)];

        JsonElement answer = (await Qgis.DrawAsync([layer], [105.8, 28.8, 107.2, 30.2], 1400, 1600, places)).GetProperty("tiles");

        Assert.That(answer.GetProperty("valid").GetBoolean(), Is.True, answer.GetProperty("error").GetString());
        Assert.That(
            answer.GetProperty("colours").EnumerateArray().Select(colour => colour.GetString()),
            Is.EqualTo(Known.Take(4).Select(known => known.Colour).Append("#ffffff").Append("#ffffff")));
    }
}
