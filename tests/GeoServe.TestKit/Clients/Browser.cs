using Microsoft.Playwright;

namespace GeoServe.TestKit.Clients;

/// <summary>Debian's Chromium without a screen. WebGL is drawn in software.</summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>The version, such as <c>136.0.7103.113</c>.</summary>
    public string Version => _browser.Version;

    /// <summary>Starts the browser; it asks nothing of the network by itself.</summary>
    /// <param name="composited">
    /// True puts pages together in the process for graphics, drawn in software there, as a browser with a graphics card does. Without it each picture of WebGL is copied
    /// back by the page's own thread, which stands still meanwhile: no way to measure how long a page's tasks are.
    /// </param>
    public static async Task<Browser> StartAsync(bool composited = false)
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        try
        {
            IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = "/usr/bin/chromium",
                Headless = true,
                Args =
                [
                    "--no-sandbox", .. composited ? new[] { "--use-angle=swiftshader", "--ignore-gpu-blocklist" } : ["--disable-gpu", "--enable-unsafe-swiftshader"], "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                ],
            });
            return new Browser(playwright, browser);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>Opens an empty page in a profile of its own.</summary>
    /// <param name="width">In CSS pixels.</param> <param name="height">In CSS pixels.</param>
    /// <param name="language">What the browser asks for, as in <c>Accept-Language</c>.</param>
    /// <param name="touch">Whether it is a phone.</param>
    public async Task<BrowserPage> OpenAsync(int width = 1280, int height = 800, string language = "en", bool touch = false)
    {
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = language,
            HasTouch = touch,
            IsMobile = touch,
        });
        return new BrowserPage(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
