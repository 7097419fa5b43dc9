using GeoServe.Server;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Server;

public class BackgroundWorkTests
{
    [Test]
    public async Task Work_that_fails_begins_again_after_a_pause()
    {
        var time = new FakeTimeProvider();
        var begun = new SemaphoreSlim(0);
        int runs = 0;
        var work = new BackgroundWork("a test", async cancel =>
        {
            begun.Release();
            if (++runs == 1) throw new InvalidOperationException("a bug");
            await Task.Delay(Timeout.Infinite, cancel);
        }, time, NullLogger<BackgroundWork>.Instance);

        await work.StartAsync(CancellationToken.None);
        await begun.WaitAsync();
        while (!await begun.WaitAsync(TimeSpan.FromMilliseconds(10))) time.Advance(BackgroundWork.Pause);

        Assert.That(runs, Is.EqualTo(2));
        await work.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task Stopping_ends_the_work_without_a_fault()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new BackgroundWork("a test", async cancel =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
        }, new FakeTimeProvider(), NullLogger<BackgroundWork>.Instance);

        await work.StartAsync(CancellationToken.None);
        await begun.Task;
        await work.StopAsync(CancellationToken.None);

        Assert.That(work.ExecuteTask!.IsCompleted, Is.True);
    }
}
