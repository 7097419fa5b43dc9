using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>Geometry as no source should have it and some do: a defined result, named in the notes, and the neighbour is there as if nothing was.</summary>
public class OddGeometryTests
{
    private const double Nan = double.NaN, Infinite = double.PositiveInfinity;
    private const int Neighbour = 99;

    private static readonly TestCaseData[] Cases =
    [
        Case("no geometry", null, [], null),
        Case("an empty point", shape => shape.Reset(ShapeType.Point), [], null),
        Case("an empty collection", ShapeRow.Collection(), [], null),
        Case("a point that is no number", Raw(ShapeType.Point, Nan, Nan), [], "nothing of its geometry"),
        Case("a point with half a number", Raw(ShapeType.Point, 5, Nan), [], "nothing of its geometry"),
        Case("an infinite point lies on the side of the world", Raw(ShapeType.Point, 5, Infinite), [GeometryKind.Point], "1 of its positions are not finite"),
        Case("a line loses the position that is no number", Raw(ShapeType.LineString, 0, 0, Nan, 0, 900, 900), [GeometryKind.Line], "1 of its positions are not finite"),
        Case("a line of one position", Raw(ShapeType.LineString, 7, 7), [], "nothing of its geometry"),
        Case("a line of two numbers that are none", Raw(ShapeType.LineString, Nan, 0, 0, Nan), [], "nothing of its geometry"),
        Case("a ring of two positions", Raw(ShapeType.Polygon, 0, 0, 5, 5, 0, 0), [], "nothing of its geometry"),
        Case("a ring with an infinite corner", Raw(ShapeType.Polygon, 0, 0, Infinite, 0, Infinite, Infinite, 0, 0), [GeometryKind.Polygon], "not finite"),
        Case("a ring with no number in it", Raw(ShapeType.Polygon, 0, 0, 900, 0, Nan, Nan, 900, 900, 0, 900, 0, 0), [GeometryKind.Polygon], "not finite"),
        Case("a bow tie", Raw(ShapeType.Polygon, 0, 0, 900, 900, 900, 0, 0, 900, 0, 0), [GeometryKind.Polygon], "its polygon is not valid (Self-intersection at 0.004042 0.004042)"),
        Case("a ring without area", Raw(ShapeType.Polygon, 0, 0, 900, 900, 0, 0, 900, 900, 0, 0), [GeometryKind.Polygon], "its polygon is not valid ("),
        Case("beyond the world", Raw(ShapeType.Polygon, 1e300, 1e300, -1e300, 1e300, -1e300, -1e300, 1e300, 1e300), [GeometryKind.Polygon], "it reaches beyond 85.06 degrees north or south"),
        Case("far east of the world", Raw(ShapeType.Point, 1e9, 0), [], "nothing of its geometry"),
        Case("a turn east of the world is here", Raw(ShapeType.Point, (2 * TileMatrixSet.MercatorHalf) + 7, 0), [GeometryKind.Point], null),
        Case("one of each", ShapeRow.Collection(Raw(ShapeType.Point, 1, 1), Raw(ShapeType.LineString, 1, 1, 500, 500), Raw(ShapeType.Polygon, 0, 0, 9, 0, 9, 9, 0, 0)), [GeometryKind.Point, GeometryKind.Line, GeometryKind.Polygon], null),
        Case("heights are left out", Solid(), [GeometryKind.Line], null),
    ];

    [TestCaseSource(nameof(Cases))]
    public async Task A_defined_result_comes_of(Action<Shape>? fill, GeometryKind[] kinds, string? note)
    {
        ShapeRow[] rows = [new(new FeatureId(1), fill), new(new FeatureId(Neighbour), Raw(ShapeType.Polygon, 0, 0, 9000, 0, 9000, 9000, 0, 9000, 0, 0))];
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(ShapeRow.SchemaOf(ShapeType.Geometry), rows));

        for (int zoom = 20; zoom >= 0; zoom--)
        {
            List<FoundFeature> found = await built.AtZoomAsync(zoom);
            if (zoom == 20) Assert.That(found.Where(feature => feature.Id == 1).Select(feature => feature.Kind).Order(), Is.EqualTo(kinds));
            if (zoom >= 8) Assert.That(found.Count(feature => feature.Id == Neighbour), Is.EqualTo(1), $"9 km are 15 pixels at zoom 8; zoom {zoom}");
            Assert.That(found.Where(feature => feature.IsPrepared && feature.Kind == GeometryKind.Polygon).Where(feature => !Geometries.NtsPolygons.Of(feature.Parts).IsValid), Is.Empty, $"zoom {zoom}");
        }
        if (note is null) Assert.That(built.Index.Notes, Is.Empty);
        else Assert.That(built.Index.Notes, Has.Some.Contains("feature 1").And.Some.Contains(note));
    }

    [TestCase(ShapeType.LineString), TestCase(ShapeType.Polygon)]
    public async Task A_million_vertices_are_one_feature(ShapeType type)
    {
        const int count = 1_000_000;
        int[] spiral = [.. Enumerable.Range(0, count).SelectMany(i =>
        {
            double angle = 2 * Math.PI * i / count, radius = 4_000_000 + (1000 * Math.Sin(angle * 5000));
            return new[] { (int)(radius * Math.Cos(angle)), (int)(radius * Math.Sin(angle)) };
        })];
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(ShapeRow.SchemaOf(type), [new(new FeatureId(1), ShapeRow.OnGrid(type, spiral)), new(new FeatureId(Neighbour), ShapeRow.OnGrid(type, [0, 0, 4000, 0, 4000, 4000]))]));

        Assert.That((await built.AtZoomAsync(20)).Single(feature => feature.Id == 1).Coordinates, Has.Length.EqualTo(2 * count));
        for (int zoom = 14; zoom >= 6; zoom--)
        {
            FoundFeature circle = (await built.AtZoomAsync(zoom)).Single(feature => feature.Id == 1);
            if (type == ShapeType.LineString) continue;
            double area = circle.Parts.Sum(part => (double)Rings.TwiceArea(part) / 2);
            Assert.That(area, Is.EqualTo(Math.PI * 4e6 * 4e6).Within(2 * Math.PI * 4e6 * 3 * (1 << (20 - zoom))), $"the circle with a band of three units; zoom {zoom}");
        }
        Assert.That((await built.AtZoomAsync(14)).Select(feature => feature.Id), Does.Contain((ulong)Neighbour));
    }

    [Test]
    public async Task Notes_are_counted_and_the_first_are_named()
    {
        ShapeRow[] rows = [.. Enumerable.Range(1, 50).Select(i => new ShapeRow(new FeatureId(i), Raw(ShapeType.LineString, i, i)))];
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(ShapeRow.SchemaOf(ShapeType.LineString), rows));

        Assert.That(built.Index.Notes, Has.Count.EqualTo(21));
        Assert.That(built.Index.Notes[^1], Is.EqualTo("and 30 more"));
    }

    // The world's side is at 2^31, which does not fit into the grid: it stands as the last step, and is meant as the unit behind it.
    [Test]
    public async Task Areas_on_the_sides_of_the_world_are_valid_at_each_zoom()
    {
        var random = new Random(11);
        ShapeRow[] rows = [.. Enumerable.Range(1, 200).Select(i =>
        {
            int size = 1 << random.Next(12, 24);
            int[] ring = [.. Enumerable.Range(0, 12).SelectMany(n =>
            {
                double angle = 2 * Math.PI * n / 12;
                long x = int.MaxValue + (long)(size * (0.5 + random.NextDouble()) * Math.Cos(angle)), y = int.MaxValue + (long)(size * (0.5 + random.NextDouble()) * Math.Sin(angle));
                return new[] { (int)Math.Min(x, int.MaxValue), (int)Math.Min(y, int.MaxValue) };
            })];
            return new ShapeRow(new FeatureId(i), ShapeRow.OnGrid(ShapeType.Polygon, ring));
        })];
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(ShapeRow.SchemaOf(ShapeType.Polygon), rows));

        for (int zoom = 14; zoom >= 0; zoom--)
        {
            foreach (FoundFeature feature in await built.AtZoomAsync(zoom))
            {
                int unit = 1 << (20 - zoom);
                int[][] parts = [.. feature.Parts.Select(part => part.Select(step => step == int.MaxValue ? 1 << (11 + zoom) : step / unit).ToArray())];
                Assert.That(feature.IsPrepared && feature.Coordinates.All(step => step == int.MaxValue || step % unit == 0), Is.True);
                Assert.That(Geometries.NtsPolygons.Of(parts).IsValid, Is.True, $"zoom {zoom}: {feature}");
                foreach (int[] part in parts) Assert.That(Enumerable.Range(0, part.Length / 2).Any(n => (part[n * 2], part[(n * 2) + 1]) == (part[((n * 2) + 2) % part.Length], part[((n * 2) + 3) % part.Length])), Is.False, $"no position twice in a row; zoom {zoom}");
            }
        }
    }

    private static TestCaseData Case(string name, Action<Shape>? fill, GeometryKind[] kinds, string? note) => new TestCaseData(fill, kinds, note).SetArgDisplayNames(name);

    private static Action<Shape> Raw(ShapeType type, params double[] xy) => shape =>
    {
        shape.Reset(type);
        for (int i = 0; i < xy.Length; i += 2) shape.Add(xy[i], xy[i + 1]);
        shape.EndPart();
        if (type == ShapeType.Polygon) shape.EndPolygon();
    };

    private static Action<Shape> Solid() => shape =>
    {
        shape.Reset(ShapeType.LineString, hasHeights: true);
        shape.Add(0, 0, 100);
        shape.Add(500, 500, Nan);
        shape.EndPart();
    };
}
