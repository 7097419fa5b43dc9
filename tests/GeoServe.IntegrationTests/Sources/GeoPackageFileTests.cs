using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.GeoPackage;
using GeoServe.TestKit;
using GeoServe.TestKit.Processes;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>Files that we write, as others read them; files that others write while we read.</summary>
public sealed class GeoPackageFileTests
{
    private TemporaryFolder _folder = null!;

    private string File => _folder.PathOf("made.gpkg");

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    // 20,000 points fill three levels of the index: 51 cells a node.
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(51)]
    [TestCase(52)]
    [TestCase(20_000)]
    public async Task The_index_that_is_written_at_once_is_whole_by_sqlite_itself(int rows)
    {
        await MakeAsync("points", rows);

        Assert.That(await AskAsync("SELECT rtreecheck('rtree_points_geom')"), Is.EqualTo("ok"));
        Assert.That(await AskAsync("SELECT count(*) FROM rtree_points_geom"), Is.EqualTo(rows));
        await using GeoPackageSource source = GeoPackageSource.Open(File, "points");
        Assert.That(await source.CountAsync(FeatureQuery.All with { Box = Box.WholeEarth }, default), Is.EqualTo(rows));
    }

    [Test]
    public async Task Gdal_reads_it_without_a_warning()
    {
        await MakeAsync("points", 500);
        await MakeAsync("格网", 3, CrsRegistry.ByEpsg(4545)!);

        CommandResult all = await new Command("ogrinfo", "-al", "-so", File).RunAsync();
        CommandResult box = await new Command("ogrinfo", "-al", "-so", "-spat", "100", "20", "101", "21", File, "points").RunAsync();

        Assert.That((all.ExitCode, all.Error), Is.EqualTo((0, "")));
        Assert.That(all.Output, Does.Contain("Feature Count: 500").And.Contain("CGCS2000 / 3-degree Gauss-Kruger CM 108E").And.Contain("fid").And.Not.Contain("Warning"));
        Assert.That(box.Output, Does.Contain("Feature Count: 1").And.Not.Contain("Feature Count: 500"));
    }

    [Test]
    public async Task Another_process_that_writes_is_seen_and_changes_the_revision([Values("delete", "wal")] string journal)
    {
        await MakeAsync("points", 10);
        await AskAsync($"PRAGMA journal_mode = {journal}");
        await using GeoPackageSource source = GeoPackageSource.Open(File, "points");
        ulong before = await source.ReadRevisionAsync(default);
        Assert.That(await source.ReadRevisionAsync(default), Is.EqualTo(before));
        Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.EqualTo(10));

        await using var writer = new SqliteConnection($"Data Source={File};Pooling=False");
        await writer.OpenAsync();
        await using SqliteCommand command = writer.CreateCommand();
        command.CommandText = "DROP TRIGGER rtree_points_geom_delete; DELETE FROM points WHERE fid > 7";
        await command.ExecuteNonQueryAsync();

        Assert.That(await source.ReadRevisionAsync(default), Is.Not.EqualTo(before));
        Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.EqualTo(7));
        Assert.That(await source.CountAsync(FeatureQuery.All with { Box = Box.WholeEarth }, default), Is.EqualTo(7), "an index without its triggers is not trusted");
    }

    [Test]
    public async Task A_file_put_in_the_place_of_another_is_read_and_a_deleted_one_is_unavailable()
    {
        await MakeAsync("points", 10);
        await using GeoPackageSource source = GeoPackageSource.Open(File, "points");
        Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.EqualTo(10));

        System.IO.File.Delete(File);
        Assert.That(async () => await source.CountAsync(FeatureQuery.All, default), Throws.InstanceOf<SourceUnavailableException>());
        await MakeAsync("points", 3);
        Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.EqualTo(3));
    }

    [Test]
    public async Task What_is_no_geopackage_is_named()
    {
        await System.IO.File.WriteAllTextAsync(File, "this is a text, long enough to be looked at as a database by its first hundred bytes, which it is not at all");
        await using GeoPackageSource source = GeoPackageSource.Open(File, "points");

        Assert.That(async () => await source.ReadSchemaAsync(default), Throws.InstanceOf<SourceFaultException>().With.Message.Contains("no GeoPackage"));
    }

    [Test]
    public async Task The_layers_of_a_file_are_listed()
    {
        await MakeAsync("b", 1);
        await MakeAsync("a", 1);

        Assert.That(GeoPackageSource.ReadLayers(File).Select(layer => (layer.Table, layer.GeometryType)), Is.EqualTo(((string, ShapeType?)[])[("a", ShapeType.Point), ("b", ShapeType.Point)]));
    }

    // On a grid of half degrees from 100 E, 20 N.
    [Test]
    public async Task The_same_rows_written_at_a_given_time_make_the_same_bytes()
    {
        var time = new DateTimeOffset(2025, 7, 1, 8, 0, 0, TimeSpan.FromHours(8));
        await MakeAsync("points", 1000, written: time);
        byte[] first = await System.IO.File.ReadAllBytesAsync(File);
        object? said = await AskAsync("SELECT last_change FROM gpkg_contents");
        System.IO.File.Delete(File);

        await MakeAsync("points", 1000, written: time);

        Assert.That(await System.IO.File.ReadAllBytesAsync(File), Is.EqualTo(first));
        Assert.That(said, Is.EqualTo("2025-07-01T00:00:00.000Z"));
    }

    private async Task MakeAsync(string table, int rows, Crs? crs = null, DateTimeOffset? written = null)
    {
        await using GeoPackageStore store = GeoPackageStore.Open(File, written);
        await using IFeatureLoad load = await store.CreateAsync(table, new FeatureSchema([new("n", ValueKind.Integer)], null, "geom", ShapeType.Point, crs ?? Crs.Epsg4326), default);
        var shape = new Shape();
        for (int i = 0; i < rows; i++) load.Add(i + 1, shape.SetPoint(100.5 + (i % 150) * 0.5 + (i % 150 == 0 ? 0 : 0.6), 20.5 + i / 150 * 0.5 + (i >= 150 ? 0.6 : 0)), [Value.Of((long)i)]);
        await load.CompleteAsync(default);
    }

    private async Task<object?> AskAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
