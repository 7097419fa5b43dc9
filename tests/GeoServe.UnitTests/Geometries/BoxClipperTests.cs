using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace GeoServe.UnitTests.Geometries;

public class BoxClipperTests
{
    [Test]
    public void A_ring_around_the_box_becomes_the_box()
    {
        using var clipper = new BoxClipper(0, 0, 10, 10);
        using var result = new PooledList<int>();

        clipper.ClipRing([-5, -5, 15, -5, 15, 15, -5, 15], result);

        Assert.That(Rings.TwiceArea(result.Span), Is.EqualTo((Int128)200));
    }

    [Test]
    public void A_line_that_leaves_and_comes_back_becomes_two()
    {
        using var clipper = new BoxClipper(0, 0, 10, 10);
        using var result = new PooledList<int>();
        using var ends = new PooledList<int>();

        clipper.ClipLine([5, 5, 5, 15, 8, 15, 8, 2], result, ends);

        Assert.That(result.Span.ToArray(), Is.EqualTo(new[] { 5, 5, 5, 10, 8, 10, 8, 2 }));
        Assert.That(ends.Span.ToArray(), Is.EqualTo(new[] { 2, 4 }));
    }

    [Test]
    public void A_line_that_passes_through_without_a_vertex_inside_is_kept()
    {
        using var clipper = new BoxClipper(0, 0, 10, 10);
        using var result = new PooledList<int>();
        using var ends = new PooledList<int>();

        clipper.ClipLine([-10, 5, 20, 5], result, ends);

        Assert.That(result.Span.ToArray(), Is.EqualTo(new[] { 0, 5, 10, 5 }));
    }

    [Test]
    public void Points_on_the_sides_are_kept()
    {
        using var clipper = new BoxClipper(0, 0, 10, 10);
        using var result = new PooledList<int>();

        clipper.ClipPoints([0, 0, 10, 10, 11, 5, -1, 5], result);

        Assert.That(result.Span.ToArray(), Is.EqualTo(new[] { 0, 0, 10, 10 }));
    }

    [Test]
    public void A_shared_border_is_cut_in_one_place_from_both_sides()
    {
        using var clipper = new BoxClipper(0, 0, 1000, 1000);
        using var left = new PooledList<int>();
        using var right = new PooledList<int>();

        clipper.ClipRing([500, -333, 517, 1777, -100, 1777, -100, -333], left);
        clipper.ClipRing([517, 1777, 500, -333, 1100, -333, 1100, 1777], right);

        Assert.That(Rings.TwiceArea(left.Span) * Int128.Sign(Rings.TwiceArea(left.Span)) + (Rings.TwiceArea(right.Span) * Int128.Sign(Rings.TwiceArea(right.Span))), Is.EqualTo((Int128)2_000_000));
    }

    [Test]
    public void The_area_of_a_clipped_star_is_that_of_an_overlay() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Stars.Arbitrary(), star =>
    {
        var box = new Polygon(new LinearRing([new(0, 0), new(0, 1000), new(1000, 1000), new(1000, 0), new(0, 0)]));
        Polygon polygon = Stars.Polygon(star);
        using var clipper = new BoxClipper(0, 0, 1000, 1000);
        using var result = new PooledList<int>();

        clipper.ClipRing(star, result);

        // Each cut is rounded by at most half a unit: the error is bounded by that along the cut segments.
        double expected = polygon.Intersection(box).Area, actual = Math.Abs((double)Rings.TwiceArea(result.Span)) / 2;
        return Math.Abs(expected - actual) <= 1 + (polygon.Length / 2);
    }));

    [Test]
    public void The_length_of_clipped_lines_is_that_of_an_overlay() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Stars.Arbitrary(), star =>
    {
        var box = new Polygon(new LinearRing([new(0, 0), new(0, 1000), new(1000, 1000), new(1000, 0), new(0, 0)]));
        LineString line = new([.. Stars.Coordinates(star)]);
        using var clipper = new BoxClipper(0, 0, 1000, 1000);
        using var result = new PooledList<int>();
        using var ends = new PooledList<int>();

        clipper.ClipLine(star, result, ends);

        double length = 0;
        int start = 0;
        foreach (int end in ends.Span)
        {
            for (int i = start + 1; i < end; i++) length += Math.Sqrt(Math.Pow(result[i * 2] - result[(i - 1) * 2], 2) + Math.Pow(result[(i * 2) + 1] - result[((i - 1) * 2) + 1], 2));
            start = end;
        }
        return Math.Abs(length - line.Intersection(box).Length) <= 1 + line.NumPoints;
    }));
}
