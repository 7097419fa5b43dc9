using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Pictures;
using Microsoft.Playwright;

namespace GeoServe.ConformanceTests.Maps;

/// <summary>Pictures of a map in a browser: MapLibre over the server's pictures, and MapLibre over its vector tiles.</summary>
internal static class MapPictures
{
    private const int Width = 380, Height = 300;

    /// <summary>Opens a page at the server's address.</summary>
    public static async Task<BrowserPage> OpenAsync(Browser browser, string root)
    {
        BrowserPage tab = await browser.OpenAsync(Width, Height);
        await tab.Page.RouteAsync("**/favicon.ico", route => route.FulfillAsync(new RouteFulfillOptions { Status = 204 }));
        await tab.Page.GotoAsync(root + "/maps.json");
        return tab;
    }

    /// <summary>What the server draws, as PNG.</summary>
    public static Task<byte[]> RasterAsync(BrowserPage tab, string id, double lon, double lat, int zoom) => DrawAsync(tab, RasterPage(id, lon, lat, zoom));

    /// <summary>What MapLibre draws, as PNG.</summary>
    public static Task<byte[]> VectorAsync(BrowserPage tab, string id, double lon, double lat, int zoom) => DrawAsync(tab, VectorPage(id, lon, lat, zoom));

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

    private static string Map(double lon, double lat, int zoom, string style) => FormattableString.Invariant($$"""
        async () => {
          const vendor = (await import("/viewer/vendor.mjs")).default;
          const maplibre = await import(new URL(vendor, location.origin + "/viewer/").href);
          globalThis.shown?.remove();
          const map = globalThis.shown = new maplibre.Map({container: "m", style: {{style}}, center: [{{lon}}, {{lat}}], zoom: {{zoom - 1}},
            interactive: false, attributionControl: false, fadeDuration: 0, localIdeographFontFamily: false, canvasContextAttributes: {preserveDrawingBuffer: true} });
          map.once("idle", () => document.body.dataset.drawn = "yes");
        }
        """);

    /// <summary>The share of pixels that differ by more than a sixteenth in a channel.</summary>
    public static double Unlike(byte[] raster, byte[] vector)
    {
        (Picture one, Picture other) = (Picture.Decode(raster), Picture.Decode(vector));
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

    /// <summary>So few pixels are nothing to look at: a thousandth of a tile.</summary>
    public const int LeastInk = 256 * 256 / 1000;

    /// <summary>Pixels of a tile that have none of the two most frequent colours: those are the ground and, over land, the water or an area's fill.</summary>
    public static int Ink(byte[] tile)
    {
        Picture picture = Picture.Decode(tile);
        var colours = new Dictionary<SkiaSharp.SKColor, int>();
        for (int i = 0; i < 256 * 256; i++) colours[picture[i % 256, i / 256]] = colours.GetValueOrDefault(picture[i % 256, i / 256]) + 1;
        return (256 * 256) - colours.Values.OrderDescending().Take(2).Sum();
    }

    /// <summary>By how much of 255 the pixels of two pictures differ, the channel that differs most: that of the pixel that is in this part of all, from the least on.</summary>
    public static int Difference(byte[] raster, byte[] vector, double part)
    {
        (Picture one, Picture other) = (Picture.Decode(raster), Picture.Decode(vector));
        int[] differences =
        [
            .. Enumerable.Range(0, one.Width * one.Height).Select(i => (One: one[i % one.Width, i / one.Width], Other: other[i % one.Width, i / one.Width]))
                .Select(two => Math.Max(Math.Abs(two.One.Red - two.Other.Red), Math.Max(Math.Abs(two.One.Green - two.Other.Green), Math.Abs(two.One.Blue - two.Other.Blue)))).Order(),
        ];
        return differences[(int)(differences.Length * part)];
    }
}
