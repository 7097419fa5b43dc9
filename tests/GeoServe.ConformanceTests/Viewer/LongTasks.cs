using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Viewer;

/// <summary>What a page's observer of long tasks (W3C Long Tasks API: over 50 ms) tells.</summary>
internal static class LongTasks
{
    private const int MostTries = 5;

    private const string Observe = """
        globalThis.longTasks = [];
        globalThis.longTaskObserver = new PerformanceObserver(list => longTasks.push(...list.getEntries().map(task => Math.round(task.duration))));
        longTaskObserver.observe({type: "longtask", buffered: true});
        """;

    private const string Take = "() => { const all = [...longTasks, ...longTaskObserver.takeRecords().map(task => Math.round(task.duration))]; longTasks.length = 0; return all; }";

    /// <summary>Observes every page that is opened from now on.</summary>
    public static Task ObserveAsync(BrowserPage browser) => browser.Page.AddInitScriptAsync(Observe);

    /// <summary>Fails the test where each of several runs has a task over 50 ms.</summary>
    /// <param name="browser">The page, observed.</param>
    /// <param name="prepare">Comes before each run; its tasks do not count.</param>
    /// <param name="run">What is measured.</param>
    /// <remarks>
    /// The durations are of the clock on the wall: on a machine that is busy with other things any task may take long, in some run. A page that is at fault is
    /// at fault in every run, so the best run counts.
    /// </remarks>
    public static async Task AssertNoneAsync(BrowserPage browser, Func<Task> prepare, Func<Task> run)
    {
        var runs = new List<string>();
        for (int i = 0; i < MostTries; i++)
        {
            await prepare();
            await browser.Page.EvaluateAsync<int[]>(Take);
            await run();
            int[] tasks = await browser.Page.EvaluateAsync<int[]>(Take);
            if (tasks.Length == 0) return;
            runs.Add($"[{string.Join(", ", tasks)}]");
        }
        Assert.Fail($"Tasks over 50 ms in each of {MostTries} runs: {string.Join(' ', runs)}");
    }
}
