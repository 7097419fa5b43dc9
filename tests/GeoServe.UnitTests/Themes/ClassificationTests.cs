using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Themes.Classification;
using NUnit.Framework;

namespace GeoServe.UnitTests.Themes;

public class ClassificationTests
{
    private static readonly ClassMethod[] Computed = [.. Enum.GetValues<ClassMethod>().Where(method => method != ClassMethod.Manual)];

    [Test]
    public void Bounds_rise_and_every_value_is_in_one_class() =>
        Prop.ForAll(Values(60).ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(), Gen.Elements(Computed).ToArbitrary(), (values, classes, method) =>
        {
            ValueSample sample = ValueSample.Of(values);
            double[] bounds = Classifier.UpperBounds(sample, method, classes);
            ClassBreaks breaks = ClassBreaks.Of(sample, method, classes);
            return (bounds.Zip(bounds.Skip(1)).All(two => two.First < two.Second)
                && (method == ClassMethod.StandardDeviation || method == ClassMethod.BoxPlot || method == ClassMethod.HeadTail || bounds[^1] >= sample.Most)
                && Classifier.Counts(sample, bounds).Sum() == values.Length
                && breaks.Stops.Zip(breaks.Stops.Skip(1)).All(two => two.First < two.Second)
                && breaks.Counts.Length == breaks.Stops.Length + 1
                && breaks.Counts.Sum() == values.Length
                && breaks.Counts.SequenceEqual(values.GroupBy(breaks.ClassOf).Aggregate(new long[breaks.Counts.Length], (sums, group) =>
                {
                    sums[group.Key] = group.Count();
                    return sums;
                }))).Label($"{method} {classes} of {string.Join(' ', values)}: {string.Join(' ', bounds)}; {string.Join(' ', breaks.Stops)}");
        }).Check(Runs(300));

    [Test]
    public void Natural_breaks_are_never_worse_than_any_other_way_to_cut() =>
        Prop.ForAll(Values(11).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (values, classes) =>
        {
            ValueSample sample = ValueSample.Of(values);
            int k = Math.Min(classes, sample.Distinct.Length);
            double[] distinct = sample.Distinct.ToArray();
            double least = WaysToCut(distinct.Length, k).Min(ends => DeviationsOf(values, [.. ends.Select(end => distinct[end])]));
            double found = DeviationsOf(values, NaturalBreaks.UpperBounds(sample, classes));
            return (found <= (least * (1 + 1e-9)) + 1e-9).Label($"{found} against {least}");
        }).Check(Runs(200));

    [Test]
    public void A_million_distinct_values_are_cut_exactly()
    {
        // Three heaps far from each other: the cuts are known, whatever the numbers inside.
        double[] values = [.. Enumerable.Range(0, 1_000_000).Select(i => ((i % 3) * 1e7) + (i / 3))];

        Assert.That(NaturalBreaks.UpperBounds(ValueSample.Of(values), 3), Is.EqualTo(new double[] { 333_333, 10_333_332, 20_333_332 }));
    }

    [Test]
    public void Repeats_count_as_often_as_they_occur_over_many_blocks()
    {
        var builder = new ValueSampleBuilder();
        for (int i = 0; i < 2_500_000; i++) builder.Add(i % 7);
        builder.Add(double.NaN);
        builder.Add(double.PositiveInfinity);

        ValueSample sample = builder.ToSample();

        Assert.That(sample.Distinct.ToArray(), Is.EqualTo(new double[] { 0, 1, 2, 3, 4, 5, 6 }));
        Assert.That(Enumerable.Range(0, 7).Select(sample.CountOf), Is.EqualTo(Enumerable.Range(0, 7).Select(value => (2_500_000L + 6 - value) / 7)));
        Assert.That(builder.NotFinite, Is.EqualTo(2));
    }

    [TestCase(new double[] { 5, 5, 5 }, 5, new double[] { }, TestName = "One value, however often, is one class")]
    [TestCase(new double[] { }, 5, new double[] { }, TestName = "No value is one empty class")]
    [TestCase(new double[] { 1, 2, 3, 4 }, 1, new double[] { }, TestName = "One class has no stop")]
    [TestCase(new[] { -10, -1, 1, 10.0 }, 2, new[] { 0.0 }, TestName = "Around zero the stop is zero")]
    public void Few_values_and_classes(double[] values, int classes, double[] stops) =>
        Assert.That(ClassBreaks.Of(ValueSample.Of(values), ClassMethod.Quantile, classes).Stops, Is.EqualTo(stops));

    // Tenths as doubles are a little off: 3 x 0.1 is 0.30000000000000004, and the value 0.3 lies on the bound all the same.
    [TestCase(new[] { 0, 0.1, 0.3, 0.42, 0.5 }, 6, new[] { 0.1, 0.2, 0.3, 0.4 }, new long[] { 1, 1, 0, 1, 2 })]
    [TestCase(new[] { 13, 20, 55, 60, 97.0 }, 5, new[] { 20, 40, 60, 80.0 }, new long[] { 1, 1, 1, 1, 1 })]
    public void Pretty_breaks_stay_as_round_as_they_are_made(double[] values, int classes, double[] stops, long[] counts)
    {
        ClassBreaks breaks = ClassBreaks.Of(ValueSample.Of(values), ClassMethod.Pretty, classes);

        Assert.That(breaks.Stops, Is.EqualTo(stops));
        Assert.That(breaks.Counts, Is.EqualTo(counts));
    }

    // 1970 to 2030 in seven: every 8.571 years. Of whole numbers any bound between two years does, so it is a year.
    [Test]
    public void Bounds_of_whole_numbers_are_whole()
    {
        ClassBreaks breaks = ClassBreaks.Of(ValueSample.Of([.. Enumerable.Range(1970, 61).Select(year => (double)year)]), ClassMethod.EqualInterval, 7);

        Assert.That(breaks.Stops, Is.EqualTo(new double[] { 1979, 1988, 1996, 2005, 2013, 2022 }));
        Assert.That(breaks.Counts, Is.EqualTo(new long[] { 9, 9, 8, 9, 8, 9, 9 }));
    }

    // By hand: the gap is wide, so the roundest number in it; it is narrow, so as many digits as it needs.
    [TestCase(722.85, 4111.45, 2000)]
    [TestCase(3.38, 3.99, 3.7)]
    [TestCase(0.1, 0.3, 0.2)]
    [TestCase(-4, 9, 0)]
    [TestCase(12345.678, 12345.679, 12345.679)]
    [TestCase(99, 100, 100)]
    [TestCase(50, 1000, 500)]
    public void A_stop_is_the_roundest_number_of_its_gap(double low, double high, double round) =>
        Assert.That(RoundNumber.Between(low, high), Is.EqualTo(round));

    [TestCase(1370.57, 300, 4000, 13.7, 1370)]
    [TestCase(1370.57, 1370.5, 4000, 1, 1371)]
    [TestCase(0.333333333, 0.1, 0.9, 0.003, 0.333)]
    public void A_computed_bound_moves_little(double bound, double low, double high, double most, double round) =>
        Assert.That(RoundNumber.Near(bound, low, high, most), Is.EqualTo(round));

    [TestCase(1234567.5, "1,234,567.5")]
    [TestCase(0.00012, "0.00012")]
    [TestCase(-3, "-3")]
    [TestCase(2.5e-9, "2.5e-9")]
    public void Numbers_in_legends_are_grouped(double number, string text) => Assert.That(RoundNumber.Text(number), Is.EqualTo(text));

    private static Config Runs(int count) => Config.QuickThrowOnFailure.WithMaxTest(count);

    private static Gen<double[]> Values(int most) =>
        Gen.Frequency((3, Gen.Choose(-20, 20).Select(value => (double)value)), (2, Gen.Choose(-1_000_000, 1_000_000).Select(value => value / 997.0)), (1, Gen.Choose(0, 3).Select(value => Math.Pow(10, value * 3))))
            .NonEmptyListOf().Select(values => values.Take(most).ToArray());

    private static IEnumerable<int[]> WaysToCut(int values, int classes) => classes == 1
        ? [[values - 1]]
        : Enumerable.Range(classes - 1, values - classes + 1).SelectMany(start => WaysToCut(start, classes - 1).Select(ends => (int[])[.. ends, values - 1]));

    private static double DeviationsOf(double[] values, double[] bounds) =>
        values.GroupBy(value => Array.FindIndex(bounds, bound => value <= bound)).Sum(group =>
        {
            double mean = group.Average();
            return group.Sum(value => (value - mean) * (value - mean));
        });
}
