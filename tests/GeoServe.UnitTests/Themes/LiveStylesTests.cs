using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Server.Configuration.Themes;
using GeoServe.TestKit.Fakes;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Themes;

public class LiveStylesTests
{
    [Test]
    public void A_style_that_depends_on_the_clock_is_renewed_and_with_it_its_stamp_and_no_other()
    {
        var time = new FakeTimeProvider();
        Collection places = TestMaps.Collection(TestMaps.Source(("a", "POINT (1 1)")));
        MapStyle hourly(DateTimeOffset now) => TestMaps.Style() with { Definition = (ulong)now.Hour, At = hourly };
        Map live = TestMaps.Map("live", [places], hourly(time.GetUtcNow())), still = TestMaps.Map("still", [places]);
        var snapshots = new SnapshotHolder(new Snapshot(new Catalog([places], [live, still]), [TestMaps.State(places)]));
        Snapshot first = snapshots.Current;
        var styles = new LiveStyles(snapshots, time);

        Assert.That(styles.Refresh(), Is.False);
        time.Advance(TimeSpan.FromHours(1));
        Assert.That(styles.Refresh(), Is.True);

        Map renewed = snapshots.Current.Catalog.FindMap("live")!;
        Assert.That(snapshots.Current.StampOf(renewed, renewed.Styles[0]), Is.Not.EqualTo(first.StampOf(live, live.Styles[0])));
        Assert.That(snapshots.Current.Catalog.FindMap("still"), Is.SameAs(still));
        Assert.That(styles.Refresh(), Is.False);
    }
}
