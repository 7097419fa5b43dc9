using System.Buffers.Binary;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Sources.GeoTiff;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Rasters;

/// <summary>GeoTIFFs that are wrong in one way or another: a clear fault, or what can be read and the names of the blocks that cannot; never a crash.</summary>
public sealed class BadRasterTests
{
    private TemporaryFolder _folder = null!;

    [SetUp] public void Create() => _folder = new TemporaryFolder();

    [TearDown] public void Delete() => _folder.Dispose();

    private string Tif => _folder.PathOf("a.tif");

    [Test]
    public async Task An_empty_file_says_so()
    {
        await File.WriteAllBytesAsync(Tif, []);
        await AssertFaultAsync("0 bytes");
    }

    [TestCase("PK\u0003\u0004 and so on, an archive"), TestCase("II"), TestCase("MM\0*"), TestCase("<html>not found</html>")]
    public async Task What_is_no_TIFF_says_so(string text)
    {
        await File.WriteAllTextAsync(Tif, text);
        await AssertFaultAsync("a.tif");
    }

    [Test]
    public async Task A_picture_that_lies_nowhere_says_so()
    {
        await GdalRasters.RunAsync("gdal_create", "-q", "-outsize", "50", "40", "-ot", "Byte", Tif);
        await AssertFaultAsync("nothing in it says where");
    }

    [TestCase("EPSG:2056", "EPSG:2056")]
    [TestCase("+proj=tmerc +lat_0=0 +lon_0=106.4 +k=1 +x_0=400000 +y_0=0 +ellps=GRS80 +units=m", "no EPSG number")]
    public async Task A_CRS_that_is_not_known_is_named_and_can_be_given(string crs, string named)
    {
        await GdalRasters.RunAsync("gdal_create", "-q", "-outsize", "50", "40", "-ot", "Byte", "-a_srs", crs, "-a_ullr", "300000", "3300000", "305000", "3296000", Tif);
        await AssertFaultAsync(named);

        await using var source = GeoTiffSource.Open(Tif, CrsRegistry.ByEpsg(4545));
        RasterInfo info = await source.ReadInfoAsync(default);

        Assert.That(info.Crs.Name, Is.EqualTo("EPSG:4545"));
        Assert.That(info.Bounds, Is.EqualTo(new Core.Geometries.Box(300_000, 3_296_000, 305_000, 3_300_000)));
    }

    [TestCase("CInt16", "type that is not read"), TestCase("CFloat32", "type that is not read")]
    public async Task Numbers_that_are_not_read_are_named(string type, string named)
    {
        await GdalRasters.MakeAsync(Tif, "-ot", type);
        await AssertFaultAsync(named);
    }

    [TestCase("LZMA"), TestCase("ZSTD"), TestCase("LERC")]
    public async Task Ways_of_packing_that_are_not_read_are_named(string packing)
    {
        try
        {
            await GdalRasters.MakeAsync(Tif, "-co", $"COMPRESS={packing}", "-ot", "Float32");
        }
        catch (Exception failure) when (failure is not AssertionException)
        {
            Assert.Ignore($"This GDAL does not write {packing}.");
        }
        await AssertFaultAsync("packed in a way that is not read");
    }

    [Test]
    public async Task Ground_control_points_alone_are_no_place()
    {
        await GdalRasters.RunAsync("gdal_create", "-q", "-outsize", "50", "40", "-ot", "Byte", _folder.PathOf("b.tif"));
        await GdalRasters.RunAsync("gdal_translate", "-q", "-a_srs", "EPSG:4326", "-gcp", "0", "0", "106", "30", "-gcp", "50", "0", "107", "30.1", "-gcp", "0", "40", "106.1", "29", _folder.PathOf("b.tif"), Tif);
        await AssertFaultAsync("gdalwarp");
    }

    [Test]
    public async Task A_file_cut_anywhere_serves_what_is_whole_or_is_a_fault([Values("NONE", "DEFLATE", "LZW")] string packing, [Values(false, true)] bool isCog)
    {
        string whole = _folder.PathOf("whole.tif"), plain = _folder.PathOf("plain.tif");
        await GdalRasters.MakeAsync(plain, "-ot", "Int16");
        if (isCog) await GdalRasters.RunAsync("gdal_translate", "-q", "-of", "COG", "-co", "BLOCKSIZE=128", "-co", $"COMPRESS={packing}", plain, whole);
        else await GdalRasters.RunAsync("gdal_translate", "-q", "-co", $"COMPRESS={packing}", plain, whole);
        byte[] bytes = await File.ReadAllBytesAsync(whole);
        float[] all = await Raster.ValuesAsync(whole);
        int faults = 0, parts = 0;
        for (int length = 1; length < bytes.Length; length += Math.Max(1, bytes.Length / 60))
        {
            await File.WriteAllBytesAsync(Tif, bytes[..length]);
            await using var source = GeoTiffSource.Open(Tif);
            try
            {
                RasterInfo info = await source.ReadInfoAsync(default);
                var values = new float[331 * 217];
                await source.ReadValuesAsync(info, Raster.All(info, 0, 1), values, default);

                Assert.That(values.Zip(all).All(pair => float.IsNaN(pair.First) || pair.First == pair.Second), $"cut at {length}");
                RowFaults found = await source.FindFaultsAsync(default);
                Assert.That(string.Join('\n', found.Describe(source.Description)), Does.Contain("a.tif").And.Contain("cut off").Or.Contain("damaged"), $"cut at {length}");
                parts++;
            }
            catch (SourceFaultException fault)
            {
                Assert.That(fault.Message, Does.Contain("a.tif"));
                faults++;
            }
        }
        Assert.That(faults + parts, Is.GreaterThan(50));
        // GDAL writes directories before pixels.
        Assert.That(faults, Is.GreaterThan(0));
        Assert.That(parts, Is.GreaterThan(10));
    }

    [Test]
    public async Task A_file_of_noise_in_a_sound_frame_never_crashes([Values("NONE", "DEFLATE", "LZW", "PACKBITS", "JPEG")] string packing)
    {
        await GdalRasters.MakeAsync(Tif, "-ot", "Byte", "-scale", "0", "2400", "0", "255", "-co", $"COMPRESS={packing}", "-co", "TILED=YES", "-co", "BLOCKXSIZE=64", "-co", "BLOCKYSIZE=64");
        byte[] bytes = await File.ReadAllBytesAsync(Tif);
        var random = new Random(7);
        for (int trial = 0; trial < 40; trial++)
        {
            byte[] noisy = [.. bytes];
            for (int i = 0; i < 1 + (trial * 3); i++) noisy[random.Next(8, noisy.Length)] = (byte)random.Next(256);
            await File.WriteAllBytesAsync(Tif, noisy);
            await using var source = GeoTiffSource.Open(Tif);
            try
            {
                RasterInfo info = await source.ReadInfoAsync(default);
                if (info.Width > 4096 || info.Height > 4096) continue;
                var values = new float[info.Width * info.Height];
                await source.ReadValuesAsync(info, Raster.All(info, 0, 1), values, default);
                await source.FindFaultsAsync(default);
            }
            catch (Exception named) when (named is SourceFaultException or SourceUnavailableException)
            {
                Assert.That(named.Message, Does.Contain("a.tif"), $"trial {trial}, seed 7");
            }
        }
    }

    // ImageWidth, ImageLength and RowsPerStrip are the numbers of a header: any can lie.
    [TestCase((ushort)256, 0x7fff_fff0u), TestCase((ushort)257, 0x7fff_fff0u), TestCase((ushort)256, 0u), TestCase((ushort)257, 0u), TestCase((ushort)256, 0xffff_ffffu), TestCase((ushort)278, 0xffff_ffffu), TestCase((ushort)277, 60_000u), TestCase((ushort)258, 99u)]
    public async Task A_header_that_lies_costs_no_memory(ushort tag, uint number)
    {
        await GdalRasters.MakeAsync(Tif, "-ot", "Int16");
        byte[] bytes = await File.ReadAllBytesAsync(Tif);
        int directory = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)), count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(directory));
        int entry = Enumerable.Range(0, count).Select(i => directory + 2 + (i * 12)).Single(at => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at)) == tag);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(entry + 2), 4);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(entry + 8), number);
        await File.WriteAllBytesAsync(Tif, bytes);
        await using var source = GeoTiffSource.Open(Tif);
        long before = GC.GetAllocatedBytesForCurrentThread();

        try
        {
            // A strip as high as can be is the whole picture: that is sound.
            await source.ReadInfoAsync(default);
            Assert.That(tag, Is.EqualTo(278));
        }
        catch (SourceFaultException fault)
        {
            Assert.That(fault.Message, Does.Contain("a.tif").And.Length.GreaterThan(40));
        }
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20));
    }

    [Test]
    public async Task Directories_that_go_round_are_a_fault()
    {
        await GdalRasters.MakeAsync(Tif, "-ot", "Byte", "-scale", "0", "2400", "0", "255");
        byte[] bytes = await File.ReadAllBytesAsync(Tif);
        int directory = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)), count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(directory));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(directory + 2 + (count * 12)), directory);
        await File.WriteAllBytesAsync(Tif, bytes);

        await AssertFaultAsync("go round");
    }

    [Test]
    public async Task A_damaged_block_has_no_values_and_the_others_theirs()
    {
        await GdalRasters.MakeAsync(Tif, "-ot", "Int16", "-co", "COMPRESS=DEFLATE", "-co", "TILED=YES", "-co", "BLOCKXSIZE=64", "-co", "BLOCKYSIZE=64");
        float[] all = await Raster.ValuesAsync(Tif);
        byte[] bytes = await File.ReadAllBytesAsync(Tif);
        bytes.AsSpan(bytes.Length / 2, 300).Clear();
        await File.WriteAllBytesAsync(Tif, bytes);
        await using var source = GeoTiffSource.Open(Tif);
        RasterInfo info = await source.ReadInfoAsync(default);
        var values = new float[331 * 217];

        await source.ReadValuesAsync(info, Raster.All(info, 0, 1), values, default);

        Assert.That(values.Count(float.IsNaN), Is.InRange(100, 64 * 64 * 3));
        Assert.That(values.Zip(all).All(pair => float.IsNaN(pair.First) || pair.First == pair.Second));
        Assert.That(source.Faults.Notes, Has.Length.EqualTo(1).And.Some.Contains("blocks cannot be read and have no values"));
    }

    [Test]
    public async Task A_picture_of_more_pixels_than_may_be_read_is_refused()
    {
        // 40,000 x 40,000 pixels that were never written: some kilobytes.
        await GdalRasters.RunAsync("gdal_create", "-q", "-outsize", "40000", "40000", "-ot", "Byte", "-co", "TILED=YES", "-co", "SPARSE_OK=TRUE", "-a_srs", "EPSG:4326", "-a_ullr", "100", "40", "110", "30", Tif);
        await using DrawnRaster drawn = await DrawnRaster.OpenAsync(Tif, """{"id": "p", "type": "color-relief", "source": "r", "paint": {"color-relief-color": ["interpolate", ["linear"], ["elevation"], 0, "#000", 255, "#fff"]}}""");

        Core.RequestException? refused = await Assert.ThrowsAsync<Core.RequestException>(() => drawn.TilesAsync(TileMatrixSet.WebMercatorQuad, new TileRange(4, 12, 6, 13, 7)));

        Assert.That(refused!.Message, Does.Contain("gdaladdo"));
        Assert.That(async () => await drawn.TilesAsync(TileMatrixSet.WebMercatorQuad, new TileRange(12, 3200, 1650, 3200, 1650)), Throws.Nothing);
    }

    private async Task AssertFaultAsync(string reason)
    {
        await using var source = GeoTiffSource.Open(Tif);
        SourceFaultException? fault = await Assert.ThrowsAsync<SourceFaultException>(async () => await source.ReadInfoAsync(default));
        Assert.That(fault!.Message, Does.Contain("a.tif").And.Contain(reason));
        Assert.That(await source.ReadRevisionAsync(default), Is.Not.Zero);
    }
}
