using System.IO.Compression;
using System.Text;
using GeoServe.Server.Configuration;
using GeoServe.Server.Publishing;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Publishing;

/// <summary>Files as departments send them, good and bad: what is published, what is said, and that nothing is left where nothing was.</summary>
public sealed class PublisherTests
{
    private const string Good = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"a","kind":"x"},"geometry":{"type":"Point","coordinates":[106.5,29.5]}},{"type":"Feature","properties":{"name":"b","kind":"x"},"geometry":{"type":"Point","coordinates":[106.6,29.6]}},{"type":"Feature","properties":{"name":"c","kind":"y"},"geometry":{"type":"Point","coordinates":[106.7,29.6]}},{"type":"Feature","properties":{"name":"d","kind":"y"},"geometry":{"type":"Point","coordinates":[106.8,29.6]}}]}""";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Begin()
    {
        _folder = new TemporaryFolder();
        foreach (string part in (string[])["config", "data", "in"]) Directory.CreateDirectory(_folder.PathOf(part));
    }

    [TearDown]
    public void End() => _folder.Dispose();

    [Test]
    public async Task What_is_published_is_a_configuration_without_a_fault_and_unpublishing_leaves_nothing()
    {
        File.WriteAllText(_folder.PathOf("in", "监测站.geojson"), Good);

        Publication done = await PublishAsync("监测站.geojson");

        PublishedLayer layer = done.Layers.Single();
        Assert.That(done.Id, Is.EqualTo("jiancezhan"));
        Assert.That(layer.Title, Is.EqualTo("监测站"));
        Assert.That(layer.Label, Is.EqualTo("name"));
        Assert.That(layer.Theme.ToString(), Is.EqualTo("categories:kind"));
        var faults = new ConfigFaults();
        var read = ConfigurationFolder.Read(_folder.PathOf("config"), faults);
        Assert.That(faults.All, Is.Empty);
        Assert.That(read.Maps.Select(map => map.Id), Is.EqualTo((string[])["jiancezhan"]));

        await UnpublishAsync("jiancezhan");
        AssertNothingIsThere();
    }

    [Test]
    public async Task Every_layer_of_a_geopackage_is_a_map_and_one_that_cannot_be_is_named()
    {
        File.WriteAllText(_folder.PathOf("in", "a.geojson"), Good);
        File.WriteAllText(_folder.PathOf("in", "empty.geojson"), """{"type":"FeatureCollection","features":[]}""");
        string file = _folder.PathOf("in", "city.gpkg");
        await Gdal.OgrToOgrAsync(file, _folder.PathOf("in", "a.geojson"), ["-f", "GPKG", "-nln", "wells"]);
        await Gdal.OgrToOgrAsync(file, _folder.PathOf("in", "a.geojson"), ["-f", "GPKG", "-update", "-nln", "springs"]);
        await Gdal.OgrToOgrAsync(file, _folder.PathOf("in", "empty.geojson"), ["-f", "GPKG", "-update", "-nln", "nothing", "-nlt", "POINT", "-a_srs", "EPSG:4326"]);

        Publication done = await PublishAsync("city.gpkg");

        Assert.That(done.Layers.Select(layer => layer.Id), Is.EqualTo((string[])["city-springs", "city-wells"]));
        Assert.That(done.LeftOut.Single(), Does.Contain("nothing").And.Contain("no rows"));
    }

    [TestCase("gbk", true)]
    [TestCase("ldid", false)]
    public async Task A_zipped_shapefile_in_gbk_is_read(string name, bool hasCpg)
    {
        string folder = SharedFolder.Require("data", "shapefile_gbk");
        using (ZipArchive zip = ZipFile.Open(_folder.PathOf("in", "区县.zip"), ZipArchiveMode.Create))
        {
            foreach (string file in Directory.EnumerateFiles(folder, $"*_{name}.*")) zip.CreateEntryFromFile(file, "区县/" + Path.GetFileName(file));
        }

        Publication done = await PublishAsync("区县.zip");

        Assert.That(done.Layers.Single().Facts.Rows, Is.EqualTo(38));
        Assert.That(done.Layers.Single().Facts.Columns.Select(column => column.Column.Name), Has.Member("区县名称"));
        Assert.That(done.Layers.Single().Facts.Undecoded.Count, Is.Zero);
        Assert.That(hasCpg, Is.EqualTo(File.Exists(Path.Combine(folder, $"chongqing_districts_{name}.cpg"))));
    }

    [Test]
    public async Task A_shapefile_without_shx_and_prj_is_published_with_what_was_guessed()
    {
        string folder = SharedFolder.Require("data", "shapefile_gbk");
        foreach (string extension in (string[])[".shp", ".dbf", ".cpg"]) File.Copy(Path.Combine(folder, "chongqing_districts_gbk" + extension), _folder.PathOf("in", "d" + extension));

        PublishedLayer layer = (await PublishAsync("d.shp")).Layers.Single();

        Assert.That(layer.Crs, Is.EqualTo("EPSG:4490"));
        Assert.That(layer.Notes, Has.Some.Contains("CGCS2000"));
        Assert.That(layer.Facts.Rows, Is.EqualTo(38));
    }

    [Test]
    public async Task Good_rows_are_published_and_bad_ones_named()
    {
        File.WriteAllText(_folder.PathOf("in", "t.csv"), "name,lon,lat\na,106,29\nb,abc,29\nc,106,29,7\nd,107,30\n");

        PublishedLayer layer = (await PublishAsync("t.csv")).Layers.Single();

        Assert.That(layer.Facts.Drawn, Is.EqualTo(2));
        Assert.That(layer.Notes, Has.Some.Contains("row 2").And.Some.Contains("row 3"));
    }

    [Test]
    public async Task Mixed_geometries_are_drawn_each_in_its_way()
    {
        File.WriteAllText(_folder.PathOf("in", "m.geojson"), """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[106,29]}},{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[106,29],[107,30]]}}]}""");

        PublishedLayer layer = (await PublishAsync("m.geojson")).Layers.Single();

        Assert.That(layer.Theme.Method, Is.EqualTo("plain"));
        Assert.That(layer.Notes, Has.Some.Contains("1 points, 1 lines, 0 areas"));
        Assert.That(File.Exists(_folder.PathOf("config", "styles", "m.json")), Is.True);
    }

    private static IEnumerable<TestCaseData> BadFiles()
    {
        TestCaseData bad(string file, byte[] content, params string[] says) => new TestCaseData(file, content, says).SetName($"{file}: {says[0]}");
        byte[] text(string content) => Encoding.UTF8.GetBytes(content);
        yield return bad("empty.geojson", [], "0 bytes");
        yield return bad("empty.zip", [], "0 bytes");
        yield return bad("cut.zip", Zip(("a.geojson", text(Good)))[..^40], "cut off or damaged");
        yield return bad("none.zip", Zip(("readme.md", text("hello"))), "no layer");
        yield return bad("half.zip", Zip(("a.dbf", text("x"))), "without its .shp");
        yield return bad("bomb.zip", Zip(("a.geojson", new byte[64 << 20])), "zip bomb");
        yield return bad("many.zip", Zip([.. Enumerable.Range(0, 1_001).Select(i => ($"{i}.txt", Array.Empty<byte>()))]), "1001 entries");
        yield return bad("evil.zip", Zip(("../../evil.geojson", text(Good))), "leads out of its folder");
        yield return bad("root.zip", Zip(("/etc/evil.geojson", text(Good))), "leads out of its folder");
        yield return bad("noheader.csv", text("1,106.5,29.5\n2,106.6,29.5\n"), "no column holds a place", "column_1", "taken for a row");
        yield return bad("noplace.csv", text("name,size\na,1\n"), "no column holds a place", "name, size", "--x");
        yield return bad("wide.csv", text("lon,lat," + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}")) + "\n106,29" + string.Concat(Enumerable.Repeat(",1", 10_000)) + "\n"), "10003 columns", "at most 1000");
        yield return bad("crs.geojson", text(Good.Replace("{\"type\":\"FeatureCollection\",", "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:99999\"}},", StringComparison.Ordinal)), "EPSG:99999", "not known");
        yield return bad("swapped.csv", text("name,lon,lat\na,29,106\nb,29.1,106.2\n"), "wrong order");
        yield return bad("nothing.geojson", text("""{"type":"FeatureCollection","features":[]}"""), "no rows");
        yield return bad("wrong.gpkg", text("this is no database at all, however long it goes on: it is only text, over and over again."), "wrong.gpkg");
        yield return bad("wrong.shp", text(new string('x', 200)), "no Shapefile");
        yield return bad("wrong.fgb", text(new string('x', 200)), "no FlatGeobuf");
        yield return bad("word.docx", text("x"), "no known kind", ".gpkg");
    }

    [TestCaseSource(nameof(BadFiles))]
    public async Task A_bad_file_is_refused_with_what_to_do_and_nothing_is_left(string file, byte[] content, string[] says)
    {
        File.WriteAllBytes(_folder.PathOf("in", file), content);

        PublishException refused = await RefusedAsync(() => PublishAsync(file));

        foreach (string part in says) Assert.That(refused.Message, Does.Contain(part));
        Assert.That(refused.Message, Does.Not.Contain(_folder.Root), "paths of the server are nobody's business");
        AssertNothingIsThere();
    }

    [Test]
    public async Task An_id_that_is_taken_is_refused_and_replaced_on_demand()
    {
        File.WriteAllText(_folder.PathOf("in", "a.geojson"), Good);
        await PublishAsync("a.geojson");

        Assert.That((await RefusedAsync(() => PublishAsync("a.geojson"))).Message, Does.Contain("--replace"));
        File.WriteAllText(_folder.PathOf("in", "a.geojson"), Good.Replace("\"x\"", "\"z\"", StringComparison.Ordinal));
        await PublishAsync("a.geojson", replaces: true);

        Assert.That(File.ReadAllText(_folder.PathOf("config", "collections", "a.yaml")), Does.Contain("published/a.2/a.geojson"));
    }

    [Test]
    public async Task What_was_written_by_hand_is_not_replaced_and_what_another_map_draws_is_not_removed()
    {
        File.WriteAllText(_folder.PathOf("in", "a.geojson"), Good);
        Directory.CreateDirectory(_folder.PathOf("config", "maps"));
        File.WriteAllText(_folder.PathOf("config", "maps", "a.yaml"), "title: by hand\ncollections: [b]\nstyles: [s]\n");
        Assert.That((await RefusedAsync(() => PublishAsync("a.geojson", replaces: true))).Message, Does.Contain("written by hand"));

        await PublishAsync("a.geojson", id: "b");

        Assert.That((await RefusedAsync(() => UnpublishAsync("b"))).Message, Does.Contain("'a'"));
        Assert.That(File.Exists(_folder.PathOf("config", "maps", "b.yaml")), Is.True);
    }

    [TestCase("categories:nothing", "nothing", "did you mean")]
    [TestCase("colours:kind", "colours", "method")]
    public async Task A_theme_that_does_not_fit_is_refused(string theme, params string[] says)
    {
        File.WriteAllText(_folder.PathOf("in", "a.geojson"), Good.Replace("kind", "nothin", StringComparison.Ordinal));

        PublishException refused = await RefusedAsync(() => PublishAsync("a.geojson", theme: theme));

        foreach (string part in says) Assert.That(refused.Message, Does.Contain(part));
        AssertNothingIsThere();
    }

    private Task<Publication> PublishAsync(string file, string? id = null, bool replaces = false, string? theme = null) =>
        new Publisher(new PublishRequest(_folder.PathOf("in", file), _folder.PathOf("config"), _folder.PathOf("data")) { Id = id, Replaces = replaces, Theme = theme }, new Progress<long>()).PublishAsync(CancellationToken.None);

    private Task UnpublishAsync(string id) => new Unpublisher(_folder.PathOf("config"), _folder.PathOf("data"), grace: TimeSpan.Zero).UnpublishAsync(id, keepsData: false, CancellationToken.None);

    private static async Task<PublishException> RefusedAsync(Func<Task> publish) => (await Assert.ThrowsAsync<PublishException>(async () => await publish()))!;

    private void AssertNothingIsThere()
    {
        string[] files = [.. new[] { "config", "data" }.SelectMany(part => Directory.EnumerateFiles(_folder.PathOf(part), "*", SearchOption.AllDirectories)).Select(Path.GetFileName).Where(name => name != ".lock").OfType<string>()];
        Assert.That(files, Is.Empty);
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }
        return bytes.ToArray();
    }
}
