using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using NetTopologySuite.Algorithm.Construct;
using NetTopologySuite.Geometries;
using NUnit.Framework;
using Position = (int X, int Y);

namespace GeoServe.UnitTests.Geometries;

public class PoleOfInaccessibilityTests
{
    [Test]
    public void Of_a_square_it_is_the_centre() => Assert.That(Find([[0, 0, 100, 0, 100, 100, 0, 100]]), Is.EqualTo(new Position(50, 50)));

    [Test]
    public void A_hole_in_the_middle_pushes_it_aside()
    {
        Position place = Find([[0, 0, 100, 0, 100, 100, 0, 100], [30, 30, 30, 100 - 30, 70, 70, 70, 30]]);

        Assert.That(Math.Min(place.X, 100 - place.X), Is.EqualTo(17).Within(3));
        Assert.That(Math.Min(place.Y, 100 - place.Y), Is.EqualTo(17).Within(3));
    }

    [Test]
    public void Of_several_polygons_the_largest_is_taken() => Assert.That(
        Find([[0, 0, 10, 0, 10, 10, 0, 10], [100, 100, 200, 100, 200, 200, 100, 200], [300, 0, 310, 0, 310, 10]]), Is.EqualTo(new Position(150, 150)));

    [TestCase(new[] { 0, 0, 200, 1, 100, 1 })]
    [TestCase(new[] { 5, 5, 5, 5, 5, 5 })]
    [TestCase(new[] { 5, 5 })]
    [TestCase(new[] { 0, 0, 10, 10 })]
    public void Without_a_whole_number_inside_it_is_a_position_of_the_ring(int[] ring)
    {
        Position place = Find([ring]);

        Assert.That(Enumerable.Range(0, ring.Length / 2).Select(i => new Position(ring[i * 2], ring[(i * 2) + 1])), Does.Contain(place));
    }

    [Test]
    public void Of_nothing_it_is_zero() => Assert.That(Find([]), Is.EqualTo(default(Position)));

    [Test]
    public void The_whole_world_has_its_middle() => Assert.That(
        Find([[int.MinValue, int.MinValue, int.MaxValue, int.MinValue, int.MaxValue, int.MaxValue, int.MinValue, int.MaxValue]]),
        Is.EqualTo(new Position(0, 0)).Or.EqualTo(new Position(-1, -1)).Or.EqualTo(new Position(0, -1)).Or.EqualTo(new Position(-1, 0)));

    [Test]
    public void It_is_as_far_inside_as_that_of_NTS() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Stars.WithHole(), rings =>
    {
        Geometry polygon = NtsPolygons.Of(rings);
        if (!polygon.IsValid) return true;
        double most = MaximumInscribedCircle.GetRadiusLine(polygon, 1).Length;

        Position place = Find(rings);

        var point = new Point(place.X, place.Y);
        return polygon.Contains(point) && polygon.Boundary.Distance(point) >= most - 3;      // our tolerance, theirs, and the rounding
    }));

    [Test]
    public void A_million_positions_take_bounded_work()
    {
        Position place = Find([Stars.Spiky(1_000_000)]);

        Assert.That(Math.Sqrt(Math.Pow(place.X, 2) + Math.Pow(place.Y, 2)), Is.LessThan(100_000_000));
    }

    private static Position Find(int[][] rings)
    {
        using var pole = new PoleOfInaccessibility();
        (int[] positions, int[] ends) = FlatRings.Of(rings);
        return pole.Find(positions, ends, tolerance: 1);
    }
}
