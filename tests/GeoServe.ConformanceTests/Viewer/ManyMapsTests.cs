using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Servers;
using Microsoft.Playwright;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Viewer;

/// <summary>The gallery with 1,000 maps: 10 subjects, 20 departments, 10 titles, each dealt out in turn.</summary>
public sealed class ManyMapsTests : ServerTests
{
    private const int Maps = 1000;
    private static readonly (string Zh, string En)[] s_titles =
    [
        ("人口密度", "Population density"), ("河流水位", "River level"), ("房屋价格", "House prices"), ("地质灾害", "Landslides"), ("森林火险", "Forest fire danger"),
        ("公交站点", "Bus stops"), ("空气质量", "Air quality"), ("学校分布", "Schools"), ("医院床位", "Hospital beds"), ("文物古迹", "Monuments"),
    ];

    private TemporaryFolder _config = null!;
    private Browser _browser = null!;

    protected override async Task<ServerProcess> GetServerAsync()
    {
        _config = new TemporaryFolder();
        string fixture = RepositoryFolder.PathOf("tests", "fixtures", "blocks");
        foreach (string file in new[] { "geoserve.yaml", "collections/blocks.yaml", "styles/blocks.json" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_config.PathOf(file))!);
            File.Copy(Path.Combine(fixture, file), _config.PathOf(file));
        }
        Directory.CreateDirectory(_config.PathOf("maps"));
        for (int i = 0; i < Maps; i++)
        {
            (string zh, string en) = s_titles[i % 10];
            File.WriteAllText(_config.PathOf($"maps/m{i:d4}.yaml"), $$"""
                title: {zh: {{zh}}{{i}}, en: '{{en}} {{i}}'}
                subject: subject{{i % 10}}
                department: 第{{i % 20}}局
                collections: [blocks, roads, stations]
                styles: [blocks]
                zooms: {min: 5, max: 14}
                """);
        }
        return await TestServers.AnotherBlocksAsync(environment: null, _config.Root);
    }

    [OneTimeSetUp]
    public async Task StartBrowserAsync() => _browser = await Browser.StartAsync(composited: true);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _browser.DisposeAsync();
        await Server.DisposeAsync();
        _config.Dispose();
    }

    [TestCase("人口密度")]
    [TestCase("renkoumidu", Description = "pinyin in full")]
    [TestCase("rkmd", Description = "first letters")]
    [TestCase("population density")]
    public async Task A_tenth_of_the_maps_is_found_in_every_spelling(string text)
    {
        await using BrowserPage browser = await OpenAsync();

        await SearchAsync(browser, text);

        await CountsAsync(browser, Maps / 10);
        Assert.That(await browser.Page.Locator(".card h2").AllTextContentsAsync(), Has.All.StartsWith("Population density "));
        browser.AssertNoFault();
    }

    [Test]
    public async Task Subject_and_department_narrow_together_and_a_link_keeps_them()
    {
        await using BrowserPage browser = await OpenAsync();
        await CountsAsync(browser, Maps);

        // Subject 3 has maps 3, 13, 23, ...: every tenth. Departments 3 and 13 share them.
        await FacetAsync(browser, "subject", "subject3", Maps / 10).ClickAsync();
        await CountsAsync(browser, Maps / 10);
        await FacetAsync(browser, "department", "第13局", Maps / 20).ClickAsync();
        await CountsAsync(browser, Maps / 20);
        await SearchAsync(browser, "dzzh 113");
        await CountsAsync(browser, 1);
        Assert.That(await browser.Page.Locator(".card").GetAttributeAsync("href"), Does.EndWith("/maps/m0113"));

        await using BrowserPage other = await _browser.OpenAsync();
        await other.Page.GotoAsync(browser.Page.Url);
        await CountsAsync(other, 1);
        Assert.That(await other.Page.Locator(".facet a[aria-current]").AllTextContentsAsync(), Is.EqualTo(new[] { "subject31", "第13局1" }), "name and count");
        await Assertions.Expect(other.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("dzzh 113");

        await browser.Page.GoBackAsync();
        await CountsAsync(browser, Maps / 10);
        browser.AssertNoFault();
        other.AssertNoFault();
    }

    [Test]
    public async Task An_answer_that_comes_late_does_not_push_a_newer_one_away()
    {
        await using BrowserPage browser = await OpenAsync();
        var gate = new TaskCompletionSource();
        await browser.Page.RouteAsync(url => url.Contains("q=h&", StringComparison.Ordinal), async route =>
        {
            await gate.Task;
            await route.AbortAsync();
        });
        var givenUp = new TaskCompletionSource<string?>();
        browser.Page.RequestFailed += (_, request) =>
        {
            if (request.Url.Contains("q=h&", StringComparison.Ordinal)) givenUp.TrySetResult(request.Failure);
        };

        await browser.Page.GetByRole(AriaRole.Searchbox).FillAsync("h");
        await browser.Page.GetByRole(AriaRole.Searchbox).FillAsync("hlsw");
        await CountsAsync(browser, Maps / 10);

        Assert.That(await givenUp.Task.WaitAsync(TimeSpan.FromSeconds(30)), Is.EqualTo("net::ERR_ABORTED"), "the page gave the old question up");
        gate.SetResult();
        Assert.That(await browser.Page.Locator(".card h2").AllTextContentsAsync(), Has.All.StartsWith("River level "));
    }

    [Test]
    public async Task The_keyboard_leads_from_the_search_to_a_map()
    {
        await using BrowserPage browser = await OpenAsync();

        await browser.Page.Keyboard.PressAsync("/");
        await browser.Page.Keyboard.TypeAsync("wwgj m0009");
        await CountsAsync(browser, 1);
        await browser.Page.Keyboard.PressAsync("ArrowDown");
        await browser.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(browser.Page.Locator("#title")).ToHaveTextAsync("Monuments 9");
    }

    [Test]
    public async Task Opening_typing_and_scrolling_take_no_long_task()
    {
        await using BrowserPage browser = await _browser.OpenAsync();
        await LongTasks.ObserveAsync(browser);

        await LongTasks.AssertNoneAsync(
            browser,
            prepare: async () => await browser.Page.GotoAsync("about:blank"),
            run: async () =>
            {
                await browser.Page.GotoAsync(Root + "/");
                await CountsAsync(browser, Maps);
                foreach ((string text, int count) in new[] { ("r", -1), ("rk", -1), ("rkm", 100), ("rkmd", 100), ("fire", 100), ("", Maps) })
                {
                    await SearchAsync(browser, text);
                    if (count >= 0) await CountsAsync(browser, count);
                }
                for (int shown = 0; shown < Maps; shown = await browser.Page.Locator(".card").CountAsync())
                {
                    await browser.Page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
                    await browser.Page.WaitForFunctionAsync("shown => document.querySelectorAll('.card').length > shown", shown);
                }
            });
        browser.AssertNoFault();
    }

    private async Task<BrowserPage> OpenAsync()
    {
        BrowserPage browser = await _browser.OpenAsync();
        await browser.Page.GotoAsync(Root + "/");
        await browser.Page.Locator(".card").First.WaitForAsync();
        return browser;
    }

    private static Task SearchAsync(BrowserPage browser, string text) => browser.Page.GetByRole(AriaRole.Searchbox).FillAsync(text);

    private static Task CountsAsync(BrowserPage browser, int count) =>
        Assertions.Expect(browser.Page.Locator("#count")).ToHaveTextAsync(count == 1 ? "1 map" : $"{count} maps");

    // With the number beside it.
    private static ILocator FacetAsync(BrowserPage browser, string name, string value, int count) =>
        browser.Page.Locator($".facet a[data-name={name}][data-value='{value}']", new PageLocatorOptions { HasText = value + count });
}
