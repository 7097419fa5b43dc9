using System.Collections.Concurrent;
using Microsoft.Playwright;
using NUnit.Framework;

namespace GeoServe.TestKit.Clients;

/// <summary>A page in a profile of its own, with the faults that the browser reported about it.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = [];

    internal BrowserPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _faults.Enqueue(error);
        page.RequestFailed += (_, request) => AddUnlessLeft(request);
        page.Response += (_, response) => AddUnlessFine(response);
        page.Console += (_, message) => AddIfError(message);
    }

    /// <summary>Playwright's page, to go somewhere, click and read.</summary>
    public IPage Page { get; }

    /// <summary>Fails the test if the page threw, logged an error, or asked for something that was not to be had.</summary>
    public void AssertNoFault() => Assert.That(_faults, Is.Empty, $"The browser reported faults at {Page.Url}.");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    // A map leaves requests for tiles that have gone out of view; that is no fault.
    private void AddUnlessLeft(IRequest request)
    {
        if (request.Failure is not "net::ERR_ABORTED")
        {
            _faults.Enqueue($"{request.Url}: {request.Failure}");
        }
    }

    private void AddUnlessFine(IResponse response)
    {
        if (response.Status >= 400)
        {
            _faults.Enqueue($"{response.Url}: {response.Status}");
        }
    }

    private void AddIfError(IConsoleMessage message)
    {
        if (message.Type == "error")
        {
            _faults.Enqueue(message.Text);
        }
    }
}
