using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit.Clients;
using Microsoft.Playwright;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Viewer;

/// <summary>The heaviest maps of the sample city under a hand that drags them.</summary>
public sealed class PanningTests : CityTests
{
    // WebGL is drawn in software here: a smaller window draws no less to load and to place, only fewer pixels.
    private const int Width = 1000;
    private const int Height = 640;
    private static readonly PageWaitForLoadStateOptions s_patience = new() { Timeout = 90_000 };

    private Browser _browser = null!;

    [OneTimeSetUp]
    public async Task StartBrowserAsync() => _browser = await Browser.StartAsync(composited: true);

    [OneTimeTearDown]
    public async Task StopBrowserAsync() => await _browser.DisposeAsync();

    [TestCase("base-map", 14)]
    [TestCase("landuse", 12)]
    [TestCase("feedback", 10)]
    [TestCase("township-kinds", 9, "&layers=township-kinds,river-network,rain-gauges:0.6", Description = "three maps over one another")]
    public async Task Panning_takes_no_long_task(string map, int zoom, string more = "")
    {
        foreach (string mode in new[] { "raster", "vector" })
        {
            await using BrowserPage browser = await _browser.OpenAsync(Width, Height);
            await LongTasks.ObserveAsync(browser);
            int run = 0;

            await LongTasks.AssertNoneAsync(
                browser,
                prepare: async () =>
                {
                    // A place that was not drawn before, so that each run loads and shows tiles; loading the page and MapLibre itself does not count.
                    string place = Web($"#map={zoom}/{29.5 + 0.02 * run}/{106.5 + 0.02 * run}&mode={mode}{more}");
                    run++;
                    await browser.Page.GotoAsync("about:blank");
                    await browser.Page.GotoAsync($"{Root}/maps/{map}{place}");
                    await browser.Page.WaitForFunctionAsync($"document.body.dataset.mode === '{mode}'");
                    await browser.Page.WaitForLoadStateAsync(LoadState.NetworkIdle, s_patience);
                },
                run: () => DragAsync(browser));
            browser.AssertNoFault();
        }
    }

    // Some 2,000 pixels in all, then until all is there.
    private static async Task DragAsync(BrowserPage browser)
    {
        foreach ((float x, float y) in new[] { (-500f, -250f), (-500f, 250f), (500f, -250f) })
        {
            (float fromX, float fromY) = (x < 0 ? 600 : 100, y < 0 ? 450 : 200);
            await browser.Page.Mouse.MoveAsync(fromX, fromY);
            await browser.Page.Mouse.DownAsync();
            await browser.Page.Mouse.MoveAsync(fromX + x, fromY + y, new MouseMoveOptions { Steps = 25 });
            await browser.Page.Mouse.UpAsync();
        }
        await browser.Page.WaitForLoadStateAsync(LoadState.NetworkIdle, s_patience);
    }
}
