using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using NUnit.Framework;

namespace GeoServe.UnitTests.Geometries;

public class PolygonValidityTests
{
    private static readonly int[] Square = [0, 0, 100, 0, 100, 100, 0, 100];

    [Test]
    public void A_square_is_valid() => Assert.That(IsValid([Square]));

    [TestCase(new[] { 0, 0, 0, 100, 100, 100, 100, 0 }, TestName = "An_outer_ring_the_wrong_way_round_is_not_valid")]
    [TestCase(new[] { 0, 0, 100, 0 }, TestName = "A_ring_of_two_positions_is_not_valid")]
    [TestCase(new[] { 0, 0, 100, 100, 100, 0, 0, 100 }, TestName = "A_bow_tie_is_not_valid")]
    [TestCase(new[] { 0, 0, 100, 0, 100, 0, 100, 100 }, TestName = "A_position_twice_is_not_valid")]
    [TestCase(new[] { 0, 0, 100, 0, 100, 100, 150, 150, 100, 100, 0, 100 }, TestName = "A_spike_is_not_valid")]
    [TestCase(new[] { 0, 0, 100, 0, 100, 100, 50, 0, 0, 100 }, TestName = "A_ring_that_touches_its_own_edge_is_not_valid")]
    [TestCase(new[] { 0, 0, 50, 50, 100, 0, 100, 100, 50, 50, 0, 100 }, TestName = "A_ring_that_touches_itself_at_a_position_is_not_valid")]
    [TestCase(new[] { 0, 0, 100, 0, 0, 0, 100, 0, 50, 0 }, TestName = "A_ring_on_one_line_is_not_valid")]
    public void A_single_ring_is_not_valid(int[] ring)
    {
        Assert.That(IsValid([ring]), Is.False);
        Assert.That(Sweeps([ring]), Is.False);
    }

    [Test]
    public void A_ring_that_goes_round_twice_is_not_valid() =>
        Assert.That(IsValid([[0, 0, 100, 0, 100, 100, 0, 100, -10, -10, 110, -10, 110, 110, -10, 110]]), Is.False);

    [Test]
    public void A_hole_that_touches_the_outer_ring_at_a_point_is_valid() =>
        Assert.That(IsValid([Square, [50, 0, 40, 40, 60, 40]]), Is.True);

    [Test]
    public void Holes_that_touch_at_a_point_are_valid() =>
        Assert.That(IsValid([Square, [10, 10, 10, 50, 50, 50], [50, 50, 60, 90, 90, 60]]), Is.True);

    [Test]
    public void A_hole_that_cuts_the_inside_in_two_is_not_valid()
    {
        Assert.That(IsValid([Square, [50, 0, 0, 50, 50, 50]]), Is.False);
        Assert.That(IsValid([Square, [50, 0, 40, 40, 60, 40], [40, 40, 20, 90, 60, 100]]), Is.False);
    }

    [Test]
    public void Polygons_may_touch_one_another_at_several_points() => Assert.That(
        IsValid([[0, 0, 100, 0, 60, 50, 100, 100, 0, 100], [100, 0, 200, 0, 200, 100, 100, 100, 80, 50]]), Is.True);

    [Test]
    public void Random_tiles_of_a_chequered_square_are_as_NTS_says() => Against_NTS(Chequered());

    [Test]
    public void A_hole_along_the_outer_ring_is_not_valid() => Assert.That(IsValid([Square, [40, 0, 40, 40, 60, 40, 60, 0]]), Is.False);

    [Test]
    public void A_hole_outside_is_not_valid() => Assert.That(IsValid([Square, [140, 10, 140, 40, 160, 40]]), Is.False);

    [Test]
    public void A_hole_in_a_hole_is_not_valid() =>
        Assert.That(IsValid([Square, [10, 10, 10, 90, 90, 90, 90, 10], [40, 40, 40, 60, 60, 60, 60, 40]]), Is.False);

    [Test]
    public void A_hole_equal_to_the_outer_ring_is_not_valid() => Assert.That(IsValid([Square, [0, 0, 0, 100, 100, 100, 100, 0]]), Is.False);

    [Test]
    public void A_hole_that_crosses_the_outer_ring_at_their_positions_is_not_valid() =>
        Assert.That(IsValid([[0, 0, 50, 0, 100, 0, 100, 50, 100, 100, 0, 100], [50, 0, 20, 50, 100, 50, 120, -20]]), Is.False);

    [Test]
    public void An_island_in_a_hole_is_valid_as_a_polygon_of_its_own() =>
        Assert.That(IsValid([Square, [10, 10, 10, 90, 90, 90, 90, 10], [40, 40, 60, 40, 60, 60, 40, 60]]), Is.True);

    [Test]
    public void A_hole_that_belongs_to_another_polygon_is_not_valid() =>
        Assert.That(IsValid([Square, [200, 0, 300, 0, 300, 100, 200, 100], [10, 10, 10, 90, 90, 90]]), Is.False);

    [Test]
    public void Polygons_that_overlap_are_not_valid() => Assert.That(IsValid([Square, [50, 50, 150, 50, 150, 150, 50, 150]]), Is.False);

    [Test]
    public void A_polygon_in_another_is_not_valid() => Assert.That(IsValid([Square, [50, 50, 60, 50, 60, 60, 50, 60]]), Is.False);

    [Test]
    public void The_corners_of_the_world_are_reckoned_exactly()
    {
        const int Low = int.MinValue, High = int.MaxValue;

        // One step beside the diagonal, on either side: the third position makes a sliver of half a square step.
        Assert.That(IsValid([[Low, Low, High, High, High - 1, High]]), Is.True);
        Assert.That(IsValid([[Low, Low, High - 1, High, High, High]]), Is.False);
        Assert.That(IsValid([[Low, Low, High, High, 0, 0]]), Is.False);
    }

    [Test]
    public void Random_rings_on_a_small_grid_are_as_NTS_says() => Against_NTS(
        Tangles.Arbitrary(0, 6).Generator.Select(ring => new[] { ring }));

    [Test]
    public void Random_polygons_with_holes_on_a_small_grid_are_as_NTS_says() => Against_NTS(
        from shell in SmallRings(-1, 12, positive: true)
        from hole in SmallRings(0, 11, positive: false)
        from other in SmallRings(0, 11, positive: false)
        select new[] { shell, hole, other });

    [Test]
    public void Random_polygons_of_a_feature_on_a_small_grid_are_as_NTS_says() => Against_NTS(
        from first in SmallRings(0, 8, positive: true)
        from hole in SmallRings(0, 8, positive: false)
        from second in SmallRings(0, 8, positive: true)
        from third in SmallRings(0, 8, positive: true)
        select new[] { first, hole, second, third });

    [Test]
    public void Stars_with_holes_are_as_NTS_says() => Against_NTS(Stars.WithHole().Generator);

    [Test]
    public void A_million_positions_are_swept()
    {
        int[] star = Stars.Spiky(1_000_000);
        Assert.That(IsValid([star]), Is.True);

        (star[777_776], star[777_777]) = (2_000_000_000, -2_000_000_000);       // a spike across the star and out of it

        Assert.That(IsValid([star]), Is.False);
    }

    // Holes of a square that lie on a grid, some of them corner to corner, or with a corner on the outer ring.
    private static Gen<int[][]> Chequered() => Gen.Choose(0, 24).ListOf().Where(list => list.Count is >= 1 and <= 7).Select(list => list.Distinct().Select(place =>
    {
        int x = place % 5 * 2, y = place / 5 * 2;
        return place % 2 == 0 ? new[] { x + 1, y, x, y + 1, x + 1, y + 2, x + 2, y + 1 } : [x, y, x, y + 2, x + 2, y + 2, x + 2, y];
    }).Prepend([0, 0, 10, 0, 10, 10, 0, 10]).ToArray());

    private static Gen<int[]> SmallRings(int low, int high, bool positive) => Gen.Choose(low, high).ListOf()
        .Where(list => list.Count is >= 6 and <= 9).Select(list => list[..(list.Count / 2 * 2)].ToArray())
        .Where(ring => positive ? Rings.TwiceArea(ring) > 0 : Rings.TwiceArea(ring) < 0);

    private static void Against_NTS(Gen<int[][]> polygons) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Arb.From(polygons), rings =>
    {
        if (Rings.TwiceArea(rings[0]) < 0) Rings.Reverse(rings[0]);
        // Positions twice in a row are valid for NTS, not here; rings without area are not built by the picture.
        if (rings.Any(HasRepeat) || rings.Any(ring => Rings.TwiceArea(ring) == 0)) return !IsValid(rings) && !Sweeps(rings);

        bool expected = NtsPolygons.Of(rings).IsValid;

        return IsValid(rings) == expected && Sweeps(rings) == expected;
    }));

    private static bool HasRepeat(int[] ring) =>
        Enumerable.Range(0, ring.Length / 2).Any(i => ring[i * 2] == ring[(i + 1) * 2 % ring.Length] && ring[(i * 2) + 1] == ring[((i + 1) * 2 % ring.Length) + 1]);

    private static bool IsValid(int[][] rings)
    {
        using var validity = new PolygonValidity();
        (int[] positions, int[] ends) = FlatRings.Of(rings);
        return validity.IsValid(positions, ends);
    }

    private static bool Sweeps(int[][] rings)
    {
        using var sweep = new ValiditySweep();
        (int[] positions, int[] ends) = FlatRings.Of(rings);
        return sweep.IsValid(positions, ends, small: true) && sweep.IsValid(positions, ends, small: false);
    }
}
