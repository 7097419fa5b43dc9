using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using GeoServe.UnitTests.Geometries;
using GeoServe.UnitTests.SampleCity;
using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>Areas that fill a square without gap and overlap, through an index: they still do at each zoom.</summary>
public class CoverageIndexTests
{
    private const int Cells = 12;

    // 10,000 steps are 90 m: cells of 350 m, 6 km and 90 km, off the grid of units.
    [TestCase(4, 1), TestCase(64, 2), TestCase(1024, 3)]
    public async Task Neighbours_share_their_borders_at_each_zoom(int scale, int seed)
    {
        ShapeRow[] rows = [.. Polygons(scale, seed).Select((rings, i) => new ShapeRow(new FeatureId(i + 1), ShapeRow.OnGrid(ShapeType.Polygon, [.. rings])))];
        Assert.That(CoverageValidator.IsValid([.. Polygons(scale, seed).Select(rings => NtsPolygons.Of(rings))]), Is.True, "what is given has no gap and no overlap");
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(ShapeRow.SchemaOf(ShapeType.Polygon), rows));
        int whole = 0;

        for (int zoom = 14; zoom >= 0; zoom--)
        {
            List<FoundFeature> level = await built.AtZoomAsync(zoom);
            int unit = 1 << (20 - zoom);
            double square = (double)Cells * Coverages.Side * scale / unit;
            if (square < 16) break;      // two pixels for everything
            Geometry[] polygons = InUnits(level, unit);
            Assert.That(level.All(feature => feature.IsPrepared) && polygons.All(polygon => polygon.IsValid), Is.True, $"valid at zoom {zoom}");
            double areas = polygons.Sum(polygon => polygon.Area);
            Geometry union = NetTopologySuite.Operation.OverlayNG.UnaryUnionNG.Union((IEnumerable<Geometry>)polygons, new PrecisionModel(1));
            Assert.That(union.Area, Is.EqualTo(areas), $"no overlap at zoom {zoom}: {areas - union.Area} square units are twice there");
            // The side of the square moves by at most half a unit, its corners by what generalising takes.
            double gap = (square * square) - areas;
            TestContext.Out.WriteLine($"scale {scale} zoom {zoom}: {polygons.Length} of {rows.Length}, missing {gap / (square * square):P3}");
            if (level.Count < rows.Length) continue;
            whole++;
            Assert.That(gap, Is.EqualTo(0).Within(4 * square), $"areas add up at zoom {zoom}");
            Assert.That(union, Is.InstanceOf<Polygon>(), $"zoom {zoom}");
            Assert.That(((Polygon)union).NumInteriorRings, Is.Zero, $"no gap at zoom {zoom}");
            Assert.That(CoverageValidator.IsValid(polygons), Is.True, $"each vertex of a border is in both neighbours at zoom {zoom}");
        }
        Assert.That(whole, Is.GreaterThan(1), "at some zooms all areas are there");
    }

    // Real borders: they end in three's on crooked rivers, enclose islands and touch themselves.
    [TestCase("districts"), TestCase("townships"), TestCase("watersheds"), TestCase("hillslopes"), TestCase("landuse")]
    public async Task Real_neighbours_share_their_borders_at_each_zoom(string table)
    {
        Geometry[] given = [.. (await SmallCity.TablesAsync()).Tables[table].Rows.Select(row => row.Geometry!)];
        ShapeRow[] rows = [.. given.Select((geometry, i) => new ShapeRow(new FeatureId(i + 1), shape => Shapes.Fill(shape, geometry)))];
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(new FeatureSchema([], null, "geom", ShapeType.MultiPolygon, Crs.Epsg4326), rows));
        IPreparedGeometry whole = PreparedGeometryFactory.Prepare(CoverageUnion.Union(given));

        for (int zoom = 14; zoom >= 6; zoom--)
        {
            List<FoundFeature> level = await built.AtZoomAsync(zoom);
            Geometry[] polygons = InUnits(level, 1 << (20 - zoom));
            Assert.That(polygons.All(polygon => polygon.IsValid), Is.True, $"valid at zoom {zoom}");
            double areas = polygons.Sum(polygon => polygon.Area);
            Geometry union = NetTopologySuite.Operation.OverlayNG.UnaryUnionNG.Union((IEnumerable<Geometry>)polygons, new PrecisionModel(1));
            // Rounding to units moves borders that lie nearer to one another than a unit: among areas of a few pixels here and there over each other.
            bool areSmall = areas / polygons.Length < 16 * 64;
            Assert.That(areas - union.Area, areSmall ? Is.InRange(0, areas / 1000) : Is.Zero, $"overlap at zoom {zoom}");
            // Jiulongpo has a hole, which stays one.
            if (level.Count == rows.Length) Assert.That(GapsIn(union, 1 << (20 - zoom)).Where(whole.Covers), Is.Empty, $"no gap at zoom {zoom} where something was given");
            TestContext.Out.WriteLine($"{table} zoom {zoom}: {polygons.Length} of {rows.Length}, {areas / polygons.Length:F0} units each, overlap {(areas - union.Area) / areas:P4}");
        }
    }

    // A point in each gap, in degrees.
    private static IEnumerable<Point> GapsIn(Geometry union, int unit)
    {
        CoordinateTransform toDegrees = CrsRegistry.Between(Crs.WebMercator, Crs.Epsg4326);
        foreach (LineString hole in Enumerable.Range(0, union.NumGeometries).Select(union.GetGeometryN).OfType<Polygon>().SelectMany(polygon => polygon.InteriorRings))
        {
            Point inside = new Polygon((LinearRing)hole).InteriorPoint;
            double[] xy = [inside.X * unit * WorldGrid.StepMetres, -(inside.Y * unit * WorldGrid.StepMetres)];
            toDegrees.Transform(xy);
            yield return new Point(xy[0], xy[1]);
        }
    }

    // Squares of units are whole numbers that a double holds exactly.
    private static Geometry[] InUnits(IEnumerable<FoundFeature> features, int unit) =>
        [.. features.Select(feature => NtsPolygons.Of([.. feature.Parts.Select(part => part.Select(step => step / unit).ToArray())]))];

    // Each cell with its hole, each island, as rings of one polygon.
    private static List<List<int[]>> Polygons(int scale, int seed)
    {
        List<List<int[]>> polygons = [];
        foreach (int[] ring in Coverages.Grid(Cells, 40, seed, isCalm: true))
        {
            int[] moved = [.. ring.Select((step, i) => (step * scale) + (i % 2 == 0 ? 1_234_567 : -7_654_321))];
            if (Rings.TwiceArea(moved) > 0) polygons.Add([moved]);
            else polygons[^1].Add(moved);
        }
        return polygons;
    }
}
