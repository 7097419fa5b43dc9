using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.Themes;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace GeoServe.UnitTests.Themes;

public class AggregatedTileIndexTests
{
    private const double StepsPerPixel = 1 << 20;       // a tile of 512 pixels is an eighth of the world

    [TestCase(AggregationKind.Hexagons)]
    [TestCase(AggregationKind.Squares)]
    public async Task Every_point_lies_in_the_one_cell_that_counts_it(AggregationKind kind)
    {
        (double Lon, double Lat)[] places = Places();
        using FeatureCursor cells = await Index(kind, places).QueryAsync(new(WorldGrid.All, StepsPerPixel, [0, 1]), default);
        var polygons = new List<(Polygon Shape, long Count, double Sum)>();
        while (cells.MoveNext())
        {
            List<Coordinate> ring = [.. Enumerable.Range(0, cells.Coordinates.Length / 2).Select(i => new Coordinate(At(cells, 2 * i), At(cells, (2 * i) + 1)))];
            polygons.Add((new Polygon(new LinearRing([.. ring, ring[0]])), cells.Values[0].AsInteger(), cells.Values[1].AsNumber()));
        }

        Assert.That(polygons.Sum(cell => cell.Count), Is.EqualTo(places.Length));
        Assert.That(polygons.Sum(cell => cell.Sum), Is.EqualTo(places.Length * (places.Length - 1) / 2.0));
        foreach ((Polygon shape, long count, _) in polygons)
        {
            // A corner is rounded to a step, so a point on a border may be counted on its other side.
            int inside = places.Count(place => shape.Buffer(-2).Covers(PointOf(place))), near = places.Count(place => shape.Buffer(2).Covers(PointOf(place)));
            Assert.That(count, Is.InRange(inside, near));
            Assert.That(shape.EnvelopeInternal.Width, Is.EqualTo(32 * StepsPerPixel).Within(2));
        }
        for (int i = 0; i < polygons.Count; i++)
        {
            for (int j = 0; j < i; j++) Assert.That(polygons[i].Shape.Intersection(polygons[j].Shape).Area, Is.LessThan(1e-6 * polygons[i].Shape.Area));
        }
    }

    [TestCase(AggregationKind.Hexagons)]
    [TestCase(AggregationKind.Squares)]
    [TestCase(AggregationKind.Clusters)]
    public async Task A_cell_on_an_edge_is_the_same_from_both_sides(AggregationKind kind)
    {
        ITileIndex index = Index(kind, Places());
        Dictionary<ulong, (string Shape, long Count)> whole = await CellsAsync(index, WorldGrid.All);
        var parts = new Dictionary<ulong, (string Shape, long Count)>();
        for (int x = -4; x < 4; x++)
        {
            for (int y = -4; y < 4; y++)
            {
                int side = 1 << 29;
                foreach ((ulong id, (string, long) cell) in await CellsAsync(index, new GridBox(x * side, y * side, ((x + 1) * side) - 1, ((y + 1) * side) - 1)))
                {
                    // The tile has cells around it too, which may lack points; those that reach into it are whole.
                    if (Meets(cell.Item1, x, y, side)) Assert.That(cell, Is.EqualTo(whole[id]));
                    parts[id] = cell;
                }
            }
        }
        Assert.That(parts.Keys, Is.EquivalentTo(whole.Keys));
    }

    private static bool Meets(string shape, int x, int y, int side)
    {
        int[] numbers = [.. shape.Split(' ').Select(int.Parse)];
        IEnumerable<int> columns = numbers.Where((_, i) => i % 2 == 0), rows = numbers.Where((_, i) => i % 2 == 1);
        return columns.Max() >= x * side && columns.Min() < (x + 1L) * side && rows.Max() >= y * side && rows.Min() < (y + 1L) * side;
    }

    private static async Task<Dictionary<ulong, (string, long)>> CellsAsync(ITileIndex index, GridBox box)
    {
        using FeatureCursor cells = await index.QueryAsync(new(box, StepsPerPixel, [0]), default);
        var found = new Dictionary<ulong, (string, long)>();
        while (cells.MoveNext()) found.Add(cells.Id, (string.Join(' ', cells.Coordinates.ToArray()), cells.Values[0].AsInteger()));
        return found;
    }

    private static int At(FeatureCursor cells, int index) => cells.Coordinates[index];

    private static Point PointOf((double Lon, double Lat) place)
    {
        (double x, double y) = (place.Lon / 360 * WorldGrid.Steps, -Math.Asinh(Math.Tan(place.Lat * Math.PI / 180)) / (2 * Math.PI) * WorldGrid.Steps);
        return new Point(Math.Round(x), Math.Round(y));
    }

    private static (double Lon, double Lat)[] Places()
    {
        var chance = new Random(7);
        return [.. Enumerable.Range(0, 400).Select(_ => (chance.NextDouble() * 200 - 100, chance.NextDouble() * 100 - 50))];
    }

    private static AggregatedTileIndex Index(AggregationKind kind, (double Lon, double Lat)[] places)
    {
        var schema = new FeatureSchema([new Column("n", ValueKind.Integer)], null, "geom", ShapeType.Point, Crs.Epsg4326);
        var source = new FakeSource(schema, [.. places.Select((place, i) => (FormattableString.Invariant($"POINT ({place.Lon:R} {place.Lat:R})"), new[] { Value.Of((long)i) }))]);
        return new AggregatedTileIndex(new SourceTileIndex(source, schema, new Box(-180, -90, 180, 90)), new Aggregation("points", kind, 32, "n"), StepsPerPixel);
    }
}
