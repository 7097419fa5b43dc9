using GeoServe.Server.Configuration;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Configuration;

/// <summary>The sections <c>source</c> and <c>join</c>.</summary>
public class SourceOptionsTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder.PathOf("collections"));
    }

    [TearDown] public void Delete() => _folder.Dispose();

    [Test]
    public void A_collection_may_have_a_source_of_its_own()
    {
        ConfigurationFolder folder = Read("""
            source: {geopackage: city.gpkg}
            collections:
              - id: roads
              - {id: stations, source: {csv: stations.csv, x: 经度, y: 纬度, encoding: GBK, delimiter: tab, header: true}, key: code}
              - {id: parcels, source: {shapefile: parcels.shp, encoding: "936"}, crs: EPSG:4490}
            """, out IReadOnlyList<ConfigFault> faults);

        Assert.That(faults, Is.Empty);
        Assert.That(folder.Collections["roads"].Source, Is.EqualTo(new SourceOptions(folder.Collections["roads"].Source.Place, SourceKind.GeoPackage, "city.gpkg")));
        Assert.That(folder.Collections["stations"].Source is { Kind: SourceKind.Csv, File: "stations.csv", X: "经度", Y: "纬度", Delimiter: '\t', Header: true, Encoding.WebName: "gb18030" });
        Assert.That(folder.Collections["parcels"].Source is { Kind: SourceKind.Shapefile, Encoding.WebName: "gb18030" });
    }

    [Test]
    public void A_file_of_collections_with_sources_of_their_own_needs_none_itself()
    {
        Read("collections:\n  - {id: a, source: {geojson: a.geojson}}\n  - {id: b, source: {flatgeobuf: b.fgb}}\n", out IReadOnlyList<ConfigFault> faults);

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public void A_join_takes_the_table_of_the_same_geopackage_or_of_another_source()
    {
        ConfigurationFolder folder = Read("""
            source: {geopackage: city.gpkg}
            collections:
              - {id: a, join: {table: indicators, key: code, columns: [gdp, people]}}
              - {id: b, join: {source: {csv: t.csv}, key: adcode, tableKey: 代码}}
            """, out IReadOnlyList<ConfigFault> faults);

        Assert.That(faults, Is.Empty);
        Assert.That(folder.Collections["a"].Join is { Source.Kind: SourceKind.GeoPackage, Table: "indicators", Key: "code", TableKey: "code", Columns: ["gdp", "people"] });
        Assert.That(folder.Collections["b"].Join is { Source.Kind: SourceKind.Csv, Key: "adcode", TableKey: "代码", Columns: [] });
    }

    [TestCase("source: {geopackage: a.gpkg, csv: b.csv}\ncollections: [{id: a}]", "source", "one of")]
    [TestCase("source: {}\ncollections: [{id: a}]", "source", "one of")]
    [TestCase("collections: [{id: a}]", "", "'source' is missing")]
    [TestCase("source: {geojson: a.json, encoding: GBK}\ncollections: [{id: a}]", "source.encoding", "unknown key")]
    [TestCase("source: {shapefile: a.shp, x: lon}\ncollections: [{id: a}]", "source.x", "unknown key")]
    [TestCase("source: {csv: a.csv, encoding: klingon}\ncollections: [{id: a}]", "source.encoding", "GB18030")]
    [TestCase("source: {csv: a.csv, delimiter: '#'}\ncollections: [{id: a}]", "source.delimiter", "comma, semicolon, tab and bar")]
    [TestCase("source: {csv: a.csv, x: lon}\ncollections: [{id: a}]", "source", "given together")]
    [TestCase("source: {csv: a.csv, x: lon, y: lat, wkt: g}\ncollections: [{id: a}]", "source.wkt", "not both")]
    [TestCase("source: {csv: a.csv}\ncollections: [{id: a, table: b}]", "collections[0].table", "one table only")]
    [TestCase("source: {geopackage: a.gpkg}\ncollections: [{id: a, key: b}]", "collections[0].key", "says its keys itself")]
    [TestCase("source: {csv: a.csv}\ncollections: [{id: a, geometry: b}]", "collections[0].geometry", "only PostGIS")]
    [TestCase("source: {geopackage: a.gpkg}\ncollections: [{id: a, join: {key: b}}]", "collections[0].join", "'table' is missing")]
    [TestCase("source: {geopackage: a.gpkg}\ncollections: [{id: a, join: {table: b}}]", "collections[0].join.key", "'key' is missing")]
    [TestCase("source: {csv: a.csv}\ncollections: [{id: a, join: {key: b}}]", "collections[0].join", "'source' is missing")]
    [TestCase("source: {csv: a.csv}\ncollections: [{id: a, join: {source: {csv: b.csv}, table: c, key: b}}]", "collections[0].join.table", "one table only")]
    public void What_does_not_fit_is_a_fault_at_its_place(string yaml, string key, string message)
    {
        ConfigurationFolder folder = Read(yaml, out IReadOnlyList<ConfigFault> faults);

        Assert.That(faults, Has.Count.EqualTo(1), string.Join('\n', faults));
        Assert.That(faults[0].Key, Is.EqualTo(key));
        Assert.That(faults[0].Message, Does.Contain(message));
        Assert.That(faults[0].Line, Is.GreaterThan(0));
    }

    [Test]
    public async Task A_file_outside_of_the_data_folder_is_refused([Values("geopackage", "shapefile", "geojson", "csv", "flatgeobuf")] string kind, [Values("../a", "/etc/passwd")] string path)
    {
        ConfigurationFolder folder = Read($"collections:\n  - {{id: a, source: {{{kind}: {path}}}}}\n", out _);
        var faults = new ConfigFaults();
        await using var registry = new SourceRegistry(_folder.PathOf("data"));

        Assert.That(registry.Open(folder.Collections["a"], faults), Is.Null);
        Assert.That(faults.All.Single().Message, Does.Contain("outside of the data folder"));
        Assert.That(faults.All.Single().Line, Is.EqualTo(2));
    }

    [Test]
    public async Task A_source_is_opened_once_however_many_collections_use_it()
    {
        ConfigurationFolder folder = Read("collections:\n  - {id: a, source: {csv: a.csv}}\n  - {id: b, source: {csv: a.csv}}\n  - {id: c, source: {csv: a.csv}, crs: EPSG:4490}\n", out _);
        var faults = new ConfigFaults();
        await using var registry = new SourceRegistry(_folder.PathOf("data"));

        Assert.That(registry.Open(folder.Collections["a"], faults), Is.SameAs(registry.Open(folder.Collections["b"], faults)).And.Not.SameAs(registry.Open(folder.Collections["c"], faults)));
    }

    private ConfigurationFolder Read(string yaml, out IReadOnlyList<ConfigFault> faults)
    {
        File.WriteAllText(_folder.PathOf("collections", "c.yaml"), yaml);
        var found = new ConfigFaults();
        ConfigurationFolder folder = ConfigurationFolder.Read(_folder.Root, found);
        faults = found.All;
        return folder;
    }
}
