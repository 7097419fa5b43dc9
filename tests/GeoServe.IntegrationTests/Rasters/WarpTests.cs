using System.Globalization;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Rasters;

/// <summary>Rasters brought to the CRS of a view, beside gdalwarp's.</summary>
public sealed class WarpTests
{
    private TemporaryFolder _folder = null!;

    [SetUp] public void Create() => _folder = new TemporaryFolder();

    [TearDown] public void Delete() => _folder.Dispose();

    private string Tif => _folder.PathOf("a.tif");

    // A pixel of the picture is a little finer than one of the raster, so that both mix four pixels; GDAL takes more into account where it is coarser.
    [TestCase("EPSG:4326", "WebMercatorQuad", 1), TestCase("EPSG:4326", "WorldCRS84Quad", 1), TestCase("EPSG:4326", "CGCS2000Quad", 1)]
    [TestCase("EPSG:3857", "WebMercatorQuad", 1), TestCase("EPSG:3857", "WorldCRS84Quad", 1)]
    [TestCase("EPSG:32648", "WebMercatorQuad", 1), TestCase("EPSG:32648", "CGCS2000Quad", 1), TestCase("EPSG:4545", "WebMercatorQuad", 1), TestCase("EPSG:4545", "WorldCRS84Quad", 1)]
    [TestCase("EPSG:4490", "WebMercatorQuad", 2)]
    public async Task A_picture_shows_what_gdalwarp_puts_there(string crs, string setId, int scale)
    {
        await MakeAsync(crs, 40);
        TileMatrixSet set = TileMatrixSet.WellKnown.Single(known => known.Id == setId);
        MapView view = ViewOf(set, 106.5, 29.5, pixelMetres: 34, scale, tiles: 3);
        double[] expected = await WarpAsync(view, "bilinear");
        await using DrawnRaster drawn = await DrawnRaster.OpenAsync(Tif, "");

        double[] values = await drawn.ValuesAsync(view);

        AssertSame(values, expected, within: 0.1, leastShared: 0.995);
    }

    [TestCase("EPSG:4326"), TestCase("EPSG:32648")]
    public async Task Far_in_it_is_smooth_as_a_cubic_is(string crs)
    {
        await MakeAsync(crs, 400);
        MapView view = ViewOf(TileMatrixSet.WebMercatorQuad, 106.5, 29.5, pixelMetres: 34, scale: 1, tiles: 3);
        double[] expected = await WarpAsync(view, "cubic");
        await using DrawnRaster drawn = await DrawnRaster.OpenAsync(Tif, "");

        double[] values = await drawn.ValuesAsync(view);

        AssertSame(values, expected, within: 0.1, leastShared: 0.98);
    }

    [Test]
    public async Task Far_out_it_is_the_mean_with_overviews_and_without()
    {
        await MakeAsync("EPSG:4326", 40);
        MapView view = ViewOf(TileMatrixSet.WebMercatorQuad, 106.5, 29.5, pixelMetres: 340, scale: 1, tiles: 1);
        double[] expected = await WarpAsync(view, "average");
        await using (DrawnRaster without = await DrawnRaster.OpenAsync(Tif, "")) AssertSame(await without.ValuesAsync(view), expected, within: 0.5, leastShared: 0.97);

        await GdalRasters.RunAsync("gdaladdo", "-q", "-r", "average", Tif, "2", "4", "8");

        await using DrawnRaster with = await DrawnRaster.OpenAsync(Tif, "");
        AssertSame(await with.ValuesAsync(view), expected, within: 0.5, leastShared: 0.97);
    }

    [Test]
    public async Task A_raster_that_is_turned_lies_where_GDAL_puts_it()
    {
        await MakeAsync("EPSG:3857", 40);
        string vrt = _folder.PathOf("turned.vrt"), turned = _folder.PathOf("turned.tif");
        await File.WriteAllTextAsync(vrt, $"""
            <VRTDataset rasterXSize="800" rasterYSize="600"><SRS>EPSG:3857</SRS>
            <GeoTransform>11830000, 34, 12, 3460000, 10, -36</GeoTransform>
            <VRTRasterBand dataType="Float32" band="1"><SimpleSource><SourceFilename>{Tif}</SourceFilename><SourceBand>1</SourceBand>
            <SrcRect xOff="0" yOff="0" xSize="800" ySize="600"/><DstRect xOff="0" yOff="0" xSize="800" ySize="600"/></SimpleSource></VRTRasterBand></VRTDataset>
            """);
        await GdalRasters.RunAsync("gdal_translate", "-q", vrt, turned);
        File.Move(turned, Tif, overwrite: true);
        MapView view = ViewOf(TileMatrixSet.WebMercatorQuad, 106.36, 29.55, pixelMetres: 34, scale: 1, tiles: 4);
        double[] expected = await WarpAsync(view, "bilinear");
        await using DrawnRaster drawn = await DrawnRaster.OpenAsync(Tif, "");

        AssertSame(await drawn.ValuesAsync(view), expected, within: 0.2, leastShared: 0.99);
    }

    [TestCase(179.9), TestCase(-179.9), TestCase(0.05)]
    public async Task A_raster_round_the_earth_goes_on_where_it_begins(double longitude)
    {
        // From Greenwich to Greenwich, as climate models have it; every column has the longitude of its middle, to the east.
        string text = _folder.PathOf("round.asc");
        await File.WriteAllTextAsync(text, "ncols 360\nnrows 180\nxllcorner 0\nyllcorner -90\ncellsize 1\n"
            + string.Concat(Enumerable.Repeat(string.Join(' ', Enumerable.Range(0, 360).Select(x => Math.Abs(x < 180 ? x : 359 - x).ToString(CultureInfo.InvariantCulture))) + "\n", 180)));
        await GdalRasters.RunAsync("gdal_translate", "-q", "-a_srs", "EPSG:4326", "-ot", "Float32", text, Tif);
        MapView view = ViewOf(TileMatrixSet.WellKnown.Single(set => set.Id == "WorldCRS84Quad"), longitude, 10, pixelMetres: 70_000, scale: 1, tiles: 1);
        await using DrawnRaster drawn = await DrawnRaster.OpenAsync(Tif, "");

        double[] values = await drawn.ValuesAsync(view);

        int width = view.WidthPixels;
        for (int x = 0; x < width; x++)
        {
            double at = view.Box.MinX + ((x + 0.5) * view.Box.Width / width);
            double east = ((at % 360) + 360) % 360;
            // The value at a column's middle is the column's number, from 180 on counted down to Greenwich again.
            double expected = Math.Clamp(east < 180 ? east - 0.5 : 359.5 - east, -0.5, 179);
            Assert.That(values[(view.HeightPixels / 2 * width) + x], Is.EqualTo(expected).Within(0.51), $"longitude {at}");
        }
    }

    [Test]
    public async Task Classes_are_never_mixed()
    {
        await MakeAsync("EPSG:32648", 400);
        string classes = _folder.PathOf("classes.tif");
        await GdalRasters.RunAsync("gdal_calc.py", "--quiet", "-A", Tif, "--calc", "(A//200)%7", "--type", "Byte", "--outfile", classes);
        await GdalRasters.RunAsync("gdal_translate", "-q", "-of", "VRT", classes, _folder.PathOf("classes.vrt"));
        string vrt = await File.ReadAllTextAsync(_folder.PathOf("classes.vrt"));
        string colours = "<ColorTable>" + string.Concat(Enumerable.Range(0, 7).Select(i => $"<Entry c1=\"{i * 30}\" c2=\"{255 - (i * 20)}\" c3=\"{i * 11}\" c4=\"255\"/>")) + "</ColorTable>";
        await File.WriteAllTextAsync(_folder.PathOf("classes.vrt"), vrt.Replace("<ColorInterp>Gray</ColorInterp>", "<ColorInterp>Palette</ColorInterp>" + colours, StringComparison.Ordinal));
        await GdalRasters.RunAsync("gdal_translate", "-q", _folder.PathOf("classes.vrt"), _folder.PathOf("palette.tif"));
        File.Move(_folder.PathOf("palette.tif"), Tif, overwrite: true);
        MapView view = ViewOf(TileMatrixSet.WebMercatorQuad, 106.5, 29.5, pixelMetres: 70, scale: 1, tiles: 3);
        double[] expected = await WarpAsync(view, "near");
        await using DrawnRaster drawn = await DrawnRaster.OpenAsync(Tif, """{"id": "p", "type": "raster", "source": "r"}""");

        GeoServe.TestKit.Pictures.Picture picture = await drawn.DrawAsync(view);

        Assert.That(drawn.Info.IsContinuous, Is.False);
        int inside = expected.Count(value => !double.IsNaN(value));
        int same = Enumerable.Range(0, expected.Length).Count(i => !double.IsNaN(expected[i]) && picture[i % picture.Width, i / picture.Width] == new SkiaSharp.SKColor((byte)(expected[i] * 30), (byte)(255 - (expected[i] * 20)), (byte)(expected[i] * 11)));
        // On the lines between pixels the two may take one or the other.
        Assert.That(inside, Is.GreaterThan(expected.Length / 2));
        Assert.That(same / (double)inside, Is.GreaterThan(0.995));
    }

    // Mountains of the seed's relief with detail of some pixels, in a CRS, with pixels of so many metres.
    private async Task MakeAsync(string crs, double metres)
    {
        string wide = _folder.PathOf("wide.tif");
        await GdalRasters.RunAsync("gdal_translate", "-q", "-a_srs", "EPSG:4326", "-ot", "Float32", RepositoryFolder.PathOf("samples", "chongqing", "data", "dem.asc"), wide);
        bool isDegrees = crs is "EPSG:4326" or "EPSG:4490";
        string size = (isDegrees ? metres / 111_320 : metres).ToString(CultureInfo.InvariantCulture);
        await GdalRasters.RunAsync("gdalwarp", "-q", "-overwrite", "-t_srs", crs, "-te", "106.2", "29.3", "106.8", "29.75", "-te_srs", "EPSG:4326", "-tr", size, size, "-r", "cubicspline", "-co", "TILED=YES", wide, Tif);
    }

    private async Task<double[]> WarpAsync(MapView view, string method)
    {
        string warped = _folder.PathOf("warped.tif");
        string[] box = [.. new[] { view.Box.MinX, view.Box.MinY, view.Box.MaxX, view.Box.MaxY }.Select(side => side.ToString("R", CultureInfo.InvariantCulture))];
        string crs = view.Crs == Crs.Crs84 ? "EPSG:4326" : view.Crs.Name;
        // -et 0: exact for each pixel.
        await GdalRasters.RunAsync("gdalwarp", ["-q", "-overwrite", "-t_srs", crs, "-te", .. box, "-ts", $"{view.WidthPixels * view.Scale}", $"{view.HeightPixels * view.Scale}", "-r", method, "-et", "0", "-ot", "Float32", "-dstnodata", "-9999", Tif, warped]);
        return [.. (await GdalRasters.ReadAsync(warped, _folder)).Select(value => value == -9999 ? double.NaN : value)];
    }

    private static MapView ViewOf(TileMatrixSet set, double lon, double lat, double pixelMetres, int scale, int tiles)
    {
        double wanted = pixelMetres / 0.000_28 * scale;
        int z = Enumerable.Range(0, set.Matrices.Length).MinBy(z => Math.Abs(Math.Log2(set.Matrices[z].ScaleDenominator / wanted)));
        Position at = CrsRegistry.Between(Crs.Crs84, set.Crs).Transform(new Position(lon, lat));
        TileRange middle = set.Covering(new Box(at.X, at.Y, at.X, at.Y), z);
        TileRange range = set.All(z).Intersection(new TileRange(z, middle.MinX - (tiles / 2), middle.MinY - (tiles / 2), middle.MinX + ((tiles - 1) / 2), middle.MinY + ((tiles - 1) / 2)));
        return MapView.OfRaster(set, range, scale, TileFormat.Png) with { Tiles = null };
    }

    // Values come in sixteenths. Where one has a value and the other none, at the rim, they may differ by a pixel.
    private static void AssertSame(double[] values, double[] expected, double within, double leastShared)
    {
        int both = 0, either = 0;
        double worst = 0, sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]) && double.IsNaN(expected[i])) continue;
            either++;
            if (double.IsNaN(values[i]) || double.IsNaN(expected[i])) continue;
            both++;
            worst = Math.Max(worst, Math.Abs(values[i] - expected[i]));
            sum += Math.Abs(values[i] - expected[i]);
        }
        TestContext.Out.WriteLine($"{both} of {either} places have both; they differ by {sum / both:0.000} on the mean and {worst:0.000} at most.");
        Assert.That(either, Is.GreaterThan(values.Length / 20));
        Assert.That(both / (double)either, Is.GreaterThan(leastShared));
        Assert.That(worst, Is.LessThan(within));
    }
}
