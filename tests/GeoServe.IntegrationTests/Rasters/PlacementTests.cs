using System.Text.Json;
using GeoServe.Core.Sources;
using GeoServe.Sources.GeoTiff;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Rasters;

/// <summary>Where GeoTIFFs lie, beside what gdalinfo says (OGC 19-008r4, 7).</summary>
public sealed class PlacementTests
{
    private TemporaryFolder _folder = null!;

    [SetUp] public void Create() => _folder = new TemporaryFolder();

    [TearDown] public void Delete() => _folder.Dispose();

    private string Tif => _folder.PathOf("a.tif");

    [Spec("OGC 19-008r4", "7.1.2")]
    [TestCase("EPSG:4326", "Area"), TestCase("EPSG:4326", "Point"), TestCase("EPSG:4490", "Point"), TestCase("EPSG:3857", "Area"), TestCase("EPSG:32648", "Point"), TestCase("EPSG:4545", "Area"), TestCase("EPSG:4214", "Area")]
    public async Task Corner_or_middle_it_lies_where_GDAL_says(string crs, string kind)
    {
        await GdalRasters.RunAsync("gdal_create", "-q", "-outsize", "50", "40", "-ot", "Byte", "-a_srs", crs, "-a_ullr", "30", "29", "35", "25", "-mo", $"AREA_OR_POINT={kind}", Tif);

        await AssertPlaceAsync(crs);
    }

    [Spec("OGC 19-008r4", "7.2.3")]
    [TestCase("Area"), TestCase("Point")]
    public async Task A_turned_one_too(string kind)
    {
        string plain = _folder.PathOf("plain.tif"), vrt = _folder.PathOf("turned.vrt");
        await GdalRasters.RunAsync("gdal_create", "-q", "-outsize", "50", "40", "-ot", "Byte", plain);
        await File.WriteAllTextAsync(vrt, $"""
            <VRTDataset rasterXSize="50" rasterYSize="40"><SRS>EPSG:32648</SRS><GeoTransform>500000, 30, 7, 3300000, 5, -28</GeoTransform>
            <Metadata><MDI key="AREA_OR_POINT">{kind}</MDI></Metadata>
            <VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename>{plain}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>
            """);
        await GdalRasters.RunAsync("gdal_translate", "-q", vrt, Tif);

        await AssertPlaceAsync("EPSG:32648");
    }

    [TestCase("chongqing_etopo5.tif"), TestCase("jacksboro_dem.tif"), TestCase("jacksboro_dem_cog.tif")]
    public async Task Real_elevation_models_lie_where_GDAL_says_and_hold_what_it_reads(string name)
    {
        File.Copy(SharedFolder.Require("data", "dem", name), Tif);

        await AssertPlaceAsync("EPSG:4326");

        double[] expected = await GdalRasters.ReadAsync(Tif, _folder);
        Assert.That(await Raster.ValuesAsync(Tif), Is.EqualTo(expected.Select(value => (float)value)));
    }

    private async Task AssertPlaceAsync(string crs)
    {
        using JsonDocument info = await Gdal.InfoAsync(Tif);
        double[] expected = [.. info.RootElement.GetProperty("geoTransform").EnumerateArray().Select(number => number.GetDouble())];
        await using var source = GeoTiffSource.Open(Tif);

        RasterInfo read = await source.ReadInfoAsync(default);

        PixelTransform place = read.Transform;
        Assert.That(read.Crs.Name, Is.EqualTo(crs));
        Assert.That(new[] { place.OriginX, place.ColumnX, place.RowX, place.OriginY, place.ColumnY, place.RowY }, Is.EqualTo(expected).Within(1e-9));
    }
}
