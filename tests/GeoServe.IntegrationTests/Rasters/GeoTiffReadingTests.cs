using GeoServe.Core.Sources;
using GeoServe.Sources.GeoTiff;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Rasters;

/// <summary>Pixels of GeoTIFFs that GDAL wrote in every way it can, beside what GDAL reads.</summary>
public sealed class GeoTiffReadingTests
{
    private TemporaryFolder _folder = null!;

    [SetUp] public void Create() => _folder = new TemporaryFolder();

    [TearDown] public void Delete() => _folder.Dispose();

    private string Tif => _folder.PathOf("a.tif");

    [Test, Combinatorial]
    public async Task Numbers_of_every_type_and_packing_are_those_that_GDAL_reads(
        [Values("Byte", "UInt16", "Int16", "UInt32", "Int32", "Float32", "Float64")] string type,
        [Values("NONE", "LZW", "DEFLATE", "PACKBITS")] string packing,
        [Values("", "TILED=YES", "BLOCKYSIZE=7")] string blocks)
    {
        await GdalRasters.MakeAsync(Tif, [.. Scaled(type), "-ot", type, "-co", $"COMPRESS={packing}", .. Option(blocks), "-co", "BLOCKXSIZE=64", .. blocks == "TILED=YES" ? ["-co", "BLOCKYSIZE=48"] : Array.Empty<string>()]);

        await AssertSameAsync();
    }

    [TestCase("Byte", 2), TestCase("Int16", 2), TestCase("UInt32", 2), TestCase("Float32", 2), TestCase("Float32", 3), TestCase("Float64", 2), TestCase("Float64", 3)]
    public async Task Differences_are_undone(string type, int predictor)
    {
        foreach (string packing in new[] { "LZW", "DEFLATE" })
        {
            foreach (string order in new[] { "LITTLE", "BIG" })
            {
                File.Delete(Tif);
                await GdalRasters.MakeAsync(Tif, [.. Scaled(type), "-ot", type, "-co", $"COMPRESS={packing}", "-co", $"PREDICTOR={predictor}", "-co", "TILED=YES", "-co", $"ENDIANNESS={order}"]);

                await AssertSameAsync();
            }
        }
    }

    [TestCase("-ot", "Int16", "-co", "BIGTIFF=YES", "-co", "TILED=YES")]
    [TestCase("-ot", "Int16", "-co", "ENDIANNESS=BIG")]
    [TestCase("-ot", "Float64", "-co", "ENDIANNESS=BIG", "-co", "BIGTIFF=YES")]
    [TestCase("-ot", "Float32", "-co", "NBITS=16", "-co", "COMPRESS=DEFLATE")]
    [TestCase("-ot", "Byte", "-scale", "0", "2400", "0", "15", "-co", "NBITS=4")]
    [TestCase("-ot", "Byte", "-scale", "0", "2400", "0", "3", "-co", "NBITS=2", "-co", "COMPRESS=LZW")]
    [TestCase("-ot", "Byte", "-scale", "0", "2400", "0", "1", "-co", "NBITS=1")]
    [TestCase("-ot", "Int16", "-b", "1", "-b", "1", "-b", "1", "-co", "INTERLEAVE=BAND")]
    [TestCase("-ot", "Int16", "-b", "1", "-b", "1", "-b", "1", "-co", "INTERLEAVE=PIXEL", "-co", "COMPRESS=DEFLATE", "-co", "PREDICTOR=2")]
    [TestCase("-ot", "Int16", "-a_scale", "0.1", "-a_offset", "-40")]
    [TestCase("-ot", "Byte", "-scale", "0", "2400", "0", "255", "-co", "COMPRESS=JPEG", "-co", "JPEG_QUALITY=90", "-co", "TILED=YES")]
    public async Task Rarer_ways_to_write_are_read(params string[] options)
    {
        await GdalRasters.MakeAsync(Tif, options);

        // Two readers of JPEG round by one.
        await AssertSameAsync(within: options.Contains("COMPRESS=JPEG") ? 1 : 0);
    }

    [TestCase("Int16", "-32768"), TestCase("Float32", "-3.4028234663852886e+38"), TestCase("Float32", "nan"), TestCase("Byte", "0")]
    public async Task What_has_no_value_is_no_number(string type, string none)
    {
        // A window beyond the grid: GDAL fills what is not there.
        await GdalRasters.RunAsync("gdal_translate", "-q", "-a_srs", "EPSG:4326", "-srcwin", "-20", "-10", "96", "72", "-a_nodata", none, "-ot", type, RepositoryFolder.PathOf("samples", "chongqing", "data", "dem.asc"), Tif);
        double[] expected = await GdalRasters.ReadAsync(Tif, _folder), shown = await GdalRasters.ReadAsync(Tif, _folder, "mask");

        float[] values = await Raster.ValuesAsync(Tif);

        Assert.That(shown.Count(mask => mask == 0), Is.GreaterThan(1000));
        Assert.That(values, Is.EqualTo(expected.Zip(shown, (value, mask) => mask == 0 ? float.NaN : (float)value)));
    }

    [Test]
    public async Task A_mask_inside_the_file_hides_pixels()
    {
        string three = _folder.PathOf("three.tif");
        await GdalRasters.MakeAsync(three, "-ot", "Byte", "-scale", "500", "2400", "0", "255", "-b", "1", "-b", "1", "-b", "1", "-b", "1", "-colorinterp", "red,green,blue,alpha");
        await GdalRasters.RunAsync("gdal_translate", "-q", "--config", "GDAL_TIFF_INTERNAL_MASK", "YES", "-b", "1", "-b", "2", "-b", "3", "-mask", "4", "-co", "TILED=YES", "-co", "BLOCKXSIZE=64", "-co", "BLOCKYSIZE=64", three, Tif);
        double[] shown = await GdalRasters.ReadAsync(Tif, _folder, "mask");

        uint[] colours = await Raster.ColoursAsync(Tif);

        Assert.That(shown.Count(mask => mask == 0), Is.GreaterThan(5));
        Assert.That(colours.Select(colour => colour >> 24 == 0), Is.EqualTo(shown.Select(mask => mask == 0)));
    }

    [TestCase("rgb", "-co", "PHOTOMETRIC=RGB"), TestCase("rgb planes", "-co", "PHOTOMETRIC=RGB", "-co", "INTERLEAVE=BAND", "-co", "COMPRESS=LZW")]
    [TestCase("rgba", "-b", "1", "-co", "PHOTOMETRIC=RGB", "-co", "ALPHA=YES"), TestCase("rgba planes", "-b", "1", "-co", "PHOTOMETRIC=RGB", "-co", "ALPHA=YES", "-co", "INTERLEAVE=BAND")]
    [TestCase("jpeg", "-co", "PHOTOMETRIC=YCBCR", "-co", "COMPRESS=JPEG", "-co", "TILED=YES")]
    public async Task Colours_are_those_that_GDAL_reads(string name, params string[] options)
    {
        string gray = _folder.PathOf("gray.tif");
        await GdalRasters.MakeAsync(gray, "-ot", "Byte", "-scale", "0", "2400", "0", "255");
        // Three bands that differ: the relief, the same turned round, and the same again in steps.
        string[] bands = [gray, await BandAsync(gray, "255", "0"), await BandAsync(gray, "0", "120")];
        if (name.StartsWith("rgba", StringComparison.Ordinal)) bands = [.. bands, await BandAsync(gray, "40", "255")];
        await GdalRasters.RunAsync("gdalbuildvrt", ["-q", "-separate", _folder.PathOf("all.vrt"), .. bands]);
        await GdalRasters.RunAsync("gdal_translate", ["-q", .. options.Where((option, i) => option != "-b" && (i == 0 || options[i - 1] != "-b")), _folder.PathOf("all.vrt"), Tif]);
        double[][] expected = [.. await Task.WhenAll(Enumerable.Range(1, bands.Length).Select(band => GdalRasters.ReadAsync(Tif, _folder, $"{band}")))];

        uint[] colours = await Raster.ColoursAsync(Tif);

        // LibTiff and libjpeg differ in how they enlarge the colour of YCbCr, which has a quarter of the pixels.
        int most = name == "jpeg" ? 24 : 1;
        for (int i = 0; i < colours.Length; i++)
        {
            double alpha = bands.Length == 4 ? expected[3][i] : 255;
            Assert.That(colours[i] >> 24, Is.EqualTo(alpha), $"pixel {i}");
            for (int band = 0; band < 3; band++) Assert.That(colours[i] >> (band * 8) & 255, Is.EqualTo(expected[band][i] * alpha / 255).Within(most), $"band {band} of pixel {i}");
        }
    }

    [Test]
    public async Task A_palette_gives_its_colours_and_is_not_mixed()
    {
        string colours = _folder.PathOf("colours.txt");
        await File.WriteAllTextAsync(colours, "0 10 20 30\n500 200 100 50\n1000 0 255 0\n5000 255 255 255\n");
        string rgb = _folder.PathOf("rgb.tif"), dem = _folder.PathOf("dem.tif");
        await GdalRasters.MakeAsync(dem, "-ot", "Int16");
        await GdalRasters.RunAsync("gdaldem", "color-relief", "-q", "-nearest_color_entry", dem, colours, rgb);
        await GdalRasters.RunAsync("rgb2pct.py", "-n", "5", rgb, Tif);
        await GdalRasters.RunAsync("gdal_translate", "-q", "-expand", "rgb", Tif, _folder.PathOf("back.tif"));
        double[][] expected = [.. await Task.WhenAll(Enumerable.Range(1, 3).Select(band => GdalRasters.ReadAsync(_folder.PathOf("back.tif"), _folder, $"{band}")))];
        await using var source = GeoTiffSource.Open(Tif);

        uint[] read = await Raster.ColoursAsync(Tif);

        Assert.That((await source.ReadInfoAsync(default)).IsContinuous, Is.False);
        Assert.That(read.Distinct().Count(), Is.InRange(3, 5));
        Assert.That(read, Is.EqualTo(Enumerable.Range(0, read.Length).Select(i => (uint)expected[0][i] | (uint)expected[1][i] << 8 | (uint)expected[2][i] << 16 | 0xff000000)));
    }

    [TestCase(false), TestCase(true)]
    public async Task Overviews_are_levels_be_they_inside_or_beside(bool beside)
    {
        await GdalRasters.MakeAsync(Tif, "-ot", "Float32", "-co", "TILED=YES", "-co", "BLOCKXSIZE=64", "-co", "BLOCKYSIZE=64", "-co", "COMPRESS=DEFLATE");
        await GdalRasters.RunAsync("gdaladdo", [.. beside ? ["-ro"] : Array.Empty<string>(), "-q", "-r", "average", Tif, "2", "4", "8"]);
        await using var source = GeoTiffSource.Open(Tif);

        RasterInfo info = await source.ReadInfoAsync(default);

        Assert.That(info.Levels, Is.EqualTo(new RasterLevel[] { new(331, 217), new(166, 109), new(83, 55), new(42, 28) }));
        for (int level = 1; level <= 3; level++)
        {
            double[] expected = await GdalRasters.ReadAsync(Tif, _folder, "1", "-oo", $"OVERVIEW_LEVEL={level - 1}");
            Assert.That(await Raster.ValuesAsync(Tif, level), Is.EqualTo(expected.Select(value => (float)value)), $"level {level}");
        }
    }

    [Test]
    public async Task A_cloud_optimised_file_is_read_at_each_of_its_levels()
    {
        string plain = _folder.PathOf("plain.tif");
        await GdalRasters.MakeAsync(plain, "-ot", "Int16");
        await GdalRasters.RunAsync("gdal_translate", "-q", "-of", "COG", "-co", "BLOCKSIZE=128", "-co", "COMPRESS=LZW", "-co", "PREDICTOR=YES", plain, Tif);

        for (int level = 0; level <= 2; level++)
        {
            double[] expected = await GdalRasters.ReadAsync(Tif, _folder, "1", level == 0 ? [] : ["-oo", $"OVERVIEW_LEVEL={level - 1}"]);
            Assert.That(await Raster.ValuesAsync(Tif, level), Is.EqualTo(expected.Select(value => (float)value)), $"level {level}");
        }
    }

    [Test]
    public async Task Cells_of_several_pixels_have_their_mean()
    {
        await GdalRasters.MakeAsync(Tif, "-ot", "Float32", "-co", "TILED=YES", "-co", "BLOCKXSIZE=48", "-co", "BLOCKYSIZE=80");
        double[] pixels = await GdalRasters.ReadAsync(Tif, _folder);

        float[] cells = await Raster.ValuesAsync(Tif, step: 4);

        int columns = (331 + 3) / 4;
        for (int i = 0; i < cells.Length; i++)
        {
            (int x, int y) = (i % columns * 4, i / columns * 4);
            double mean = (from row in Enumerable.Range(y, Math.Min(4, 217 - y)) from column in Enumerable.Range(x, Math.Min(4, 331 - x)) select pixels[(row * 331) + column]).Average();
            Assert.That(cells[i], Is.EqualTo(mean).Within(0.01), $"cell {i}");
        }
    }

    [Test]
    public async Task Blocks_that_were_never_written_have_no_values()
    {
        await GdalRasters.MakeAsync(_folder.PathOf("full.tif"), "-ot", "Byte", "-scale", "0", "2400", "1", "255");
        await GdalRasters.RunAsync("gdal_translate", "-q", "-srcwin", "0", "0", "1000", "500", "-a_nodata", "0", "-co", "SPARSE_OK=TRUE", "-co", "TILED=YES", _folder.PathOf("full.tif"), Tif);

        float[] values = await Raster.ValuesAsync(Tif);

        Assert.That(values.Count(float.IsNaN), Is.EqualTo((1000 * 500) - (331 * 217)));
    }

    [Test]
    public async Task A_part_of_a_raster_is_the_same_as_that_part_of_all_of_it()
    {
        await GdalRasters.MakeAsync(Tif, "-ot", "Int16", "-co", "TILED=YES", "-co", "BLOCKXSIZE=64", "-co", "BLOCKYSIZE=32", "-co", "COMPRESS=DEFLATE");
        float[] all = await Raster.ValuesAsync(Tif);
        await using var source = GeoTiffSource.Open(Tif);
        RasterInfo info = await source.ReadInfoAsync(default);
        var part = new float[70 * 50];

        await source.ReadValuesAsync(info, new RasterWindow(0, 1, 300, 190, 70, 50), part, default);

        for (int i = 0; i < part.Length; i++)
        {
            (int x, int y) = (300 + (i % 70), 190 + (i / 70));
            Assert.That(part[i], Is.EqualTo(x < 331 && y < 217 ? all[(y * 331) + x] : float.NaN));
        }
    }

    [Test]
    public async Task Many_readers_at_once_read_the_same()
    {
        await GdalRasters.MakeAsync(Tif, "-ot", "Int16", "-co", "TILED=YES", "-co", "BLOCKXSIZE=16", "-co", "BLOCKYSIZE=16", "-co", "COMPRESS=DEFLATE");
        float[] all = await Raster.ValuesAsync(Tif);
        await using var source = GeoTiffSource.Open(Tif);
        RasterInfo info = await source.ReadInfoAsync(default);

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (i, cancel) =>
        {
            var part = new float[40 * 40];
            await source.ReadValuesAsync(info, new RasterWindow(0, 1, i, i / 2, 40, 40), part, cancel);
            for (int y = 0; y < 40; y++) Assert.That(part.AsSpan(y * 40, 40).SequenceEqual(all.AsSpan(((y + (i / 2)) * 331) + i, 40)), Is.True);
        });
    }

    private async Task<string> BandAsync(string gray, string from, string to)
    {
        string band = _folder.PathOf($"{from}-{to}.tif");
        await GdalRasters.RunAsync("gdal_translate", "-q", "-ot", "Byte", "-scale", "0", "255", from, to, gray, band);
        return band;
    }

    private async Task AssertSameAsync(double within = 0)
    {
        double[] expected = await GdalRasters.ReadAsync(Tif, _folder), shown = await GdalRasters.ReadAsync(Tif, _folder, "mask");
        float[] values = await Raster.ValuesAsync(Tif);
        Assert.That(values, Has.Length.EqualTo(expected.Length));
        for (int i = 0; i < values.Length; i++)
        {
            if (shown[i] == 0 && float.IsNaN(values[i])) continue;
            if (!(Math.Abs(values[i] - (float)expected[i]) <= within)) Assert.Fail($"pixel {i % 331}, {i / 331}: {values[i]}, not {expected[i]}");
        }
    }

    private static string[] Scaled(string type) => type == "Byte" ? ["-scale", "0", "2400", "0", "255"] : [];

    private static string[] Option(string option) => option.Length == 0 ? [] : ["-co", option];
}
