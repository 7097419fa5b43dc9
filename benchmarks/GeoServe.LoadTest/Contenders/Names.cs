namespace GeoServe.LoadTest.Contenders;

/// <summary>As the tables name the contenders.</summary>
internal static class Names
{
    public const string PostGis = "PostGIS ST_AsMVT";
    public const string Engine = "GeoServe, engine";
    public const string MapServerPostGis = "MapServer, PostGIS";
    public const string MapServerGeoPackage = "MapServer, GeoPackage";
    public const string Server = "GeoServe, HTTP";
    public const string GeoServePyramid = "GeoServe: indexes, then tiles";
    public const string Ogr = "ogr2ogr -f MVT";
    public const string Tippecanoe = "tippecanoe";
    public const string Source = "source";
}
