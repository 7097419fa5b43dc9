using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.Themes;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>Totals of small cells, against every point counted by hand.</summary>
public sealed class TotalsTests
{
    private static readonly (double Lon, double Lat, long N)[] Places = Draw();

    private BuiltIndex _built = null!;

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        var schema = new FeatureSchema([new Column("n", ValueKind.Integer), new Column("name", ValueKind.Text)], null, "geom", ShapeType.Point, Crs.Epsg4326);
        _built = await BuiltIndex.OfAsync(new FakeSource(
            schema, [.. Places.Select(place => (FormattableString.Invariant($"POINT ({place.Lon:R} {place.Lat:R})"), new[] { Value.Of(place.N), Value.Of("a") }))]));
    }

    [OneTimeTearDown]
    public void Remove() => _built.Dispose();

    [TestCase(0.0), TestCase(7.0), TestCase(12.0)]
    public async Task They_add_up_to_all_points_in_the_box_and_at_most_a_cell_around_it(double finer)
    {
        double cell = Math.ScaleB(1, (int)(24 - finer));
        var chance = new Random(5);
        for (int i = 0; i < 40; i++)
        {
            int x = chance.Next(-200_000_000, 200_000_000), y = chance.Next(-200_000_000, 200_000_000), side = 1 << chance.Next(10, 29);
            var box = new GridBox(x, y, x + side, y + side);

            (long count, long sum) = await TotalsAsync(box, cell, "n");

            (long least, long leastSum) = Counted(box, 0);
            (long most, long mostSum) = Counted(box, cell);
            Assert.That(count, Is.InRange(least, most));
            Assert.That(sum, Is.InRange(leastSum, mostSum));
        }
        Assert.That(await TotalsAsync(WorldGrid.All, cell, "n"), Is.EqualTo(((long)Places.Length, Places.Sum(place => place.N))));
    }

    [Test]
    public async Task There_are_none_finer_than_those_kept_and_none_of_a_text()
    {
        Assert.That(await _built.Index.QueryTotalsAsync(WorldGrid.All, 64, null, default), Is.Null);
        Assert.That(await _built.Index.QueryTotalsAsync(WorldGrid.All, 1 << 20, "name", default), Is.Null);
        using FeatureCursor? all = await _built.Index.QueryTotalsAsync(WorldGrid.All, long.MaxValue, null, default);
        Assert.That(all!.MoveNext() && all.Values.Length == 1, Is.True);
    }

    [TestCase(AggregationKind.Hexagons), TestCase(AggregationKind.Squares)]
    public async Task Cells_of_a_map_gathered_from_totals_differ_from_those_of_points_only_along_their_borders(AggregationKind kind)
    {
        double stepsPerPixel = 1 << 15;
        var aggregation = new Aggregation("a", kind, 32, "n");
        Dictionary<ulong, (long Count, double Sum)> byTotals = await CellsAsync(new AggregatedTileIndex(_built.Index, aggregation, stepsPerPixel));
        Dictionary<ulong, (long Count, double Sum)> byPoints = await CellsAsync(new AggregatedTileIndex(new WithoutTotals(_built.Index), aggregation, stepsPerPixel));

        Assert.That(byTotals.Values.Sum(cell => cell.Count), Is.EqualTo(Places.Length));
        Assert.That(byPoints.Values.Sum(cell => cell.Count), Is.EqualTo(Places.Length));
        Assert.That(byTotals.Values.Sum(cell => cell.Sum), Is.EqualTo(byPoints.Values.Sum(cell => cell.Sum)));
        long moved = byPoints.Keys.Union(byTotals.Keys).Sum(id => Math.Abs(byPoints.GetValueOrDefault(id).Count - byTotals.GetValueOrDefault(id).Count)) / 2;
        // A ring of an eighth of a cell around each border is four eighths of the area; a point moves half of the time at most.
        Assert.That(moved, Is.LessThan(Places.Length / 4));
    }

    private async Task<(long Count, long Sum)> TotalsAsync(GridBox box, double cell, string column)
    {
        using FeatureCursor? cursor = await _built.Index.QueryTotalsAsync(box, cell, column, default);
        (long count, double sum) = (0, 0);
        while (cursor!.MoveNext()) (count, sum) = (count + cursor.Values[0].AsInteger(), sum + cursor.Values[1].AsNumber());
        return (count, (long)sum);
    }

    private static (long Count, long Sum) Counted(GridBox box, double around)
    {
        (long count, long sum) = (0, 0);
        foreach ((double lon, double lat, long n) in Places)
        {
            double x = Math.Round(lon / 360 * WorldGrid.Steps), y = Math.Round(-Math.Asinh(Math.Tan(lat * Math.PI / 180)) / (2 * Math.PI) * WorldGrid.Steps);
            if (x < box.MinX - around || x > box.MaxX + around || y < box.MinY - around || y > box.MaxY + around) continue;
            (count, sum) = (count + 1, sum + n);
        }
        return (count, sum);
    }

    private static async Task<Dictionary<ulong, (long, double)>> CellsAsync(ITileIndex index)
    {
        using FeatureCursor cells = await index.QueryAsync(new(WorldGrid.All, 1 << 15, [0, 1]), default);
        var found = new Dictionary<ulong, (long, double)>();
        while (cells.MoveNext()) found.Add(cells.Id, (cells.Values[0].AsInteger(), cells.Values[1].AsNumber()));
        return found;
    }

    private static (double, double, long)[] Draw()
    {
        var chance = new Random(11);
        return [.. Enumerable.Range(0, 3_000).Select(i => ((chance.NextDouble() * 30) - 15, (chance.NextDouble() * 30) - 15, (long)chance.Next(100)))];
    }

    private sealed class WithoutTotals(ITileIndex of) : DelegatingTileIndex(of)
    {
        public override ValueTask<FeatureCursor?> QueryTotalsAsync(GridBox box, double cellSteps, string? sumColumn, CancellationToken cancellationToken) => new((FeatureCursor?)null);
    }
}
