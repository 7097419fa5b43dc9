using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using GeoServe.TestKit;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace GeoServe.UnitTests.Geometries;

public class RingClipperTests
{
    private static readonly Geometry Box = new GeometryFactory().ToGeometry(new Envelope(-0.5, 1000.5, -0.5, 1000.5));

    [Test]
    public void A_ring_wholly_inside_stays_as_it_is() =>
        Assert.That(Clip([[1, 1, 9, 1, 9, 9, 1, 9]]), Is.EqualTo(new int[][] { [1, 1, 9, 1, 9, 9, 1, 9] }));

    [Test]
    public void A_ring_on_the_sides_is_inside() =>
        Assert.That(Clip([[0, 0, 1000, 0, 1000, 1000, 0, 1000]]), Is.EqualTo(new int[][] { [0, 0, 1000, 0, 1000, 1000, 0, 1000] }));

    [Test]
    public void A_ring_beyond_one_side_vanishes() => Assert.That(Clip([[-9, 1, -1, 1, -1, 9, -9, 9]]), Is.Empty);

    [Test]
    public void A_ring_around_the_box_gives_the_box() =>
        Assert.That(Clip([[-9, -9, 2000, -9, 2000, 2000, -9, 2000]]), Is.EqualTo(new int[][] { [0, 0, 1000, 0, 1000, 1000, 0, 1000] }));

    [Test]
    public void A_ring_that_bends_around_the_box_gives_nothing() =>
        Assert.That(Clip([[-9, -9, 2000, -9, 2000, 2000, -9, 2000, -9, 1990, 1990, 1990, 1990, -5, -9, -5]]), Is.Empty);

    [Test]
    public void A_hole_around_the_box_leaves_nothing() =>
        Assert.That(Clip([[-9, -9, 2000, -9, 2000, 2000, -9, 2000], [-5, -5, -5, 1500, 1500, 1500, 1500, -5]]), Is.Empty);

    [Test]
    public void A_comb_gives_a_ring_for_each_tooth_inside() =>
        Assert.That(
            Clip([[-50, 10, 100, 10, 100, 20, -40, 20, -40, 30, 100, 30, 100, 40, -50, 40]]).Select(Sorted),
            Is.EquivalentTo(new[] { Sorted([0, 10, 100, 10, 100, 20, 0, 20]), Sorted([0, 30, 100, 30, 100, 40, 0, 40]) }));

    [Test]
    public void A_hole_across_the_side_becomes_part_of_the_outer_ring()
    {
        int[][] rings = Clip([[-100, 100, 500, 100, 500, 900, -100, 900], [-50, 400, -50, 600, 200, 600, 200, 400]]);

        Assert.That(rings, Has.Length.EqualTo(1));
        Assert.That(Rings.TwiceArea(rings[0]), Is.EqualTo((Int128)2 * ((500 * 800) - (200 * 200))));
    }

    [Test]
    public void Holes_inside_stand_behind_the_piece_that_contains_them()
    {
        int[][] rings = Clip([
            [-50, 10, 100, 10, 100, 20, -40, 20, -40, 30, 100, 30, 100, 40, -50, 40],
            [50, 32, 50, 38, 60, 38, 60, 32], [70, 12, 70, 18, 80, 18, 80, 12], [70, 32, 70, 38, 80, 38, 80, 32]]);

        Assert.That(rings.Select(ring => Int128.Sign(Rings.TwiceArea(ring))), Is.AnyOf(new[] { 1, -1, 1, -1, -1 }, new[] { 1, -1, -1, 1, -1 }));
        Assert.That(NtsPolygons.Of(rings).IsValid);
    }

    [Test]
    public void Each_polygon_of_several_keeps_its_own_holes()
    {
        int[][] rings = Clip([
            [100, 100, 200, 100, 200, 200, 100, 200], [110, 110, 110, 120, 120, 120, 120, 110],
            [900, 900, 1200, 900, 1200, 990, 900, 990], [950, 950, 950, 960, 960, 960, 960, 950]]);

        Assert.That(rings.Select(ring => (int)Rings.TwiceArea(ring) / 2), Is.EqualTo(new[] { 10_000, -100, 9_000, -100 }));
    }

    [Test]
    public void A_hole_without_an_outer_ring_is_left_out() => Assert.That(Clip([[10, 10, 10, 20, 20, 20, 2000, 10], [10, 10, 10, 20, 2000, 20]]), Is.Empty);

    [Test]
    public void A_shared_border_is_cut_in_one_place_from_both_sides()
    {
        int[][] left = Clip([[-100, -333, 500, -333, 517, 1777, -100, 1777]]);
        int[][] right = Clip([[500, -333, 1100, -333, 1100, 1777, 517, 1777]]);

        Assert.That(Rings.TwiceArea(left[0]) + Rings.TwiceArea(right[0]), Is.EqualTo((Int128)2_000_000));
    }

    [Test]
    public void A_segment_through_a_corner_of_the_largest_box_is_cut_exactly()
    {
        using var clipper = new RingClipper(0, 0, int.MaxValue, int.MaxValue);
        using var into = new PooledList<int>();
        using var ends = new PooledList<int>();

        clipper.Clip([int.MinValue, int.MaxValue, int.MaxValue, int.MinValue, int.MaxValue, int.MaxValue], [3], into, ends);

        // The diagonal passes the corner (-0.5, -0.5) exactly: x + y = -1. The whole box is left.
        Assert.That(Rings.TwiceArea(into.Span), Is.EqualTo((Int128)2 * int.MaxValue * int.MaxValue));
    }

    [Test]
    public void Nothing_is_allocated_once_the_lists_have_grown()
    {
        using var clipper = new RingClipper(0, 0, 1000, 1000);
        using var into = new PooledList<int>();
        using var ends = new PooledList<int>();
        int[] comb = [-50, 10, 100, 10, 100, 20, -40, 20, -40, 30, 100, 30, 100, 40, -50, 40];
        int[] combEnds = [8];

        long allocated = Allocations.Of(() =>
        {
            into.Clear();
            ends.Clear();
            clipper.Clip(comb, combEnds, into, ends);
        });

        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void A_clipped_star_has_the_area_of_an_overlay() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Stars.Arbitrary(), star =>
    {
        Polygon polygon = Stars.Polygon(star);
        Geometry expected = polygon.Intersection(Box);

        int[][] rings = Clip([star]);

        double actual = rings.Sum(ring => (double)Rings.TwiceArea(ring)) / 2;
        return Math.Abs(expected.Area - actual) <= 1 + (expected.Length / 2) && rings.All(ring => Rings.TwiceArea(ring) > 0);
    }));

    [Test]
    public void A_clipped_star_with_a_hole_has_the_area_of_an_overlay() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Stars.WithHole(), star =>
    {
        Geometry polygon = NtsPolygons.Of(star);
        Geometry expected = polygon.Intersection(Box);

        int[][] rings = Clip(star);

        double actual = rings.Sum(ring => (double)Rings.TwiceArea(ring)) / 2;
        return !polygon.IsValid || Math.Abs(expected.Area - actual) <= 1 + (expected.Length / 2);
    }));

    [Test]
    public void As_many_rings_come_out_as_an_overlay_has_polygons() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Stars.Arbitrary(), star =>
    {
        Geometry expected = Stars.Polygon(star).Intersection(Box);
        int large = Enumerable.Range(0, expected.NumGeometries).Count(i => expected.GetGeometryN(i).Area > expected.GetGeometryN(i).Length);

        int[][] rings = Clip([star]);

        return rings.Length <= expected.NumGeometries && rings.Length >= large;
    }));

    [Test]
    public void Whatever_comes_in_the_area_is_that_of_cutting_side_by_side() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Tangles.Arbitrary(), tangle =>
    {
        if (Rings.TwiceArea(tangle) < 0) Rings.Reverse(tangle);
        using var simple = new BoxClipper(0, 0, 1000, 1000);
        using var cut = new PooledList<int>();
        simple.ClipRing(tangle, cut);
        double length = Stars.Polygon(tangle).Length;

        double actual = Clip([tangle]).Sum(ring => (double)Rings.TwiceArea(ring)) / 2;

        double expected = Math.Max(0, (double)Rings.TwiceArea(cut.Span) / 2);
        return Math.Abs(actual - expected) <= 1 + length;
    }));

    private static int[][] Clip(int[][] rings)
    {
        using var clipper = new RingClipper(0, 0, 1000, 1000);
        using var into = new PooledList<int>();
        using var ends = new PooledList<int>();
        (int[] positions, int[] partEnds) = FlatRings.Of(rings);
        clipper.Clip(positions, partEnds, into, ends);
        return FlatRings.Back(into.Span, ends.Span);
    }

    private static string Sorted(int[] ring) =>
        string.Join(' ', Enumerable.Range(0, ring.Length / 2).Select(i => (ring[i * 2], ring[(i * 2) + 1])).Order());
}
