using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Sources.MbTiles;
using GeoServe.Sources.PmTiles;
using GeoServe.TestKit;
using GeoServe.TestKit.Archives;
using NUnit.Framework;
using Tile = GeoServe.Core.Sources.Tile;

namespace GeoServe.IntegrationTests.Archives;

/// <summary>Each tile of an archive, byte by byte, beside readers that are not ours.</summary>
public sealed class ArchiveReadingTests
{
    private TemporaryFolder _folder = null!;
    private string _vector = "";

    [OneTimeSetUp]
    public async Task MakeAsync()
    {
        _folder = new TemporaryFolder();
        _vector = await MadeArchives.VectorAsync(_folder);
    }

    [OneTimeTearDown] public void Delete() => _folder.Dispose();

    [Test]
    public async Task Vector_tiles_of_mbtiles_are_those_that_sqlite_reads()
    {
        await using MbTilesSource source = MbTilesSource.Open(_vector);
        ArchiveTiles expected = await ArchiveTiles.OfMbTilesAsync(_vector);

        await CompareAsync(source, expected.Tiles, unpacks: false);
        TileArchive archive = await source.DescribeAsync(default);
        Assert.That((archive.Format, archive.MinZoom, archive.MaxZoom), Is.EqualTo((TileFormat.Mvt, 0, 5)));
        Assert.That(archive.Layers.Single().Name, Is.EqualTo("squares"));
        Assert.That(archive.Layers.Single().Columns.Select(column => column.Name), Is.EquivalentTo(new[] { "name", "n" }));
        Assert.That(archive.Bounds.MinX, Is.EqualTo(-160).Within(0.01));
        Assert.That(archive.Bounds.MaxY, Is.EqualTo(70).Within(0.01));
    }

    [TestCase(0, 2)]
    [TestCase(0, 1)]
    [TestCase(0, 3)]
    [TestCase(40, 2)]
    [TestCase(7, 1)]
    [TestCase(7, 3)]
    public async Task Tiles_of_pmtiles_are_those_that_its_makers_reader_reads(int leafEntries, byte packing)
    {
        string file = await MadeArchives.PmTilesAsync(_folder, _vector, new PmTilesWriter
        {
            LeafEntries = leafEntries, Internal = packing, Metadata = """{"attribution":"Us","vector_layers":[{"id":"squares","fields":{"name":"String","n":"Number"},"minzoom":0,"maxzoom":5}]}""", Bounds = [-160, -70, 160, 70],
        });
        await using PmTilesSource source = PmTilesSource.Open(file);
        IReadOnlyDictionary<TileCoordinate, byte[]> stored = (await ArchiveTiles.OfMbTilesAsync(_vector)).Tiles;

        await CompareAsync(source, stored, unpacks: false);
        if (packing != 3) await CompareAsync(source, (await ArchiveTiles.OfPmTilesAsync(file)).Tiles, unpacks: true);      // Node's reader knows no Brotli
        TileArchive archive = await source.DescribeAsync(default);
        Assert.That((archive.Format, archive.MinZoom, archive.MaxZoom, archive.Attribution), Is.EqualTo((TileFormat.Mvt, 0, 5, "Us")));
        Assert.That(archive.Layers.Single().Name, Is.EqualTo("squares"));
    }

    [TestCase("PNG", TileFormat.Png, 2)]
    [TestCase("JPEG", TileFormat.Jpeg, 3)]
    [TestCase("WEBP", TileFormat.WebP, 4)]
    public async Task Pictures_are_those_that_sqlite_reads(string format, TileFormat expected, byte type)
    {
        string file = await MadeArchives.RasterAsync(_folder, format);
        ArchiveTiles tiles = await ArchiveTiles.OfMbTilesAsync(file);
        string packed = await MadeArchives.PmTilesAsync(_folder, file, new PmTilesWriter { TileType = type, TileCompression = 1, LeafEntries = 10, Metadata = "{}" });
        await using MbTilesSource source = MbTilesSource.Open(file);
        await using PmTilesSource same = PmTilesSource.Open(packed);

        await CompareAsync(source, tiles.Tiles, unpacks: false);
        await CompareAsync(same, tiles.Tiles, unpacks: false);
        Assert.That(tiles.Tiles, Has.Count.EqualTo(1 + 4 + 16 + 64));
        foreach (TileArchive archive in (TileArchive[])[await source.DescribeAsync(default), await same.DescribeAsync(default)])
        {
            Assert.That((archive.Format, archive.MinZoom, archive.MaxZoom, archive.TilePixels), Is.EqualTo((expected, 0, 3, 256)));
        }
    }

    [Test]
    public async Task Deduplicated_views_over_map_and_images_are_read()
    {
        string file = _folder.PathOf("views.mbtiles");
        await new TestKit.Processes.Command("sqlite3", file,
            $"ATTACH '{_vector}' AS plain; CREATE TABLE metadata AS SELECT * FROM plain.metadata; CREATE TABLE images AS SELECT DISTINCT tile_data, hex(tile_data) AS tile_id FROM plain.tiles; "
            + "CREATE TABLE map AS SELECT zoom_level, tile_column, tile_row, hex(tile_data) AS tile_id FROM plain.tiles; CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row); "
            + "CREATE UNIQUE INDEX images_id ON images (tile_id); CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images ON images.tile_id = map.tile_id;").RunAsync();
        await using MbTilesSource source = MbTilesSource.Open(file);

        await CompareAsync(source, (await ArchiveTiles.OfMbTilesAsync(_vector)).Tiles, unpacks: false);
    }

    [Test]
    public async Task The_leaves_runs_and_gaps_of_trial_T070_are_read()
    {
        await using PmTilesSource source = PmTilesSource.Open(SharedFolder.Require("trials", "files", "T070-leaf.pmtiles"));

        await CompareAsync(source, (await ArchiveTiles.OfPmTilesAsync(SharedFolder.Require("trials", "files", "T070-leaf.pmtiles"))).Tiles, unpacks: true);
    }

    [Test]
    public async Task The_rows_from_the_south_and_the_packed_and_unpacked_tiles_of_trial_T071_are_read()
    {
        string file = SharedFolder.Require("trials", "files", "T071-tms.mbtiles");
        await using MbTilesSource source = MbTilesSource.Open(file);
        ulong revision = await source.ReadRevisionAsync(default);

        await CompareAsync(source, (await ArchiveTiles.OfMbTilesAsync(file)).Tiles, unpacks: false);
        Assert.That((await source.ReadAsync(new(1, 0, 0), revision, default))!.Encoding, Is.EqualTo(TileEncoding.Gzip));
        Assert.That((await source.ReadAsync(new(1, 1, 0), revision, default))!.Encoding, Is.EqualTo(TileEncoding.None));
        Assert.That(await source.ReadAsync(new(1, 1, 1), revision, default), Is.Null);
    }

    // Every tile of the archive's zooms, those that are not there too.
    private static async Task CompareAsync(ITileSource source, IReadOnlyDictionary<TileCoordinate, byte[]> expected, bool unpacks)
    {
        ulong revision = await source.ReadRevisionAsync(default);
        TileArchive archive = await source.DescribeAsync(default);
        Assert.That(expected, Is.Not.Empty);
        for (int z = 0; z <= archive.MaxZoom + 1; z++)
        {
            for (int y = 0; y < 1 << z; y++)
            {
                for (int x = 0; x < 1 << z; x++)
                {
                    var at = new TileCoordinate(z, x, y);
                    Tile? tile = await source.ReadAsync(at, revision, default);
                    byte[]? body = tile is null ? null : unpacks ? TileBody.Unpack(tile).ToArray() : tile.Body.ToArray();
                    if (!expected.TryGetValue(at, out byte[]? wanted)) Assert.That(body, Is.Null, $"{at}");
                    else if (body is null || !body.AsSpan().SequenceEqual(wanted)) Assert.Fail($"{at}: {body?.Length} bytes instead of {wanted.Length}");
                }
            }
        }
    }
}
