using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using NUnit.Framework;

namespace GeoServe.UnitTests.Geometries;

public class LineSimplifierTests
{
    private const double Always = double.PositiveInfinity;

    [Test]
    public void A_position_has_the_area_of_the_triangle_with_its_neighbours() =>
        Assert.That(Line([0, 0, 10, 4, 20, 0]), Is.EqualTo(new[] { Always, 40, Always }));

    [Test]
    public void An_area_is_at_least_that_of_the_one_before()
    {
        // (30, 6) goes for 10; then the tip encloses 200 with the ends.
        Assert.That(Line([0, 0, 20, 10, 30, 6, 40, 0]), Is.EqualTo(new[] { Always, 200, 10, Always }));
        // (12, -8) goes for 51; without it (10, 2) encloses 5 only, but 51 was paid before.
        Assert.That(Line([0, 0, 10, 2, 12, -8, 20, 3]), Is.EqualTo(new[] { Always, 51, 51, Always }));
    }

    [TestCase(new int[0]), TestCase(new[] { 5, 5 }), TestCase(new[] { 5, 5, 6, 6 })]
    public void Ends_are_always_kept(int[] line) => Assert.That(Line(line), Is.All.EqualTo(Always));

    [Test]
    public void What_is_kept_is_what_leaving_out_one_by_one_keeps() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Lines(), line =>
        Line(line).SequenceEqual(Oracle(line))));

    [Test]
    public void A_line_and_its_reverse_keep_the_same_positions() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Lines(), line =>
        Line(line).SequenceEqual(Line(Reversed(line)).Reverse())));

    [Test]
    public void A_ring_keeps_the_same_positions_wherever_it_begins() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Lines(), ring =>
    {
        int[] turned = [.. ring[4..], .. ring[..4]];
        var areas = ByPosition(ring, Ring(ring));

        return areas.SetEquals(ByPosition(turned, Ring(turned))) && areas.SetEquals(ByPosition(Reversed(ring), Ring(Reversed(ring))));
    }));

    [Test]
    public void Keeping_takes_the_positions_of_at_least_the_area()
    {
        using var into = new PooledList<int>();

        LineSimplifier.Keep([0, 0, 10, 1, 20, 0, 30, 9, 40, 0], [Always, 5, 7, 90, Always], 7, into);

        Assert.That(into.Span.ToArray(), Is.EqualTo(new[] { 0, 0, 20, 0, 30, 9, 40, 0 }));
    }

    [Test]
    public void The_largest_triangle_there_is_has_its_area() =>
        Assert.That(Line([int.MinValue, int.MinValue, int.MaxValue, int.MinValue, int.MaxValue, int.MaxValue])[1], Is.EqualTo(Math.Pow((double)uint.MaxValue, 2) / 2));

    // Positions of a line all differ, on a grid so small that many areas are equal.
    private static Arbitrary<int[]> Lines() => Arb.From(Gen.Choose(0, 399).ListOf().Where(list => list.Count >= 4)
        .Select(list => list.Distinct().SelectMany(place => new[] { place % 20, place / 20 }).ToArray()).Where(line => line.Length >= 8));

    private static HashSet<(int, int, double)> ByPosition(int[] ring, double[] areas) =>
        [.. areas.Select((area, i) => (ring[i * 2], ring[(i * 2) + 1], area))];

    private static int[] Reversed(int[] line) =>
        [.. Enumerable.Range(0, line.Length / 2).Reverse().SelectMany(i => new[] { line[i * 2], line[(i * 2) + 1] })];

    private static double[] Line(int[] line)
    {
        using var simplifier = new LineSimplifier();
        var areas = new double[line.Length / 2];
        simplifier.MeasureLine(line, areas);
        return areas;
    }

    private static double[] Ring(int[] ring)
    {
        using var simplifier = new LineSimplifier();
        var areas = new double[ring.Length / 2];
        simplifier.MeasureRing(ring, areas);
        return areas;
    }

    // The paper's way, without a heap.
    private static double[] Oracle(int[] line)
    {
        double[] areas = [.. Enumerable.Repeat(Always, line.Length / 2)];
        List<int> left = [.. Enumerable.Range(0, areas.Length)];
        for (double last = 0; left.Count > 2;)
        {
            double Area(int i) => Math.Abs(
                ((line[left[i] * 2] - line[left[i - 1] * 2]) * (line[(left[i + 1] * 2) + 1] - line[(left[i - 1] * 2) + 1]))
                - ((line[(left[i] * 2) + 1] - line[(left[i - 1] * 2) + 1]) * (line[left[i + 1] * 2] - line[left[i - 1] * 2]))) / 2.0;
            int least = Enumerable.Range(1, left.Count - 2).MinBy(i => (Area(i), line[left[i] * 2], line[(left[i] * 2) + 1]));
            areas[left[least]] = last = Math.Max(last, Area(least));
            left.RemoveAt(least);
        }
        return areas;
    }
}
