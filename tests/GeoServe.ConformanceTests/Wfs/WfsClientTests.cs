using System.Text.Json;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Wfs;

/// <summary>Clients of WFS 2.0.0 find the features of the source, each attribute and coordinate.</summary>
public sealed class WfsClientTests : BlocksTests
{
    [TestCase("blocks", "")]
    [TestCase("roads", "")]
    [TestCase("stations", "")]
    [TestCase("blocks", "OUTPUTFORMAT=application/json")]
    [TestCase("stations", "COUNT=1", Description = "page by page")]
    public async Task GDAL_copies_every_feature_as_it_is_in_the_source(string type, string parameters)
    {
        using var folder = new TemporaryFolder();
        string url = $"WFS:{Root}/wfs?SERVICE=WFS&VERSION=2.0.0";
        string[] options = [];
        switch (parameters)
        {
            case "OUTPUTFORMAT=application/json":
                url += "&" + parameters;
                options = ["-oo", "INVERT_AXIS_ORDER_IF_LAT_LONG=NO"];      // else GDAL swaps GeoJSON's axes as it must GML's
                break;
            case "COUNT=1":
                options = ["--config", "OGR_WFS_PAGING_ALLOWED", "ON", "--config", "OGR_WFS_PAGE_SIZE", "1"];
                break;
        }

        await Gdal.OgrToOgrLayerAsync(folder.PathOf("got.geojson"), url, await NameOfAsync(type), ["-f", "GeoJSON", .. options]);

        JsonElement[] got = await FeaturesAsync(folder.PathOf("got.geojson"));
        JsonElement[] expected = await FeaturesAsync(RepositoryFolder.PathOf("tests", "fixtures", "blocks", type + ".geojson"));
        Assert.That(got, Has.Length.EqualTo(expected.Length));
        foreach ((JsonElement wanted, JsonElement found) in expected.Zip(got))
        {
            AssertSameAttributes(wanted.GetProperty("properties"), found.GetProperty("properties"));
            Assert.That(NumbersOf(found.GetProperty("geometry")), Is.EqualTo(NumbersOf(wanted.GetProperty("geometry"))).Within(1e-9));
        }
    }

    [Test]
    public async Task GDAL_asks_for_a_box_and_gets_what_lies_in_it()
    {
        using var folder = new TemporaryFolder();

        await Gdal.OgrToOgrLayerAsync(
            folder.PathOf("got.geojson"), $"WFS:{Root}/wfs?SERVICE=WFS&VERSION=2.0.0", await NameOfAsync("stations"),
            "-f", "GeoJSON", "-spat", "106.6", "29.1", "107", "29.9");

        Assert.That(await NamesAsync(folder.PathOf("got.geojson")), Is.EqualTo(new[] { "二号站", "四号站" }));
    }

    [Test]
    public async Task OWSLib_reads_capabilities_schema_and_features()
    {
        JsonElement found = await OwsLib.WfsAsync(new Uri(Root + "/wfs"), "stations", "106.6,29.1,107,29.9");

        Assert.Multiple(() =>
        {
            Assert.That(found.GetProperty("version").GetString(), Is.EqualTo("2.0.0"));
            Assert.That(Strings(found, "types"), Is.EqualTo(new[] { "blocks", "roads", "stations" }));
            Assert.That(found.GetProperty("title").GetString(), Does.Contain("站点"));
            Assert.That(Strings(found, "names"), Is.EquivalentTo(new[] { "二号站", "四号站" }));
            Assert.That(found.GetProperty("counted").GetInt32(), Is.EqualTo(1));
            Assert.That(found.GetProperty("matched").GetInt32(), Is.EqualTo(2));
            Assert.That(Strings(found, "columns"), Is.SupersetOf(new[] { "level", "name" }));
            Assert.That(found.GetProperty("bounds").EnumerateArray().Select(side => side.GetDouble()), Is.EqualTo(new[] { 106.25, 29.25, 106.75, 29.75 }).Within(1e-6));
        });
    }

    [TestCase("EPSG:4326")]
    [TestCase("EPSG:3857")]
    public async Task QGIS_loads_and_draws_features_with_their_attributes(string crs)
    {
        string uri = $"pagingEnabled='true' preferCoordinatesForWfsT11='false' restrictToRequestBBOX='1' srsname='{crs}' "
            + $"typename='{await NameOfAsync("blocks")}' url='{Root}/wfs' version='2.0.0'";
        (double, double)[] places = [(106.10, 29.35), (106.90, 29.60), (106.80, 29.80), (105.90, 29.50)];

        JsonElement layer = (await Qgis.DrawAsync([new QgisLayer("blocks", "WFS", uri)], [105.8, 28.8, 107.2, 30.2], 700, 800, places)).GetProperty("blocks");

        Assert.That(layer.GetProperty("valid").GetBoolean(), Is.True, layer.GetProperty("error").GetString());
        Assert.That(Strings(layer, "colours"), Is.EqualTo(new[] { "#ff00ff", "#ff00ff", "#ffffff", "#ffffff" }));
        JsonElement[] features = [.. layer.GetProperty("features").EnumerateArray()];
        Assert.That(
            features.Select(feature => (feature.GetProperty("name").GetString(), feature.GetProperty("code").GetString())),
            Is.EquivalentTo(new[] { ("西南片区", "11"), ("东南片区", "12"), ("西北片区", "13"), ("东北片区 <&>", "14") }));
        JsonElement last = features.Single(feature => feature.GetProperty("code").GetString() == "14");
        Assert.That(last.GetProperty("people").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    // As the capabilities write it, with or without a prefix.
    private async Task<string> NameOfAsync(string type)
    {
        string capabilities = await TextAsync("wfs?SERVICE=WFS&REQUEST=GetCapabilities");
        System.Xml.Linq.XNamespace wfs = "http://www.opengis.net/wfs/2.0";
        return System.Xml.Linq.XDocument.Parse(capabilities).Descendants(wfs + "FeatureType")
            .Select(element => element.Element(wfs + "Name")!.Value)
            .Single(name => name.Split(':')[^1] == type);
    }

    private static void AssertSameAttributes(JsonElement wanted, JsonElement found)
    {
        foreach (JsonProperty attribute in wanted.EnumerateObject())
        {
            // GDAL writes no member for an element that is absent or nil.
            string value = found.TryGetProperty(attribute.Name, out JsonElement got) ? Plain(got) : "null";
            Assert.That(value, Is.EqualTo(Plain(attribute.Value)), attribute.Name);
        }
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.Null => "null",
        _ => value.ToString().Replace('/', '-'),        // dates
    };

    private static async Task<JsonElement[]> FeaturesAsync(string file)
    {
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        return [.. document.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.Clone())];
    }

    private static async Task<string[]> NamesAsync(string file) =>
        [.. (await FeaturesAsync(file)).Select(feature => feature.GetProperty("properties").GetProperty("name").GetString()!).Order(StringComparer.Ordinal)];

    private static IEnumerable<string?> Strings(JsonElement element, string property) =>
        element.GetProperty(property).EnumerateArray().Select(item => item.GetString());

    private static double[] NumbersOf(JsonElement geometry)
    {
        return [.. Numbers(geometry.GetProperty("coordinates"))];

        static IEnumerable<double> Numbers(JsonElement element) =>
            element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Numbers) : [element.GetDouble()];
    }
}
