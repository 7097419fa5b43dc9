using System.Globalization;
using System.Text.Json;
using GeoServe.Core.Themes.Classification;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Themes;

/// <summary>Classes of ten real data sets against mapclassify 2.10 and R's classInt 0.4.</summary>
public class ClassificationReferenceTests
{
    // JenksCaspall is a heuristic for what NaturalBreaks finds exactly; it does not end on one of the sets.
    private static readonly Dictionary<string, ClassMethod> MethodOf = new()
    {
        ["Quantiles"] = ClassMethod.Quantile,
        ["EqualInterval"] = ClassMethod.EqualInterval,
        ["FisherJenks"] = ClassMethod.NaturalBreaks,
        ["StdMean"] = ClassMethod.StandardDeviation,
        ["HeadTailBreaks"] = ClassMethod.HeadTail,
        ["PrettyBreaks"] = ClassMethod.Pretty,
        ["MaximumBreaks"] = ClassMethod.MaximumBreaks,
        ["Percentiles"] = ClassMethod.Percentiles,
        ["BoxPlot"] = ClassMethod.BoxPlot,
    };

    private JsonElement _reference, _classInt;

    [OneTimeSetUp]
    public void Read()
    {
        _reference = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("data", "classification", "classification_reference.json"))).RootElement;
        _classInt = JsonDocument.Parse(File.ReadAllText(SharedFolder.Require("data", "classification", "classification_reference_r_classint.json"))).RootElement;
    }

    [TestCase("Quantiles", 60)]
    [TestCase("EqualInterval", 60)]
    [TestCase("FisherJenks", 56)]
    [TestCase("StdMean", 10)]
    [TestCase("HeadTailBreaks", 10)]
    [TestCase("PrettyBreaks", 30)]
    [TestCase("MaximumBreaks", 28)]
    [TestCase("Percentiles", 10)]
    [TestCase("BoxPlot", 10)]
    public void Bounds_and_counts_are_those_of_mapclassify(string method, int cases)
    {
        int compared = 0;
        foreach (JsonElement one in Cases(method))
        {
            ValueSample sample = SampleOf(one);
            int classes = one.GetProperty("params").TryGetProperty("k", out JsonElement k) ? k.GetInt32() : 5;

            double[] bounds = Classifier.UpperBounds(sample, MethodOf[method], classes);

            string which = $"{one.GetProperty("dataset")} {one.GetProperty("params")}";
            // A bound that stands twice (percentiles of many equal values) makes a class that is always empty: we leave it out.
            (double Bound, long Count)[] expected = [.. Numbers(one, "upper_bounds").Zip(Numbers(one, "counts"), (bound, count) => (bound, (long)count)).DistinctBy(pair => pair.bound)];
            Assert.That(bounds, Is.EqualTo(expected.Select(pair => pair.Bound)).Within(1e-9).Percent, which);
            double[] theirs = [.. expected.Select(pair => pair.Bound)];
            Assert.That(Classifier.Counts(sample, theirs), Is.EqualTo(expected.Select(pair => pair.Count).ToArray()), which);
            Assert.That(Classifier.Counts(sample, bounds), Is.EqualTo(Classifier.Counts(sample, [.. theirs.Select(bound => OntoValue(bound, sample))])), which);
            compared++;
        }
        Assert.That(compared, Is.EqualTo(cases));
    }

    [Test]
    public void Counts_by_bounds_given_by_hand_are_those_of_mapclassify()
    {
        foreach (JsonElement one in Cases("UserDefined"))
        {
            Assert.That(Classifier.Counts(SampleOf(one), Numbers(one, "upper_bounds")), Is.EqualTo(Numbers(one, "counts").Select(count => (long)count)), $"{one.GetProperty("dataset")}");
        }
    }

    [Test]
    public void More_classes_than_values_gives_a_class_for_each_value()
    {
        JsonElement refused = _reference.GetProperty("cases").EnumerateArray().First(one => one.GetProperty("method").GetString() == "FisherJenks" && one.TryGetProperty("error", out _));

        Assert.That(Classifier.UpperBounds(SampleOf(refused), ClassMethod.NaturalBreaks, 9), Is.EqualTo(SampleOf(refused).Distinct.ToArray()));
    }

    [TestCase("jenks", ClassMethod.NaturalBreaks)]
    [TestCase("equal", ClassMethod.EqualInterval)]
    [TestCase("quantile", ClassMethod.Quantile)]
    public void Bounds_are_those_of_R(string style, ClassMethod method)
    {
        int compared = 0;
        foreach (JsonElement one in _classInt.GetProperty("cases").EnumerateArray().Where(one => one.GetProperty("style").GetString() == style))
        {
            // With four distinct values R falls back to those.
            if (one.GetProperty("dataset").GetString() == "ties" || one.TryGetProperty("error", out _)) continue;
            double[] breaks = Numbers(one, "brks");

            double[] bounds = Classifier.UpperBounds(SampleOf(one), method, one.GetProperty("n").GetInt32());

            // R keeps a bound that occurs twice, and prints seven digits of most.
            Assert.That(bounds, Is.EqualTo(breaks.Skip(1).Distinct().ToArray()).Within(1e-4).Percent, $"{one.GetProperty("dataset")} {one.GetProperty("n")}");
            compared++;
        }
        Assert.That(compared, Is.GreaterThan(20));
    }

    [Test]
    public void Stops_for_the_style_leave_every_value_in_the_class_that_the_method_gave_it()
    {
        foreach (JsonElement one in _reference.GetProperty("cases").EnumerateArray())
        {
            if (!MethodOf.TryGetValue(one.GetProperty("method").GetString()!, out ClassMethod method)) continue;
            ValueSample sample = SampleOf(one);
            int classes = one.GetProperty("params").TryGetProperty("k", out JsonElement k) ? k.GetInt32() : 5;

            ClassBreaks breaks = ClassBreaks.Of(sample, method, classes);

            double[] bounds = Classifier.UpperBounds(sample, method, classes);
            // Round bounds are drawn as they are, and a value on one begins the next class, as R's default has it; mapclassify ends the class before with it.
            if (method == ClassMethod.Pretty) bounds = [.. bounds.SkipLast(1).Select(Math.BitDecrement), bounds[^1]];
            long[] expected = [.. Classifier.Counts(sample, bounds).Where(count => count > 0)];
            Assert.That(breaks.Counts.Where(count => count > 0), Is.EqualTo(expected), $"{one.GetProperty("dataset")} {method} {classes}: {string.Join(' ', breaks.Stops)}");
        }
    }

    // One of their quantiles falls on a value but for the last bit of a product, below it: the value then counts to the next class. Ours are found by whole numbers.
    private static double OntoValue(double bound, ValueSample sample)
    {
        double next = sample.Distinct[Math.Min(sample.IndexAbove(bound), sample.Distinct.Length - 1)];
        return Math.Abs(next - bound) <= 1e-12 * Math.Abs(bound) ? next : bound;
    }

    private IEnumerable<JsonElement> Cases(string method) => _reference.GetProperty("cases").EnumerateArray().Where(one =>
        one.GetProperty("method").GetString() == method && !one.TryGetProperty("error", out _)
        && !one.GetProperty("warnings").EnumerateArray().Any(warning => warning.GetString()!.Contains("random", StringComparison.Ordinal)));

    private ValueSample SampleOf(JsonElement one) =>
        ValueSample.Of([.. _reference.GetProperty("datasets").GetProperty(one.GetProperty("dataset").GetString()!).GetProperty("values").EnumerateArray().Select(value => value.GetDouble())]);

    private static double[] Numbers(JsonElement one, string name) => [.. one.GetProperty(name).EnumerateArray().Select(value =>
        value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble())];
}
