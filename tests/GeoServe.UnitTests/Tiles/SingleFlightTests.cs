using GeoServe.Core.Tiles;
using NUnit.Framework;

namespace GeoServe.UnitTests.Tiles;

public class SingleFlightTests
{
    [Test]
    public async Task Many_callers_share_one_piece_of_work()
    {
        var flights = new SingleFlight<string, int>();
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        int begun = 0;
        Task<int> work(CancellationToken cancel)
        {
            Interlocked.Increment(ref begun);
            return gate.Task;
        }

        Task<int>[] callers = [.. Enumerable.Range(0, 1000).Select(_ => flights.JoinAsync("a", work, CancellationToken.None))];
        gate.SetResult(7);

        Assert.That(await Task.WhenAll(callers), Is.All.EqualTo(7));
        Assert.That(begun, Is.EqualTo(1));
        Assert.That(flights.Count, Is.Zero);
    }

    [Test]
    public async Task Work_goes_on_when_the_caller_who_began_it_leaves()
    {
        var flights = new SingleFlight<string, int>();
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaves = new CancellationTokenSource();
        Task<int> first = flights.JoinAsync("a", _ => gate.Task, leaves.Token);
        Task<int> second = flights.JoinAsync("a", _ => throw new InvalidOperationException("begun twice"), CancellationToken.None);

        await leaves.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        gate.SetResult(7);

        Assert.That(await second, Is.EqualTo(7));
    }

    [Test]
    public async Task Work_that_nobody_waits_for_is_cancelled()
    {
        var flights = new SingleFlight<string, int>();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaves = new CancellationTokenSource();
        Task<int> only = flights.JoinAsync("a", async cancel =>
        {
            cancel.Register(() => cancelled.TrySetResult());
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
            return 1;
        }, leaves.Token);
        await begun.Task;

        await leaves.CancelAsync();

        Assert.That(async () => await only, Throws.InstanceOf<OperationCanceledException>());
        await cancelled.Task;
        Assert.That(await flights.JoinAsync("a", _ => Task.FromResult(2), CancellationToken.None), Is.EqualTo(2), "the next caller begins anew");
    }

    [Test]
    public async Task A_fault_goes_to_all_and_is_not_kept()
    {
        var flights = new SingleFlight<string, int>();
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> first = flights.JoinAsync("a", _ => gate.Task, CancellationToken.None);
        Task<int> second = flights.JoinAsync("a", _ => gate.Task, CancellationToken.None);

        gate.SetException(new IOException("away"));

        Assert.That(async () => await first, Throws.InstanceOf<IOException>());
        Assert.That(async () => await second, Throws.InstanceOf<IOException>());
        Assert.That(await flights.JoinAsync("a", _ => Task.FromResult(2), CancellationToken.None), Is.EqualTo(2));
    }
}
