using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit.Clients;
using Microsoft.Playwright;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.ConformanceTests.Viewer;

/// <summary>The gallery and the map page in a real browser.</summary>
public sealed class ViewerTests : BlocksTests
{
    private const string Place = "#map=9/29.5/106.5&mode=";
    private static readonly string[] Modes = ["raster", "vector"];
    private Browser _browser = null!;

    [OneTimeSetUp]
    public async Task StartBrowserAsync() => _browser = await Browser.StartAsync();

    [OneTimeTearDown]
    public async Task StopBrowserAsync() => await _browser.DisposeAsync();

    [Test]
    public async Task The_gallery_shows_a_card_with_a_drawn_picture_for_each_map()
    {
        await using BrowserPage browser = await _browser.OpenAsync();
        await browser.Page.GotoAsync(Root + "/");

        await browser.Page.Locator(".card img.loaded").First.WaitForAsync();
        await browser.Page.WaitForFunctionAsync("document.querySelectorAll('.card img:not(.loaded)').length === 0 && document.getAnimations().length === 0");

        Assert.That(await browser.Page.Locator(".card h2").AllTextContentsAsync(), Is.EqualTo(new[] { "Blocks" }));
        using SKBitmap picture = SKBitmap.Decode(await browser.Page.Locator(".thumbnail").ScreenshotAsync());
        Assert.That(ColoursOf(picture), Is.SupersetOf(Known.Take(4).Select(known => known.Colour)));
        browser.AssertNoFault();
    }

    [Test]
    public async Task The_gallery_finds_maps_by_words_of_both_languages()
    {
        await using BrowserPage browser = await _browser.OpenAsync();
        await browser.Page.GotoAsync(Root + "/");
        await browser.Page.Locator(".card").First.WaitForAsync();

        await browser.Page.GetByRole(AriaRole.Searchbox).FillAsync("volcano");
        await Assertions.Expect(browser.Page.Locator("#count")).ToHaveTextAsync("No map matches.");
        await Assertions.Expect(browser.Page.Locator(".card")).ToHaveCountAsync(0);
        await browser.Page.GetByRole(AriaRole.Searchbox).FillAsync("片区");
        await Assertions.Expect(browser.Page.Locator(".card")).ToHaveCountAsync(1);
    }

    [TestCase("zh-CN", "", "片区", "zh-Hans")]
    [TestCase("en-GB", "", "Blocks", "en")]
    [TestCase("fr", "", "片区", "zh-Hans", Description = "neither: the city's language")]
    [TestCase("en-GB", "?lang=zh", "片区", "zh-Hans", Description = "the address wins")]
    public async Task A_page_speaks_the_readers_language(string asked, string query, string title, string language)
    {
        await using BrowserPage browser = await _browser.OpenAsync(language: asked);
        await browser.Page.GotoAsync($"{Root}/maps/blocks{query}");
        await Assertions.Expect(browser.Page.Locator("#title")).ToHaveTextAsync(title);

        Assert.That(await browser.Page.Locator("html").GetAttributeAsync("lang"), Is.EqualTo(language));
    }

    [Test]
    public async Task A_chosen_language_is_kept()
    {
        await using BrowserPage browser = await _browser.OpenAsync(language: "en");
        await browser.Page.GotoAsync(Root + "/maps/blocks" + Place + "raster");
        await browser.Page.GetByText("中文").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#title")).ToHaveTextAsync("片区");
        Assert.That(new Uri(browser.Page.Url).Fragment, Does.StartWith("#map=9/29.5"), "the place is kept too");

        await browser.Page.GotoAsync(Root + "/");

        await Assertions.Expect(browser.Page.Locator(".card h2")).ToHaveTextAsync("片区");
    }

    [TestCaseSource(nameof(Modes))]
    public async Task A_map_is_drawn_in_the_right_colours(string mode)
    {
        await using BrowserPage browser = await OpenMapAsync(mode);
        using SKBitmap picture = SKBitmap.Decode(await browser.Page.Locator("#map").ScreenshotAsync());

        foreach (((double lon, double lat), string colour) in Known.Take(6))
        {
            (int x, int y) = PixelOf(lon, lat, picture.Width, picture.Height);
            Assert.That(Hex(picture.GetPixel(x, y)), Is.EqualTo(colour), Web($"{mode} at {lon}, {lat}: pixel {x}, {y}"));
        }

        browser.AssertNoFault();
    }

    [TestCaseSource(nameof(Modes))]
    public async Task A_click_tells_what_is_there(string mode)
    {
        await using BrowserPage browser = await OpenMapAsync(mode);

        await ClickAsync(browser, 106.9, 29.6);
        await Assertions.Expect(browser.Page.Locator("#attributes h3")).ToHaveTextAsync("Northeast");
        Assert.That(await browser.Page.Locator("#attributes th").AllTextContentsAsync(), Does.Contain("Name"), "the catalog's title of the attribute");

        await ClickAsync(browser, 106.25, 29.25);
        await Assertions.Expect(browser.Page.Locator("#attributes h3")).ToHaveTextAsync(["一号站", "Southwest"]);

        await ClickAsync(browser, 106.8, 29.8);
        await Assertions.Expect(browser.Page.Locator("#attributes > p")).ToHaveTextAsync("Nothing is here.");
        browser.AssertNoFault();
    }

    [Test]
    public async Task The_address_follows_the_map_and_the_map_the_address()
    {
        await using BrowserPage browser = await OpenMapAsync("raster");

        await browser.Page.Locator("#map").FocusAsync();
        await browser.Page.Keyboard.PressAsync("+");
        await HashAsync(browser, "#map=10/29.5");
        await browser.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Vector" }).CheckAsync();
        await HashAsync(browser, "#map=10/29.5", "&mode=vector");

        await browser.Page.EvaluateAsync("location.hash = 'map=11/29.7/106.2&mode=raster'");
        await browser.Page.WaitForFunctionAsync("document.body.dataset.mode === 'raster'");
        await HashAsync(browser, "#map=11/29.7", "&mode=raster");
        browser.AssertNoFault();
    }

    [TestCaseSource(nameof(Modes))]
    public async Task The_map_is_moved_and_asked_by_keys_alone(string mode)
    {
        await using BrowserPage browser = await OpenMapAsync(mode);

        await browser.Page.Locator("#map").FocusAsync();
        await browser.Page.Keyboard.PressAsync("ArrowUp");
        await browser.Page.WaitForFunctionAsync("!location.hash.startsWith('#map=9/29.5')");
        await browser.Page.Keyboard.PressAsync("ArrowRight");
        await browser.Page.WaitForFunctionAsync("!location.hash.includes('/106.5')");
        await browser.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(browser.Page.Locator("#attributes")).ToBeVisibleAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(browser.Page.Locator("#attributes")).ToBeHiddenAsync();
    }

    [Test]
    public async Task Without_MapLibre_the_page_still_shows_raster_maps()
    {
        await using BrowserPage browser = await _browser.OpenAsync();
        await browser.Page.RouteAsync("**/viewer/vendor.mjs", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/javascript",
            Body = "export default null;",      // what the build writes where npm is absent
        }));
        await browser.Page.GotoAsync(Root + "/maps/blocks");

        await browser.Page.Locator("#map img.loaded").First.WaitForAsync();
        Assert.That(await browser.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Vector" }).IsDisabledAsync(), Is.True);
        browser.AssertNoFault();
    }

    [Test]
    public async Task The_page_lists_addresses_that_answer()
    {
        await using BrowserPage browser = await OpenMapAsync("raster");

        string[] addresses = await browser.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.address input')].map(input => input.value)");

        Assert.That(addresses, Has.Length.EqualTo(6));
        (int x, int y) = TileAt(106.5, 29.5, 9);
        foreach (string address in addresses)
        {
            using HttpResponseMessage answer = await Server.Http.GetAsync(
                address.Replace("{z}", "9", StringComparison.Ordinal).Replace("{x}", $"{x}", StringComparison.Ordinal).Replace("{y}", $"{y}", StringComparison.Ordinal));
            Assert.That((int)answer.StatusCode, Is.EqualTo(200), address);
        }
    }

    [Test]
    public async Task A_phone_shows_map_and_legend_without_sideways_scrolling()
    {
        await using BrowserPage browser = await _browser.OpenAsync(360, 740, touch: true);
        foreach (string page in new[] { "/", "/maps/blocks" })
        {
            await browser.Page.GotoAsync(Root + page, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.That(await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.EqualTo(360), page);
        }

        await Assertions.Expect(browser.Page.Locator("#layers")).ToBeHiddenAsync();
        await browser.Page.Locator("#handle").TapAsync();
        await Assertions.Expect(browser.Page.Locator(".legend li").First).ToBeVisibleAsync();
        browser.AssertNoFault();
    }

    [Test]
    public async Task An_unknown_map_is_an_error_of_the_server()
    {
        using HttpResponseMessage answer = await Server.Http.GetAsync("maps/nope");

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
    }

    private async Task<BrowserPage> OpenMapAsync(string mode)
    {
        BrowserPage browser = await _browser.OpenAsync();
        await browser.Page.GotoAsync(Root + "/maps/blocks" + Place + mode);
        await browser.Page.WaitForFunctionAsync($"document.body.dataset.mode === '{mode}'");
        await browser.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await browser.Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => setTimeout(done, 400)))");     // fades end
        return browser;
    }

    private static Task HashAsync(BrowserPage browser, string start, string end = "") =>
        browser.Page.WaitForFunctionAsync("([start, end]) => location.hash.startsWith(start) && location.hash.endsWith(end)", new[] { start, end });

    private static async Task ClickAsync(BrowserPage browser, double lon, double lat)
    {
        LocatorBoundingBoxResult box = (await browser.Page.Locator("#map").BoundingBoxAsync())!;
        (int x, int y) = PixelOf(lon, lat, (int)box.Width, (int)box.Height);
        await browser.Page.Mouse.ClickAsync(box.X + x, box.Y + y);
    }

    // Zoom 9 around 106.5 E, 29.5 N: the world is 256 * 512 pixels wide.
    private static (int X, int Y) PixelOf(double lon, double lat, int width, int height)
    {
        const double world = 256 * 512;
        double x = width / 2.0 + (lon - 106.5) / 360 * world;
        double y = height / 2.0 - (Northing(lat) - Northing(29.5)) * world;
        return ((int)x, (int)y);

        static double Northing(double lat) => Math.Asinh(Math.Tan(lat * Math.PI / 180)) / (2 * Math.PI);
    }

    private static IEnumerable<string> ColoursOf(SKBitmap picture) => picture.Pixels.Select(Hex).Distinct();

    private static string Hex(SKColor colour) => $"#{colour.Red:x2}{colour.Green:x2}{colour.Blue:x2}";
}
