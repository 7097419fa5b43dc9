using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.Sources.GeoPackage;
using GeoServe.Sources.PostGis;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Wfs;

/// <summary>The data of the trials of WFS, loaded once for all of them: their number, data and expected numbers are those of the trials.</summary>
[SetUpFixture]
public sealed class WfsTrialData
{
    private static PostGisDatabase? s_database;
    private static WfsTrialServer? s_server;
    private static IFeatureSource? s_places;

    /// <summary>For files.</summary>
    internal static TemporaryFolder Folder { get; } = new();

    /// <summary>The database.</summary>
    internal static PostGisDatabase Database => s_database!;

    /// <summary>The server over all of it.</summary>
    internal static WfsTrialServer Server => s_server!;

    /// <summary>Twelve places.</summary>
    internal static IFeatureSource Places => s_places!;

    [OneTimeSetUp]
    public async Task Load()
    {
        string geoPackage = Folder.PathOf("trials.gpkg");
        foreach ((string file, string layer) in ((string, string)[])
            [("common-places", "places"), ("T003-like", "likes"), ("T062-bom-null", "bomnull"), ("T064-bigint", "bigint"), ("T078-poles", "poles")])
        {
            await Gdal.OgrToOgrAsync(geoPackage, SharedFolder.Require("trials", "files", $"{file}.geojson"), "-f", "GPKG", "-update", "-append", "-nln", layer);
        }
        File.Copy(SharedFolder.Require("trials", "files", "T061-flags.gpkg"), Folder.PathOf("flags.gpkg"));
        foreach (string sql in (string[])["T067-quoting", "T068-srid", "T074-keys"])
        {
            PostGisServer.Shared.Execute(File.ReadAllText(SharedFolder.Require("trials", "files", $"{sql}.sql")));
        }
        PostGisServer.Shared.Execute("CREATE TABLE trial.point AS SELECT n AS id, st_setsrid(st_makepoint(x, y), 4490)::geometry(Point, 4490) AS geom FROM (VALUES (1, 114.3, 30.6), (2, 117.2, 31.8), (3, 120.2, 31.5)) v(n, x, y); ALTER TABLE trial.point ADD PRIMARY KEY (id)");
        s_database = PostGisDatabase.Connect(PostGisServer.Shared.ConnectionString);
        s_places = GeoPackageSource.Open(geoPackage, "places");
        s_server = await WfsTrialServer.StartAsync(
        [
            ("places", s_places), ("bomnull", GeoPackageSource.Open(geoPackage, "bomnull")), ("bigint", GeoPackageSource.Open(geoPackage, "bigint")),
            ("likes", GeoPackageSource.Open(geoPackage, "likes")), ("poles", GeoPackageSource.Open(geoPackage, "poles")), ("flags", GeoPackageSource.Open(Folder.PathOf("flags.gpkg"), "flags")),
            ("road", PostGisSource.Open(s_database, "Trial Mixed", "Road\"s")), ("mixed", PostGisSource.Open(s_database, "trial", "mixed", Crs.Epsg4326)),
            ("zero", PostGisSource.Open(s_database, "trial", "zero", Crs.Epsg4326)), ("textkey", PostGisSource.Open(s_database, "trial", "textkey")),
            ("twokey", PostGisSource.Open(s_database, "trial", "twokey")), ("keyless", PostGisSource.Open(s_database, "trial", "keyless")),
            ("point", PostGisSource.Open(s_database, "trial", "point")),
        ]);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (s_database is not null) await s_database.DisposeAsync();
        Folder.Dispose();
    }
}
