using GeoServe.Core;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries.Cql2;
using NUnit.Framework;

namespace GeoServe.UnitTests.Queries.Cql2;

/// <summary>What is no filter is refused with its place and with what would be right.</summary>
public sealed class Cql2FaultTests
{
    private static readonly FeatureSchema Schema = new(
        [
            new("name", ValueKind.Text), new("population", ValueKind.Integer), new("founded", ValueKind.Date), new("read", ValueKind.Instant),
            new("open", ValueKind.Boolean), new("picture", ValueKind.Bytes),
        ], "id", "geom", ShapeType.Point, Crs.Crs84);

    [TestCase("", 1, "expected an attribute, a value, a condition or '('")]
    [TestCase("   ", 4, "found the end")]
    [TestCase("name", 1, "expected a condition")]
    [TestCase("1", 1, "expected a condition")]
    [TestCase("name =", 7, "found the end")]
    [TestCase("name = = 'a'", 8, "found '='")]
    [TestCase("name == 'a'", 7, "found '='")]
    [TestCase("name != 'a'", 6, "the character '!' has no place here")]
    [TestCase("name = 'a", 8, "no closing quote")]
    [TestCase("\"name = 'a'", 1, "no closing quote")]
    [TestCase("name = 'a' AND", 15, "found the end")]
    [TestCase("name = 'a' name = 'b'", 12, "expected AND, OR or the end")]
    [TestCase("(name = 'a'", 12, "expected AND, OR or ')'")]
    [TestCase("name = 'a')", 11, "expected AND, OR or the end")]
    [TestCase("(name = 'a') = 'b'", 7, "expected a value")]
    [TestCase("NOT name", 5, "expected a condition")]
    [TestCase("name LIKE name", 11, "expected a pattern")]
    [TestCase("population LIKE '1%'", 1, "LIKE is asked of a text, not of a number")]
    [TestCase("name IS 'a'", 9, "expected NULL")]
    [TestCase("name = NULL", 8, "found 'NULL'")]
    [TestCase("name IN ()", 10, "found ')'")]
    [TestCase("name IN ('a' 'b')", 14, "expected ',' or ')'")]
    [TestCase("population BETWEEN 1 OR 2", 22, "expected AND")]
    [TestCase("population = 'many'", 12, "a number cannot be compared with a text")]
    [TestCase("name = 1", 6, "a text cannot be compared with a number")]
    [TestCase("open = 1", 6, "a truth value cannot be compared with a number")]
    [TestCase("picture = 'x'", 1, "holds bytes")]
    [TestCase("geom = 'x'", 1, "is a geometry")]
    [TestCase("name + 1 = 2", 1, "expected a number, found a text")]
    [TestCase("population = 1/0", 14, "no finite number")]
    [TestCase("population = 1e999", 14, "too large")]
    [TestCase("founded = 'yesterday'", 11, "is no time")]
    [TestCase("founded = DATE('2024-02-30')", 16, "is no day")]
    [TestCase("read > TIMESTAMP('2024-02-28')", 18, "is no instant")]
    [TestCase("T_DURING(read, INTERVAL('2024-02-02','2024-02-01'))", 16, "ends before it starts")]
    [TestCase("T_AFTER(name, DATE('2024-02-02'))", 9, "expected a time, found a text")]
    [TestCase("T_NEVER(read, DATE('2024-02-02'))", 1, "the function T_NEVER is not offered")]
    [TestCase("avg(population) > 1", 1, "the function avg is not offered")]
    [TestCase("CASEI(name) = 'a'", 13, "CASEI stands on both sides")]
    [TestCase("CASEI(population) = CASEI('a')", 7, "CASEI is asked of a text")]
    [TestCase("CASEI(name) LIKE 'a'", 1, "CASEI stands on both sides")]
    [TestCase("S_INTERSECTS(geom)", 18, "expected ','")]
    [TestCase("S_INTERSECTS(name, POINT(1 2))", 14, "expected the features' geometry: geom")]
    [TestCase("S_INTERSECTS(geom, geom)", 20, "expected a geometry")]
    [TestCase("S_INTERSECTS(geom, POINT(90 180))", 26, "not on the Earth")]
    [TestCase("S_INTERSECTS(geom, POINT EMPTY)", 26, "an empty geometry")]
    [TestCase("S_INTERSECTS(geom, POINT(1))", 27, "expected a number")]
    [TestCase("S_INTERSECTS(geom, POINT(1 2 3 4 5))", 34, "expected ',' or ')'")]
    [TestCase("S_INTERSECTS(geom, LINESTRING(1 2))", 30, "two positions")]
    [TestCase("S_INTERSECTS(geom, POLYGON((0 0,1 0,1 1)))", 28, "its last one is its first")]
    [TestCase("S_INTERSECTS(geom, POLYGON((0 0,1 1,1 0,0 1,0 0)))", 20, "not valid: Self-intersection at 0.5 0.5")]
    [TestCase("S_INTERSECTS(geom, BBOX(1,2,3))", 20, "west, south, east and north")]
    [TestCase("S_INTERSECTS(geom, BBOX(1,3,2,2))", 20, "south, 3, is above its north, 2")]
    [TestCase("nmae = 'a'", 1, "there is no attribute 'nmae'; did you mean 'name'?")]
    [TestCase("name = 'a' AND \"完全不同的\" = 1", 16, "there is no attribute '完全不同的'; there are name, population, founded")]
    public void A_fault_is_named_with_its_column(string filter, int column, string part)
    {
        var refusal = Assert.Throws<RequestException>(() => Cql2Filter.Parse(filter).Bind(Schema));

        Assert.That(refusal!.Parameter, Is.EqualTo("filter"));
        Assert.That(refusal.Message, Does.StartWith($"Column {column}: ").And.Contain(part));
    }

    [TestCase("(", ")", "name = 'a'")]
    [TestCase("NOT ", "", "open = TRUE")]
    [TestCase("NOT (", ")", "open = TRUE")]
    [TestCase("CASEI(", ")", "")]
    [TestCase("-", "", "")]
    [TestCase("population ^ ", "", "")]
    public void A_depth_bomb_is_refused_and_a_moderate_depth_is_not(string before, string after, string inside)
    {
        string deep(int levels) => string.Concat(Enumerable.Repeat(before, levels))
            + (inside.Length > 0 ? inside : before.StartsWith("CASEI", StringComparison.Ordinal) ? "name" : "population")
            + string.Concat(Enumerable.Repeat(after, levels))
            + (inside.Length > 0 ? "" : before.StartsWith("CASEI", StringComparison.Ordinal) ? " = CASEI('a')" : " = 1");

        Assert.That(() => Cql2Filter.Parse(deep(30)).Bind(Schema), Throws.Nothing);
        Assert.That(
            () => Cql2Filter.Parse(deep(3_000 / (before.Length + after.Length))),
            Throws.TypeOf<RequestException>().With.Property("Fault").EqualTo(RequestFault.TooLarge));
    }

    [TestCase("+1")]
    [TestCase("*population")]
    public void A_sum_of_thousands_is_refused(string term)
    {
        Assert.That(() => Cql2Filter.Parse("population" + string.Concat(Enumerable.Repeat(term, 90)) + " > 5").Bind(Schema), Throws.Nothing);
        Assert.That(
            () => Cql2Filter.Parse("population" + string.Concat(Enumerable.Repeat(term, 350)) + " > 5"),
            Throws.TypeOf<RequestException>().With.Property("Fault").EqualTo(RequestFault.TooLarge));
    }

    [Test]
    public void A_filter_has_four_thousand_characters_at_most()
    {
        string filter = $"name = '{new string('x', Cql2Filter.MaxLength - 9)}'";

        Assert.That(() => Cql2Filter.Parse(filter).Bind(Schema), Throws.Nothing);
        Assert.That(() => Cql2Filter.Parse(filter + " "), Throws.TypeOf<RequestException>().With.Property("Fault").EqualTo(RequestFault.TooLarge));
    }

    [Test]
    public void A_long_list_and_a_long_chain_are_no_depth()
    {
        string list = $"population IN ({string.Join(',', Enumerable.Range(0, 900))})", chain = string.Join(" OR ", Enumerable.Range(0, 110).Select(i => $"population = {i} AND open=true"));

        Assert.That(() => Cql2Filter.Write(Cql2Filter.Parse(list).Bind(Schema)), Throws.Nothing);
        Assert.That(() => Cql2Filter.Write(Cql2Filter.Parse(chain).Bind(Schema)), Throws.Nothing);
    }
}
