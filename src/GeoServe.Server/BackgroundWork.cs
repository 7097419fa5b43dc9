namespace GeoServe.Server;

/// <summary>Something that goes on while the server runs.</summary>
/// <param name="work">Runs until cancelled.</param>
internal sealed class BackgroundWork(Func<CancellationToken, Task> work) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => work(stoppingToken);
}
