using GeoServe.Indexing.Building;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing.Building;

public class FeatureRanksTests
{
    [Test]
    public void Larger_ones_come_first_and_those_without_a_rank_last() =>
        Assert.That(OrderOf([(1, 5), (2, double.NaN), (3, 7e30), (4, -2), (5, 0)]), Is.EqualTo(new[] { 2, 0, 4, 3, 1 }));

    [Test]
    public void Equals_come_in_the_same_order_wherever_they_stand()
    {
        ulong[] ids = [.. Enumerable.Range(1, 1000).Select(i => (ulong)i)], shuffled = [.. ids];
        new Random(1).Shuffle(shuffled);

        Assert.That(OrderOf([.. shuffled.Select(id => (id, 0.0))]).Select(row => shuffled[row]), Is.EqualTo(OrderOf([.. ids.Select(id => (id, 0.0))]).Select(row => ids[row])));
    }

    // The first 1,000 of 10,000 rows in order of space: about 100 of each tenth. Binomial, so 50 is more than five deviations (9.5) off.
    [TestCase(true), TestCase(false)]
    public void Equals_are_spread_evenly_over_space_with_ids_and_without(bool hasIds)
    {
        int[] order = OrderOf([.. Enumerable.Range(1, 10_000).Select(i => (hasIds ? (ulong)i : 0, 0.0))]);

        Assert.That(order[..1000].GroupBy(row => row / 1000).Select(tenth => tenth.Count()), Has.Exactly(10).InRange(50, 150));
    }

    [Test]
    public void Of_equal_ranks_the_larger_ones_come_first()
    {
        var ranks = new FeatureRanks();
        foreach ((double rank, double size) in ((double, double)[])[(1, 10), (2, 5), (2, 50), (1, 20)]) ranks.Add(7, rank, size);

        Assert.That(ranks.Order.ToArray(), Is.EqualTo(new[] { 2, 1, 3, 0 }));
    }

    private static int[] OrderOf((ulong Id, double Rank)[] rows)
    {
        var ranks = new FeatureRanks();
        foreach ((ulong id, double rank) in rows) ranks.Add(id, rank, size: 1);
        return ranks.Order.ToArray();
    }
}
