namespace GeoServe.Server.Configuration;

/// <summary>Rings when the file system says that something in a folder changed. A bell only: not every file system tells, so whoever waits looks for himself, too.</summary>
internal sealed class FolderBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0);
    private readonly FileSystemWatcher? _watcher;

    public FolderBell(string folder)
    {
        try
        {
            _watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            _watcher.Changed += Ring;
            _watcher.Created += Ring;
            _watcher.Deleted += Ring;
            _watcher.Renamed += Ring;
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception none) when (none is IOException or ArgumentException or PlatformNotSupportedException)
        {
            _watcher?.Dispose();        // the system watches no more folders: looking is enough
            _watcher = null;
        }
    }

    /// <summary>Waits until it rings, at most so long; rings that came meanwhile count as one.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_rung.WaitAsync(waiting.Token), Task.Delay(most, time, waiting.Token)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        while (_rung.Wait(0, CancellationToken.None)) { }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _rung.Dispose();
    }

    private void Ring(object sender, FileSystemEventArgs change)
    {
        try
        {
            _rung.Release();
        }
        catch (ObjectDisposedException)
        {
            // The last ring of a bell that is gone.
        }
    }
}
