using System.Globalization;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Queries;

public sealed class TimeRangesTests
{
    [Test]
    public async Task The_range_of_a_map_goes_from_its_first_time_to_its_last()
    {
        Map map = TestMaps.Map("m", [Timed("a", out _, "2024-05-03", null, "2024-05-01", "2024-06-30"), TestMaps.Collection(TestMaps.Source(("x", "POINT (1 1)"))), Timed("b", out _, "2024-04-30")]);

        TimeRange? range = await new TimeRanges().OfAsync(map, TestMaps.Snapshot(map), CancellationToken.None);

        Assert.That($"{range!.Value.Start}/{range.Value.End}", Is.EqualTo("2024-04-30/2024-06-30"));
    }

    [Test]
    public async Task A_map_without_a_time_has_no_range()
    {
        Map never = TestMaps.Map("never", [Timed("a", out _, null, null)]);
        Map timeless = TestMaps.Map("timeless", [TestMaps.Collection(TestMaps.Source(("x", "POINT (1 1)")))]);

        Assert.That(await new TimeRanges().OfAsync(never, TestMaps.Snapshot(never), CancellationToken.None), Is.Null);
        Assert.That(await new TimeRanges().OfAsync(timeless, TestMaps.Snapshot(timeless), CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task One_state_of_the_data_is_read_once()
    {
        Collection collection = Timed("a", out FakeSource source, "2024-05-03");
        Map map = TestMaps.Map("m", [collection]);
        var ranges = new TimeRanges();

        await ranges.OfAsync(map, TestMaps.Snapshot(map), CancellationToken.None);
        await ranges.OfAsync(map, TestMaps.Snapshot(map), CancellationToken.None);
        Assert.That(source.Queries, Is.EqualTo(1));

        await ranges.OfAsync(map, new Snapshot(new Catalog([collection], [map]), [TestMaps.State(collection, revision: 2)]), CancellationToken.None);
        Assert.That(source.Queries, Is.EqualTo(2));
    }

    private static Collection Timed(string id, out FakeSource source, params string?[] days)
    {
        var schema = new FeatureSchema([new Column("id", ValueKind.Integer, Nullable: false), new Column("day", ValueKind.Date)], "id", "geom", ShapeType.Point, Crs.Epsg4326);
        source = new FakeSource(schema, [.. days.Select((day, i) => ("POINT (106 29)", new[] { Value.Of(i + 1L), day is null ? Value.Null : Value.Of(DateOnly.Parse(day, CultureInfo.InvariantCulture)) }))]);
        return new Collection(id, LocalText.Of(id), LocalText.Of(""), schema, source, new Box(106, 29, 106, 29), null) { TimeColumn = "day" };
    }
}
