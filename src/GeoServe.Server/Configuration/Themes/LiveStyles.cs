using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;

namespace GeoServe.Server.Configuration.Themes;

/// <summary>
/// Brings styles that depend on the clock up to date, so that a status turns grey when its last value is too old. A new style is a
/// new stamp, so no client is shown an old tile; maps without such a style are not touched.
/// </summary>
internal sealed class LiveStyles(SnapshotHolder snapshots, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Goes on until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false)) Refresh();
    }

    /// <summary>Makes the styles of now; true when one is another than before.</summary>
    internal bool Refresh()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!snapshots.Current.Catalog.Maps.Any(map => IsOld(map, now))) return false;
        snapshots.Swap(current => new Snapshot(
            current.Catalog.WithMaps(current.Catalog.Maps.Select(map => IsOld(map, now) ? map.WithStyles([.. map.Styles.Select(style => Newer(style, now))]) : map)), current.States, current.RasterStates));
        return true;
    }

    private static bool IsOld(Map map, DateTimeOffset now) => map.Styles.Any(style => !ReferenceEquals(Newer(style, now), style));

    private static MapStyle Newer(MapStyle style, DateTimeOffset now) =>
        style.At?.Invoke(now) is { } made && made.Definition != style.Definition ? made : style;
}
