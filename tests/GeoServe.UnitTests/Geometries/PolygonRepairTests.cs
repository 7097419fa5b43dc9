using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using GeoServe.TestKit;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NUnit.Framework;
using RingClipper = GeoServe.Core.Geometries.RingClipper;

namespace GeoServe.UnitTests.Geometries;

public class PolygonRepairTests
{
    private static readonly int[] Square = [0, 0, 100, 0, 100, 100, 0, 100];

    [Test]
    public void A_bow_tie_becomes_two_triangles() => Assert.That(Areas([[0, 0, 100, 100, 100, 0, 0, 100]]), Is.EqualTo(new[] { 2500, 2500 }));

    [Test]
    public void A_hole_outside_is_left_out() => Assert.That(Areas([Square, [140, 10, 140, 40, 160, 40]]), Is.EqualTo(new[] { 10_000 }));

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
                Geometry expected = Covered(rings);

                int[][] repaired = Repair(rings);

                Geometry polygons = NtsPolygons.Of(repaired);
                return polygons.IsValid && Math.Abs(polygons.Area - expected.Area) <= 1 + expected.Length;
            }));

    [Test]
    public void Small_grids_come_out_valid() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
        Arb.From(Tangles.Arbitrary(0, 6).Generator.Three().Select(three => new[] { three.Item1, three.Item2, three.Item3 })),
        rings => NtsPolygons.Of(Repair(rings)).IsValid));

    [Test]
    public void A_few_positions_are_repaired_without_the_library() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        Arb.From(Tangles.Arbitrary(0, 12).Generator.Two().Where(two => two.Item1.Length <= 24 && two.Item2.Length <= 24)), two =>
        {
            using var repair = new SmallRepair();
            using var into = new PooledList<int>();
            using var ends = new PooledList<int>();
            (int[] positions, int[] partEnds) = FlatRings.Of([two.Item1, two.Item2]);

            bool even = repair.Repair(positions, partEnds, 0, 2, into, ends);

            Geometry expected = Less(GeometryFixer.Fix(Stars.Polygon(two.Item1)), GeometryFixer.Fix(Stars.Polygon(two.Item2)));
            Geometry polygons = NtsPolygons.Of(FlatRings.Back(into.Span, ends.Span));
            double length = Stars.Polygon(two.Item1).Length + Stars.Polygon(two.Item2).Length;
            return even && polygons.IsValid && Math.Abs(polygons.Area - expected.Area) <= 1 + (length / 2);
        }));

    [Test]
    public void A_few_positions_are_repaired_without_an_allocation()
    {
        using var repair = new PolygonRepair();
        using var into = new PooledList<int>();
        using var ends = new PooledList<int>();
        int[] tie = [0, 0, 100, 100, 100, 0, 0, 100], tieEnds = [4];

        long allocated = Allocations.Of(() =>
        {
            into.Clear();
            ends.Clear();
            repair.Repair(tie, tieEnds, into, ends);
        });

        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void What_is_clipped_quantised_and_repaired_is_valid_and_covers_what_an_overlay_covers() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Stars.WithHole(), Arb.From(Gen.Choose(0, 6)), (star, shift) =>
        {
            Geometry given = NtsPolygons.Of(star);
            if (!given.IsValid) return true;
            Geometry expected = given.Intersection(new GeometryFactory().ToGeometry(new Envelope(-0.5, 1000.5, -0.5, 1000.5)));

            int[][] rings = Tile(star, shift);

            Geometry polygons = NtsPolygons.Of(rings);
            double unit = 1 << shift;
            return polygons.IsValid && Math.Abs((polygons.Area * unit * unit) - expected.Area) <= (unit * unit) + (unit * (expected.Length + polygons.Length));
        }));

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

    // As the server does it: clip, bring to units of 2^shift, ask, repair.
    private static int[][] Tile(int[][] rings, int shift)
    {
        using var clipper = new RingClipper(0, 0, 1000, 1000);
        using var validity = new PolygonValidity();
        using var cut = new PooledList<int>();
        using var cutEnds = new PooledList<int>();
        using var units = new PooledList<int>();
        using var unitEnds = new PooledList<int>();
        (int[] positions, int[] ends) = FlatRings.Of(rings);
        clipper.Clip(positions, ends, cut, cutEnds);
        foreach (int[] ring in FlatRings.Back(cut.Span, cutEnds.Span))
        {
            bool outer = Rings.TwiceArea(ring) > 0;
            if (!outer && unitEnds.Count == 0) continue;
            if (RingQuantizer.AddRing(ring, new ShiftScale(0, 0, shift), outer, dropStraight: true, units)) unitEnds.Add(units.Count / 2);
        }
        int[][] made = FlatRings.Back(units.Span, unitEnds.Span);
        return validity.IsValid(units.Span, unitEnds.Span) ? made : Repair(made);
    }

    // What outer rings wind about, less what the holes behind each wind about.
    private static Geometry Covered(int[][] rings)
    {
        Geometry covered = Polygon.Empty, shell = Polygon.Empty;
        for (int i = 0; i < rings.Length; i++)
        {
            Geometry ring = GeometryFixer.Fix(Stars.Polygon(rings[i]));
            if (i > 0 && Rings.TwiceArea(rings[i]) <= 0)
            {
                shell = Less(shell, ring);
                continue;
            }
            covered = Together(covered, shell);
            shell = ring;
        }
        return Together(covered, shell);
    }

    private static Geometry Less(Geometry a, Geometry b) => OverlayNGRobust.Overlay(a, b, SpatialFunction.Difference);

    private static Geometry Together(Geometry a, Geometry b) => OverlayNGRobust.Overlay(a, b, SpatialFunction.Union);

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
