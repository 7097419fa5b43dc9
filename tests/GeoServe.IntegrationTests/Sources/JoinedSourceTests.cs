using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries.Conditions;
using GeoServe.Core.Sources;
using GeoServe.Sources.Csv;
using GeoServe.Sources.GeoJson;
using GeoServe.Sources.GeoPackage;
using GeoServe.Sources.Joins;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>Collections with the columns of a table.</summary>
public sealed class JoinedSourceTests
{
    private TemporaryFolder _folder = null!;
    private readonly List<CsvSource> _tables = [];
    private GeoJsonSource _places = null!;

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        _places = GeoJsonSource.Open(PlacesFiles.WriteCollection(_folder.PathOf("places.geojson")));
    }

    [TearDown]
    public async Task Delete()
    {
        await _places.DisposeAsync();
        foreach (CsvSource table in _tables) await table.DisposeAsync();
        _tables.Clear();
        _folder.Dispose();
    }

    [Test]
    public async Task The_columns_of_the_table_follow_those_of_the_features()
    {
        await using JoinedSource joined = Join("code,value,word\n1,1.5,a\n3,3.5,c\n99,0,z\n", "id", "code");
        FeatureSchema schema = await joined.ReadSchemaAsync(default);
        List<Row> rows = await Row.ReadAllAsync(joined, FeatureQuery.All with { Columns = [schema.IndexOf("value"), schema.IndexOf("name"), schema.IndexOf("word")] });

        Assert.That(schema.Columns.Select(column => column.Name), Is.EqualTo((string[])["id", "name", "kind", "n", "名称", "value", "word"]));
        Assert.That(rows.Take(3).Select(row => string.Join('|', row.Values)), Is.EqualTo((string[])["1.5|P01|a", "|P02|", "3.5|P03|c"]));
        Assert.That(rows, Has.Count.EqualTo(12));
    }

    [Test]
    public async Task A_condition_on_a_joined_column_holds_with_pages_boxes_and_counts()
    {
        await using JoinedSource joined = Join(string.Concat(Enumerable.Range(1, 12).Select(i => $"{i},{i % 3}\n").Prepend("code,rest\n")), "id", "code");
        FeatureSchema schema = await joined.ReadSchemaAsync(default);
        int rest = schema.IndexOf("rest"), kind = schema.IndexOf("kind");
        Expression isOne = new ColumnComparison("rest", rest, ComparisonOperator.Equal, Value.Of(1L)), isA = new ColumnComparison("kind", kind, ComparisonOperator.Equal, Value.Of("A"));

        Assert.That(await Row.ReadIdsAsync(joined, FeatureQuery.All with { Filter = isOne }), Is.EqualTo((string[])["1", "4", "7", "10"]));
        Assert.That(await Row.ReadIdsAsync(joined, FeatureQuery.All with { Filter = isOne, Columns = [], Offset = 1, Limit = 2 }), Is.EqualTo((string[])["4", "7"]));
        Assert.That(await Row.ReadIdsAsync(joined, FeatureQuery.All with { Filter = isOne, Box = new Box(114, 30.1, 115, 31) }), Is.EqualTo((string[])["7", "10"]));
        Assert.That(await joined.CountAsync(FeatureQuery.All with { Filter = isOne, Limit = 1 }, default), Is.EqualTo(4));
        Assert.That(await Row.ReadIdsAsync(joined, FeatureQuery.All with { Filter = new AllConditions([isOne, isA]), Columns = [rest] }), Is.EqualTo((string[])["1", "4", "7", "10"]));
        Assert.That(await Row.ReadIdsAsync(joined, FeatureQuery.All with { Filter = isA, Offset = 3 }), Is.EqualTo((string[])["10"]));
        Assert.That(await joined.CountAsync(FeatureQuery.All, default), Is.EqualTo(12));
        Assert.That(await joined.ReadExtentAsync(default), Is.EqualTo(new Box(114.05, 30.05, 114.35, 30.25)));
    }

    [TestCase("500101", "500101", true)]
    [TestCase("\"500101\"", "500101", true, TestName = "A_number_in_the_table_is_the_text_of_the_features")]
    [TestCase("\"0500101\"", "500101", false, TestName = "Leading_zeros_make_another_key")]
    [TestCase("\"0500101\"", "0500101", true, TestName = "Leading_zeros_are_kept")]
    [TestCase("500101.0", "500101", true, TestName = "A_whole_real_number_is_the_integer")]
    [TestCase("\" 500101 \"", "500101", true, TestName = "Blanks_around_a_key_do_not_count")]
    public async Task Keys_are_compared_as_text(string feature, string table, bool meet)
    {
        File.WriteAllText(_folder.PathOf("f.geojson"), $$$"""{"type":"Feature","properties":{"adcode":{{{feature}}}},"geometry":null}""");
        await using GeoJsonSource features = GeoJsonSource.Open(_folder.PathOf("f.geojson"));
        File.WriteAllText(_folder.PathOf("t.csv"), $"code,word\n{table},found\n");
        await using CsvSource csv = CsvSource.Open(_folder.PathOf("t.csv"));
        await using var joined = new JoinedSource(features, csv, new JoinKeys("adcode", "code", []));

        Assert.That((await Row.ReadAllAsync(joined, FeatureQuery.All)).Single().Values[^1], Is.EqualTo(meet ? Value.Of("found") : Value.Null));
    }

    [Test]
    public async Task Features_without_a_row_and_keys_that_are_there_twice_are_counted_and_named()
    {
        await using JoinedSource joined = Join("code,value\n1,10\n2,20\n2,21\n3,30\n4,\n5,\n6,\n7,\n8,\n9,\n10,\n", "id", "code");
        RowFaults faults = await joined.FindFaultsAsync(default);

        Assert.That(faults.First.Select(fault => fault.ToString()), Is.EqualTo((string[])
        [
            "row 3 of the joined table: its key '2' is there already; the first row is taken",
            "row 11: 'code' of the joined table has no '11'", "row 12: 'code' of the joined table has no '12'",
        ]));
        Assert.That((faults.LeftOut, faults.Incomplete), Is.EqualTo((1L, 2L)));
        Assert.That((await Row.ReadAllAsync(joined, FeatureQuery.All with { Ids = ["2"] })).Single().Values[^1], Is.EqualTo(Value.Of(20L)));
    }

    [Test]
    public async Task A_changed_table_is_read_again_with_its_revision()
    {
        await using JoinedSource joined = Join("code,value\n1,10\n", "id", "code");
        ulong before = await joined.ReadRevisionAsync(default);
        Assert.That((await Row.ReadAllAsync(joined, FeatureQuery.All with { Ids = ["1"] })).Single().Values[^1], Is.EqualTo(Value.Of(10L)));

        File.WriteAllText(_folder.PathOf("table1.csv"), "code,value\n1,11111\n");
        ulong after = await joined.ReadRevisionAsync(default);

        Assert.That(after, Is.Not.EqualTo(before));
        Assert.That((await Row.ReadAllAsync(joined, FeatureQuery.All with { Ids = ["1"] })).Single().Values[^1], Is.EqualTo(Value.Of(11111L)));
    }

    [Test]
    public async Task What_cannot_be_joined_is_a_fault_that_says_what_to_write()
    {
        await using JoinedSource clash = Join("code,kind\n1,x\n", "id", "code"), noKey = Join("code,v\n1,x\n", "idd", "code"), noTableKey = Join("code,v\n1,x\n", "id", "codes"), noColumn = Join("code,v\n1,x\n", "id", "code", "w");

        Assert.That(async () => await clash.ReadSchemaAsync(default), Throws.TypeOf<SourceFaultException>().With.Message.Contains("'kind'").And.Message.Contains("columns:"));
        Assert.That(async () => await noKey.ReadSchemaAsync(default), Throws.TypeOf<SourceFaultException>().With.Message.Contains("'idd'").And.Message.Contains("名称"));
        Assert.That(async () => await noTableKey.ReadSchemaAsync(default), Throws.TypeOf<SourceFaultException>().With.Message.Contains("'codes'"));
        Assert.That(async () => await noColumn.ReadSchemaAsync(default), Throws.TypeOf<SourceFaultException>().With.Message.Contains("'w'"));
    }

    [Test]
    public async Task Townships_of_a_geopackage_join_their_districts()
    {
        string city = SharedFolder.Require("data", "chongqing", "chongqing.gpkg");
        await using GeoPackageSource districts = GeoPackageSource.Open(city, "districts_clean"), townships = GeoPackageSource.Open(city, "townships");
        await using var joined = new JoinedSource(townships, districts, new JoinKeys("district_code", "adcode", ["area_km2"]));
        List<Row> rows = await Row.ReadAllAsync(joined, FeatureQuery.All);

        Assert.That(rows, Has.Count.EqualTo(1031));
        Assert.That(rows.Count(row => row.Values[^1].IsNumber), Is.EqualTo(1031));
    }

    private JoinedSource Join(string table, string key, string tableKey, params string[] columns)
    {
        string path = _folder.PathOf($"table{_tables.Count + 1}.csv");
        File.WriteAllText(path, table);
        _tables.Add(CsvSource.Open(path));
        return new JoinedSource(_places, _tables[^1], new JoinKeys(key, tableKey, [.. columns]));
    }
}
