using System.Net;
using System.Text;
using System.Text.Json;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Pictures;
using Microsoft.Playwright;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Maps;

/// <summary>
/// Every map at three zooms, the server's picture beside MapLibre's, on one page to be looked at: <c>tests/contact-sheet.sh</c> makes it. How much the two
/// differ stands beside them, and no pair may be unlike each other.
/// </summary>
[Explicit("Takes many minutes; tests/contact-sheet.sh runs it."), Category("Long")]
public sealed class ContactSheet : CityTests
{
    private const int Width = 380, Height = 300;

    // Share of pixels that may differ by more than a sixteenth: text and edges are smoothed otherwise.
    private const double MostUnlike = 0.25;

    [Test]
    public async Task Is_made()
    {
        string folder = Environment.GetEnvironmentVariable("GEOSERVE_CONTACT_SHEET") ?? RepositoryFolder.PathOf("TestResults", "contact-sheet");
        string[] wanted = (Environment.GetEnvironmentVariable("GEOSERVE_CONTACT_SHEET_MAPS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        Directory.CreateDirectory(folder);
        var page = new StringBuilder("<!doctype html><meta charset=utf-8><title>Contact sheet</title><style>body{font:14px sans-serif}img{border:1px solid #ccc;margin:2px}figure{display:inline-block;margin:4px}</style>\n");
        var unlike = new List<string>();
        await using Browser browser = await Browser.StartAsync();
        await using BrowserPage tab = await browser.OpenAsync(Width, Height);
        await tab.Page.GotoAsync(Root + "/maps.json");
        foreach (JsonElement map in (await MapsAsync()).Where(map => wanted.Length == 0 || wanted.Contains(map.GetProperty("id").GetString())))
        {
            string id = map.GetProperty("id").GetString()!;
            page.Append($"<h3>{id}: {Html(map.GetProperty("title").GetProperty("zh"))} · {Html(map.GetProperty("title").GetProperty("en"))}</h3>\n");
            (double lon, double lat) = MapPlaces.Of(map)[0];
            foreach (int zoom in MapPlaces.Three(map))
            {
                byte[] raster = await DrawAsync(tab, RasterPage(id, lon, lat, zoom)), vector = await DrawAsync(tab, VectorPage(id, lon, lat, zoom));
                double share = Unlike(Picture.Decode(raster), Picture.Decode(vector));
                if (share > MostUnlike) unlike.Add(Web($"{id} at zoom {zoom}: {share:P0}"));
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{id}-{zoom}-raster.png"), raster);
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{id}-{zoom}-vector.png"), vector);
                page.Append(Web($"<figure><img src=\"{id}-{zoom}-raster.png\"><img src=\"{id}-{zoom}-vector.png\"><figcaption>zoom {zoom}; {share:P1} differ</figcaption></figure>\n"));
            }
            page.Append($"<img src=\"{id}-legend.png\">\n");
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{id}-legend.png"), await Server.Http.GetByteArrayAsync($"maps/{id}/legend.png?lang=en"));
            await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), page.ToString());
        }
        tab.AssertNoFault();
        TestContext.Out.WriteLine(Path.Combine(folder, "index.html"));
        Assert.That(unlike, Is.Empty);
    }

    private static string Html(JsonElement text) => WebUtility.HtmlEncode(text.GetString()!);

    // The pages stand at the server's own address, so that nothing is asked of elsewhere; each says in its body when it has drawn.
    private static async Task<byte[]> DrawAsync(BrowserPage tab, string script)
    {
        await tab.Page.EvaluateAsync("() => { document.body.innerHTML = '<div id=m style=\"position:absolute;inset:0\"></div>'; document.body.style.margin = 0; delete document.body.dataset.drawn; }");
        await tab.Page.EvaluateAsync(script);
        await tab.Page.WaitForFunctionAsync("document.body.dataset.drawn", null, new PageWaitForFunctionOptions { Timeout = 60_000 });
        return await tab.Page.ScreenshotAsync(new PageScreenshotOptions { Clip = new Clip { X = 0, Y = 0, Width = Width, Height = Height } });
    }

    private static string RasterPage(string id, double lon, double lat, int zoom) => Map(lon, lat, zoom,
        $$"""{version: 8, sources: {r: {type: "raster", tiles: [location.origin + "/maps/{{id}}/tiles/{z}/{x}/{y}.png"], tileSize: 256} }, layers: [{id: "r", type: "raster", source: "r", paint: {"raster-fade-duration": 0} }] }""");

    private static string VectorPage(string id, double lon, double lat, int zoom) => Map(lon, lat, zoom, $"location.origin + '/maps/{id}/style.json'");

    private static string Map(double lon, double lat, int zoom, string style) => Web($$"""
        async () => {
          const vendor = (await import("/viewer/vendor.mjs")).default;
          const maplibre = await import(new URL(vendor, location.origin + "/viewer/").href);
          globalThis.shown?.remove();
          const map = globalThis.shown = new maplibre.Map({container: "m", style: {{style}}, center: [{{lon}}, {{lat}}], zoom: {{zoom - 1}},
            interactive: false, attributionControl: false, fadeDuration: 0, localIdeographFontFamily: false, canvasContextAttributes: {preserveDrawingBuffer: true} });
          map.once("idle", () => document.body.dataset.drawn = "yes");
        }
        """);

    private static double Unlike(Picture one, Picture other)
    {
        int different = 0;
        for (int y = 0; y < one.Height; y++)
        {
            for (int x = 0; x < one.Width; x++)
            {
                (SkiaSharp.SKColor a, SkiaSharp.SKColor b) = (one[x, y], other[x, y]);
                if (Math.Max(Math.Abs(a.Red - b.Red), Math.Max(Math.Abs(a.Green - b.Green), Math.Abs(a.Blue - b.Blue))) > 16) different++;
            }
        }
        return (double)different / (one.Width * one.Height);
    }
}
