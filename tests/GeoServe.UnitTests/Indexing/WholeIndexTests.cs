using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>An index from its source to its answers, against the source asked directly.</summary>
public class WholeIndexTests
{
    private const double Finest = 1.0 / 16;

    [Test]
    public void The_finest_level_has_each_feature_as_the_source_has_it() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(RandomRows.Arbitrary(), rows =>
    {
        var source = new ShapeSource(RandomRows.Schema, rows);
        using BuiltIndex built = BuiltIndex.OfAsync(source).Result;
        List<FoundFeature> expected = BuiltIndex.QueryAsync(new SourceTileIndex(source, RandomRows.Schema, Box.Empty), WorldGrid.All, Finest).Result;

        List<FoundFeature> found = BuiltIndex.QueryAsync(built.Index, WorldGrid.All, Finest).Result;

        Assert.That(Texts(found), Is.EqualTo(Texts(expected)));
        Assert.That(found.Select(feature => feature.Bounds), Is.EqualTo(found.Select(feature => GridBox.Around(feature.Coordinates))));
        Assert.That(built.Index.Rows, Is.EqualTo(expected.Count));
    }));

    [Test]
    public void A_box_gives_just_the_features_whose_box_meets_it_at_each_zoom() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(
        RandomRows.Arbitrary(), Arb.From(Gen.Choose(-70_000, 70_000).Four()), Arb.From(Gen.Choose(0, 20)), (rows, corners, zoom) =>
        {
            using BuiltIndex built = BuiltIndex.OfAsync(new ShapeSource(RandomRows.Schema, rows)).Result;
            var box = new GridBox(Math.Min(corners.Item1, corners.Item2), Math.Min(corners.Item3, corners.Item4), Math.Max(corners.Item1, corners.Item2), Math.Max(corners.Item3, corners.Item4));
            List<FoundFeature> all = built.AtZoomAsync(zoom).Result;

            List<FoundFeature> found = BuiltIndex.QueryAsync(built.Index, box, Math.ScaleB(1, 23 - zoom), 1 << (20 - zoom)).Result;

            Assert.That(found.Select(feature => feature.ToString()), Is.EqualTo(all.Where(feature => feature.Bounds.Intersects(box)).Select(feature => feature.ToString())));
            if (found.Count > 0) Assert.That(built.Index.MayMeet(box), Is.True);
        }));

    [Test]
    public async Task Columns_come_in_the_order_asked_for()
    {
        ShapeRow row = new(new FeatureId(7), ShapeRow.OnGrid(ShapeType.Point, [1, 2]), Value.Of(true), Value.Of(5L), Value.Of(0.5), Value.Of("t"), Value.Null, Value.Null, Value.Null);
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(RandomRows.Schema, [row]));

        FoundFeature found = (await BuiltIndex.QueryAsync(built.Index, WorldGrid.All, 1, columns: [3, 1, 4, 3])).Single();

        Assert.That(found.Values, Is.EqualTo(new[] { Value.Of("t"), Value.Of(5L), Value.Null, Value.Of("t") }));
    }

    [Test]
    public async Task Equal_values_have_equal_numbers_and_none_has_0()
    {
        ShapeRow[] rows = [.. new[] { "a", "b", null, "a" }.Select((text, i) => new ShapeRow(new FeatureId(i + 1), ShapeRow.OnGrid(ShapeType.Point, [i, i]), Value.Of(text)))];
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(ShapeRow.SchemaOf(ShapeType.Point, new Column("text", ValueKind.Text)), rows));
        using FeatureCursor cursor = await built.Index.QueryAsync(new TileQuery(WorldGrid.All, 1, [0]), CancellationToken.None);
        var numbers = new Dictionary<ulong, uint>();
        while (cursor.MoveNext()) numbers[cursor.Id] = cursor.ValueNumbers[0];

        Assert.That(numbers[1], Is.EqualTo(numbers[4]).And.Not.EqualTo(numbers[2]).And.Not.Zero);
        Assert.That(numbers[3], Is.Zero);
    }

    [Test]
    public void Equal_data_give_an_equal_file_in_whatever_order_they_come() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll(
        RandomRows.Arbitrary(), Arb.From(Gen.Choose(0, int.MaxValue)), (rows, seed) =>
        {
            ShapeRow[] shuffled = [.. rows];
            new Random(seed).Shuffle(shuffled);
            using BuiltIndex built = BuiltIndex.OfAsync(new ShapeSource(RandomRows.Schema, rows)).Result, again = BuiltIndex.OfAsync(new ShapeSource(RandomRows.Schema, shuffled)).Result;
            return built.Index.Base == again.Index.Base && File.ReadAllBytes(built.Path).SequenceEqual(File.ReadAllBytes(again.Path));
        }));

    [TestCase("text"), TestCase("place"), TestCase("id"), TestCase("more")]
    public async Task Other_data_have_another_base(string what)
    {
        FeatureSchema schema = ShapeRow.SchemaOf(ShapeType.Point, new Column("text", ValueKind.Text));
        var row = new ShapeRow(new FeatureId(1), ShapeRow.OnGrid(ShapeType.Point, [1, 2]), Value.Of("a"));
        using BuiltIndex one = await BuiltIndex.OfAsync(new ShapeSource(schema, [row]));
        using BuiltIndex other = await BuiltIndex.OfAsync(new ShapeSource(schema, what switch
        {
            "text" => [row with { Values = [Value.Of("b")] }],
            "place" => [row with { Fill = ShapeRow.OnGrid(ShapeType.Point, [1, 3]) }],
            "id" => [row with { Id = new FeatureId(2) }],
            _ => [row, row],
        }));

        Assert.That(other.Index.Base, Is.Not.EqualTo(one.Index.Base));
    }

    [Test]
    public async Task An_empty_collection_has_an_index_that_knows_it()
    {
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(RandomRows.Schema, []));

        Assert.That((built.Index.Rows, built.Index.MayMeet(WorldGrid.All), built.Index.LeftOut(WorldGrid.All, 1)), Is.EqualTo((0, false, 0L)));
        for (int zoom = 0; zoom <= 20; zoom += 5) Assert.That(await built.AtZoomAsync(zoom), Is.Empty);
    }

    [Test]
    public async Task The_pyramid_counts_each_point_once_at_each_zoom_and_adds_up_numbers()
    {
        var random = new Random(4);
        FeatureSchema schema = ShapeRow.SchemaOf(ShapeType.Point, new Column("n", ValueKind.Integer), new Column("r", ValueKind.Real));
        // SQLite may have a text in a column of numbers, of any length.
        ShapeRow[] rows = [.. Enumerable.Range(1, 3000).Select(i => new ShapeRow(
            new FeatureId(i), ShapeRow.OnGrid(ShapeType.Point, [random.Next(int.MinValue, int.MaxValue), random.Next(-(1 << 20), 1 << 20)]),
            i % 7 == 0 ? Value.Null : i == 8 ? Value.Of(new string('x', 500)) : Value.Of((long)i), Value.Of(0.25)))];
        double sum = rows.Sum(row => row.Values[0].IsNumber ? row.Values[0].AsNumber() : 0);
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(schema, rows));
        GeoServe.Indexing.Reading.IndexFile file = built.Index.File;

        Assert.That(file.Footer.Cells.Select(cells => cells.Zoom), Is.EqualTo(Enumerable.Range(0, 15)));
        Assert.That(file.Footer.SumColumns, Is.EqualTo(new[] { 0, 1 }));
        foreach (GeoServe.Indexing.CellLayout cells in file.Footer.Cells)
        {
            Assert.That(file.Read<ulong>(cells.Keys, 0, cells.Count).ToArray(), Is.Ordered.And.Unique);
            Assert.That(file.Read<GeoServe.Indexing.CellTotal>(cells.Cells, 0, cells.Count).ToArray().Sum(cell => cell.Count), Is.EqualTo(3000));
            double[] sums = file.Read<double>(cells.Sums, 0, cells.Count * 2).ToArray();
            Assert.That(sums[..cells.Count].Sum(), Is.EqualTo(sum));
            Assert.That(sums[cells.Count..].Sum(), Is.EqualTo(750));
        }
    }

    private static IEnumerable<string> Texts(IEnumerable<FoundFeature> features) =>
        features.OrderBy(feature => feature.Id).ThenBy(feature => feature.Kind).Select(feature => (feature with { Values = [.. feature.Values.Select(RandomRows.Kept)] }).ToString());
}
