using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace GeoServe.UnitTests.Geometries;

public class LineMergerTests
{
    [Test]
    public void Two_lines_that_share_an_end_become_one() =>
        Assert.That(Merge([[0, 0, 1, 0], [1, 0, 2, 5]]), Is.EqualTo(new int[][] { [0, 0, 1, 0, 2, 5] }));

    [Test]
    public void A_line_the_other_way_round_is_turned_to_go_with_the_longer_one() =>
        Assert.That(Merge([[2, 5, 1, 0], [3, 9, 2, 7, 2, 5], [0, 0, 1, 0]]), Is.EqualTo(new int[][] { [3, 9, 2, 7, 2, 5, 1, 0, 0, 0] }));

    [Test]
    public void Directions_are_kept_where_wanted() => Assert.That(
        Merge([[0, 0, 1, 0], [2, 0, 1, 0], [2, 0, 3, 0], [3, 0, 4, 0]], keepDirection: true),
        Is.EqualTo(new int[][] { [0, 0, 1, 0], [2, 0, 1, 0], [2, 0, 3, 0, 4, 0] }));

    [Test]
    public void Where_three_meet_nothing_is_joined() =>
        Assert.That(Merge([[0, 0, 1, 0], [1, 0, 2, 0], [1, 0, 1, 5]]), Has.Length.EqualTo(3));

    [Test]
    public void A_circle_of_lines_is_closed_at_its_smallest_end() => Assert.That(
        Merge([[5, 5, 5, 0], [5, 0, 0, 0, 0, 5], [0, 5, 5, 5]]), Is.EqualTo(new int[][] { [0, 5, 5, 5, 5, 0, 0, 0, 0, 5] }));

    [Test]
    public void A_closed_line_stays_alone() =>
        Assert.That(Merge([[0, 0, 5, 0, 5, 5, 0, 0], [0, 0, -5, -5]]), Has.Length.EqualTo(2));

    [Test]
    public void Whatever_the_order_and_the_directions_the_same_lines_come_out() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        Networks(), Arb.From(Gen.Choose(0, int.MaxValue)), (lines, seed) =>
        {
            var random = new Random(seed);
            int[][] shuffled = [.. lines.OrderBy(_ => random.Next()).Select(line => random.Next(2) == 0 ? line : [line[2], line[3], line[0], line[1]])];

            return Same(Merge(lines), Merge(shuffled));
        }));

    [Test]
    public void As_many_lines_of_the_same_length_come_out_as_from_NTS() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Networks(), lines =>
    {
        var merger = new NetTopologySuite.Operation.Linemerge.LineMerger();
        merger.Add(lines.Select(line => (Geometry)new LineString([.. Stars.Coordinates(line)])));
        IList<Geometry> expected = merger.GetMergedLineStrings();

        int[][] actual = Merge(lines);

        return actual.Length == expected.Count && Math.Abs(expected.Sum(line => line.Length) - actual.Sum(line => new LineString([.. Stars.Coordinates(line)]).Length)) < 1e-6;
    }));

    // Edges of a small grid, each at most once: chains, forks and circles.
    private static Arbitrary<int[][]> Networks() => Arb.From(Gen.Choose(0, 31).ListOf().Where(list => list.Count > 0).Select(list => list.Distinct().Select(edge =>
        edge < 16 ? new[] { edge % 4, edge / 4, (edge % 4) + 1, edge / 4 } : [edge % 4, (edge - 16) / 4, edge % 4, ((edge - 16) / 4) + 1]).ToArray()));

    // As sets of lines, whose two directions count as one: a tie of votes is the only thing that may decide either way.
    private static bool Same(int[][] a, int[][] b) => a.Select(Text).Order().SequenceEqual(b.Select(Text).Order());

    private static string Text(int[] line)
    {
        int[] other = [.. Enumerable.Range(0, line.Length / 2).Reverse().SelectMany(i => new[] { line[i * 2], line[(i * 2) + 1] })];
        return new[] { string.Join(' ', line), string.Join(' ', other) }.Min()!;
    }

    private static int[][] Merge(int[][] lines, bool keepDirection = false)
    {
        using var merger = new GeoServe.Core.Geometries.LineMerger();
        using var into = new PooledList<int>();
        using var ends = new PooledList<int>();
        (int[] positions, int[] lineEnds) = FlatRings.Of(lines);
        merger.Merge(positions, lineEnds, keepDirection, into, ends);
        return FlatRings.Back(into.Span, ends.Span);
    }
}
