using System.Text.Json;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.VectorTiles;

/// <summary>Names of polygons in MapLibre: a polygon lies in several tiles, its name is written once.</summary>
public sealed class LabelOnceTests : CityTests
{
    private Browser _browser = null!;

    [OneTimeSetUp]
    public async Task StartBrowserAsync() => _browser = await Browser.StartAsync();

    [OneTimeTearDown]
    public async Task StopBrowserAsync() => await _browser.DisposeAsync();

    [TestCase(10)]
    [TestCase(12)]
    public async Task The_name_of_a_township_that_several_tiles_cut_is_written_once(int zoom)
    {
        await using BrowserPage browser = await _browser.OpenAsync();
        await browser.Page.GotoAsync(Root + "/maps.json?limit=1");

        JsonElement found = JsonDocument.Parse(await browser.Page.EvaluateAsync<string>($$"""
            async () => {
              document.body.innerHTML = '<div id=m style="position:absolute;inset:0"></div>';
              const vendor = (await import("/viewer/vendor.mjs")).default;
              const maplibre = await import(new URL(vendor, location.origin + "/viewer/").href);
              const map = new maplibre.Map({container: "m", style: location.origin + "/maps/township-kinds/style.json", center: [106.62, 29.6], zoom: {{zoom}}, fadeDuration: 0, localIdeographFontFamily: false});
              await new Promise(done => map.once("idle", done));
              const ids = layers => map.queryRenderedFeatures({layers}).map(feature => feature.id);
              const layersOf = (type, source) => map.getStyle().layers.filter(layer => layer.type === type && layer["source-layer"] === source).map(layer => layer.id);
              const tiles = map.querySourceFeatures(Object.keys(map.getStyle().sources)[0], {sourceLayer: "township_profile"}).map(feature => feature.id);
              return JSON.stringify({
                names: ids(layersOf("symbol", "township_profile_label")),
                polygons: ids(layersOf("fill", "township_profile")),
                pieces: tiles,
              });
            }
            """)).RootElement;
        long[] names = Ids(found, "names"), polygons = Ids(found, "polygons"), pieces = Ids(found, "pieces");

        Assert.That(names, Has.Length.GreaterThan(3).And.Unique);
        Assert.That(names, Is.SubsetOf(polygons), "each name is that of a polygon that is to be seen");
        Assert.That(names.Any(id => pieces.Count(piece => piece == id) > 1), Is.True, "or it would prove nothing: one of them lies in several tiles");
    }

    private static long[] Ids(JsonElement found, string name) => [.. found.GetProperty(name).EnumerateArray().Select(id => id.GetInt64())];
}
