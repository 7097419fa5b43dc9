using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Sources.PostGis;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>The contract of sources on PostGIS.</summary>
[TestFixture]
public sealed class PostGisContractTests : FeatureSourceContract
{
    private const string Schema = "contract 中文";

    private readonly PostGisDatabase _database = PostGisDatabase.Connect(PostGisServer.Shared.ConnectionString);
    private readonly PostGisDatabase _gone = PostGisDatabase.Connect("Host=127.0.0.1;Port=1;Database=x;Username=u;Password=secret;Timeout=2");

    [OneTimeTearDown]
    public async Task Disconnect()
    {
        await _database.DisposeAsync();
        await _gone.DisposeAsync();
    }

    [Test]
    public async Task A_key_of_type_varchar_is_an_id_like_any_other()
    {
        await ExecuteAsync("CREATE TABLE coded (code varchar(20) PRIMARY KEY, geom geometry(Point, 4326)); INSERT INTO coded VALUES ('b', 'SRID=4326;POINT(1 1)'), ('a', 'SRID=4326;POINT(2 2)')");
        await using IFeatureSource source = Open("coded");

        Assert.That(await Row.ReadIdsAsync(source, FeatureQuery.All), Is.EqualTo((string[])["a", "b"]));
        Assert.That(await Row.ReadIdsAsync(source, FeatureQuery.All with { Ids = ["b"] }), Is.EqualTo((string[])["b"]));
    }

    protected override IFeatureStore OpenStore() => new PostGisStore(_database, Schema);

    protected override IFeatureSource Open(string table, Crs? crs = null) => PostGisSource.Open(_database, Schema, table, crs);

    protected override IFeatureSource OpenGone() => PostGisSource.Open(_gone, "public", "places");

    protected override Task ExecuteAsync(string sql)
    {
        PostGisServer.Shared.Execute($"SET search_path = \"{Schema}\", public; {sql}");
        return Task.CompletedTask;
    }

    protected override Task CreateEndlessViewAsync(string name) => ExecuteAsync($"CREATE VIEW {name} AS SELECT i AS n FROM generate_series(1, 3) i WHERE pg_sleep(3600) IS NULL");

    protected override Task CreateCurveAsync() => ExecuteAsync(
        "CREATE TABLE curved (fid int PRIMARY KEY, geom geometry(Geometry, 4326)); INSERT INTO curved VALUES (7, 'SRID=4326;CIRCULARSTRING(0 0, 1 1, 2 0)'), (8, 'SRID=4326;POINT(1 2)')");
}
