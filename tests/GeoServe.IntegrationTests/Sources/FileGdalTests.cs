using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Csv;
using GeoServe.Sources.FlatGeobuf;
using GeoServe.Sources.GeoJson;
using GeoServe.Sources.Shapefile;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>Each reader of files beside GDAL, on real data.</summary>
public sealed class FileGdalTests
{
    private TemporaryFolder _folder = null!;

    [SetUp] public void Create() => _folder = new TemporaryFolder();

    [TearDown] public void Delete() => _folder.Dispose();

    [TestCase("shapefile_gbk/chongqing_districts_gbk.shp", 38)]
    [TestCase("shapefile_gbk/chongqing_districts_ldid.shp", 38)]
    [TestCase("cite-wms/shapefile/Autos.shp", 19)]
    [TestCase("cite-wms/shapefile/BasicPolygons.shp", 3)]
    [TestCase("cite-wms/shapefile/Buildings.shp", 2)]
    [TestCase("cite-wms/shapefile/DividedRoutes.shp", 1)]
    [TestCase("cite-wms/shapefile/Lakes.shp", 1)]
    [TestCase("cite-wms/shapefile/RoadSegments.shp", 5)]
    [TestCase("cite-wms/shapefile/Streams.shp", 2)]
    public async Task A_shapefile_is_read_as_gdal_reads_it(string file, int rows)
    {
        string path = SharedFolder.Require("data", file);
        // Some of the OGC's own files say a coordinate system that is not on the earth.
        await using IFeatureSource source = ShapefileSource.Open(path, new ShapefileOptions { Crs = file.StartsWith("cite", StringComparison.Ordinal) ? Crs.Crs84 : null });

        Assert.That(await GdalFeatures.CompareAsync(source, path), Is.EqualTo(rows));
    }

    [Test]
    public async Task A_shapefile_without_any_hint_of_its_encoding_is_read_as_chinese()
    {
        foreach (string extension in (string[])[".shp", ".dbf", ".shx", ".prj"]) File.Copy(SharedFolder.Require("data", "shapefile_gbk", "chongqing_districts_gbk" + extension), _folder.PathOf("districts" + extension));
        await using ShapefileSource source = ShapefileSource.Open(_folder.PathOf("districts.shp"));

        Assert.That(await GdalFeatures.CompareAsync(source, _folder.PathOf("districts.shp"), "-oo", "ENCODING=GBK"), Is.EqualTo(38));
        Assert.That(source.Faults.Notes.Single(), Does.Contain("gb18030").IgnoreCase.And.Contain("encoding:"));
    }

    [TestCase("countries_50m", "Shapefile")]
    [TestCase("countries_50m", "GeoJSON")]
    [TestCase("countries_50m", "GeoJSONSeq")]
    [TestCase("countries_50m", "FlatGeobuf")]
    [TestCase("rivers_10m", "Shapefile")]
    [TestCase("rivers_10m", "GeoJSON")]
    [TestCase("rivers_10m", "FlatGeobuf")]
    [TestCase("populated_places_10m", "Shapefile")]
    [TestCase("populated_places_10m", "GeoJSON")]
    [TestCase("populated_places_10m", "CSV")]
    [TestCase("populated_places_10m", "FlatGeobuf")]
    public async Task The_world_is_read_as_gdal_reads_it(string layer, string format)
    {
        string extension = format switch { "Shapefile" => "shp", "GeoJSON" => "geojson", "GeoJSONSeq" => "geojsonl", "CSV" => "csv", _ => "fgb" }, path = _folder.PathOf("world." + extension);
        string[] layout = format switch { "Shapefile" => ["-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8"], "CSV" => ["-f", "CSV", "-lco", "GEOMETRY=AS_WKT"], _ => ["-f", format] };
        await Gdal.OgrToOgrLayerAsync(path, SharedFolder.Require("data", "natural_earth", "natural_earth.gpkg"), layer, layout);
        await using IFeatureSource source = Open(path);

        // GDAL's own guess at the types of CSV, and the geometry that is one column there.
        string[] options = format == "CSV" ? ["-oo", "AUTODETECT_TYPE=YES", "-oo", "GEOM_POSSIBLE_NAMES=WKT", "-oo", "KEEP_GEOM_COLUMNS=NO"] : [];
        Assert.That(await GdalFeatures.CompareAsync(source, path, options), Is.GreaterThan(200));
    }

    [TestCase("formats/chongqing_districts.fgb", 38)]
    [TestCase("formats/andorra_poi.fgb", 852)]
    [TestCase("formats/chongqing_districts_raw.geojson", 38)]
    public async Task A_file_of_the_reference_data_is_read_as_gdal_reads_it(string file, int rows)
    {
        string path = SharedFolder.Require("data", file);
        await using IFeatureSource source = Open(path);

        Assert.That(await GdalFeatures.CompareAsync(source, path), Is.EqualTo(rows));
    }

    [TestCase("formats/chongqing_districts.fgb", 106.4, 29.4, 106.7, 29.7)]
    [TestCase("formats/andorra_poi.fgb", 1.5, 42.5, 1.55, 42.53)]
    [TestCase("formats/andorra_poi.fgb", -180, -90, 180, 90)]
    [TestCase("formats/andorra_poi.fgb", 10, 10, 11, 11)]
    [TestCase("formats/chongqing_districts_raw.geojson", 106.4, 29.4, 106.7, 29.7)]
    [TestCase("shapefile_gbk/chongqing_districts_gbk.shp", 106.4, 29.4, 106.7, 29.7)]
    public async Task A_box_finds_the_rows_whose_own_boxes_meet_it(string file, double west, double south, double east, double north)
    {
        await using IFeatureSource source = Open(SharedFolder.Require("data", file));
        var box = new Box(west, south, east, north);
        var expected = new List<string>();
        await using (FeatureReader all = await source.QueryAsync(FeatureQuery.All, default))
        {
            while (await all.ReadAsync(default))
            {
                if (all.Shape is { } shape && shape.Bounds().Intersects(box)) expected.Add(all.Id.ToString());
            }
        }

        Assert.That(await Row.ReadIdsAsync(source, FeatureQuery.All with { Box = box }), Is.EqualTo(expected));
        Assert.That(await source.CountAsync(FeatureQuery.All with { Box = box }, default), Is.EqualTo(expected.Count));
    }

    [Test]
    public async Task Heights_and_measures_and_all_types_come_through_each_format([Values("shp", "fgb", "geojson")] string extension, [Values("POINT Z (1 2 3)", "LINESTRING Z (1 2 3,4 5 6)", "POLYGON Z ((0 0 1,0 9 2,9 9 3,0 0 1),(1 2 4,2 4 5,2 3 6,1 2 4))", "MULTIPOINT Z ((1 2 3),(4 5 6))", "LINESTRING M (1 2 3,4 5 6)", "POINT ZM (1 2 3 4)", "MULTIPOLYGON (((0 0,0 9,9 9,9 0,0 0),(1 1,2 1,2 2,1 2,1 1)),((20 20,20 21,21 21,20 20)))")] string wkt)
    {
        File.WriteAllText(_folder.PathOf("in.csv"), $"k,WKT\n1,\"{wkt}\"\n");
        string path = _folder.PathOf("out." + extension);
        await Gdal.OgrToOgrAsync(path, _folder.PathOf("in.csv"), "-a_srs", "EPSG:4490", "-oo", "GEOM_POSSIBLE_NAMES=WKT", "-oo", "KEEP_GEOM_COLUMNS=NO");
        await using IFeatureSource source = Open(path, extension == "geojson" ? Crs.Epsg4490 : null);

        Assert.That((await source.ReadSchemaAsync(default)).Crs, Is.EqualTo(Crs.Epsg4490));
        Assert.That(await GdalFeatures.CompareAsync(source, path), Is.EqualTo(1));
    }

    private static IFeatureSource Open(string path, Crs? crs = null) => Path.GetExtension(path) switch
    {
        ".shp" => ShapefileSource.Open(path, new ShapefileOptions { Crs = crs }),
        ".csv" => CsvSource.Open(path, new CsvOptions { Crs = crs }),
        ".fgb" => FlatGeobufSource.Open(path, new FlatGeobufOptions { Crs = crs }),
        _ => GeoJsonSource.Open(path, new GeoJsonOptions { Crs = crs }),
    };
}
