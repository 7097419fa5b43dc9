using GeoServe.Core.Features.Expressions;
using GeoServe.Rendering.Labels;
using NUnit.Framework;

namespace GeoServe.UnitTests.Rendering;

public class LabelRoundsTests
{
    private const int Width = 100;
    private const int Height = 20;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void No_two_winners_overlap_and_few_candidates_stay_undecided(int seed)
    {
        List<LabelCandidate> candidates = Crowd(seed, 4000);

        List<LabelCandidate> winners = LabelRounds.Decide(candidates, Width, out int undecided);

        for (int i = 0; i < winners.Count; i++)
        {
            for (int j = 0; j < i; j++) Assert.That(winners[i].Overlaps(winners[j]), Is.False);
        }
        Assert.That(winners, Has.Count.GreaterThan(200));
        Assert.That(undecided, Is.LessThan(candidates.Count / 50));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void A_decision_does_not_reach_farther_than_seven_boxes(int seed)
    {
        List<LabelCandidate> all = Crowd(seed, 4000);
        var near = new UnitBox(1000, 1000, 2000, 1400);
        var known = new UnitBox(near.MinX - 7 * Width, near.MinY - 7 * Height, near.MaxX + 7 * Width, near.MaxY + 7 * Height);
        List<LabelCandidate> some = [.. all.Where(candidate => candidate.Around.Overlaps(known))];
        Assert.That(some, Has.Count.LessThan(all.Count));

        List<LabelCandidate> ofAll = LabelRounds.Decide(all, Width, out int _), ofSome = LabelRounds.Decide(some, Width, out int _);

        Assert.That(Within(ofSome, near), Is.EqualTo(Within(ofAll, near)));
        Assert.That(Within(ofAll, near), Is.Not.Empty);
    }

    [Test]
    public void A_lower_band_goes_before_a_higher_one_and_what_may_overlap_is_always_drawn()
    {
        LabelCandidate first = At(0, 0, hash: 9, band: 0), second = At(50, 0, hash: 1, band: 1), third = At(60, 0, hash: 5, band: 2) with { AllowOverlap = true };

        List<LabelCandidate> winners = LabelRounds.Decide([second, third, first], Width, out int _);

        Assert.That(winners, Is.EqualTo(new[] { first, third }));
    }

    [Test]
    public void The_same_text_is_not_written_again_within_its_distance()
    {
        LabelCandidate first = At(0, 0, hash: 1, band: 0) with { Text = "road", RepeatUnits = 300 }, near = At(200, 200, hash: 2, band: 0) with { Text = "road", RepeatUnits = 300 };
        LabelCandidate other = At(0, 200, hash: 3, band: 0) with { Text = "lane", RepeatUnits = 300 }, far = At(0, 300, hash: 4, band: 0) with { Text = "road", RepeatUnits = 300 };

        List<LabelCandidate> winners = LabelRounds.Decide([far, other, near, first], Width, out int _);

        Assert.That(winners, Is.EqualTo(new[] { first, other, far }));
    }

    private static List<LabelCandidate> Crowd(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => At(random.Next(3000), random.Next(3000), (ulong)random.NextInt64(), 0))];
    }

    private static LabelCandidate At(int x, int y, ulong hash, int band)
    {
        var box = new UnitBox(x, y, x + Width, y + Height);
        var label = new PlacedLabel("l", x, y, box, [], new LabelLook(10, Colour.Black, Colour.Transparent, 0, 0));
        return new LabelCandidate(label, [box], box) { Rank = 0, Band = band, Hash = hash, Text = "", RepeatUnits = 0, AllowOverlap = false, IgnorePlacement = false };
    }

    private static List<(int, int)> Within(List<LabelCandidate> winners, UnitBox box) =>
        [.. winners.Where(winner => winner.Around.Overlaps(box)).Select(winner => (winner.Label.X, winner.Label.Y)).Order()];
}
