namespace GeoServe.Core.Changes;

/// <summary>Holds the snapshot that new requests take. Swapped whole, by reload and by change alike.</summary>
/// <param name="first">The snapshot to begin with.</param>
public sealed class SnapshotHolder(Snapshot first)
{
    private readonly Lock _swap = new();
    private volatile Snapshot _current = first;

    /// <summary>The newest snapshot.</summary>
    public Snapshot Current => _current;

    /// <summary>Puts a new snapshot, made from the current one, in its place; swaps follow one another.</summary>
    public Snapshot Swap(Func<Snapshot, Snapshot> next)
    {
        lock (_swap)
        {
            return _current = next(_current);
        }
    }
}
