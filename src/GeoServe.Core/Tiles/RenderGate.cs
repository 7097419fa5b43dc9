namespace GeoServe.Core.Tiles;

/// <summary>Lets only so many renders work at once and so many wait; beyond that a request is refused at once (design, section 5, "Overload").</summary>
/// <param name="workers">Renders at once: one a core.</param>
/// <param name="mostWaiting">Renders that may wait.</param>
public sealed class RenderGate(int workers, int mostWaiting)
{
    private readonly SemaphoreSlim _free = new(workers);
    private int _waiting;

    /// <summary>A gate for this machine: a render a core, and 64 waiting for each.</summary>
    public RenderGate() : this(Environment.ProcessorCount, Environment.ProcessorCount * 64)
    {
    }

    /// <summary>Does the work when there is room.</summary>
    /// <exception cref="OverloadedException">Too many wait already.</exception>
    public async Task<T> EnterAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > mostWaiting + workers)
        {
            Interlocked.Decrement(ref _waiting);
            throw new OverloadedException($"{mostWaiting} renders wait already; try again in a moment.");
        }
        try
        {
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await work(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
