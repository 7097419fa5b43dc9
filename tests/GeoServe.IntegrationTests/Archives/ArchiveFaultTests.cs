using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Sources.MbTiles;
using GeoServe.Sources.PmTiles;
using GeoServe.TestKit;
using GeoServe.TestKit.Archives;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Archives;

/// <summary>Archives that are none, damaged, cut off, replaced or taken away.</summary>
public sealed class ArchiveFaultTests
{
    private static readonly byte[] Body = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];

    private TemporaryFolder _folder = null!;
    private FakeTimeProvider _time = null!;

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        _time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(1));        // whatever is written now was written long ago
    }

    [TearDown] public void Delete() => _folder.Dispose();

    [TestCase("", "0 bytes")]
    [TestCase("474946383961", "does not begin with 'PMTiles'")]
    [TestCase("504D02000000000000000000", "version 1 or 2")]
    [TestCase("504D54696C65730200000000", "version 2")]
    [TestCase("504D54696C65730300000000", "within its header")]
    public void What_is_no_archive_of_version_3_is_told(string hex, string reason) => AssertFault(PmTiles(Convert.FromHexString(hex)), reason);

    [TestCase(97, 4, "directories are packed by zstd")]
    [TestCase(97, 9, "not said")]
    [TestCase(98, 4, "tiles are packed by zstd")]
    [TestCase(99, 5, "AVIF")]
    [TestCase(99, 6, "type 6")]
    [TestCase(101, 99, "zooms")]
    public void What_cannot_be_served_is_told(int at, int value, string reason)
    {
        byte[] archive = Archive();
        archive[at] = (byte)value;

        AssertFault(PmTiles(archive), reason);
    }

    [Test]
    public void An_archive_that_was_cut_off_anywhere_is_told_when_it_is_opened()
    {
        byte[] archive = Archive();
        for (int length = 0; length < archive.Length; length += 13) AssertFault(PmTiles(archive[..length]), "empty|no such archive|within its header|cut off");
    }

    [Test]
    public void A_directory_that_unpacks_to_gigabytes_is_told()
    {
        byte[] bomb = new byte[64 << 20];
        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bomb);
        byte[] archive = Archive(), with = [.. archive[..127], .. packed.ToArray()];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(with.AsSpan(8), 127);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(with.AsSpan(16), packed.Length);
        with.AsSpan(24, 48).Clear();

        AssertFault(PmTiles(with), "unpack to more than");
    }

    [Test]
    public async Task A_leaf_that_leads_to_itself_is_a_fault_not_an_endless_loop()
    {
        byte[] leaf = PmTilesWriter.Directory([(0, 0, 5, 0)]);
        var writer = new PmTilesWriter { Internal = 1, LeafEntries = 1 };
        byte[] archive = writer.Write(new Dictionary<TileCoordinate, byte[]> { [new(0, 0, 0)] = Body });
        long leaves = System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(archive.AsSpan(40));
        leaf.CopyTo(archive.AsSpan((int)leaves));
        await using PmTilesSource source = PmTiles(archive);

        Assert.That(async () => await ReadAsync(source), Throws.TypeOf<SourceFaultException>().With.Message.Contains("more than 4 times"));
    }

    [Test]
    public void Any_damage_to_an_archive_gives_tiles_or_a_fault()
    {
        byte[] sound = Archive(leafEntries: 3);
        int number = 0;
        var damage = from at in Gen.Choose(8, sound.Length - 1) from value in Gen.Choose(0, 255) from more in Gen.Choose(8, sound.Length - 1) select (at, value, more);

        Prop.ForAll(damage.ToArbitrary(), change =>
        {
            byte[] archive = [.. sound];
            archive[change.at] = (byte)change.value;
            archive[change.more] ^= (byte)change.value;
            string path = _folder.PathOf($"{number++}.pmtiles");
            File.WriteAllBytes(path, archive);
            try
            {
                using PmTilesFile file = PmTilesFile.Open(path);
                for (int z = 0; z < 4; z++) file.Read(new TileCoordinate(z, (1 << z) - 1, 0));
            }
            catch (SourceFaultException fault)
            {
                Assert.That(fault.Message, Does.Contain(path));
            }
            File.Delete(path);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Test]
    public async Task A_database_without_tiles_or_no_database_at_all_is_told()
    {
        await File.WriteAllBytesAsync(_folder.PathOf("a.mbtiles"), []);
        await File.WriteAllTextAsync(_folder.PathOf("b.mbtiles"), "This is a text that somebody gave the name of an archive. " + new string('x', 2_000));
        await new TestKit.Processes.Command("sqlite3", _folder.PathOf("c.mbtiles"), "CREATE TABLE things (a)").RunAsync();
        await new TestKit.Processes.Command("sqlite3", _folder.PathOf("d.mbtiles"), "CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)").RunAsync();
        string vector = await MadeArchives.VectorAsync(_folder);
        byte[] whole = await File.ReadAllBytesAsync(vector);
        await File.WriteAllBytesAsync(_folder.PathOf("e.mbtiles"), whole[..(whole.Length / 3)]);

        AssertFault(MbTiles("a"), "0 bytes");
        AssertFault(MbTiles("b"), "not an SQLite database");
        AssertFault(MbTiles("c"), "no table or view 'tiles'");
        AssertFault(MbTiles("d"), "has no tile");
        AssertFault(MbTiles("e"), "damaged or cut off");
    }

    [Test]
    public void An_archive_that_is_not_there_gives_no_answer()
    {
        Assert.That(async () => await MbTiles("none").DescribeAsync(default), Throws.TypeOf<SourceUnavailableException>());
        Assert.That(async () => await PmTilesSource.Open(_folder.PathOf("none.pmtiles")).DescribeAsync(default), Throws.TypeOf<SourceUnavailableException>());
    }

    [Test]
    public async Task A_half_copied_archive_is_asked_again_instead_of_being_given_up()
    {
        string path = _folder.PathOf("growing.pmtiles");
        await File.WriteAllBytesAsync(path, Archive()[..200]);
        await using var source = PmTilesSource.Open(path);

        Assert.That(async () => await source.DescribeAsync(default), Throws.TypeOf<SourceUnavailableException>().With.Message.Contains("looked at again"));
        await File.WriteAllBytesAsync(path, Archive());
        Assert.That((await ReadAsync(source))!.Body.ToArray(), Is.EqualTo(Body));
    }

    [Test]
    public async Task After_a_replacement_no_revision_gives_tiles_of_another_state()
    {
        string path = _folder.PathOf("a.pmtiles"), other = _folder.PathOf("b.pmtiles");
        await File.WriteAllBytesAsync(path, Archive());
        await using var source = PmTilesSource.Open(path, _time);
        ulong before = await source.ReadRevisionAsync(default);
        await File.WriteAllBytesAsync(other, Archive(body: [9, 9, 9]));

        File.Move(other, path, overwrite: true);

        Assert.That((await source.ReadAsync(new(0, 0, 0), before, default))!.Body.ToArray(), Is.EqualTo(Body), "whoever has the old snapshot sees the old state");
        ulong after = await source.ReadRevisionAsync(default);
        Assert.That(after, Is.Not.EqualTo(before));
        Assert.That((await source.ReadAsync(new(0, 0, 0), after, default))!.Body.ToArray(), Is.EqualTo(new byte[] { 9, 9, 9 }));
        Assert.That((await source.ReadAsync(new(0, 0, 0), before, default))!.Body.ToArray(), Is.EqualTo(Body));
        Assert.That(async () => await source.ReadAsync(new(0, 0, 0), 1, default), Throws.TypeOf<SourceUnavailableException>(), "a state that nobody knows");
    }

    [Test]
    public async Task What_is_written_into_an_open_archive_is_not_given_under_the_old_revision()
    {
        string path = _folder.PathOf("a.pmtiles");
        await File.WriteAllBytesAsync(path, Archive());
        await using var source = PmTilesSource.Open(path, _time);
        ulong before = await source.ReadRevisionAsync(default);

        await File.WriteAllBytesAsync(path, Archive(body: [9, 9, 9]));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));

        Assert.That(async () => await source.ReadAsync(new(0, 0, 0), before, default), Throws.TypeOf<SourceUnavailableException>());
        Assert.That((await ReadAsync(source))!.Body.ToArray(), Is.EqualTo(new byte[] { 9, 9, 9 }));
    }

    [Test]
    public async Task A_faulty_replacement_leaves_what_was_open_until_a_sound_one_comes()
    {
        string path = _folder.PathOf("a.pmtiles"), other = _folder.PathOf("b.pmtiles");
        await File.WriteAllBytesAsync(path, Archive());
        await using var source = PmTilesSource.Open(path, _time);
        ulong before = await source.ReadRevisionAsync(default);
        await File.WriteAllTextAsync(other, "no archive at all");
        File.Move(other, path, overwrite: true);

        Assert.That(async () => await source.ReadRevisionAsync(default), Throws.TypeOf<SourceFaultException>());
        Assert.That((await source.ReadAsync(new(0, 0, 0), before, default))!.Body.ToArray(), Is.EqualTo(Body));
        await File.WriteAllBytesAsync(other, Archive(body: [7]));
        File.Move(other, path, overwrite: true);
        Assert.That((await ReadAsync(source))!.Body.ToArray(), Is.EqualTo(new byte[] { 7 }));
    }

    [Test]
    public async Task A_commit_into_an_open_mbtiles_is_another_revision()
    {
        string vector = await MadeArchives.VectorAsync(_folder);
        await using var source = MbTilesSource.Open(vector, _time);
        ulong before = await source.ReadRevisionAsync(default);
        await source.ReadAsync(new(0, 0, 0), before, default);

        await new TestKit.Processes.Command("sqlite3", vector, "UPDATE tiles SET tile_data = x'010203' WHERE zoom_level = 0").RunAsync();

        Assert.That(async () => await source.ReadAsync(new(0, 0, 0), before, default), Throws.TypeOf<SourceUnavailableException>());
        Assert.That((await ReadAsync(source))!.Body.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    private static byte[] Archive(int leafEntries = 0, byte[]? body = null) => new PmTilesWriter { LeafEntries = leafEntries, TileCompression = 1 }.Write(
        Enumerable.Range(0, 4).ToDictionary(z => new TileCoordinate(z, (1 << z) - 1, 0), z => z == 0 ? body ?? Body : [.. Body, (byte)z]));

    private PmTilesSource PmTiles(byte[] bytes)
    {
        string path = _folder.PathOf($"{Guid.NewGuid():n}.pmtiles");
        File.WriteAllBytes(path, bytes);
        return PmTilesSource.Open(path, _time);
    }

    private MbTilesSource MbTiles(string name) => MbTilesSource.Open(_folder.PathOf(name + ".mbtiles"), _time);

    private static async Task<Core.Sources.Tile?> ReadAsync(ITileSource source) => await source.ReadAsync(new(0, 0, 0), await source.ReadRevisionAsync(default), default);

    private static void AssertFault(ITileSource source, string reason) =>
        Assert.That(async () => await source.DescribeAsync(default), Throws.TypeOf<SourceFaultException>().With.Message.Matches(reason));
}
