using GeoServe.Core;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Queries.Cql2;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Queries.Cql2;

/// <summary>The predicates and expected numbers of items of the abstract test suite of OGC 21-065r2 (Annex A), on its own test dataset.</summary>
public sealed class Cql2StandardTests
{
    private const string Places = "ne_110m_populated_places_simple";

    private static readonly string[] NotOffered = ["S_EQUALS", "S_TOUCHES", "S_WITHIN", "S_OVERLAPS", "S_CROSSES", "S_CONTAINS", "ACCENTI"];

    private static IEnumerable<string[]> Predicates => Rows("predicates.tsv");

    private static IEnumerable<TestCaseData> Offered => Predicates
        .Where(row => !IsNotOffered(row[2]))
        .Select(row => new TestCaseData(row[1], row[2], int.Parse(row[3], System.Globalization.CultureInfo.InvariantCulture)).SetArgDisplayNames(row[0], row[1], row[2]));

    private static IEnumerable<TestCaseData> Refused => Predicates.Where(row => IsNotOffered(row[2])).Select(row => new TestCaseData(row[2]));

    private static IEnumerable<TestCaseData> Combinations => Rows("combinations.tsv")
        .Select((row, i) => new TestCaseData(row[0], row[1], row[2], row[3], int.Parse(row[4], System.Globalization.CultureInfo.InvariantCulture)).SetArgDisplayNames($"{i}"));

    [Spec("OGC 21-065r2", "Annex A, test-data")]
    [TestCaseSource(nameof(Offered))]
    public void A_predicate_of_the_standard_gives_the_standards_number(string layer, string predicate, int expected) =>
        Assert.That(Cql2Dataset.Count(layer, predicate), Is.EqualTo(expected));

    [Spec("OGC 21-065r2", "Annex A, /conf/basic-cql2/logical")]
    [TestCaseSource(nameof(Combinations))]
    public void Combined_predicates_give_the_standards_number(string p1, string p2, string p3, string p4, int expected) =>
        Assert.That(Cql2Dataset.Count(Places, $"(NOT ({p2}) AND {p1}) OR ({p3} and {p4}) or not ({p1} OR {p4})"), Is.EqualTo(expected));

    // The canonical text is another spelling of the same filter.
    [TestCaseSource(nameof(Offered))]
    public void The_canonical_text_of_a_predicate_gives_the_same_number(string layer, string predicate, int expected)
    {
        Expression condition = Cql2Filter.Parse(predicate).Bind(Cql2Dataset.SchemaOf(layer));
        string canonical = Cql2Filter.Write(condition);
        Expression again = Cql2Filter.Parse(canonical).Bind(Cql2Dataset.SchemaOf(layer));

        Assert.That(Cql2Filter.Write(again), Is.EqualTo(canonical));
        Assert.That(Cql2Dataset.Count(layer, again), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Refused))]
    public void A_function_that_is_not_offered_is_refused_by_its_name(string predicate)
    {
        var refusal = Assert.Throws<RequestException>(() => Cql2Filter.Parse(predicate));

        Assert.That(refusal!.Fault, Is.EqualTo(RequestFault.NotSupported));
        Assert.That(refusal.Message, Does.Contain("is not offered; there are"));
    }

    [Test]
    public void The_tables_of_the_standard_are_all_there() =>
        Assert.That((Offered.Count(), Refused.Count(), Combinations.Count()), Is.EqualTo((235, 39, 77)));

    private static bool IsNotOffered(string predicate) => NotOffered.Any(name => predicate.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(RepositoryFolder.PathOf("tests", "fixtures", "cql2", file)).Select(line => line.Split('\t'));
}
