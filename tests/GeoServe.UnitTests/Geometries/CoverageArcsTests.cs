using GeoServe.Core.Geometries;
using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace GeoServe.UnitTests.Geometries;

public class CoverageArcsTests
{
    private const int Cells = 6;

    [Test]
    public void Where_three_meet_and_where_a_border_reaches_the_outside_are_nodes()
    {
        using var arcs = new CoverageArcs();
        (int[] positions, int[] ends) = FlatRings.Of([[0, 0, 10, 0, 10, 5, 10, 10, 0, 10], [10, 0, 20, 0, 20, 10, 10, 10, 10, 5]]);
        arcs.AddRings(positions, ends);

        Assert.That(arcs.IsNode(10, 0) && arcs.IsNode(10, 10), Is.True);
        Assert.That(arcs.IsNode(10, 5) || arcs.IsNode(0, 0) || arcs.IsNode(7, 7), Is.False);
    }

    [Test]
    public void Held_positions_are_always_kept()
    {
        using var arcs = new CoverageArcs();
        int[] ring = [0, 0, 10, 0, 10, 5, 10, 10, 0, 10];
        arcs.AddRings(ring, [5]);
        arcs.Hold([10, 5, 33, 44]);
        var areas = new double[5];

        arcs.Measure(ring, [5], areas);

        Assert.That(areas[2], Is.EqualTo(double.PositiveInfinity));
        Assert.That(arcs.IsNode(33, 44), Is.True);
    }

    [Test]
    public void Positions_of_a_coverage_begun_before_are_forgotten()
    {
        using var arcs = new CoverageArcs();
        arcs.Hold([1, 1]);
        arcs.Begin(10);

        Assert.That(arcs.IsNode(1, 1), Is.False);
    }

    [TestCase(0), TestCase(100), TestCase(10_000), TestCase(300_000), TestCase(3_000_000), TestCase(1e12)]
    public void Neighbours_have_the_same_border_at_each_threshold(double threshold)
    {
        List<int[]> kept = Simplify(Coverages.Grid(Cells, 40, seed: 7), threshold);

        Dictionary<(int, int, int, int), int> edges = [];
        foreach (int[] ring in kept)
        {
            for (int i = 0; i < ring.Length; i += 2)
            {
                int next = (i + 2) % ring.Length;
                if (Coverages.IsOuter(Cells, ring[i], ring[i + 1]) && Coverages.IsOuter(Cells, ring[next], ring[next + 1])) continue;
                (int, int, int, int) there = (ring[i], ring[i + 1], ring[next], ring[next + 1]), back = (ring[next], ring[next + 1], ring[i], ring[i + 1]);
                edges[there] = edges.GetValueOrDefault(there) + 1;
                edges[back] = edges.GetValueOrDefault(back) - 1;
            }
        }

        Assert.That(edges.Values, Is.All.Zero);
        Assert.That(kept.Aggregate((Int128)0, (sum, ring) => sum + Rings.TwiceArea(ring)), Is.EqualTo(Coverages.TwiceArea(Cells)));
    }

    [Test]
    public void A_simplified_coverage_is_one_for_NTS_and_has_the_same_union()
    {
        List<int[]> given = Coverages.Grid(Cells, 40, seed: 3), kept = Simplify(given, 50_000);
        Geometry[] polygons = Enumerable.Range(0, ((MultiPolygon)NtsPolygons.Of(kept)).NumGeometries).Select(NtsPolygons.Of(kept).GetGeometryN).ToArray();

        Assert.That(kept.Sum(ring => ring.Length), Is.LessThan(given.Sum(ring => ring.Length) * 3 / 4));
        Assert.That(CoverageValidator.IsValid(polygons), Is.True);
        Assert.That(CoverageUnion.Union(polygons).Area, Is.EqualTo((double)Coverages.TwiceArea(Cells) / 2));
    }

    [Test]
    public void A_part_measured_beside_its_neighbour_has_the_numbers_of_the_whole()
    {
        List<int[]> rings = Coverages.Grid(4, 30, seed: 5);
        (int[] positions, int[] ends) = FlatRings.Of(rings);
        using var whole = new CoverageArcs();
        whole.Begin(positions.Length / 2);
        whole.AddRings(positions, ends);
        var expected = new double[positions.Length / 2];
        whole.Measure(positions, ends, expected);
        using var parts = new CoverageArcs();
        (int[] first, int[] firstEnds) = FlatRings.Of(rings[..9]);
        (int[] second, int[] secondEnds) = FlatRings.Of(rings[9..]);
        parts.AddRings(second, secondEnds);
        parts.AddRings(first, firstEnds);
        var areas = new double[first.Length / 2];

        parts.Measure(first, firstEnds, areas);

        Assert.That(areas, Is.EqualTo(expected[..areas.Length]));
    }

    private static List<int[]> Simplify(List<int[]> rings, double threshold)
    {
        using var arcs = new CoverageArcs();
        using var into = new PooledList<int>();
        (int[] positions, int[] ends) = FlatRings.Of(rings);
        arcs.AddRings(positions, ends);
        arcs.Hold([0, 0, Coverages.Side * Cells, 0, Coverages.Side * Cells, Coverages.Side * Cells, 0, Coverages.Side * Cells]);
        var areas = new double[positions.Length / 2];
        arcs.Measure(positions, ends, areas);
        List<int[]> kept = [];
        for (int i = 0, start = 0; i < ends.Length; start = ends[i++])
        {
            into.Clear();
            LineSimplifier.Keep(positions.AsSpan()[(start * 2)..(ends[i] * 2)], areas.AsSpan()[start..ends[i]], threshold, into);
            kept.Add(into.Span.ToArray());
        }
        return kept;
    }
}
