using System.Globalization;
using System.Text.Json;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.ConformanceTests.Wmts;

/// <summary>Clients of WMTS see the right colour at the right place.</summary>
public sealed class WmtsClientTests : BlocksTests
{
    private string Capabilities => $"{Root}/wmts?SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0";

    [TestCase("WebMercatorQuad", "EPSG:3857")]
    [TestCase("WorldCRS84Quad", "EPSG:4326")]
    [TestCase("CGCS2000Quad", "EPSG:4490")]
    public async Task GDAL_translates_every_matrix_set(string set, string crs)
    {
        using var folder = new TemporaryFolder();
        string picture = folder.PathOf("blocks.tif");

        await Gdal.TranslateAsync(
            $"WMTS:{Capabilities},layer=blocks,tilematrixset={set}", picture,
            "-projwin_srs", "EPSG:4326", "-projwin", "105.8", "30.2", "107.2", "28.8", "-outsize", "1400", "0");

        using JsonDocument info = await Gdal.InfoAsync(picture);
        Assert.That(info.RootElement.GetProperty("coordinateSystem").GetProperty("wkt").GetString(), Does.Contain(crs.Split(':')[1]));
        foreach (((double lon, double lat), string colour) in Known)
        {
            int[] bands = await Gdal.ValuesAtAsync(picture, lon, lat);
            Assert.That(OnWhite(bands), Is.EqualTo(colour), Web($"{set} at {lon}, {lat}"));
        }
    }

    [Test]
    public async Task GDAL_finds_layer_extent_and_format_by_the_RESTful_capabilities()
    {
        using JsonDocument info = await Gdal.InfoAsync($"WMTS:{Root}/wmts/1.0.0/WMTSCapabilities.xml,layer=blocks,tilematrixset=WebMercatorQuad");

        Assert.That(info.RootElement.GetProperty("bands").GetArrayLength(), Is.EqualTo(4));
    }

    [Test]
    public async Task OWSLib_reads_the_service_and_gets_tiles_of_every_set()
    {
        // Over 106.35 E, 29.35 N: zoom 12 of the web's grid by arithmetic; a matrix n of the degree grids has 2^(n+1) columns of 180/2^n degrees.
        (int x, int y) = TileAt(106.35, 29.35, 12);
        const double side = 180.0 / 2048;
        var degrees = ("11", (int)((90 - 29.35) / side), (int)((180 + 106.35) / side));
        var addresses = new Dictionary<string, (string, int, int)>
        {
            ["WebMercatorQuad"] = ("12", y, x),
            ["WorldCRS84Quad"] = degrees,
            ["CGCS2000Quad"] = degrees,
        };

        JsonElement found = await OwsLib.WmtsAsync(new Uri(Root + "/wmts"), "blocks", addresses);

        Assert.Multiple(() =>
        {
            Assert.That(found.GetProperty("version").GetString(), Is.EqualTo("1.0.0"));
            Assert.That(found.GetProperty("layers").EnumerateArray().Select(layer => layer.GetString()), Is.EqualTo(new[] { "blocks" }));
            Assert.That(found.GetProperty("layerTitle").GetString(), Does.Contain("片区"));
            Assert.That(found.GetProperty("bounds").EnumerateArray().Select(side => side.GetDouble()), Is.EqualTo(new[] { 106.0, 29, 107, 30 }).Within(1e-6));
            Assert.That(found.GetProperty("formats").EnumerateArray().Select(format => format.GetString()), Does.Contain("image/png"));
            Assert.That(found.GetProperty("sets").GetProperty("CGCS2000Quad").GetString(), Does.EndWith("4490"));
        });
        foreach (JsonProperty tile in found.GetProperty("tiles").EnumerateObject())
        {
            using SKBitmap picture = SKBitmap.Decode(Convert.FromBase64String(tile.Value.GetString()!));
            Assert.That((picture.Width, picture.Height), Is.EqualTo((256, 256)), tile.Name);
            Assert.That(picture.GetPixel(128, 128), Is.EqualTo(SKColor.Parse("#d7301f")), tile.Name);
        }
    }

    [TestCase("WebMercatorQuad", "EPSG:3857")]
    [TestCase("WorldCRS84Quad", "OGC:CRS84")]
    [TestCase("CGCS2000Quad", "EPSG:4490")]
    public async Task QGIS_draws_every_matrix_set(string set, string crs)
    {
        string uri = $"contextualWMSLegend=0&crs={crs}&dpiMode=7&format=image/png&layers=blocks&styles=blocks&tileMatrixSet={set}&url="
            + Uri.EscapeDataString(Capabilities);

        JsonElement layers = await Qgis.DrawAsync(
            [new QgisLayer("wmts", "wms", uri)], [105.8, 28.8, 107.2, 30.2], 1400, 1600, [.. Known.Select(known => known.Place)]);

        JsonElement layer = layers.GetProperty("wmts");
        Assert.That(layer.GetProperty("valid").GetBoolean(), Is.True, layer.GetProperty("error").GetString());
        Assert.That(layer.GetProperty("errors").EnumerateArray(), Is.Empty);
        Assert.That(layer.GetProperty("colours").EnumerateArray().Select(colour => colour.GetString()), Is.EqualTo(Known.Select(known => known.Colour)));
    }

    private static string OnWhite(int[] rgba)
    {
        double alpha = rgba[3] / 255.0;
        return "#" + string.Concat(rgba.Take(3).Select(band => ((int)Math.Round(band * alpha + 255 * (1 - alpha))).ToString("x2", CultureInfo.InvariantCulture)));
    }
}
