using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using NUnit.Framework;

namespace GeoServe.UnitTests.Geometries;

public class RingQuantizerTests
{
    [Test]
    public void Steps_are_rounded_to_the_nearest_unit() => Assert.That(
        Ring([0, 0, 41, 7, 39, 44, -9, 40], shift: 3), Is.EqualTo(new[] { 0, 0, 5, 1, 5, 6, -1, 5 }));

    [Test]
    public void Positions_that_fall_together_are_kept_once() => Assert.That(
        Ring([0, 0, 160, 0, 161, 1, 160, 160, 159, 161, 0, 160, 1, 1], shift: 4), Is.EqualTo(new[] { 0, 0, 10, 0, 10, 10, 0, 10 }));

    [Test]
    public void Spikes_are_taken_off() => Assert.That(
        Ring([0, 0, 10, 0, 10, 10, 20, 20, 15, 15, 10, 10, 0, 10]), Is.EqualTo(new[] { 0, 0, 10, 0, 10, 10, 0, 10 }));

    [Test]
    public void A_spike_at_the_first_position_is_taken_off() => Assert.That(
        Ring([-5, -5, 0, 0, 10, 0, 10, 10, 0, 10, 0, 0]), Is.EqualTo(new[] { 0, 0, 10, 0, 10, 10, 0, 10 }));

    [Test]
    public void A_spike_of_several_steps_back_is_taken_off() => Assert.That(
        Ring([0, 0, 10, 0, 10, 10, 10, 20, 10, 30, 10, 15, 10, 10, 0, 10]), Is.EqualTo(new[] { 0, 0, 10, 0, 10, 10, 0, 10 }));

    [Test]
    public void Straight_positions_stay_unless_told_otherwise()
    {
        int[] ring = [5, 0, 10, 0, 10, 5, 10, 10, 0, 10, 0, 0];

        Assert.That(Ring(ring, dropStraight: false), Is.EqualTo(ring));
        Assert.That(Ring(ring, dropStraight: true), Is.EqualTo(new[] { 10, 0, 10, 10, 0, 10, 0, 0 }));
    }

    [TestCase(new[] { 0, 0, 3, 0, 3, 3 }, 3, true)]
    [TestCase(new[] { 0, 0, 0, 10, 10, 10 }, 0, true)]
    [TestCase(new[] { 0, 0, 10, 10, 0, 10 }, 0, false)]
    [TestCase(new[] { 0, 0, 10, 10, 5, 5 }, 0, true)]
    public void A_ring_without_area_or_turned_over_is_left_out(int[] ring, int shift, bool outer)
    {
        using var into = new PooledList<int>();
        into.Add(7);

        Assert.That(RingQuantizer.AddRing(ring, new ShiftScale(0, 0, shift), outer, dropStraight: false, into), Is.False);
        Assert.That(into.Span.ToArray(), Is.EqualTo(new[] { 7 }));
    }

    [Test]
    public void A_corner_of_the_largest_numbers_is_no_straight_position() => Assert.That(
        Ring([int.MinValue, int.MinValue, int.MaxValue, int.MinValue, int.MaxValue, int.MaxValue, int.MinValue, int.MaxValue], dropStraight: true), Has.Length.EqualTo(8));

    [Test]
    public void A_line_keeps_its_way_back_and_loses_repeats()
    {
        using var into = new PooledList<int>();

        Assert.That(RingQuantizer.AddLine([0, 0, 3, 0, 80, 0, 160, 0, 80, 0], new ShiftScale(0, 0, 4), dropStraight: true, into), Is.True);
        Assert.That(into.Span.ToArray(), Is.EqualTo(new[] { 0, 0, 10, 0, 5, 0 }));
        Assert.That(RingQuantizer.AddLine([0, 0, 3, 0], new ShiftScale(0, 0, 4), dropStraight: true, into), Is.False);
    }

    [Test]
    public void What_comes_out_has_no_repeat_no_spike_and_the_same_area() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Tangles.Arbitrary(0, 4), tangle =>
    {
        Int128 area = Rings.TwiceArea(tangle);

        int[] ring = Ring(tangle, outer: area > 0), straight = Ring(tangle, outer: area > 0, dropStraight: true);

        return area == 0 ? ring.Length == 0 : Rings.TwiceArea(ring) == area && Rings.TwiceArea(straight) == area
            && Bends(ring).All(bend => bend.Turn != 0 || bend.Forward > 0) && Bends(straight).All(bend => bend.Turn != 0);
    }));

    private static IEnumerable<(int Turn, int Forward)> Bends(int[] ring)
    {
        for (int i = 0; i < ring.Length; i += 2)
        {
            int b = (i + 2) % ring.Length, c = (i + 4) % ring.Length;
            int ux = ring[b] - ring[i], uy = ring[b + 1] - ring[i + 1], vx = ring[c] - ring[b], vy = ring[c + 1] - ring[b + 1];
            yield return ((ux * vy) - (uy * vx), (ux * vx) + (uy * vy));
        }
    }

    private static int[] Ring(int[] ring, int shift = 0, bool outer = true, bool dropStraight = false)
    {
        using var into = new PooledList<int>();
        RingQuantizer.AddRing(ring, new ShiftScale(0, 0, shift), outer, dropStraight, into);
        return into.Span.ToArray();
    }
}
