using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries.Cql2;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Maps;

public sealed class FilteredCursorTests
{
    private static readonly FeatureSchema Schema = new(
        [new("a", ValueKind.Integer), new("b", ValueKind.Text), new("c", ValueKind.Real)], null, "geom", ShapeType.Geometry, Crs.Epsg4326);

    private static readonly FakeSource Source = new(
        Schema,
        ("POINT (10 10)", [Value.Of(1), Value.Of("x"), Value.Of(0.5)]),
        ("POINT (20 20)", [Value.Of(2), Value.Of("y"), Value.Null]),
        ("MULTIPOINT (30 30, 12 12)", [Value.Null, Value.Of("x"), Value.Of(1.5)]),
        ("LINESTRING (0 0, 40 40)", [Value.Of(4), Value.Null, Value.Of(2.5)]),
        ("POLYGON ((5 5, 15 5, 15 15, 5 15, 5 5), (9 9, 9 11, 11 11, 11 9, 9 9))", [Value.Of(5), Value.Of("z"), Value.Of(3.5)]),
        ("POLYGON ((50 50, 51 50, 51 51, 50 51, 50 50))", [Value.Of(6), Value.Of("z"), Value.Of(3.5)]));

    private static readonly SourceTileIndex Index = new(Source, Schema, new Box(0, 0, 51, 51));

    [TestCase("a > 1", "2 4 5 6")]
    [TestCase("NOT a > 1", "1")]
    [TestCase("a > 1 OR c > 1", "2 3 4 5 6")]
    [TestCase("a > 1 AND c > 1", "4 5 6")]
    [TestCase("b = 'x' OR b IS NULL", "1 3 4")]
    [TestCase("FALSE", "")]
    [TestCase("TRUE", "1 2 3 4 5 6")]
    [TestCase("a + c > 6", "4 5 6")]
    // By the box 9 to 11: the point 10 10 lies in it, the line crosses it, the polygon has a hole just there but touches its sides.
    [TestCase("S_INTERSECTS(geom, BBOX(9,9,11,11))", "1 4 5")]
    [TestCase("S_INTERSECTS(geom, BBOX(9.5,9.5,10.5,10.5))", "1 4")]
    [TestCase("S_INTERSECTS(geom, POLYGON((9.5 9.5,10.5 9.5,9.5 10.5,9.5 9.5)))", "1 4")]
    [TestCase("S_INTERSECTS(geom, POINT(12 12))", "3 5")]
    [TestCase("S_INTERSECTS(geom, LINESTRING(0 20,40 20))", "2 4")]
    [TestCase("S_INTERSECTS(geom, GEOMETRYCOLLECTION(POINT(20 20),POLYGON((50.2 50.2,50.4 50.2,50.4 50.4,50.2 50.2))))", "2 6")]
    [TestCase("S_DISJOINT(geom, BBOX(0,0,45,45))", "6")]
    public async Task Only_what_is_true_passes(string filter, string ids)
    {
        Assert.That(string.Join(' ', await IdsAsync(Index, filter, [0])), Is.EqualTo(ids));
        Assert.That(string.Join(' ', await IdsAsync(new NumberedIndex(Index), filter, [2, 0])), Is.EqualTo(ids), "and by the numbers of values");
    }

    [Test]
    public async Task Days_and_instants_are_times_also_where_tiles_have_them_as_text()
    {
        var schema = new FeatureSchema([new("day", ValueKind.Date), new("at", ValueKind.Instant)], null, "geom", ShapeType.Point, Crs.Epsg4326);
        var source = new FakeSource(schema, ("POINT (1 1)", [Value.Of(new DateOnly(2024, 5, 1)), Value.Of(new DateTimeOffset(2024, 5, 1, 8, 0, 0, 250, TimeSpan.Zero))]));
        var index = new NumberedIndex(new SourceTileIndex(source, schema, new Box(0, 0, 2, 2)));

        foreach (string filter in new[] { "day = DATE('2024-05-01')", "at > TIMESTAMP('2024-05-01T08:00:00Z')", "at < TIMESTAMP('2024-05-01T08:00:01Z')", "at = day" })
        {
            Expression condition = Cql2Filter.Parse(filter).Bind(schema);
            using FeatureCursor cursor = await FilteredCursor.QueryAsync(index, new TileQuery(WorldGrid.All, 1, []), condition, CancellationToken.None);
            Assert.That(cursor.MoveNext(), filter);
        }
    }

    [Test]
    public async Task The_values_are_those_that_were_asked_for_in_their_order()
    {
        using FeatureCursor cursor = await QueryAsync("a = 5 AND b = 'z'", [2, 0]);

        Assert.That(cursor.MoveNext());
        Assert.That(cursor.Values.ToArray(), Is.EqualTo(new[] { Value.Of(3.5), Value.Of(5) }));
        Assert.That(cursor.MoveNext(), Is.False);
        using FeatureCursor bare = await QueryAsync("a = 5", []);
        Assert.That(bare.MoveNext());
        Assert.That(bare.Values.Length, Is.Zero);
    }

    [Test]
    public async Task Without_a_condition_it_is_the_indexs_own_cursor()
    {
        using FeatureCursor cursor = await FilteredCursor.QueryAsync(Index, new TileQuery(WorldGrid.All, 1, [0]), condition: null, CancellationToken.None);

        Assert.That(cursor, Is.Not.InstanceOf<FilteredCursor>());
    }

    [Test]
    public async Task Leaving_out_many_ends_when_the_client_left()
    {
        using var leaves = new CancellationTokenSource();
        using FeatureCursor cursor = await FilteredCursor.QueryAsync(Index, new TileQuery(WorldGrid.All, 1, [0]), Cql2Filter.Parse("FALSE").Bind(Schema), leaves.Token);
        await leaves.CancelAsync();

        Assert.That(() => cursor.MoveNext(), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_shape_is_asked_by_many_threads_at_once()
    {
        for (int round = 0; round < 20; round++)
        {
            Expression condition = Cql2Filter.Parse("S_INTERSECTS(geom, POLYGON((0 0,20 0,20 20,10 30,0 20,0 0),(4 4,6 4,6 6,4 6,4 4)))").Bind(Schema);
            int[] cross = [45_000_000, -45_000_000, 250_000_000, -260_000_000];
            int[] beyond = [500_000_000, -500_000_000, 600_000_000, -500_000_000];

            bool[] meets = new bool[64];
            Parallel.For(0, meets.Length, i => meets[i] = condition
                .Evaluate(new EvaluationContext(0, [], GeometryKind.Line, 0) { Coordinates = i % 2 == 0 ? cross : beyond, PartEnds = [2] }).AsBoolean());

            Assert.That(meets, Is.EqualTo(Enumerable.Range(0, meets.Length).Select(i => i % 2 == 0)));
        }
    }

    private static async Task<List<ulong>> IdsAsync(ITileIndex index, string filter, int[] columns)
    {
        using FeatureCursor cursor = await FilteredCursor.QueryAsync(index, new TileQuery(WorldGrid.All, 1, [.. columns]), Cql2Filter.Parse(filter).Bind(Schema), CancellationToken.None);
        var ids = new List<ulong>();
        while (cursor.MoveNext()) ids.Add(cursor.Id);
        return ids;
    }

    private static ValueTask<FeatureCursor> QueryAsync(string filter, int[] columns) =>
        FilteredCursor.QueryAsync(Index, new TileQuery(WorldGrid.All, 1, [.. columns]), Cql2Filter.Parse(filter).Bind(Schema), CancellationToken.None);
}
