using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GeoServe.ConformanceTests.Servers;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Themes.Palettes;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Pictures;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Maps;

/// <summary>What holds for every map of the sample city: it draws, shows something, can be read, and is in every list.</summary>
public sealed partial class SampleMapTests : CityTests
{
    private IReadOnlyList<JsonElement> _maps = [];

    [OneTimeSetUp]
    public async Task ListAsync() => _maps = await MapsAsync();

    [Test]
    public async Task Every_map_draws_and_none_is_blank()
    {
        Assert.That(_maps, Has.Count.GreaterThanOrEqualTo(100));
        var faults = new List<string>();
        foreach (JsonElement map in _maps)
        {
            string id = IdOf(map);
            int shown = 0;
            foreach ((double lon, double lat) in MapPlaces.Of(map))
            {
                shown = Math.Max(shown, await InkAsync(id, lon, lat, MapPlaces.Middle(map)));
            }
            if (shown < MapPictures.LeastInk) faults.Add($"{id}: {shown} pixels differ from its ground");
        }
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task Text_of_every_map_is_large_enough_and_stands_out_from_its_halo()
    {
        var faults = new List<string>();
        foreach (JsonElement map in _maps)
        {
            using JsonDocument style = JsonDocument.Parse(await TextAsync($"maps/{IdOf(map)}/style.json"));
            foreach (JsonElement layer in style.RootElement.GetProperty("layers").EnumerateArray().Where(layer => layer.GetProperty("type").GetString() == "symbol"))
            {
                string name = $"{IdOf(map)}/{layer.GetProperty("id").GetString()}";
                double size = Numbers(layer.GetProperty("layout").GetProperty("text-size")).Min();
                if (size < 10) faults.Add($"{name}: {size} px");
                JsonElement paint = layer.GetProperty("paint");
                Colour[] texts = Colours(paint.GetProperty("text-color")), halos = Colours(paint.GetProperty("text-halo-color"));
                double contrast = texts.SelectMany(text => halos.Select(halo => Contrast.Ratio(text, halo))).DefaultIfEmpty(0).Min();
                if (contrast < 4.5) faults.Add($"{name}: contrast {contrast:0.0}");
            }
        }
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task Every_map_has_a_legend_as_JSON_PNG_and_SVG_with_the_same_entries()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        foreach (JsonElement map in _maps)
        {
            JsonElement addresses = map.GetProperty("addresses");
            foreach (string language in new[] { "zh", "en" })
            {
                using JsonDocument json = JsonDocument.Parse(await Server.Http.GetStringAsync($"{addresses.GetProperty("legend").GetString()}?lang={language}"));
                XElement drawing = XElement.Parse(await Server.Http.GetStringAsync($"{addresses.GetProperty("legendSvg").GetString()}?lang={language}"));
                Picture picture = Picture.Decode(await Server.Http.GetByteArrayAsync($"{addresses.GetProperty("legendPng").GetString()}?lang={language}"));

                string[] titles = [.. json.RootElement.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("title").GetString()!)];
                Assert.That(titles, Has.Length.GreaterThan(0), IdOf(map));
                Assert.That(drawing.Elements(svg + "text").Select(text => text.Value), Is.EqualTo(titles), IdOf(map));
                Assert.That((double)drawing.Attribute("height")!, Is.EqualTo(picture.Height), IdOf(map));
            }
        }
    }

    [Test]
    public async Task Capabilities_list_every_map_and_its_features()
    {
        string[] ids = [.. _maps.Select(IdOf)];
        XNamespace ows = "http://www.opengis.net/ows/1.1", wmts = "http://www.opengis.net/wmts/1.0", wfs = "http://www.opengis.net/wfs/2.0";

        XElement tiles = XElement.Parse(await TextAsync("wmts?SERVICE=WMTS&REQUEST=GetCapabilities"));
        XElement features = XElement.Parse(await TextAsync("wfs?SERVICE=WFS&REQUEST=GetCapabilities"));

        Assert.That(tiles.Descendants(wmts + "Layer").Select(layer => layer.Element(ows + "Identifier")!.Value), Is.EquivalentTo(ids));
        string[] types = [.. features.Descendants(wfs + "FeatureType").Select(type => type.Element(wfs + "Name")!.Value.Split(':')[^1])];
        Assert.That(_maps.SelectMany(map => map.GetProperty("collections").EnumerateArray()).Select(collection => collection.GetProperty("id").GetString()).Distinct(), Is.SubsetOf(types));
    }

    // The server draws at full resolution, MapLibre at a quarter and stretched; borders and names are smoothed otherwise.
    [TestCase("feedback-heat", 13, 0.03), TestCase("feedback-heat", 10, 0.08), TestCase("high-tech", 13, 0.03), TestCase("accident-heat", 13, 0.03)]
    public async Task A_heat_map_of_the_server_looks_as_MapLibre_draws_it(string id, int zoom, double most)
    {
        await using Browser browser = await Browser.StartAsync();
        await using BrowserPage tab = await MapPictures.OpenAsync(browser, Root);

        byte[] raster = await MapPictures.RasterAsync(tab, id, 106.55, 29.56, zoom), vector = await MapPictures.VectorAsync(tab, id, 106.55, 29.56, zoom);

        Assert.That(MapPictures.Unlike(raster, vector), Is.LessThan(most));
        Assert.That(MapPictures.Unlike(raster, await MapPictures.RasterAsync(tab, "facility-squares", 106.55, 29.56, zoom)), Is.GreaterThan(3 * most), "another map differs");
        tab.AssertNoFault();
    }

    // MapLibre loads heights as tiles and shades them with 8 bits. Borders, rivers and names, which are smoothed otherwise, cover less than half of the pixels.
    [TestCase("terrain", 9), TestCase("terrain", 7), TestCase("slope-zones", 9), TestCase("elevation-zones", 8)]
    public async Task A_relief_of_the_server_looks_as_MapLibre_draws_it(string id, int zoom)
    {
        await using Browser browser = await Browser.StartAsync();
        await using BrowserPage tab = await MapPictures.OpenAsync(browser, Root);

        byte[] raster = await MapPictures.RasterAsync(tab, id, 108.5, 30.9, zoom), vector = await MapPictures.VectorAsync(tab, id, 108.5, 30.9, zoom);

        Assert.That(MapPictures.Difference(raster, vector, part: 0.5), Is.LessThanOrEqualTo(3));
        Assert.That(MapPictures.Difference(raster, await MapPictures.RasterAsync(tab, "land-price", 108.5, 30.9, zoom), part: 0.5), Is.GreaterThan(9), "another map differs");
        tab.AssertNoFault();
    }

    [Test, Category("Long")]
    public async Task QGIS_loads_every_map_from_WMTS_and_from_vector_tiles()
    {
        string capabilities = Uri.EscapeDataString($"{Root}/wmts?SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0");
        QgisLayer[] layers =
        [
            .. _maps.Select(IdOf).Select(id => new QgisLayer($"wmts {id}", "wms",
                $"contextualWMSLegend=0&crs=EPSG:3857&dpiMode=7&format=image/png&layers={id}&styles={id}&tileMatrixSet=WebMercatorQuad&url={capabilities}")),
            .. _maps.Select(map => new QgisLayer($"vector {IdOf(map)}", "vectortile",
                $"type=xyz&url={Uri.EscapeDataString($"{Root}/maps/{IdOf(map)}/tiles/")}{{z}}/{{x}}/{{y}}.mvt&zmin={map.GetProperty("minzoom")}&zmax={map.GetProperty("maxzoom")}")),
        ];

        JsonElement answers = await Qgis.DrawAsync(layers, [106.4, 29.45, 106.7, 29.7], 300, 300, [(106.55, 29.56)]);

        string[] faults = [.. answers.EnumerateObject().Where(layer => !layer.Value.GetProperty("valid").GetBoolean() || layer.Value.GetProperty("errors").GetArrayLength() > 0)
            .Select(layer => $"{layer.Name}: {layer.Value.GetProperty("error")}")];
        Assert.That(answers.EnumerateObject().Count(), Is.EqualTo(2 * _maps.Count));
        Assert.That(faults, Is.Empty);
    }

    private static string IdOf(JsonElement map) => map.GetProperty("id").GetString()!;

    private async Task<int> InkAsync(string id, double lon, double lat, int zoom)
    {
        (int x, int y) = TileAt(lon, lat, zoom);
        return MapPictures.Ink(await Server.Http.GetByteArrayAsync($"maps/{id}/tiles/{zoom}/{x}/{y}.png"));
    }

    // Of an interpolation every second number is an output; a stop's zoom is never under 10 where it matters not to count it, so outputs are told by place.
    private static IEnumerable<double> Numbers(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return [value.GetDouble()];
        JsonElement[] parts = [.. value.EnumerateArray()];
        return parts[0].GetString() == "interpolate" ? parts.Skip(4).Where((_, i) => i % 2 == 0).SelectMany(Numbers) : parts.Skip(1).Where(part => part.ValueKind is JsonValueKind.Number or JsonValueKind.Array).SelectMany(Numbers);
    }

    private static Colour[] Colours(JsonElement value) =>
        [.. ColourText().Matches(value.GetRawText()).Select(match => Colour.TryParse(match.Value, out Colour colour) ? colour : default)];

    [GeneratedRegex("#[0-9a-fA-F]{3,8}")]
    private static partial Regex ColourText();
}
