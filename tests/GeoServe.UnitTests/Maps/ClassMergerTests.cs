using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.UnitTests.Geometries;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using NUnit.Framework;

namespace GeoServe.UnitTests.Maps;

/// <summary>Polygons of one class become the areas of the class: their area is the sum, each is valid, and nothing is left between classes.</summary>
public class ClassMergerTests
{
    private const int Scale = 4;        // units of a tile and its margin have 16 bits

    [TestCase(1, 1)]
    [TestCase(2, 5)]
    [TestCase(3, 5)]
    [TestCase(4, 2)]
    [TestCase(5, 12)]
    public void A_random_partition_is_merged_without_loss(int seed, int classes)
    {
        const int cells = 9;
        var random = new Random(seed);
        List<(int Class, int[][] Rings)> polygons = [.. Polygons(Grid(cells, perBorder: 7, seed)).Select(rings => (random.Next(classes), rings))];

        Dictionary<int, List<int[][]>> merged = Merge(polygons);

        foreach ((int of, List<int[][]> areas) in merged)
        {
            Assert.That(Sum(areas), Is.EqualTo(Sum(polygons.Where(polygon => polygon.Class == of).Select(polygon => polygon.Rings))), $"area of class {of}");
            Assert.That(areas.Select(rings => NtsPolygons.Of(rings)).Where(area => !area.IsValid), Is.Empty);
        }
        Geometry all = UnaryUnionOp.Union([.. merged.Values.SelectMany(areas => areas).Select(rings => NtsPolygons.Of(rings))]);
        Assert.That(all.Area * 2, Is.EqualTo((double)Coverages.TwiceArea(cells) / (Scale * Scale)), "no gap between classes, no overlap");
        Assert.That(merged.Values.Sum(areas => areas.Count), Is.LessThan(polygons.Count));
    }

    // As at low zooms: polygons of some units a side touch in corners and lie over one another.
    [Test]
    public void Nothing_is_lost_of_polygons_that_do_not_fit()
    {
        for (int seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            List<(int Class, int[][] Rings)> polygons = [.. Enumerable.Range(0, 12).Select(_ => (random.Next(2), Triangle(random)))];

            Dictionary<int, List<int[][]>> merged = Merge(polygons);

            foreach (IGrouping<int, int[][]> of in polygons.GroupBy(polygon => polygon.Class, polygon => polygon.Rings))
            {
                List<int[][]> areas = merged[of.Key];
                Assert.That(Sum(areas), Is.EqualTo(Sum(of)), $"seed {seed}");
                Assert.That(areas.Select(rings => NtsPolygons.Of(rings)).Where(area => !area.IsValid), Is.Empty, $"seed {seed}");
            }
        }
    }

    [Test]
    public void All_of_one_class_is_one_square_without_a_hole()
    {
        List<int[][]> merged = Merge([.. Polygons(Grid(6, perBorder: 5, seed: 8)).Select(rings => (0, rings))])[0];

        Assert.That(merged.Select(rings => rings.Length), Is.EqualTo(new[] { 1 }));
    }

    private static readonly object[] s_cases =
    [
        new TestCaseData(new[] { Square(0, 0, 10, 10), Square(10, 0, 20, 10) }, 1).SetArgDisplayNames("side by side"),
        new TestCaseData(new[] { Square(0, 0, 10, 10), Square(10, 10, 20, 20) }, 2).SetArgDisplayNames("touching in a corner"),
        new TestCaseData(new[] { Square(0, 0, 10, 10), Square(10, 2, 20, 6) }, 2).SetArgDisplayNames("borders without a common vertex"),
        new TestCaseData(new[] { new int[][] { [0, 0, 30, 0, 30, 30, 0, 30], [10, 10, 10, 20, 20, 20, 20, 10] }, Square(10, 10, 20, 20) }, 1).SetArgDisplayNames("an island fills its hole"),
        new TestCaseData(new[] { Square(0, 0, 10, 10), Square(10, 0, 20, 10), Square(20, 0, 30, 10), Square(0, 10, 10, 20), Square(20, 10, 30, 20), Square(0, 20, 10, 30), Square(10, 20, 20, 30), Square(20, 20, 30, 30) }, 1).SetArgDisplayNames("a ring of squares around a hole"),
        new TestCaseData(new[] { Square(0, 0, 20, 10), Square(0, 10, 10, 20), Square(10, 10, 20, 20) }, -1).SetArgDisplayNames("a T-junction"),
    ];

    [TestCaseSource(nameof(s_cases))]
    public void Areas_are_valid_and_keep_their_sum(int[][][] polygons, int count)
    {
        List<int[][]> merged = Merge([.. polygons.Select(rings => (0, rings))])[0];

        Assert.That(Sum(merged), Is.EqualTo(Sum(polygons)));
        Assert.That(merged.Select(rings => NtsPolygons.Of(rings)).Where(area => !area.IsValid), Is.Empty);
        if (count >= 0) Assert.That(merged, Has.Count.EqualTo(count));
    }

    private static Dictionary<int, List<int[][]>> Merge(List<(int Class, int[][] Rings)> polygons)
    {
        using var merger = new ClassMerger();
        var numbers = new Dictionary<int, int>();
        merger.Begin();
        foreach ((int of, int[][] rings) in polygons)
        {
            if (!numbers.TryGetValue(of, out int number)) numbers[of] = number = numbers.Count;
            (int[] positions, int[] ends) = FlatRings.Of(rings);
            merger.Add(number, positions, ends, [0], [Value.Of((long)of)], []);
        }
        var merged = new Dictionary<int, List<int[][]>>();
        while (merger.MoveNext())
        {
            int of = (int)merger.ValuesOf(1)[0].AsInteger();
            if (!merged.TryGetValue(of, out List<int[][]>? areas)) merged[of] = areas = [];
            areas.Add(FlatRings.Back(merger.Coordinates, merger.PartEnds));
        }
        return merged;
    }

    private static List<int[]> Grid(int cells, int perBorder, int seed) =>
        [.. Coverages.Grid(cells, perBorder, seed).Select(ring => ring.Select(number => number / Scale).ToArray())];

    private static Int128 Sum(IEnumerable<int[][]> polygons) => polygons.SelectMany(rings => rings).Aggregate(Int128.Zero, (sum, ring) => sum + Rings.TwiceArea(ring));

    private static IEnumerable<int[][]> Polygons(List<int[]> rings)
    {
        for (int i = 0; i < rings.Count;)
        {
            int end = i + 1;
            while (end < rings.Count && Rings.TwiceArea(rings[end]) < 0) end++;
            yield return [.. rings[i..end]];
            i = end;
        }
    }

    private static int[][] Triangle(Random random)
    {
        while (true)
        {
            int[] corners = [.. Enumerable.Range(0, 6).Select(_ => random.Next(6))];
            if (Rings.TwiceArea(corners) > 0) return [corners];
        }
    }

    private static int[][] Square(int west, int north, int east, int south) => [[west, north, east, north, east, south, west, south]];
}
