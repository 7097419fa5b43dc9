using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries.Cql2;
using NUnit.Framework;

namespace GeoServe.UnitTests.Queries.Cql2;

/// <summary>One filter has one canonical text, and the text means the filter.</summary>
public sealed class Cql2CanonicalTests
{
    private static readonly FeatureSchema Schema = new(
        [
            new("a", ValueKind.Integer), new("b", ValueKind.Real), new("name", ValueKind.Text), new("day", ValueKind.Date), new("at", ValueKind.Instant),
            new("open", ValueKind.Boolean), new("名称 \"x\"", ValueKind.Text), new("and", ValueKind.Integer),
        ], "id", "geom", ShapeType.Point, Crs.Crs84);

    [TestCase("a = 1", "a=1", "a\t=\r\n1", "((a = (1)))", "1 = a", "a = 1.0", "a = 1e0", "a = 10E-1", "a = +1", "\"a\" = 1", "NOT NOT a = 1", "not (a <> 1)", "a IN (1)", "a in (1, 1.0)", "a = 3 - 2", "a = 1 AND TRUE", "a = 1 OR false", "a = 1 and a = 1")]
    [TestCase("a = 1 AND b = 2", "b = 2 AND a = 1", "(b = 2) AND (a = 1)", "a = 1 AND (b = 2 AND a = 1)", "NOT (a <> 1 OR b <> 2)", "NOT(NOT(a=1) or NOT(b=2))")]
    [TestCase("a > 1 OR b < 2 OR open = TRUE", "(b < 2 OR open = true) OR 1 < a", "NOT (b >= 2 AND open <> TRUE AND a <= 1)")]
    [TestCase("a IN (1, 2, 3)", "a = 3 OR a = 1 OR a = 2", "a IN (3,2,1,1)", "a IN (1,2) OR a = 3", "NOT a NOT IN (1, 2, 3)")]
    [TestCase("a NOT IN (1, 2)", "a <> 1 AND a <> 2", "NOT (a = 2 OR a = 1)", "NOT (a IN (2, 1))")]
    [TestCase("a BETWEEN 1 AND 5", "a >= 1 AND a <= 5", "5 >= a and 1 <= a")]
    [TestCase("name LIKE 'a%'", "name like 'a%%'", "NOT name NOT LIKE 'a%'", "name LIKE '\\a%'")]
    [TestCase("CASEI(name) = CASEI('Xy')", "casei(name)=casei('XY')", "CASEI('xy') = CASEI(name)")]
    [TestCase("CASEI(name) LIKE CASEI('x%')", "casei(name) like casei('X%')")]
    [TestCase("name IS NULL", "name is null", "NOT (name IS NOT NULL)")]
    [TestCase("day = DATE('2024-05-01')", "day = '2024-05-01'", "T_EQUALS(day, DATE('2024-05-01'))", "T_EQUALS(day, INTERVAL('2024-05-01','2024-05-01'))")]
    [TestCase("at >= TIMESTAMP('2024-05-01T08:00:00Z')", "at >= TIMESTAMP('2024-05-01T16:00:00+08:00')", "at >= '2024-05-01T08:00:00.000Z'", "timestamp('2024-05-01t08:00:00z') <= at")]
    [TestCase("T_INTERSECTS(at, INTERVAL('2024-05-01','..'))", "at >= DATE('2024-05-01')")]
    [TestCase("a < b", "b > a", "NOT (a >= b)")]
    [TestCase("a + b > 2", "b + a > 2", "2 < (a) + b", "a + b > 4 / 2")]
    [TestCase("S_INTERSECTS(geom, BBOX(106,29,107,30))", "s_intersects(geometry,bbox(106.0,29,107,30))", "S_INTERSECTS(POLYGON((107 29,107 30,106 30,106 29,107 29)),geom)", "S_INTERSECTS(geom,BBOX(106,29,0,107,30,9))")]
    [TestCase("S_DISJOINT(geom, POINT(1 2))", "NOT S_INTERSECTS(geom, POINT (1.0 2))", "S_DISJOINT(geom, POINT Z (1 2 3))")]
    [TestCase("S_INTERSECTS(geom, MULTIPOINT((1 2),(3 4)))", "S_INTERSECTS(geom, MULTIPOINT(3 4, 1 2))")]
    [TestCase("FALSE", "a = 1 AND FALSE", "1 = 2", "NOT TRUE", "'a' = 'b'", "'a' LIKE 'b%'")]
    [TestCase("\"and\" = 1", "1 = \"and\"")]
    [TestCase("\"名称 \"\"x\"\"\" = 'it''s'", "\"名称 \"\"x\"\"\" = 'it\\'s'")]
    public void Spellings_of_one_filter_have_one_canonical_text(params string[] spellings)
    {
        string[] canonical = [.. spellings.Select(Canonical)];

        Assert.That(canonical, Is.All.EqualTo(canonical[0]));
        Assert.That(Canonical(canonical[0]), Is.EqualTo(canonical[0]), "and it reads back as itself");
    }

    [TestCase("a = 1", "a = 2", "a <> 1", "a < 1", "a <= 1", "b = 1", "a IS NULL", "a IS NOT NULL", "a + 1 = 1", "\"and\" = 1", "a = b", "a <> b", "a = 1 OR b = 1", "a = 1 AND b = 1", "NOT (a = 1 AND b = 1)")]
    [TestCase("name = 'a'", "name = 'A'", "CASEI(name) = CASEI('a')", "name LIKE 'a'", "CASEI(name) LIKE CASEI('a')", "name LIKE 'a%'", "name LIKE 'a\\%'", "name = 'a%'", "name = ' a'")]
    [TestCase("day = DATE('2024-05-01')", "at = DATE('2024-05-01')", "at = TIMESTAMP('2024-05-01T00:00:00Z')", "day = TIMESTAMP('2024-05-01T00:00:00Z')")]
    [TestCase("a - b > 1", "b - a > 1", "a / b > 1", "a DIV b > 1", "a % b > 1", "a ^ b > 1", "b ^ a > 1", "a - (b - a) > 1", "a - b - a > 1")]
    [TestCase("S_INTERSECTS(geom, POINT(1 2))", "S_INTERSECTS(geom, POINT(2 1))", "S_INTERSECTS(geom, MULTIPOINT(1 2, 2 1))", "S_INTERSECTS(geom, LINESTRING(1 2, 2 1))", "geom IS NULL")]
    public void Different_filters_have_different_texts(params string[] filters) => Assert.That(filters.Select(Canonical), Is.Unique);

    [Test]
    public void The_canonical_text_of_any_filter_reads_back_as_itself_and_passes_the_same_features()
    {
        Property property = Prop.ForAll(Arb.From(Conditions(4)), filter =>
        {
            Expression plain = Cql2Filter.Parse(filter).Bind(Schema);
            string canonical = Cql2Filter.Write(plain);
            Expression again = Cql2Filter.Parse(canonical).Bind(Schema);
            Assert.That(Cql2Filter.Write(again), Is.EqualTo(canonical), filter);
            foreach (Value[] row in Rows) Assert.That(Passes(again, row), Is.EqualTo(Passes(plain, row)), filter);
        });
        property.QuickCheckThrowOnFailure();
    }

    // What normalising must not change, by the same rows: a "not" around it turns true and false, and leaves unknown.
    [Test]
    public void A_not_turns_true_and_false_and_leaves_unknown()
    {
        Property property = Prop.ForAll(Arb.From(Conditions(3)), filter =>
        {
            Expression plain = Cql2Filter.Parse(filter).Bind(Schema), negated = Cql2Filter.Parse($"NOT ({filter})").Bind(Schema);
            foreach (Value[] row in Rows)
            {
                Value value = Evaluate(plain, row), turned = Evaluate(negated, row);
                Assert.That(turned, Is.EqualTo(value.IsNull ? Value.Null : Value.Of(!value.AsBoolean())), filter);
            }
        });
        property.QuickCheckThrowOnFailure();
    }

    private static readonly Value[][] Rows =
    [
        [Value.Of(1), Value.Of(2.0), Value.Of("a"), Value.Of(new DateOnly(2024, 5, 1)), Value.Of(new DateTimeOffset(2024, 5, 1, 8, 0, 0, TimeSpan.Zero)), Value.Of(true), Value.Of("it's"), Value.Of(1)],
        [Value.Of(2), Value.Of(-0.5), Value.Of("B%"), Value.Of(new DateOnly(2023, 1, 1)), Value.Of(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)), Value.Of(false), Value.Of(""), Value.Of(0)],
        [Value.Null, Value.Null, Value.Null, Value.Null, Value.Null, Value.Null, Value.Null, Value.Null],
        [Value.Of(0), Value.Of(double.NaN), Value.Of("李'\\"), Value.Null, Value.Of(new DateTimeOffset(2024, 5, 1, 23, 59, 59, TimeSpan.Zero)), Value.Null, Value.Of("X"), Value.Of(-7)],
    ];

    private static string Canonical(string filter) => Cql2Filter.Write(Cql2Filter.Parse(filter).Bind(Schema));

    private static Value Evaluate(Expression condition, Value[] row) => condition.Evaluate(new EvaluationContext(0, row, GeometryKind.Point, 1) { Coordinates = [5, 5], PartEnds = [1] });

    private static bool Passes(Expression condition, Value[] row) => Evaluate(condition, row) is { Kind: ValueKind.Boolean } value && value.AsBoolean();

    private static Gen<string> Conditions(int depth) => depth == 0
        ? Predicates
        : Gen.OneOf(
            Predicates,
            from left in Conditions(depth - 1)
            from word in Gen.Elements("AND", "or", "Or", "and")
            from right in Conditions(depth - 1)
            select $"({left}) {word} ({right})",
            from inside in Conditions(depth - 1) select $"NOT ({inside})");

    private static Gen<string> Predicates => Gen.OneOf(
        from left in Numbers(2) from sign in Comparisons from right in Numbers(2) select $"{left} {sign} {right}",
        from left in Texts from sign in Comparisons from right in Texts select $"{left} {sign} {right}",
        from left in Texts from sign in Comparisons from right in Texts select $"CASEI({left}) {sign} CASEI({right})",
        from left in Times from sign in Comparisons from right in Times select $"{left} {sign} {right}",
        from left in Times from relation in Gen.Elements("AFTER", "before", "DISJOINT", "EQUALS", "INTERSECTS", "DURING", "STARTS") from start in Times select $"T_{relation}({left}, {start})",
        from pattern in Gen.Elements("a%", "%", "_", "\\%%", "B\\%", "李%", "", "it''s") from name in Gen.Elements("name", "\"名称 \"\"x\"\"\"") from negation in Gen.Elements("", "NOT ") select $"{name} {negation}LIKE '{pattern}'",
        from value in Numbers(1) from items in Numbers(1).ListOf(3) from negation in Gen.Elements("", "NOT ") select $"{value} {negation}IN ({string.Join(',', items)})",
        from value in Numbers(1) from low in Numbers(1) from high in Numbers(1) select $"{value} BETWEEN {low} AND {high}",
        from name in Gen.Elements("a", "name", "geometry", "\"and\"", "at") from negation in Gen.Elements("", "NOT ") select $"{name} IS {negation}NULL",
        from shape in Gen.Elements("POINT(0 0)", "BBOX(-1,-1,1,1)", "LINESTRING(0 0,1 1)", "POLYGON((3 3,4 3,4 4,3 3))") select $"S_INTERSECTS(geom, {shape})",
        Gen.Elements("TRUE", "false", "open = TRUE", "open <> FALSE"));

    private static Gen<string> Comparisons => Gen.Elements("=", "<>", "<", "<=", ">", ">=");

    private static Gen<string> Texts => Gen.Elements("name", "'a'", "'B%'", "'it''s'", "'李\\\\\\''", "\"名称 \"\"x\"\"\"", "''");

    private static Gen<string> Times => Gen.Elements("day", "at", "DATE('2024-05-01')", "TIMESTAMP('2024-05-01T08:00:00Z')", "TIMESTAMP('2024-05-01T08:00:00.25Z')");

    private static Gen<string> Numbers(int depth) => depth == 0
        ? Gen.Elements("a", "b", "\"and\"", "1", "2.0", "0.1", "-7", "1e-7", "9007199254740993")
        : Gen.OneOf(
            Numbers(0),
            from left in Numbers(depth - 1) from sign in Gen.Elements("+", "-", "*", "/", "%", "DIV") from right in Gen.Elements("a", "b", "3", "0.25") select $"({left} {sign} {right})",
            from inside in Numbers(depth - 1) select $"-({inside})");
}
