using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Sources.PostGis;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>PostgreSQL's own types, keys and faults.</summary>
public sealed class PostGisTypeTests
{
    private readonly PostGisDatabase _database = PostGisDatabase.Connect(PostGisServer.Shared.ConnectionString);

    [OneTimeSetUp]
    public void Create() => PostGisServer.Shared.Execute("""
        CREATE SCHEMA types;
        CREATE TYPE types.mood AS ENUM ('sad', '高兴');
        CREATE DOMAIN types.code AS varchar(5);
        CREATE TABLE types.kinds (
          k uuid PRIMARY KEY, c_bool bool, c_int2 int2, c_int8 int8, c_float4 float4, c_numeric numeric, c_whole numeric(12,0), c_date date, c_tz timestamptz, c_ts timestamp,
          c_array text[], c_json jsonb, c_bytes bytea, c_enum types.mood, c_domain types.code, c_interval interval, geog geography(Point));
        INSERT INTO types.kinds VALUES (
          '11111111-2222-3333-4444-555555555555', true, -7, 9007199254740993, 0.1, 12.50, 123456789012, '2024-02-29', '2024-01-01 00:00:00+08', '2024-01-01 00:00:00',
          '{a,"b c"}', '{"a": [1]}', '\x00ff', '高兴', 'ab', '1 day 02:00', 'POINT(106 29)');
        INSERT INTO types.kinds (k, c_whole, c_date, c_tz, c_ts) VALUES ('aaaaaaaa-2222-3333-4444-555555555555', 'NaN', 'infinity', '-infinity', '4000-01-01 BC');
        CREATE TABLE types.base (id int PRIMARY KEY, n int); INSERT INTO types.base VALUES (1, 1);
        CREATE VIEW types.top AS SELECT * FROM (SELECT id, n FROM types.base) AS inner_rows;
        """);

    [OneTimeTearDown]
    public async Task Disconnect() => await _database.DisposeAsync();

    [Test]
    public async Task Each_type_comes_as_the_kind_that_it_is()
    {
        await using PostGisSource source = PostGisSource.Open(_database, "types", "kinds");
        FeatureSchema schema = await source.ReadSchemaAsync(default);
        List<Row> rows = await Row.ReadAllAsync(source, FeatureQuery.All);

        Assert.That(schema.Columns.Select(column => column.Kind), Is.EqualTo((ValueKind[])
        [
            ValueKind.Text, ValueKind.Boolean, ValueKind.Integer, ValueKind.Integer, ValueKind.Real, ValueKind.Real, ValueKind.Integer, ValueKind.Date, ValueKind.Instant,
            ValueKind.Instant, ValueKind.Text, ValueKind.Text, ValueKind.Bytes, ValueKind.Text, ValueKind.Text, ValueKind.Text,
        ]));
        Assert.That(rows[0].Values, Is.EqualTo((Value[])
        [
            Value.Of("11111111-2222-3333-4444-555555555555"), Value.Of(true), Value.Of(-7L), Value.Of(9007199254740993), Value.Of(0.1), Value.Of(12.5), Value.Of(123456789012),
            Value.Of(new DateOnly(2024, 2, 29)), Value.Of(new DateTimeOffset(2023, 12, 31, 16, 0, 0, TimeSpan.Zero)), Value.Of(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            Value.Of("[\"a\",\"b c\"]"), Value.Of("{\"a\": [1]}"), Value.Of([0, 255]), Value.Of("高兴"), Value.Of("ab"), Value.Of("1 day 02:00:00"),
        ]));
        Assert.That(rows[0].Shape, Is.EqualTo("Point 106 29"));
        Assert.That(rows[1].Values.Skip(1), Has.All.EqualTo(Value.Null));
    }

    [Test]
    public async Task A_uuid_is_a_key()
    {
        await using PostGisSource source = PostGisSource.Open(_database, "types", "kinds");

        Assert.That(
            await Row.ReadIdsAsync(source, FeatureQuery.All with { Ids = ["11111111-2222-3333-4444-555555555555", "no uuid"] }),
            Is.EqualTo((string[])["11111111-2222-3333-4444-555555555555"]));
    }

    [Test]
    public async Task The_configuration_names_the_key_of_a_view()
    {
        await using PostGisSource source = PostGisSource.Open(_database, "types", "top", key: "id");

        Assert.That((await source.ReadSchemaAsync(default)).Key, Is.EqualTo("id"));
        Assert.That(await Row.ReadIdsAsync(source, FeatureQuery.All with { Ids = ["1"] }), Is.EqualTo((string[])["1"]));
        await using PostGisSource wrong = PostGisSource.Open(_database, "types", "top", key: "nosuch");
        Assert.That(async () => await wrong.ReadSchemaAsync(default), Throws.InstanceOf<SourceFaultException>().With.Message.Contains("nosuch"));
    }

    [Test, CancelAfter(20_000)]
    public async Task A_change_in_a_table_below_a_view_changes_the_revision_of_the_view(CancellationToken limit)
    {
        await using PostGisSource source = PostGisSource.Open(_database, "types", "top");
        ulong before = await source.ReadRevisionAsync(limit);
        PostGisServer.Shared.Execute("UPDATE types.base SET n = n + 1");

        // PostgreSQL makes its counts known within a second.
        await GeoServe.TestKit.Eventually.BecomesTrueAsync(async () => await source.ReadRevisionAsync(limit) != before, TimeSpan.FromSeconds(10));
        ulong counted = await source.ReadRevisionAsync(limit);
        PostGisServer.Shared.Execute("TRUNCATE types.base");
        Assert.That(await source.ReadRevisionAsync(limit), Is.Not.EqualTo(counted));
        PostGisServer.Shared.Execute("INSERT INTO types.base VALUES (1, 1)");
    }

    [Test]
    public async Task No_message_tells_user_or_password()
    {
        Assert.That(() => PostGisDatabase.Connect("Host=h;Passwort=secret"), Throws.InstanceOf<SourceFaultException>().With.Message.Not.Contains("secret").And.InnerException.Null);
        await using PostGisDatabase gone = PostGisDatabase.Connect("Host=127.0.0.1;Port=1;Database=d;Username=somebody;Password=secret;Timeout=2");
        await using PostGisSource source = PostGisSource.Open(gone, "public", "t");

        Assert.That(
            async () => await source.CountAsync(FeatureQuery.All, default),
            Throws.InstanceOf<SourceUnavailableException>().With.Message.Not.Contains("secret").And.Message.Not.Contains("somebody"));
    }

    [Test]
    public async Task The_first_request_after_the_server_dropped_its_connections_is_answered([Values] bool counts)
    {
        await using PostGisDatabase database = PostGisDatabase.Connect(PostGisServer.Shared.ConnectionString + ";Application Name=dropped");
        await using PostGisSource source = PostGisSource.Open(database, "types", "base");
        Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.EqualTo(1));
        PostGisServer.Shared.Execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'dropped'");

        if (counts) Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.EqualTo(1));
        else Assert.That(await Row.ReadIdsAsync(source, FeatureQuery.All), Is.EqualTo((string[])["1"]));
    }
}
