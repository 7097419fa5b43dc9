using System.Diagnostics;

namespace GeoServe.TestKit;

/// <summary>Waits for what another process brings about.</summary>
public static class Eventually
{
    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It never was, within the time.</exception>
    public static async Task BecomesTrueAsync(Func<Task<bool>> question, TimeSpan within)
    {
        long began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await question())
        {
            if (Stopwatch.GetElapsedTime(began) > within) throw new TimeoutException($"Still not so after {within}.");
            await timer.WaitForNextTickAsync();
        }
    }
}
