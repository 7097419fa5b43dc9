namespace GeoServe.Core.Sources;

/// <summary>Those features of another cursor whose places in its order are known, which is the same at each call.</summary>
/// <param name="all">The other cursor.</param> <param name="places">Places, in order.</param> <param name="cancellationToken">Looked at while features are left out, too.</param>
internal sealed class ChosenCursor(FeatureCursor all, IReadOnlyList<int> places, CancellationToken cancellationToken) : DelegatingCursor(all)
{
    private int _place = -1;
    private int _next;

    /// <inheritdoc/>
    public override bool IsComplete => true;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (_next < places.Count && Inner.MoveNext())
        {
            if ((++_place & 255) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (_place != places[_next]) continue;
            _next++;
            return true;
        }
        return false;
    }
}
