using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Csv;
using GeoServe.Sources.FlatGeobuf;
using GeoServe.Sources.GeoJson;
using GeoServe.Sources.Shapefile;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>The trials about the formats of files, each under its number.</summary>
public sealed class FileTrialTests
{
    [Test]
    public async Task T057_chinese_names_and_values_by_the_language_byte_and_a_text_cut_within_a_character()
    {
        await using ShapefileSource source = ShapefileSource.Open(Trial("T057-gbk.shp"));

        Assert.That((await source.ReadSchemaAsync(default)).Columns.Select(column => column.Name), Is.EqualTo((string[])["fid", "名称", "面积", "类型"]));
        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All)).Select(row => string.Join('|', row.Values.Skip(1))), Is.EqualTo((string[])["长江大桥|12.5|桥梁", "龘山||测试", "武汉市江岸|7.25|地址"]));
        Assert.That(source.Faults, Is.EqualTo(RowFaults.None));
    }

    [Test]
    public async Task T059_a_null_shape_of_a_wrong_length_shifts_nothing([Values("T059a-null", "T059b-null-badlen")] string name, [Values] bool hasIndex)
    {
        using var folder = new TemporaryFolder();
        foreach (string extension in (string[])[".shp", ".dbf", ".shx", ".prj"])
        {
            if (hasIndex || extension != ".shx") File.Copy(Trial(name + extension), folder.PathOf("t" + extension));
        }
        await using ShapefileSource source = ShapefileSource.Open(folder.PathOf("t.shp"));

        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All)).Select(row => $"{row.Values[1]} {row.Shape}"), Is.EqualTo((string[])["1 Point 114.1 30.1", "2 ", "3 Point 114.3 30.3"]));
        Assert.That(await source.CountAsync(FeatureQuery.All with { Box = Box.WholeEarth }, default), Is.EqualTo(2));
        Assert.That(source.Faults.Notes, hasIndex ? Is.Empty : Has.Exactly(1).Contains(".shx").And.Exactly(1).Contains("missing"));
    }

    [Test]
    public async Task T062_byte_order_mark_null_geometry_collection_and_empty_polygon()
    {
        await using GeoJsonSource source = GeoJsonSource.Open(Trial("T062-bom-null.geojson"));
        List<Row> rows = await Row.ReadAllAsync(source, FeatureQuery.All);

        Assert.That(rows.Select(row => row.Id), Is.EqualTo((string[])["1", "2", "3", "4", "5"]));
        Assert.That(await source.ReadExtentAsync(default), Is.EqualTo(new Box(114.2, 30.2, 114.4, 30.4)));
        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All with { Box = new Box(114.15, 30.15, 114.28, 30.28) })).Select(row => row.Values[1].AsText()), Is.EqualTo((string[])["here", "3D"]));
        Assert.That(rows[0].Shape, Is.Null);
        Assert.That(rows[3].Shape, Is.EqualTo("Polygon empty"));
        Assert.That(rows[4].Shape, Is.EqualTo("Point 114.25 30.25 55.5"));
        Assert.That(source.Faults, Is.EqualTo(RowFaults.None));
    }

    [Test]
    public async Task T064_large_integers_digit_for_digit_and_an_id_that_is_there_twice()
    {
        await using GeoJsonSource source = GeoJsonSource.Open(Trial("T064-bigint.geojson"));
        FeatureSchema schema = await source.ReadSchemaAsync(default);
        List<Row> rows = await Row.ReadAllAsync(source, FeatureQuery.All with { Columns = [schema.IndexOf("big"), schema.IndexOf("mid"), schema.IndexOf("mixnum"), schema.IndexOf("mixany")] });

        Assert.That(rows[0].Values, Is.EqualTo((Value[])[Value.Of(9007199254740993), Value.Of(4208904320), Value.Of(1.0), Value.Of("1")]));
        Assert.That(rows[1].Values, Is.EqualTo((Value[])[Value.Of(-9007199254740993), Value.Of(2147483648), Value.Of(2.5), Value.Of("two")]));
        Assert.That(rows.Select(row => row.Id), Is.EqualTo((string[])["1", "2"]));
        Assert.That(source.Faults.Notes.Single(), Does.Contain("same id"));
        Assert.That(await Row.ReadIdsAsync(source, FeatureQuery.All with { Ids = ["2"] }), Is.EqualTo((string[])["2"]));
    }

    [Test]
    public async Task T065_csv_with_empty_and_impossible_places_and_a_line_break_in_a_name()
    {
        await using CsvSource source = CsvSource.Open(Trial("T065-points.csv"));
        FeatureSchema schema = await source.ReadSchemaAsync(default);
        List<Row> rows = await Row.ReadAllAsync(source, FeatureQuery.All);

        Assert.That(schema.Columns.Select(column => column.Name), Is.EqualTo((string[])["fid", "id", "name", "lon", "lat"]));
        Assert.That(rows.Select(row => row.Shape), Is.EqualTo((string?[])["Point 0 0", "Point 114.2 30.2", null, null, "Point 114.5 30.5", null]));
        Assert.That(rows[1].Values[2], Is.EqualTo(Value.Of("two\nlines")));
        Assert.That(rows[4].Values[2], Is.EqualTo(Value.Of("quote \"q\"")));
        Assert.That(source.Faults.First.Select(fault => fault.ToString()), Has.Exactly(1).StartsWith("row 4: ").And.Exactly(1).Matches<string>(fault => fault!.StartsWith("row 6: ", StringComparison.Ordinal) && fault.Contains("130.6")));
        Assert.That((source.Faults.LeftOut, source.Faults.Incomplete), Is.EqualTo((0L, 2L)));
    }

    [Test]
    public async Task T073_a_flatgeobuf_without_features_is_served()
    {
        await using FlatGeobufSource source = FlatGeobufSource.Open(Trial("T073-empty.fgb"));
        FeatureSchema schema = await source.ReadSchemaAsync(default);

        Assert.That(schema.Columns.Select(column => column.Name), Is.EqualTo((string[])["fid", "k", "name"]));
        Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.Zero);
        Assert.That((await source.ReadExtentAsync(default)).IsEmpty, Is.True);
        Assert.That(await Row.ReadIdsAsync(source, FeatureQuery.All with { Box = Box.WholeEarth }), Is.Empty);
    }

    [TestCase("T011-dateline.geojson", 5)]
    [TestCase("T027-time.geojson", 7)]
    [TestCase("T032-winding.geojson", -1)]
    [TestCase("T033-zero.geojson", -1)]
    [TestCase("T034-null.geojson", -1)]
    [TestCase("T037-cross.geojson", -1)]
    [TestCase("T040-dateline.geojson", -1)]
    [TestCase("T043-dupkeys.geojson", -1)]
    [TestCase("T056-names.geojson", -1)]
    [TestCase("T078-poles.geojson", -1)]
    [TestCase("common-places.geojson", 12)]
    public async Task Other_trials_files_are_read_whole(string file, int rows)
    {
        await using GeoJsonSource source = GeoJsonSource.Open(Trial(file));
        long count = await source.CountAsync(FeatureQuery.All, default);

        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Trial(file)).TrimStart('\uFEFF'));
        Assert.That(count, Is.EqualTo(document.RootElement.GetProperty("features").GetArrayLength()));
        if (rows >= 0) Assert.That(count, Is.EqualTo(rows));
        Assert.That(source.Faults.LeftOut, Is.Zero);
    }

    private static string Trial(string file) => SharedFolder.Require("trials", "files", file);
}
