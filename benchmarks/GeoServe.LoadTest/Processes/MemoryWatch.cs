namespace GeoServe.LoadTest.Processes;

/// <summary>Looks at the memory of processes twenty times a second until disposed.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly Timer _timer;
    private long _mostPrivate;
    private long _most;

    public MemoryWatch(ProcessTree processes) => _timer = new Timer(_ => Look(processes), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));

    /// <summary>The most memory of their own that was seen, in bytes.</summary>
    public long MostPrivateBytes => Volatile.Read(ref _mostPrivate);

    /// <summary>The most memory that they have had, mapped files included, in bytes.</summary>
    public long MostBytes => Volatile.Read(ref _most);

    public void Dispose() => _timer.Dispose();

    private void Look(ProcessTree processes)
    {
        long now = processes.PrivateBytes, peak = processes.PeakBytes;
        if (now > _mostPrivate) Volatile.Write(ref _mostPrivate, now);
        if (peak > _most) Volatile.Write(ref _most, peak);
    }
}
