using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NUnit.Framework;

namespace GeoServe.UnitTests.Geometries;

public class PolygonRepairTests
{
    private static readonly int[] Square = [0, 0, 100, 0, 100, 100, 0, 100];

    [Test]
    public void A_bow_tie_becomes_two_triangles() => Assert.That(Areas([[0, 0, 100, 100, 100, 0, 0, 100]]), Is.EqualTo(new[] { 2500, 2500 }));

    [Test]
    public void A_hole_outside_becomes_a_polygon() => Assert.That(Areas([Square, [140, 10, 140, 40, 160, 40]]), Is.EquivalentTo(new[] { 10_000, 300 }));

    [Test]
    public void A_hole_equal_to_the_outer_ring_leaves_nothing() => Assert.That(Areas([Square, [0, 0, 0, 100, 100, 100, 100, 0]]), Is.Empty);

    [Test]
    public void A_hole_along_the_outer_ring_is_cut_out_of_it() =>
        Assert.That(Areas([Square, [0, 0, 0, 40, 50, 40, 50, 0]]), Is.EqualTo(new[] { 8_000 }));

    [Test]
    public void Rings_twice_count_once() => Assert.That(Areas([Square, Square, [10, 10, 10, 20, 20, 20, 20, 10], [10, 10, 10, 20, 20, 20, 20, 10]]), Is.EqualTo(new[] { 10_000 }));

    [TestCase(new[] { 1, 1 })]
    [TestCase(new[] { 1, 1, 9, 9 })]
    [TestCase(new[] { 1, 1, 9, 9, 5, 5 })]
    [TestCase(new[] { 1, 1, 1, 1, 1, 1, 1, 1 })]
    public void What_has_no_area_vanishes(int[] ring) => Assert.That(Areas([ring]), Is.Empty);

    [Test]
    public void Corners_of_the_world_do_not_overflow() =>
        Assert.That(Repair([[int.MinValue, int.MinValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MinValue, int.MinValue, int.MaxValue]]), Has.Length.EqualTo(2));

    [Test]
    public void Whatever_comes_in_valid_polygons_come_out_of_the_area_that_they_enclose() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
            Arb.From(Tangles.Arbitrary(0, 300).Generator.Two().Select(two => new[] { two.Item1, two.Item2 })), rings =>
            {
                Geometry given = NtsPolygons.Of(rings);
                Geometry expected = GeometryFixer.Fix(given);

                int[][] repaired = Repair(rings);

                Geometry polygons = NtsPolygons.Of(repaired);
                return polygons.IsValid && Math.Abs(polygons.Area - expected.Area) <= 1 + expected.Length;
            }));

    [Test]
    public void Small_grids_come_out_valid() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
        Arb.From(Tangles.Arbitrary(0, 6).Generator.Three().Select(three => new[] { three.Item1, three.Item2, three.Item3 })),
        rings => NtsPolygons.Of(Repair(rings)).IsValid));

    [Test]
    public void Noding_alone_gives_the_same_area() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Stars.WithHole(), rings =>
    {
        Geometry given = NtsPolygons.Of(rings);

        Geometry polygons = PolygonRepair.Node(given);

        return !given.IsValid || (polygons.IsValid && Math.Abs(polygons.Area - given.Area) <= 1 + given.Length);
    }));

    [Test]
    public void Noding_alone_gives_valid_polygons_of_anything() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Tangles.Arbitrary(0, 30), ring => PolygonRepair.Node(Stars.Polygon(ring)).IsValid));

    [Test]
    public void Thousands_of_overlapping_rings_become_one_polygon()
    {
        int[][] rings = [.. Enumerable.Range(0, 2000).Select(i => new[] { i * 10, 0, (i * 10) + 15, 0, (i * 10) + 15, 10, i * 10, 10 })];

        Assert.That(Areas(rings), Is.EqualTo(new[] { ((1999 * 10) + 15) * 10 }));
    }

    private static int[] Areas(int[][] rings) => [.. Repair(rings).Select(ring => (int)(Rings.TwiceArea(ring) / 2))];

    private static int[][] Repair(int[][] rings)
    {
        using var repair = new PolygonRepair();
        using var into = new PooledList<int>();
        using var ends = new PooledList<int>();
        (int[] positions, int[] partEnds) = FlatRings.Of(rings);
        repair.Repair(positions, partEnds, into, ends);
        return FlatRings.Back(into.Span, ends.Span);
    }
}
