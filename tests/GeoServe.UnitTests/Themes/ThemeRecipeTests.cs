using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using GeoServe.Core;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Styles;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Core.Themes;
using GeoServe.Core.Themes.Classification;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Themes;

public class ThemeRecipeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly LocalText Title = new("人口", "People");

    // name, pop, area
    private static readonly (string? Name, Value Pop, Value Area)[] Towns =
    [
        ("a", Value.Of(10L), Value.Of(1.0)), ("b", Value.Of(20L), Value.Of(2.0)), ("b", Value.Of(30L), Value.Of(0.0)), ("c", Value.Null, Value.Of(4.0)),
        ("c", Value.Of(50L), Value.Of(double.NaN)), ("c", Value.Of(1_000L), Value.Of(5.0)), (null, Value.Of(-60L), Value.Of(6.0)),
    ];

    public static IEnumerable<TestCaseData> Golden()
    {
        yield return Case("choropleth", Recipe(ThemeMethod.Choropleth, "pop") with { Classify = ClassMethod.Quantile, Classes = 3, Labels = new("name") { WithValue = true, MinZoom = 10, MaxZoom = 15 } });
        yield return Case("rate", Recipe(ThemeMethod.Choropleth, "pop") with { Classify = ClassMethod.EqualInterval, Per = "area", Scale = 1000, Classes = 2, Palette = "viridis-r" });
        yield return Case("categories", Recipe(ThemeMethod.Categories, "name") with { Classes = 2, Palette = "Dark2", Titles = ImmutableDictionary<string, LocalText>.Empty.Add("b", new("乙", "Bee")) });
        yield return Case("proportional", Recipe(ThemeMethod.Proportional, "pop"), ShapeType.Point);
        yield return Case("proportional-areas", Recipe(ThemeMethod.Proportional, "pop") with { Labels = new("name") { WithValue = true } });
        yield return Case("graduated-lines", Recipe(ThemeMethod.Graduated, "pop") with { Classes = 3 }, ShapeType.MultiLineString);
        yield return Case("status", Recipe(ThemeMethod.Status, "pop") with { Breaks = [0, 15, 25, 100], Time = "seen", StaleAfter = TimeSpan.FromHours(2), Filter = "[\"!=\", [\"get\", \"name\"], \"z\"]" }, ShapeType.Point);
        yield return Case("hexagons", Recipe(ThemeMethod.Hexagons, null) with { Classes = 4 }, ShapeType.Point);
        static TestCaseData Case(string name, ThemeRecipe recipe, ShapeType type = ShapeType.MultiPolygon) => new TestCaseData(name, recipe, type).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Golden))]
    public void A_recipe_makes_the_style_that_was_looked_at(string name, ThemeRecipe recipe, ShapeType type)
    {
        string made = JsonNode.Parse(Style(recipe, type).Json)!.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        string golden = RepositoryFolder.PathOf("tests", "fixtures", "golden", "themes", name + ".json");
        string aside = Path.Combine(TestContext.CurrentContext.WorkDirectory, "themes", name + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
        File.WriteAllText(aside, made + "\n");

        Assert.That(golden, Does.Exist, $"Look at {aside}; if it is right, it belongs there.");
        Assert.That(made + "\n", Is.EqualTo(File.ReadAllText(golden)), $"Made: {aside}");
    }

    // 10, 20, 30, 50, 1000 and -60 have a number; the towns without one, and those that the division leaves without, are grey.
    [TestCase("pop", null, new[] { "#ffeda0", "#feb24c", "#feb24c", "#d9d9d9", "#f03b20", "#f03b20", "#ffeda0" })]
    [TestCase("pop", "area", new[] { "#feb24c", "#feb24c", "#d9d9d9", "#d9d9d9", "#d9d9d9", "#f03b20", "#ffeda0" })]
    public void The_style_gives_each_feature_its_class(string attribute, string? per, string[] colours)
    {
        (Style style, _) = Style(Recipe(ThemeMethod.Choropleth, attribute) with { Classify = ClassMethod.Manual, Per = per, Breaks = per is null ? [20, 50] : [0, 100] });
        var fill = (FillLayer)style.Layers.Single(layer => layer.Id == "theme");
        FeatureSchema schema = Schema(ShapeType.MultiPolygon);
        StyleProperty<Core.Features.Expressions.Colour> colour = fill.Color.Bind(schema.IndexOf);

        string[] drawn = [.. Towns.Select(town => colour.Evaluate(new(8, Row(town), GeometryKind.Polygon, 0)).ToCss())];

        Assert.That(drawn, Is.EqualTo(colours.Select(hex => Core.Features.Expressions.Colour.TryParse(hex, out var parsed) ? parsed.ToCss() : "")));
    }

    [TestCase("a / b + -c", """["+",["/",["get","a"],["get","b"]],["-",["get","c"]]]""")]
    [TestCase("2 * (人口 - \"户 数\") ^ 2", """["*",2,["^",["-",["get","人口"],["get","户 数"]],2]]""")]
    [TestCase("-x^2", """["-",["^",["get","x"],2]]""")]
    [TestCase("max(a, 1.5e3, min(b,2)) % 7", """["%",["max",["get","a"],1500,["min",["get","b"],2]],7]""")]
    [TestCase("1 - 2 - 3", """["-",["-",1,2],3]""")]
    public void Arithmetic_is_read_as_people_write_it(string text, string json) =>
        Assert.That(ArithmeticText.Read(text).Json!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), Is.EqualTo(json));

    [TestCase("a /", "a number, an attribute or '(' is expected at character 4")]
    [TestCase("(a", "')' is expected at character 3")]
    [TestCase("a b", "an operator is expected at character 3")]
    [TestCase("sin(a)", "there is no function 'sin'; there is min, max")]
    [TestCase("\"a", "the closing quote is missing")]
    [TestCase("1..2", "'1..2' is no number")]
    public void Broken_arithmetic_says_where(string text, string fault) => Assert.That(ArithmeticText.Read(text).Fault, Does.StartWith(fault));

    [Test]
    public void Arithmetic_nested_too_deep_is_refused() =>
        Assert.That(ArithmeticText.Read(new string('(', 100_000) + "a").Fault, Does.Contain("nested"));

    public static IEnumerable<TestCaseData> Faulty()
    {
        yield return Case("an attribute that is not there", Recipe(ThemeMethod.Choropleth, "popp"), "attribute", "did you mean 'pop'?");
        yield return Case("an attribute of text", Recipe(ThemeMethod.Choropleth, "name"), "attribute", "holds text");
        yield return Case("a denominator that is not there", Recipe(ThemeMethod.Choropleth, "pop") with { Per = "areas" }, "per", "did you mean 'area'?");
        yield return Case("an expression over nothing", Recipe(ThemeMethod.Choropleth, null) with { Expression = "popp * 2" }, "expression", "did you mean 'pop'?");
        yield return Case("a palette of another name", Recipe(ThemeMethod.Choropleth, "pop") with { Palette = "YlOrRe" }, "palette", "did you mean 'YlOrRd'?");
        yield return Case("a palette with too few colours", Recipe(ThemeMethod.Categories, "name") with { Classes = 9, Palette = "Dark2" }, "palette", "has 8 colours and 9 are needed");
        yield return Case("a palette that some do not tell apart", Recipe(ThemeMethod.Choropleth, "pop") with { Palette = "RdYlGn", ColourBlindSafe = true }, "palette", "red and green");
        yield return Case("proportional lines", Recipe(ThemeMethod.Proportional, "pop"), "method", "draws points or areas", ShapeType.LineString);
        yield return Case("counted areas", Recipe(ThemeMethod.Hexagons, null), "method", "draws points, and collection 'towns' holds areas");
        yield return Case("circles of areas over the areas", Recipe(ThemeMethod.Proportional, "pop") with { Outlines = [new("towns", null)] }, "outlines", "a second id");
        yield return Case("small text", Recipe(ThemeMethod.Choropleth, "pop") with { Labels = new("name") { SizePixels = 9 } }, "labels", "too small");
        yield return Case("pale text", Recipe(ThemeMethod.Choropleth, "pop") with { Labels = new("name") { Colour = new(0.6, 0.6, 0.6) } }, "labels", "contrast of 2.8");
        yield return Case("an expression counted in cells", Recipe(ThemeMethod.Squares, null) with { Expression = "pop * 2" }, "expression", "an expression is not", ShapeType.Point);
        yield return Case("a sum that is divided", Recipe(ThemeMethod.Heat, "pop") with { Per = "area" }, "per", "is not divided", ShapeType.Point);
        static TestCaseData Case(string name, ThemeRecipe recipe, string key, string message, ShapeType type = ShapeType.Polygon) => new TestCaseData(recipe, key, message, type).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Faulty))]
    public void What_does_not_go_with_the_collection_is_named(ThemeRecipe recipe, string key, string message, ShapeType type)
    {
        var faults = new List<ThemeFault>();

        Assert.That(ThemePlan.Of(recipe, Schema(type), faults), Is.Null);
        Assert.That(faults.Single().Key, Is.EqualTo(key));
        Assert.That(faults.Single().Message, Does.Contain(message));
    }

    [Test]
    public void Ten_thousand_kinds_are_the_most_frequent_and_the_rest()
    {
        ThemePlan plan = Plan(Recipe(ThemeMethod.Categories, "name") with { Palette = "Set1" });
        ThemeSurvey survey = plan.Survey();
        for (int i = 0; i < 10_000; i++)
        {
            for (int times = 0; times < (i < 20 ? 30 - i : 1); times++) survey.Add([Value.Of($"kind {i}")]);
        }
        ThemeClasses classes = survey.Finish();

        Assert.That(classes.Categories.Select(kind => kind.Value), Is.EqualTo(Enumerable.Range(0, 9).Select(i => $"kind {i}")));
        Assert.That(classes.OtherCategories, Is.EqualTo(9_991));
        Assert.That(ThemeStyleWriter.Warnings(plan, classes).Single().Message, Does.StartWith("9 of 10000 kinds"));
        Assert.That(MapLibreStyleReader.Read(ThemeStyleWriter.Write(plan, classes, Title, Now)).Faults, Is.Empty);
    }

    [TestCase(new double[] { }, "no feature of 'towns' has a value")]
    [TestCase(new double[] { 7, 7, 7 }, "all values are 7")]
    public void Nothing_and_one_value_draw_a_plain_picture_and_a_warning(double[] values, string warning)
    {
        ThemePlan plan = Plan(Recipe(ThemeMethod.Choropleth, "pop"));
        ThemeSurvey survey = plan.Survey();
        foreach (double value in values) survey.Add([Value.Of(value)]);
        survey.Add([Value.Null]);
        ThemeClasses classes = survey.Finish();

        Assert.That(ThemeStyleWriter.Warnings(plan, classes).Single().Message, Does.StartWith(warning));
        Assert.That(MapLibreStyleReader.Read(ThemeStyleWriter.Write(plan, classes, Title, Now)).Faults, Is.Empty);
    }

    // The towns a, b, b, c, c, c and one without a name: what the recipe lists is in the legend, "other" and "no data" where there are such.
    [TestCase(new[] { "c", "z", "b", "a" }, false, new[] { "c", "z", "b", "a" })]
    [TestCase(new[] { "c", "b" }, false, new[] { "c", "b", "*" })]
    [TestCase(new[] { "c", "b" }, true, new[] { "c", "b", "*", "?" })]
    public void A_legend_lists_other_kinds_and_no_data_where_there_are_such(string[] values, bool withNone, string[] keys)
    {
        ThemeRecipe recipe = Recipe(ThemeMethod.Categories, "name") with { Values = [.. values], Filter = withNone ? null : """["has", "name"]""" };

        (Style style, _) = Style(recipe);

        Assert.That(style.Layers.Single(layer => layer.Id == "theme").Legend.Entries.Keys, Is.EquivalentTo(keys));
    }

    // An expression's largest value, 1,000 / 5, warms as one point does; below zero it does not cool.
    [Test]
    public void Heat_of_an_expression_weighs_each_point_by_its_share_of_the_largest()
    {
        (Style style, _) = Style(Recipe(ThemeMethod.Heat, null) with { Expression = "pop / area" }, ShapeType.Point);
        StyleProperty<double> weight = ((HeatmapLayer)style.Layers.Single(layer => layer.Id == "theme")).Weight.Bind(Schema(ShapeType.Point).IndexOf);

        Assert.That(Towns.Select(town => weight.Evaluate(new(8, Row(town), GeometryKind.Point, 0))), Is.EqualTo(new[] { 0.05, 0.05, 0, 0, 0, 1, 0 }).Within(1e-12));
    }

    // The palette's first colour for what has a value, grey for the rest.
    [TestCase(1, new[] { 1.0, 2, 3 }, "#f03b20", TestName = "One class has one colour")]
    [TestCase(5, new[] { 7.0, 7, 7 }, "#f03b20", TestName = "Equal values have one colour")]
    [TestCase(5, new double[0], "#d9d9d9", TestName = "No value at all is grey")]
    public void A_plain_picture(int classes, double[] values, string colour)
    {
        ThemePlan plan = Plan(Recipe(ThemeMethod.Choropleth, "area") with { Classes = classes, Colours = [Parsed("#f03b20"), Parsed("#bd0026"), Parsed("#feb24c"), Parsed("#fed976"), Parsed("#ffffb2")] });
        ThemeSurvey survey = plan.Survey();
        foreach (double value in values) survey.Add([Value.Of(value)]);
        foreach (Value missing in (Value[])[Value.Null, Value.Of(double.NaN), Value.Of(double.PositiveInfinity)]) survey.Add([missing]);
        ThemeClasses made = survey.Finish();
        Style style = MapLibreStyleReader.Read(ThemeStyleWriter.Write(plan, made, Title, Now)).Style!;
        var fill = ((FillLayer)style.Layers.Single(layer => layer.Id == "theme")).Color.Bind(Schema(ShapeType.MultiPolygon).IndexOf);
        string drawn(Value area) => fill.Evaluate(new(8, Row((null, Value.Null, area)), GeometryKind.Polygon, 0)).ToCss();

        Assert.That((made.Values, made.Missing), Is.EqualTo((values.Length, 3)));
        Assert.That(values.Select(value => drawn(Value.Of(value))), Is.All.EqualTo(Parsed(colour).ToCss()));
        Assert.That(new[] { Value.Null, Value.Of(double.NaN), Value.Of(double.PositiveInfinity) }.Select(drawn), Is.All.EqualTo(Parsed("#d9d9d9").ToCss()));
    }

    [Test]
    public void Colours_and_titles_leave_the_classes_alone_and_their_number_does_not()
    {
        ThemeRecipe recipe = Recipe(ThemeMethod.Choropleth, "pop");
        string fingerprint = Plan(recipe).Fingerprint;

        Assert.That(Plan(recipe with { Palette = "Blues", Legend = Title, Labels = new("name") }).Fingerprint, Is.EqualTo(fingerprint));
        Assert.That(new[] { recipe with { Classes = 6 }, recipe with { Classify = ClassMethod.Quantile }, recipe with { Per = "area" }, recipe with { Filter = "true" } }
            .Select(other => Plan(other).Fingerprint), Has.None.EqualTo(fingerprint).And.Unique);
    }

    private static ThemeRecipe Recipe(ThemeMethod method, string? attribute) => new() { Collection = "towns", Method = method, Attribute = attribute };

    private static ThemePlan Plan(ThemeRecipe recipe, ShapeType type = ShapeType.MultiPolygon)
    {
        var faults = new List<ThemeFault>();
        return ThemePlan.Of(recipe, Schema(type), faults) ?? throw new AssertionException(string.Join('\n', faults));
    }

    private static (Style Style, string Json) Style(ThemeRecipe recipe, ShapeType type = ShapeType.MultiPolygon)
    {
        ThemePlan plan = Plan(recipe, type);
        ThemeClasses classes = ThemeClasses.Uncounted;
        if (plan.NeedsSurvey)
        {
            ThemeSurvey survey = plan.Survey();
            foreach ((string?, Value, Value) town in Towns) survey.Add([.. survey.Columns.Select(column => Row(town)[column])]);
            classes = survey.Finish();
        }
        byte[] json = ThemeStyleWriter.Write(plan, classes, Title, Now);
        StyleReading reading = MapLibreStyleReader.Read(json);
        Assert.That(reading.Faults, Is.Empty);
        return (reading.Style!, Encoding.UTF8.GetString(json));
    }

    private static Value[] Row((string? Name, Value Pop, Value Area) town) => [Value.Of(town.Name), town.Pop, town.Area, Value.Null];

    private static FeatureSchema Schema(ShapeType type) => new(
        [new Column("name", ValueKind.Text), new Column("pop", ValueKind.Integer), new Column("area", ValueKind.Real), new Column("seen", ValueKind.Instant)], null, "geom", type, Crs.Epsg4326);

    private static Core.Features.Expressions.Colour Parsed(string hex) => Core.Features.Expressions.Colour.TryParse(hex, out Core.Features.Expressions.Colour colour) ? colour : default;
}
