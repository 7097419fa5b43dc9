using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Pictures;
using Microsoft.Playwright;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Viewer;

/// <summary>Several maps on one page, times, and what a click tells, over the sample city.</summary>
public sealed class MapPageTests : CityTests
{
    private const string Place = "#map=9/29.5/106.6&mode=";
    private Browser _browser = null!;

    [OneTimeSetUp]
    public async Task StartBrowserAsync() => _browser = await Browser.StartAsync(composited: true);

    [OneTimeTearDown]
    public async Task StopBrowserAsync() => await _browser.DisposeAsync();

    [Test]
    public async Task A_map_from_the_search_lies_over_the_first_as_opaque_as_the_slider_says()
    {
        await using BrowserPage browser = await OpenAsync("population-density", "raster");
        Picture below = await PictureAsync(browser);
        await using BrowserPage alone = await OpenAsync("gdp", "raster");
        Picture above = await PictureAsync(alone);

        await browser.Page.Locator("#add").ClickAsync();
        await browser.Page.Locator("#add-search").FillAsync("rjdqsczz");      // 人均地区生产总值
        await browser.Page.Locator("#add-list button[data-map=gdp]").ClickAsync();
        await browser.Page.Locator("#add").ClickAsync();
        await Assertions.Expect(browser.Page.Locator(".layer h3")).ToHaveTextAsync(["Output for each resident", "Population density"]);
        await browser.Page.Locator(".layer[data-map=gdp] input[type=range]").FillAsync("40");
        await HashAsync(browser, "layers=population-density,gdp:0.4");
        Picture both = await PictureAsync(browser);

        // Both are opaque; the upper one multiplies, so that its white ground hides nothing (Compositing and Blending Level 1, 9.1.2), and counts 0.4.
        double worst = 0;
        for (int y = 0; y < both.Height; y++)
        {
            for (int x = 0; x < both.Width; x++)
            {
                worst = Math.Max(worst, Math.Abs(Over(above[x, y].Red, below[x, y].Red) - both[x, y].Red));
                worst = Math.Max(worst, Math.Abs(Over(above[x, y].Blue, below[x, y].Blue) - both[x, y].Blue));
            }
        }
        Assert.That(worst, Is.LessThanOrEqualTo(2));
        Assert.That(await browser.Page.Locator(".layer .legend").CountAsync(), Is.EqualTo(2));
        browser.AssertNoFault();

        static double Over(byte above, byte below) => 0.6 * below + 0.4 * above * below / 255;
    }

    [Test]
    public async Task The_ground_of_a_map_hides_no_other_whether_it_is_white_or_black()
    {
        await using BrowserPage browser = await OpenAsync("gdp", "raster", "&layers=gdp,feedback,rain-gauges");

        await Assertions.Expect(browser.Page.Locator(".map-tiles[data-map=feedback]")).ToHaveCSSAsync("mix-blend-mode", "screen");
        await Assertions.Expect(browser.Page.Locator(".map-tiles[data-map=rain-gauges]")).ToHaveCSSAsync("mix-blend-mode", "multiply");
        await Assertions.Expect(browser.Page.Locator(".map-tiles[data-map=gdp]")).ToHaveCSSAsync("mix-blend-mode", "normal");
    }

    [TestCase("raster")]
    [TestCase("vector")]
    public async Task Maps_change_places_and_go_and_the_address_follows(string mode)
    {
        await using BrowserPage browser = await OpenAsync("gdp", mode, "&layers=gdp,population-density:0.5,rain-gauges");
        await Assertions.Expect(browser.Page.Locator(".layer")).ToHaveCountAsync(3);

        await browser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Move up: Population density" }).ClickAsync();
        await HashAsync(browser, "layers=gdp,rain-gauges,population-density:0.5");
        await browser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Remove: Rain gauges" }).ClickAsync();
        await HashAsync(browser, "layers=gdp,population-density:0.5");
        await browser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Remove: Output for each resident" }).ClickAsync();
        await browser.Page.WaitForURLAsync(new Regex("/maps/population-density#"));

        await Assertions.Expect(browser.Page.Locator("#title")).ToHaveTextAsync("Population density");
        await Assertions.Expect(browser.Page.Locator(".layer-head button:visible")).ToHaveCountAsync(0);     // the last one stays
        browser.AssertNoFault();
    }

    [Test]
    public async Task Styles_of_all_maps_at_half_their_opacity_are_one_valid_style()
    {
        await using BrowserPage browser = await OpenAsync("gdp", "raster");

        string style = await browser.Page.EvaluateAsync<string>("""
            async () => {
              const { searchMaps } = await import(new URL("viewer/catalog.mjs", document.baseURI));
              const { styleOf } = await import(new URL("viewer/vector-style.mjs", document.baseURI));
              const { maps } = await searchMaps({ limit: 1000 });
              return JSON.stringify(await styleOf(maps.map(map => ({ map, opacity: 0.5 })), ""));
            }
            """);

        Assert.That(await StyleValidator.FaultsAsync(style), Is.Empty);
        IEnumerable<string> shown = JsonDocument.Parse(style).RootElement.GetProperty("sources").EnumerateObject().Select(source => source.Name.Split('/')[0]).Distinct();
        Assert.That(shown.Count(), Is.EqualTo((await MapsAsync()).Count));
    }

    [TestCase("0.8", "0.4")]
    [TestCase("[\"interpolate\",[\"linear\"],[\"zoom\"],5,0.5,10,1]", "[\"interpolate\",[\"linear\"],[\"zoom\"],5,0.25,10,0.5]")]
    [TestCase("[\"step\",[\"zoom\"],0.5,10,[\"get\",\"o\"]]", "[\"step\",[\"zoom\"],0.25,10,[\"*\",0.5,[\"get\",\"o\"]]]")]
    [TestCase("[\"case\",[\"has\",\"o\"],1,0]", "[\"*\",0.5,[\"case\",[\"has\",\"o\"],1,0]]")]
    [TestCase("{\"stops\":[[5,0],[9,1]]}", "{\"stops\":[[5,0],[9,0.5]]}")]
    public async Task An_opacity_of_a_style_is_scaled_where_it_may_be(string value, string half)
    {
        await using BrowserPage browser = await _browser.OpenAsync();
        await browser.Page.GotoAsync(Root + "/maps.json?limit=1");

        Assert.That(await browser.Page.EvaluateAsync<string>($"async () => JSON.stringify((await import('/viewer/opacity.mjs')).scaled({value}, 0.5))"), Is.EqualTo(half));
    }

    [TestCase("raster", "png")]
    [TestCase("vector", "mvt")]
    public async Task The_time_slider_asks_for_tiles_of_its_time(string mode, string format)
    {
        await using BrowserPage browser = await OpenAsync("accident-severity", mode);
        await Assertions.Expect(browser.Page.Locator("#time")).ToBeVisibleAsync();
        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        browser.Page.Request += (_, request) =>
        {
            if (request.Url.Contains($".{format}", StringComparison.Ordinal)) asked.Enqueue(Uri.UnescapeDataString(request.Url));
        };

        string[] ends = await RangeAsync("accidents", "time");
        DateTime monday = MondayOf(ends[0]);
        await browser.Page.Locator("#time-step").FocusAsync();
        await browser.Page.Keyboard.PressAsync("ArrowRight");      // from the first week to the second
        string week = $"time={monday.AddDays(7):yyyy-MM-dd}/{monday.AddDays(13):yyyy-MM-dd}";
        await HashAsync(browser, week);
        await browser.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.That(asked, Is.Not.Empty.And.All.Contains(week));
        Assert.That(int.Parse(await browser.Page.Locator("#time-step").GetAttributeAsync("max") ?? "", CultureInfo.InvariantCulture), Is.EqualTo((MondayOf(ends[1]) - monday).Days / 7), "a step for each week");

        asked.Clear();
        await browser.Page.Locator("#time-kind").SelectOptionAsync("month");
        await HashAsync(browser, $"time={monday.AddDays(7):yyyy-MM}-01/");
        await browser.Page.Locator("#time-since").CheckAsync();
        await HashAsync(browser, "time=../");
        await browser.Page.Locator("#time-all").ClickAsync();
        await browser.Page.WaitForFunctionAsync("!location.hash.includes('time=')");
        browser.AssertNoFault();
    }

    [Test]
    public async Task Playing_goes_from_step_to_step_until_it_is_stopped()
    {
        await using BrowserPage browser = await OpenAsync("accident-severity", "raster");
        await Assertions.Expect(browser.Page.Locator("#time")).ToBeVisibleAsync();
        DateTime monday = MondayOf((await RangeAsync("accidents", "time"))[0]);

        await browser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Play" }).ClickAsync();
        for (int i = 0; i < 3; i++) await HashAsync(browser, $"time={monday.AddDays(7 * i):yyyy-MM-dd}/");
        await browser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause" }).ClickAsync();

        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Play" })).ToBeVisibleAsync();
        browser.AssertNoFault();
    }

    [Test]
    public async Task The_server_says_from_when_to_when_the_data_are()
    {
        string[] ends = await RangeAsync("feedback", "created");

        JsonElement range = JsonDocument.Parse(await TextAsync("maps/feedback/time.json")).RootElement;

        Assert.That(Instant(range.GetProperty("start").GetString()!), Is.EqualTo(Instant(ends[0])));
        Assert.That(Instant(range.GetProperty("end").GetString()!), Is.EqualTo(Instant(ends[1])));
        using HttpResponseMessage none = await Server.Http.GetAsync("maps/gdp/time.json");
        Assert.That((int)none.StatusCode, Is.EqualTo(404));
    }

    [TestCase("raster")]
    [TestCase("vector")]
    public async Task A_click_lists_the_features_of_all_maps_with_all_their_attributes(string mode)
    {
        // At a gauge, in a township: two maps, of which the lower one's tiles carry three attributes of sixty.
        (double lon, double lat) = (await GeoPackage.PointsAsync(City, "rain_gauges"))[0];
        string township = (await GeoPackage.TextsAtAsync(City, "townships", "name", lon, lat)).Single();
        await using BrowserPage browser = await OpenAsync("township-kinds", mode, "&layers=township-kinds,rain-gauges", Web($"#map=12/{lat}/{lon}&mode="));
        await browser.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        LocatorBoundingBoxResult box = (await browser.Page.Locator("#map").BoundingBoxAsync())!;
        await browser.Page.Mouse.ClickAsync(box.X + box.Width / 2, box.Y + box.Height / 2);

        ILocator features = browser.Page.Locator("#attributes .feature");
        await Assertions.Expect(features.First.Locator(".kind")).ToHaveTextAsync("Rain gauges · Rain gauges");
        await Assertions.Expect(features.First).ToHaveAttributeAsync("open", "");
        ILocator profile = features.Filter(new LocatorFilterOptions { HasText = township }).Filter(new LocatorFilterOptions { HasText = "Kinds of townships" });
        await profile.Locator("summary").ClickAsync();
        await Assertions.Expect(profile).ToHaveAttributeAsync("data-whole", "true");
        await profile.GetByText("Copy as JSON").ClickAsync();
        JsonElement copied = JsonDocument.Parse(await browser.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).RootElement;

        Assert.That(copied.GetProperty("properties").GetProperty("name").GetString(), Is.EqualTo(township));
        int attributes = copied.GetProperty("properties").EnumerateObject().Count();
        Assert.That(attributes, Is.GreaterThan(60));
        Assert.That(await profile.Locator("tr").CountAsync(), Is.EqualTo(attributes));
        browser.AssertNoFault();
    }

    [TestCase("raster")]
    [TestCase("vector")]
    public async Task A_link_shows_the_same_to_somebody_else(string mode)
    {
        const string parts = "&layers=gdp:0.8,accident-severity:0.35&time=2024-09-02/2024-09-08";
        await using BrowserPage browser = await OpenAsync("gdp", mode, parts);
        await browser.Page.Locator("#zoom-in").ClickAsync();
        await HashAsync(browser, "#map=10/");
        await HashAsync(browser, parts);

        await using BrowserPage other = await _browser.OpenAsync();
        await other.Page.AddInitScriptAsync("const replace = history.replaceState; history.replaceState = function (...said) { globalThis.hasWritten = true; return replace.apply(this, said); };");
        await other.Page.GotoAsync(browser.Page.Url);
        await other.Page.WaitForFunctionAsync("globalThis.hasWritten");     // the page has said anew what it shows
        await Assertions.Expect(other.Page.Locator("#time-label")).ToHaveTextAsync(new Regex("2.*8 Sept? 2024"));
        await Assertions.Expect(other.Page.Locator(".layer output")).ToHaveTextAsync(["35 %", "80 %"]);

        Assert.That(await other.Page.EvaluateAsync<string>("location.href"), Is.EqualTo(browser.Page.Url));
        other.AssertNoFault();
    }

    private async Task<BrowserPage> OpenAsync(string map, string mode, string more = "", string place = Place)
    {
        BrowserPage browser = await _browser.OpenAsync();
        await browser.Page.GotoAsync($"{Root}/maps/{map}{place}{mode}{more}");
        await browser.Page.WaitForFunctionAsync($"document.body.dataset.mode === '{mode}'");
        await browser.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return browser;
    }

    private static async Task<Picture> PictureAsync(BrowserPage browser)
    {
        await browser.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await browser.Page.WaitForFunctionAsync("document.querySelectorAll('#map img:not(.loaded)').length === 0");
        await browser.Page.EvaluateAsync("Promise.all([...document.querySelectorAll('#map img')].map(image => image.decode()))");
        // Below the controls, above the slider.
        return Picture.Decode(await browser.Page.ScreenshotAsync(new PageScreenshotOptions { Clip = new Clip { X = 100, Y = 260, Width = 600, Height = 300 } }));
    }

    private static Task HashAsync(BrowserPage browser, string part) => browser.Page.WaitForFunctionAsync("part => location.hash.includes(part)", part);

    // The first and the last value of a column, as GDAL gives them.
    private async Task<string[]> RangeAsync(string table, string column)
    {
        string said = await Gdal.OgrInfoAsync(City, "-q", "-dialect", "SQLite", "-sql", $"SELECT min({column}), max({column}) FROM {table}");
        string[] values = [.. Regex.Matches(said, @"^\s+\S+ \(\w+(?:\(\w+\))?\) = (.*)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
        Assert.That(values, Has.Length.EqualTo(2), said);
        return values;
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTime MondayOf(string text)
    {
        DateTime day = Instant(text).UtcDateTime.Date;
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}
