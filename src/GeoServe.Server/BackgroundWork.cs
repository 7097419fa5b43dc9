namespace GeoServe.Server;

/// <summary>Something that goes on while the server runs. A fault is logged and the work begins again: a server without it would give stale tiles, or none.</summary>
/// <param name="name">What it does, for the log.</param>
/// <param name="work">Runs until cancelled.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told of faults.</param>
internal sealed class BackgroundWork(string name, Func<CancellationToken, Task> work, TimeProvider time, ILogger<BackgroundWork> log) : BackgroundService
{
    /// <summary>Time between a fault and the next beginning.</summary>
    internal static TimeSpan Pause { get; } = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work(stoppingToken).ConfigureAwait(false);
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.BackgroundFailed(log, failure, name);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
            }
        }
    }
}
