using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Themes;

/// <summary>Circles on areas stand where labels do: inside the area, once whatever tiles it meets.</summary>
public class LabelPointTileIndexTests
{
    private const double StepsPerDegree = WorldGrid.Steps / 360;

    // A square around the middle of the grid, an L whose middle lies outside of it, an island with a hole in its middle, a line and a point.
    private static readonly string[] Shapes =
    [
        "POLYGON ((-10 -10, 10 -10, 10 10, -10 10, -10 -10))", "POLYGON ((20 0, 60 0, 60 4, 24 4, 24 40, 20 40, 20 0))",
        "POLYGON ((-60 0, -20 0, -20 40, -60 40, -60 0), (-56 4, -56 36, -26 36, -26 4, -56 4))", "LINESTRING (0 -60, 40 -60)", "POINT (70 70)",
    ];

    [Test]
    public async Task Each_area_is_one_point_inside_it_with_its_values()
    {
        Dictionary<string, (int X, int Y)> points = await PointsAsync(WorldGrid.All);

        Assert.That(points.Keys, Is.EquivalentTo(new[] { "0", "1", "2", "4" }), "a line has no such point");
        Assert.That(points["0"], Is.EqualTo((0, 0)).Within(StepsPerDegree / 4));
        (double lonL, double lonRing) = (points["1"].X / StepsPerDegree, points["2"].X / StepsPerDegree);
        Assert.That(lonL, Is.InRange(20, 60));
        Assert.That(points["1"].Y / -StepsPerDegree < 4.1 || lonL < 24, "inside of the L");
        Assert.That(lonRing, Is.InRange(-26, -20), "in the widest of the four sides, 6 degrees");
    }

    [Test]
    public async Task Tiles_side_by_side_have_each_point_once()
    {
        var found = new List<string>();
        for (int x = -2; x < 2; x++)
        {
            for (int y = -2; y < 2; y++)
            {
                const int side = 1 << 30;
                found.AddRange((await PointsAsync(new GridBox(x * side, y * side, ((x + 1) * side) - 1, ((y + 1) * side) - 1))).Keys);
            }
        }
        Assert.That(found.Where(name => name != "4"), Is.EquivalentTo(new[] { "0", "1", "2" }));
    }

    [Test]
    public void Such_an_index_says_that_it_has_points_and_leaves_none_out()
    {
        LabelPointTileIndex index = Index();

        Assert.That(index.Schema.GeometryType, Is.EqualTo(ShapeType.Point));
        Assert.That((index.LeftOut(WorldGrid.All, 1 << 20), index.Crowding(1 << 20)), Is.EqualTo((0L, TileCrowding.None)));
    }

    private static async Task<Dictionary<string, (int X, int Y)>> PointsAsync(GridBox box)
    {
        using FeatureCursor cursor = await Index().QueryAsync(new TileQuery(box, 1 << 20, [0]), default);
        var points = new Dictionary<string, (int, int)>();
        while (cursor.MoveNext())
        {
            Assert.That((cursor.Kind, cursor.PartEnds.Length, cursor.Bounds), Is.EqualTo((GeometryKind.Point, 1, GridBox.Around(cursor.Coordinates))));
            points.Add(cursor.Values[0].AsText(), (cursor.Coordinates[0], cursor.Coordinates[1]));
        }
        return points;
    }

    private static LabelPointTileIndex Index()
    {
        var schema = new FeatureSchema([new Column("name", ValueKind.Text)], null, "geom", ShapeType.Geometry, Crs.Epsg4326);
        var source = new FakeSource(schema, [.. Shapes.Select((wkt, i) => (wkt, ImmutableArray.Create(Value.Of($"{i}")).ToArray()))]);
        return new LabelPointTileIndex(new SourceTileIndex(source, schema, new Box(-180, -90, 180, 90)));
    }
}
