using GeoServe.Core.CoordinateSystems;
using GeoServe.Sources.WellKnownText;
using GeoServe.TestKit.Processes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Sources;

/// <summary>Definitions of coordinate systems, as .prj files hold them.</summary>
public class CrsWktTests
{
    private const string Cgcs2000 = """GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";
    private const string Wgs84 = """GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";
    private const string Beijing = """GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";

    // The names and parameters of ESRI's own files.
    [TestCase(Wgs84, 4326)]
    [TestCase(Cgcs2000, 4490)]
    [TestCase(Beijing, 4214)]
    [TestCase($"""PROJCS["CGCS2000_3_Degree_GK_CM_108E",{Cgcs2000},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""", 4545)]
    [TestCase($"""PROJCS["CGCS2000_3_Degree_GK_Zone_36",{Cgcs2000},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",36500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""", 4524)]
    [TestCase($"""PROJCS["Beijing_1954_3_Degree_GK_CM_108E",{Beijing},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""", 2433)]
    [TestCase($"""PROJCS["WGS_1984_UTM_Zone_48N",{Wgs84},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""", 32648)]
    [TestCase($"""PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",{Wgs84},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]""", 3857)]
    [TestCase($"""COMPD_CS["with heights",{Wgs84},VERT_CS["EGM96",VERT_DATUM["EGM96",2005],UNIT["metre",1]]]""", 4326)]
    public void Esris_form_is_found_by_its_parameters(string wkt, int epsg) => Assert.That(CrsWkt.Find(wkt, out _)?.Epsg, Is.EqualTo(epsg));

    // A system that only looks like one of ours puts the map some hundred metres beside.
    [TestCase("""GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""")]
    [TestCase("""GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""")]
    [TestCase($"""PROJCS["in feet",{Wgs84},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Foot",0.3048]]""")]
    [TestCase($"""PROJCS["another false easting",{Cgcs2000},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""")]
    [TestCase($"""PROJCS["another meridian",{Cgcs2000},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",106.5],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""")]
    [TestCase("")]
    [TestCase("GEOGCS[")]
    [TestCase("""LOCAL_CS["somewhere",UNIT["metre",1]]""")]
    public void What_is_not_one_of_ours_is_not_guessed(string wkt) => Assert.That(CrsWkt.Find(wkt, out _), Is.Null);

    [Test]
    public void Nesting_without_end_is_refused() => Assert.That(CrsWkt.Find(string.Concat(Enumerable.Repeat("GEOGCS[", 100_000)), out _), Is.Null);

    [Test]
    public async Task Every_system_of_the_table_is_found_in_the_forms_that_proj_writes()
    {
        foreach (Crs crs in CrsRegistry.All.Where(crs => crs.Epsg > 0).OrderBy(crs => crs.Epsg).Where((crs, i) => i % 7 == 0 || crs.Epsg is < 10_000 or 32648))
        {
            foreach (string form in (string[])["WKT1_ESRI", "WKT1_GDAL", "WKT2:2019"])
            {
                string wkt = (await new Command("projinfo", ["-q", "-o", form, "--single-line", crs.Name]).RunAsync()).Succeeded().Output;

                Assert.That(CrsWkt.Find(wkt, out _), Is.EqualTo(crs), $"{form} of {crs.Name}: {wkt}");
                // Nor may the answer lean on the number alone, which ESRI's form has not.
                if (form != "WKT2:2019") Assert.That(CrsWkt.Find(wkt.Replace("\"EPSG\"", "\"X\"", StringComparison.Ordinal), out _), Is.EqualTo(crs), $"{form} of {crs.Name} without numbers");
            }
        }
    }
}
