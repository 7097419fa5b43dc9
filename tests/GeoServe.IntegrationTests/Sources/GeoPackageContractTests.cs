using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.Sources.GeoPackage;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>The contract of sources on a GeoPackage.</summary>
[TestFixture]
public sealed class GeoPackageContractTests : FeatureSourceContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geoserve-gpkg-").FullName;

    private string File => Path.Combine(_folder, "contract.gpkg");

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    protected override IFeatureStore OpenStore() => GeoPackageStore.Open(File);

    protected override IFeatureSource Open(string table, Crs? crs = null) => GeoPackageSource.Open(File, table, crs);

    protected override IFeatureSource OpenGone() => GeoPackageSource.Open(Path.Combine(_folder, "gone.gpkg"), "places");

    protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    protected override Task RegisterViewAsync(string view) => ExecuteAsync($"""
        INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('{view}', 'features', '{view}', 4326);
        INSERT INTO gpkg_geometry_columns VALUES ('{view}', 'geom', 'POINT', 4326, 0, 0);
        """);

    protected override Task CreateEndlessViewAsync(string name) => ExecuteAsync(
        $"CREATE VIEW {name} AS SELECT n FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c) WHERE n < 0");

    // 47500001 E6100000: little-endian, no envelope, SRS 4326; then type 8 with three positions.
    protected override Task CreateCurveAsync() => ExecuteAsync("""
        CREATE TABLE curved (fid INTEGER PRIMARY KEY, geom GEOMETRY);
        INSERT INTO curved VALUES (7, x'47500001E61000000108000000030000000000000000000000000000000000000000000000000000F03F000000000000F03F00000000000000400000000000000000'), (8, x'47500001E61000000101000000000000000000F03F0000000000000040');
        INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('curved', 'features', 'curved', 4326);
        INSERT INTO gpkg_geometry_columns VALUES ('curved', 'geom', 'GEOMETRY', 4326, 0, 0);
        """);
}
