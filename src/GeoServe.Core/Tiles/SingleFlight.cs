using System.Collections.Concurrent;

namespace GeoServe.Core.Tiles;

/// <summary>
/// One piece of work a key at a time, shared by all who ask for it meanwhile. Work has a token of its own: it goes on when the caller who
/// began it leaves, as long as someone waits, and is cancelled when nobody does. A fault goes to all who wait and is not kept.
/// </summary>
/// <typeparam name="TKey">What tells pieces of work apart.</typeparam>
/// <typeparam name="TResult">What the work gives.</typeparam>
public sealed class SingleFlight<TKey, TResult>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Flight> _flights = new();

    /// <summary>How many pieces of work are going on.</summary>
    public int Count => _flights.Count;

    /// <summary>Joins the work for a key, or begins it on the thread pool.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled: this caller left.</exception>
    public async Task<TResult> JoinAsync(TKey key, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        Flight flight = Board(key, work);
        try
        {
            return await flight.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            flight.Leave();
        }
    }

    private Flight Board(TKey key, Func<CancellationToken, Task<TResult>> work)
    {
        while (true)
        {
            Flight flight = _flights.GetOrAdd(key, static (key, owner) => new Flight(owner, key), this);
            if (flight.TryEnter(work)) return flight;
            _flights.TryRemove(new(key, flight));       // everybody had left: the work is being cancelled, begin anew
        }
    }

    private sealed class Flight(SingleFlight<TKey, TResult> owner, TKey key)
    {
        private readonly CancellationTokenSource _cancel = new();
        private readonly TaskCompletionSource<TResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private int _waiting;
        private bool _begun;
        private bool _abandoned;

        public Task<TResult> Result => _result.Task;

        public bool TryEnter(Func<CancellationToken, Task<TResult>> work)
        {
            lock (_gate)
            {
                if (_abandoned) return false;
                _waiting++;
                if (_begun) return true;
                _begun = true;
            }
            _ = Task.Run(() => RunAsync(work));
            return true;
        }

        public void Leave()
        {
            lock (_gate)
            {
                if (--_waiting > 0 || _result.Task.IsCompleted) return;
                _abandoned = true;
            }
            owner._flights.TryRemove(new(key, this));
            _cancel.Cancel();
        }

        private async Task RunAsync(Func<CancellationToken, Task<TResult>> work)
        {
            try
            {
                TResult result = await work(_cancel.Token).ConfigureAwait(false);
                owner._flights.TryRemove(new(key, this));
                _result.TrySetResult(result);
            }
            catch (Exception failure)
            {
                owner._flights.TryRemove(new(key, this));
                _result.TrySetException(failure);
                _ = _result.Task.Exception;     // seen: nobody may be left to await it
            }
        }
    }
}
