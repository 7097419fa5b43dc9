using System.Text.Json;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit.Clients;
using Microsoft.Playwright;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Viewer;

/// <summary>The sample city in a browser.</summary>
public sealed class CityViewerTests : CityTests
{
    private Browser _browser = null!;

    [OneTimeSetUp]
    public async Task StartBrowserAsync() => _browser = await Browser.StartAsync();

    [OneTimeTearDown]
    public async Task StopBrowserAsync() => await _browser.DisposeAsync();

    [Test]
    public async Task The_gallery_leads_to_a_map_on_which_a_click_names_the_township()
    {
        string map = (await MapsAsync())
            .First(map => map.GetProperty("collections").EnumerateArray().Any(collection => collection.GetProperty("id").GetString() == "townships"))
            .GetProperty("id").GetString()!;
        // Where the server got it from, GDAL says which township lies there: the city's middle.
        const double lon = 106.55, lat = 29.56;
        string name = (await GeoPackage.TextsAtAsync(City, "townships", "name", lon, lat)).Single();
        await using BrowserPage browser = await _browser.OpenAsync(language: "zh-CN");
        await browser.Page.GotoAsync(Root + "/");

        await browser.Page.Locator($"a.card[href$='/maps/{map}']").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("body[data-mode=vector]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await browser.Page.EvaluateAsync(FormattableString.Invariant($"location.hash = 'map=12/{lat}/{lon}&mode=vector'"));
        await browser.Page.WaitForFunctionAsync("location.hash.startsWith('#map=12/')");
        await browser.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        LocatorBoundingBoxResult box = (await browser.Page.Locator("#map").BoundingBoxAsync())!;
        await browser.Page.Mouse.ClickAsync(box.X + box.Width / 2, box.Y + box.Height / 2);

        await Assertions.Expect(browser.Page.Locator("#attributes h3").Filter(new LocatorFilterOptions { HasText = name }).First).ToBeVisibleAsync();
        browser.AssertNoFault();
    }

    [Test]
    public async Task Maps_of_every_subject_open_as_raster_and_as_vector_map()
    {
        await using BrowserPage browser = await _browser.OpenAsync();
        // Two of each: all of them are looked at on the contact sheet.
        foreach (JsonElement map in (await MapsAsync()).GroupBy(map => map.GetProperty("subject").GetString()).SelectMany(subject => subject.Take(2)))
        {
            string page = $"{Root}/maps/{map.GetProperty("id").GetString()}";
            foreach (string mode in new[] { "raster", "vector" })
            {
                await browser.Page.GotoAsync("about:blank");
                await browser.Page.GotoAsync($"{page}#mode={mode}");
                await browser.Page.WaitForFunctionAsync($"document.body.dataset.mode === '{mode}'");
                await browser.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                Assert.That(await browser.Page.Locator("#title").TextContentAsync(), Is.EqualTo(map.GetProperty("title").GetProperty("en").GetString()));
                Assert.That(await browser.Page.Locator(".legend li").CountAsync(), Is.GreaterThan(0), page);
                browser.AssertNoFault();
            }
        }
    }
}
