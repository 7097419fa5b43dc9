using System.Globalization;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.GeoPackage;

/// <summary>A row of gpkg_spatial_ref_sys: number, name and definition as well-known text (OGC 12-128r15, 1.1.2).</summary>
/// <param name="Id">srs_id, here always the EPSG number.</param>
/// <param name="Name">As EPSG has it.</param>
/// <param name="Definition">Well-known text as of OGC 01-009.</param>
internal sealed record GeoPackageSrs(int Id, string Name, string Definition)
{
    private const string Wgs84 = """GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]""";
    private const string Cgcs2000 = """GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]]""";
    private const string Beijing1954 = """GEOGCS["Beijing 1954",DATUM["Beijing_1954",SPHEROID["Krassowsky 1940",6378245,298.3,AUTHORITY["EPSG","7024"]],AUTHORITY["EPSG","6214"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4214"]]""";

    /// <summary>The row of a CRS; CRS84 is that of EPSG:4326, since a GeoPackage has x first in every CRS (1.1.2.1.1, footnote).</summary>
    /// <exception cref="SourceFaultException">There is no definition of that CRS.</exception>
    public static GeoPackageSrs Of(Crs crs) => (crs == Crs.Crs84 ? 4326 : crs.Epsg) switch
    {
        4326 => new(4326, "WGS 84 geodetic", Wgs84),
        4490 => new(4490, "China Geodetic Coordinate System 2000", Cgcs2000),
        4214 => new(4214, "Beijing 1954", Beijing1954),
        3857 => new(3857, "WGS 84 / Pseudo-Mercator", $"""PROJCS["WGS 84 / Pseudo-Mercator",{Wgs84},PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"],AUTHORITY["EPSG","3857"]]"""),
        >= 4513 and <= 4533 and int code => Grid(code, $"CGCS2000 / 3-degree Gauss-Kruger zone {code - 4488}", Cgcs2000, 3 * (code - 4488), 1, (code - 4488) * 1_000_000 + 500_000, 0),
        >= 4534 and <= 4554 and int code => Grid(code, $"CGCS2000 / 3-degree Gauss-Kruger CM {3 * (code - 4509)}E", Cgcs2000, 3 * (code - 4509), 1, 500_000, 0),
        >= 2432 and <= 2442 and int code => Grid(code, $"Beijing 1954 / 3-degree Gauss-Kruger CM {3 * (code - 2397)}E", Beijing1954, 3 * (code - 2397), 1, 500_000, 0),
        >= 32601 and <= 32660 and int code => Grid(code, $"WGS 84 / UTM zone {code - 32600}N", Wgs84, 6 * (code - 32600) - 183, 0.9996, 500_000, 0),
        >= 32701 and <= 32760 and int code => Grid(code, $"WGS 84 / UTM zone {code - 32700}S", Wgs84, 6 * (code - 32700) - 183, 0.9996, 500_000, 10_000_000),
        _ => throw new SourceFaultException($"A GeoPackage in {crs.Name} cannot be written: there is no definition of it."),
    };

    private static GeoPackageSrs Grid(int code, string name, string geographic, int meridian, double scale, double east, double north) => new(
        code, name, string.Create(CultureInfo.InvariantCulture, $"""
            PROJCS["{name}",{geographic},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{meridian}],PARAMETER["scale_factor",{scale}],PARAMETER["false_easting",{east}],PARAMETER["false_northing",{north}],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","{code}"]]
            """));
}
