using System.Globalization;
using System.Text.Json;
using GeoServe.Core.Sources;
using GeoServe.Sources.PostGis;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Wfs;

/// <summary>Data that other servers lost or bent: flags of blobs, large integers, quoted names, mixed SRIDs, poles. Trials made from public bug reports of other servers: see <see cref="WfsTrialData"/>.</summary>
public sealed class WfsDataTrialTests
{
    private static WfsTrialServer Server => WfsTrialData.Server;

    [Test]
    public async Task T061_flags_of_blobs_are_read_and_empty_ones_never_meet_a_box()
    {
        Assert.That((await Server.GetAsync("typeNames=flags")).Ids, Has.Length.EqualTo(7));
        Assert.That((await Server.GetAsync("typeNames=flags")).Values("pos"), Has.Length.EqualTo(5));
        Assert.That((await Server.GetAsync("typeNames=flags&bbox=30,114.1,31,114.3")).Ids, Is.EqualTo((string[])["flags.2", "flags.3"]));
        Assert.That((await Server.GetAsync("typeNames=flags&bbox=-90,-180,90,180")).Ids, Has.Length.EqualTo(5));
        string capabilities = (await Server.GetAsync("request=GetCapabilities")).Body;
        Assert.That(capabilities, Does.Contain("114.05 30.05").And.Contain("114.45 30.05"));
    }

    [Test]
    public async Task T062_null_empty_collection_and_height_are_kept()
    {
        WfsTrialAnswer gml = await Server.GetAsync("typeNames=bomnull");
        using var json = JsonDocument.Parse((await Server.GetAsync("typeNames=bomnull&outputFormat=application/geo%2Bjson")).Body);
        JsonElement[] features = [.. json.RootElement.GetProperty("features").EnumerateArray()];

        Assert.That(gml.Ids, Has.Length.EqualTo(5));
        Assert.That(gml.Values("pos"), Does.Contain("30.25 114.25 55.5"));
        Assert.That(features[0].GetProperty("geometry").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(features[2].GetProperty("geometry").GetProperty("geometries").GetArrayLength(), Is.EqualTo(2));
        Assert.That(features[4].GetProperty("geometry").GetRawText(), Is.EqualTo("""{"type":"Point","coordinates":[114.25,30.25,55.5]}"""));
        Assert.That((await Server.GetAsync("typeNames=bomnull&bbox=30.15,114.15,30.28,114.28")).Values("name"), Is.EqualTo((string[])["here", "3D"]));
    }

    [Test]
    public async Task T064_large_integers_keep_every_digit()
    {
        WfsTrialAnswer gml = await Server.GetAsync("typeNames=bigint");
        string json = (await Server.GetAsync("typeNames=bigint&outputFormat=json")).Body;

        Assert.That(gml.Values("big"), Is.EqualTo((string[])["9007199254740993", "-9007199254740993"]));
        Assert.That(gml.Values("mid"), Is.EqualTo((string[])["4208904320", "2147483648"]));
        Assert.That(json, Does.Contain("\"big\":9007199254740993").And.Contain("\"big\":-9007199254740993"));
    }

    [Test]
    public async Task T067_names_that_need_quoting_are_only_names()
    {
        WfsTrialAnswer answer = await Server.GetAsync("typeNames=road");
        string json = (await Server.GetAsync("typeNames=road&outputFormat=json")).Body;

        Assert.That(answer.Values("end").Concat(answer.Values("名称")).Concat(answer.Values("a_x0022_b")).Concat(answer.Values("x.y")), Is.EqualTo((string[])["east", "环路", "quote", "9"]));
        Assert.That(json, Does.Contain("\"a\\\"b\":\"quote\"").And.Contain("\"x.y\":9"));
        Assert.That((await Server.GetAsync("typeNames=road&propertyName=a_x0022_b,x.y")).Values("x.y"), Is.EqualTo((string[])["9"]));
    }

    [Test]
    public async Task T068_rows_of_several_srids_come_to_their_places()
    {
        string[] mixed = (await Server.GetAsync("typeNames=mixed")).Values("pos");

        Assert.That(mixed.Take(2), Is.EqualTo((string[])["30.1 114.1", "30.2 114.2"]));
        double[] third = [.. mixed[2].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        Assert.That(third, Is.EqualTo((double[])[30.3, 114.3]).Within(1e-9));
        Assert.That((await Server.GetAsync("typeNames=mixed&bbox=30.25,114.25,30.35,114.35")).Ids, Is.EqualTo((string[])["mixed.3"]));
        Assert.That((await Server.GetAsync("typeNames=zero")).Values("pos"), Is.EqualTo((string[])["30.1 114.1", "30.2 114.2"]));
        await using PostGisSource unknown = PostGisSource.Open(WfsTrialData.Database, "trial", "zero");
        Assert.That(async () => await unknown.ReadSchemaAsync(default), Throws.InstanceOf<SourceFaultException>().With.Message.Contains("SRID"));
    }

    [Test]
    public async Task T074_a_text_key_finds_its_feature_and_what_has_no_key_is_not_lost()
    {
        WfsTrialAnswer found = await Server.GetAsync("storedQuery_id=urn:ogc:def:query:OGC-WFS::GetFeatureById&id=textkey.BJ-01");

        Assert.That((found.Status, found.Xml.Name.LocalName, found.Values("code")[0]), Is.EqualTo((200, "textkey", "BJ-01")));
        Assert.That((await Server.GetAsync("typeNames=twokey")).Ids, Is.Unique.And.Length.EqualTo(2));
        Assert.That((await Server.GetAsync("typeNames=keyless")).Ids, Is.Unique.And.Length.EqualTo(2));
        string without = (await Server.GetAsync("typeNames=keyless")).Ids[0];
        Assert.That((await Server.GetAsync($"storedQuery_id=urn:ogc:def:query:OGC-WFS::GetFeatureById&id={without}")).Status, Is.EqualTo(404));
    }

    [TestCase(1, "urn:ogc:def:crs:EPSG::4547", 3386666.250, 528770.237)]
    [TestCase(1, "urn:ogc:def:crs:EPSG::4526", 3386666.250, 38528770.237)]
    [TestCase(1, "urn:ogc:def:crs:EPSG::4549", 3400508.832, -47070.717)]
    [TestCase(1, "urn:ogc:def:crs:EPSG::4490", 30.6, 114.3)]
    [TestCase(1, "urn:ogc:def:crs:EPSG::3857", 12723817.798, 3580909.760)]
    [TestCase(1, "EPSG:4547", 528770.237, 3386666.250)]
    [TestCase(2, "urn:ogc:def:crs:EPSG::4548", 3519692.841, 518939.553)]
    [TestCase(3, "urn:ogc:def:crs:EPSG::4549", 3486428.538, 519000.482)]
    public async Task T075_positions_come_in_the_axis_order_of_their_crs(int id, string srsName, double first, double second)
    {
        WfsTrialAnswer answer = await Server.GetAsync($"resourceId=point.{id}&srsName={srsName}");
        double[] pos = [.. answer.Values("pos")[0].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

        Assert.That(pos, Is.EqualTo((double[])[first, second]).Within(0.002));
        Assert.That(answer.Body, Does.Contain($"srsName=\"{srsName}\""));
    }

    [TestCase("EPSG:4326")]
    [TestCase("urn:ogc:def:crs:EPSG::3857")]
    [TestCase("urn:ogc:def:crs:EPSG::4547")]
    public async Task T078_the_poles_bring_no_infinity_into_any_answer(string srsName)
    {
        WfsTrialAnswer gml = await Server.GetAsync($"typeNames=poles&srsName={srsName}");
        WfsTrialAnswer json = await Server.GetAsync($"typeNames=poles&srsName={srsName}&outputFormat=json");
        WfsTrialAnswer capabilities = await Server.GetAsync("request=GetCapabilities");

        Assert.That((gml.Status, json.Status, gml.Ids.Length), Is.EqualTo((200, 200, 6)));
        Assert.That(gml.Body + json.Body + capabilities.Body, Does.Not.Contain("NaN").And.Not.Contain("INF").And.Not.Contain("Infinity").And.Not.Contain("∞"));
    }
}
