using System.Globalization;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.SampleCity;
using GeoServe.Sources.GeoTiff;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Pictures;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Rasters;

/// <summary>Light and shadow beside gdaldem, and over the edges of tiles.</summary>
public sealed class HillshadeTests
{
    // The gorges in the north-east of the sample city, whose ground has cells of 500 to 580 m: 530 m a pixel.
    private static readonly TileRange Range = new(8, 204, 104, 205, 105);

    private TemporaryFolder _folder = null!;

    private string Dem => _folder.PathOf("relief.tif");

    [OneTimeSetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        SampleRelief relief = SampleRelief.Of(SampleSeed.Load(RepositoryFolder.PathOf("samples", "chongqing", "data")), new SampleCityOptions());
        GeoTiffWriter.Write(Dem, relief.Columns, relief.Rows, new PixelTransform(relief.West, relief.CellLon, 0, relief.North, 0, -relief.CellLat), Crs.Epsg4326, relief.Heights);
    }

    [OneTimeTearDown] public void Delete() => _folder.Dispose();

    // gdaldem's shade is 1 + 254 times the cosine between light and ground; MapLibre's "basic" draws white above a half and black below, so over a half grey that is the same picture. What
    // MapLibre makes steeper by zoom is given to gdaldem as a scale of heights; so is the cosine of the latitude, of the tile's middle.
    [Test]
    public async Task The_basic_method_is_that_of_gdaldem()
    {
        MapView view = MapView.OfRaster(TileMatrixSet.WebMercatorQuad, Range, 1, TileFormat.Png) with { Tiles = null };
        string warped = _folder.PathOf("warped.tif"), shade = _folder.PathOf("shade.tif");
        string[] box = [.. new[] { view.Box.MinX, view.Box.MinY, view.Box.MaxX, view.Box.MaxY }.Select(side => side.ToString("R", CultureInfo.InvariantCulture))];
        await GdalRasters.RunAsync("gdalwarp", ["-q", "-t_srs", "EPSG:3857", "-te", .. box, "-ts", $"{view.WidthPixels}", $"{view.HeightPixels}", "-r", "bilinear", "-et", "0", "-ot", "Float32", "-dstnodata", "-9999", Dem, warped]);
        double latitude = CrsRegistry.Between(Crs.WebMercator, Crs.Crs84).Transform(view.Box.Centre).Y;
        double steeper = Math.Pow(2, (15 - 8) * 0.3) / Math.Cos(latitude * Math.PI / 180);
        await GdalRasters.RunAsync("gdaldem", "hillshade", "-q", "-az", "315", "-alt", "45", "-z", steeper.ToString(CultureInfo.InvariantCulture), warped, shade);
        double[] expected = await GdalRasters.ReadAsync(shade, _folder);
        await using DrawnRaster drawn = await DrawnRaster.OpenAsync(Dem, """
            {"id": "grey", "type": "background", "paint": {"background-color": "rgb(127,127,127)"}},
            {"id": "shade", "type": "hillshade", "source": "r", "paint": {"hillshade-method": "basic", "hillshade-illumination-direction": 315, "hillshade-exaggeration": 0.5, "hillshade-shadow-color": "#000000", "hillshade-highlight-color": "#ffffff"}}
            """);

        Picture picture = await drawn.DrawAsync(view);

        double sum = 0;
        int compared = 0, off = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] == 0) continue;        // no value, or at the rim, where gdaldem draws none
            int difference = Math.Abs(picture[i % picture.Width, i / picture.Width].Red - (int)expected[i]);
            sum += difference;
            compared++;
            if (difference > 8) off++;
        }
        TestContext.Out.WriteLine($"{compared} pixels differ by {sum / compared:0.00} of 255 on the mean; {off} by more than 8.");
        Assert.That(compared, Is.GreaterThan(150_000));
        Assert.That(sum / compared, Is.LessThan(1.5));
        Assert.That(off / (double)compared, Is.LessThan(0.005));
    }

    [TestCase("WebMercatorQuad", 1), TestCase("WebMercatorQuad", 2), TestCase("CGCS2000Quad", 1)]
    public async Task No_seam_shows_where_tiles_meet(string setId, int scale)
    {
        TileMatrixSet set = TileMatrixSet.WellKnown.Single(known => known.Id == setId);
        TileRange all = set.Covering(CrsRegistry.Between(Crs.Crs84, set.Crs).Transform(new Box(107.2, 29.2, 109.5, 31)), setId == "WebMercatorQuad" ? 9 : 8);
        await using DrawnRaster drawn = await DrawnRaster.OpenAsync(Dem, """
            {"id": "heights", "type": "color-relief", "source": "r", "paint": {"color-relief-color": ["interpolate", ["linear"], ["elevation"], 100, "#206040", 700, "#e0d090", 1100, "#ffffff"]}},
            {"id": "shade", "type": "hillshade", "source": "r"}
            """);

        Picture whole = await drawn.TilesAsync(set, all, scale: scale);
        var tiles = new List<Picture>();
        for (int y = all.MinY; y <= all.MaxY; y++)
        {
            for (int x = all.MinX; x <= all.MaxX; x++) tiles.Add(await drawn.TilesAsync(set, new TileRange(all.Z, x, y, x, y), scale: scale));
        }

        Assert.That(tiles, Has.Count.GreaterThanOrEqualTo(4));
        Picture stitched = Picture.Stitch(tiles, all.Columns);
        int different = 0;
        for (int i = 0; i < whole.Width * whole.Height; i++)
        {
            if (whole[i % whole.Width, i / whole.Width] != stitched[i % whole.Width, i / whole.Width]) different++;
        }
        Assert.That(different, Is.Zero);
    }

    [Test]
    public async Task A_projected_raster_has_no_seams_either()
    {
        string utm = _folder.PathOf("utm.tif");
        await GdalRasters.RunAsync("gdalwarp", "-q", "-t_srs", "EPSG:32649", "-r", "cubic", "-tr", "500", "500", "-dstnodata", "-32768", Dem, utm);
        await using DrawnRaster drawn = await DrawnRaster.OpenAsync(utm, """{"id": "shade", "type": "hillshade", "source": "r", "paint": {"hillshade-exaggeration": 1}}""");

        Picture whole = await drawn.TilesAsync(TileMatrixSet.WebMercatorQuad, Range);
        Picture[] tiles = await Task.WhenAll(Enumerable.Range(0, Range.Columns * Range.Rows).Select(i =>
            drawn.TilesAsync(TileMatrixSet.WebMercatorQuad, new TileRange(8, Range.MinX + (i % Range.Columns), Range.MinY + (i / Range.Columns), Range.MinX + (i % Range.Columns), Range.MinY + (i / Range.Columns)))));

        Picture stitched = Picture.Stitch(tiles, Range.Columns);
        int different = 0;
        for (int i = 0; i < whole.Width * whole.Height; i++)
        {
            SkiaSharp.SKColor one = whole[i % whole.Width, i / whole.Width], other = stitched[i % whole.Width, i / whole.Width];
            if (Math.Abs(one.Red - other.Red) > 1 || Math.Abs(one.Alpha - other.Alpha) > 1) different++;
        }
        Assert.That(different, Is.Zero);
    }
}
