using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.Sources.GeoPackage;
using GeoServe.Sources.PostGis;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Wfs;

/// <summary>Trials made from public bug reports of other servers: their number, data and expected numbers are those of the trials.</summary>
[TestFixture]
public sealed class WfsTrialTests
{
    private readonly TemporaryFolder _folder = new();
    private PostGisDatabase _database = null!;
    private WfsTrialServer _server = null!;
    private IFeatureSource _places = null!;

    [OneTimeSetUp]
    public async Task Load()
    {
        string geoPackage = _folder.PathOf("trials.gpkg");
        foreach ((string file, string layer) in ((string, string)[])
            [("common-places", "places"), ("T003-like", "likes"), ("T062-bom-null", "bomnull"), ("T064-bigint", "bigint"), ("T078-poles", "poles")])
        {
            await Gdal.OgrToOgrAsync(geoPackage, SharedFolder.Require("trials", "files", $"{file}.geojson"), "-f", "GPKG", "-update", "-append", "-nln", layer);
        }
        File.Copy(SharedFolder.Require("trials", "files", "T061-flags.gpkg"), _folder.PathOf("flags.gpkg"));
        foreach (string sql in (string[])["T067-quoting", "T068-srid", "T074-keys"])
        {
            PostGisServer.Shared.Execute(File.ReadAllText(SharedFolder.Require("trials", "files", $"{sql}.sql")));
        }
        PostGisServer.Shared.Execute("CREATE TABLE trial.point AS SELECT n AS id, st_setsrid(st_makepoint(x, y), 4490)::geometry(Point, 4490) AS geom FROM (VALUES (1, 114.3, 30.6), (2, 117.2, 31.8), (3, 120.2, 31.5)) v(n, x, y); ALTER TABLE trial.point ADD PRIMARY KEY (id)");
        _database = PostGisDatabase.Connect(PostGisServer.Shared.ConnectionString);
        _places = GeoPackageSource.Open(geoPackage, "places");
        _server = await WfsTrialServer.StartAsync(
        [
            ("places", _places), ("bomnull", GeoPackageSource.Open(geoPackage, "bomnull")), ("bigint", GeoPackageSource.Open(geoPackage, "bigint")),
            ("likes", GeoPackageSource.Open(geoPackage, "likes")), ("poles", GeoPackageSource.Open(geoPackage, "poles")), ("flags", GeoPackageSource.Open(_folder.PathOf("flags.gpkg"), "flags")),
            ("road", PostGisSource.Open(_database, "Trial Mixed", "Road\"s")), ("mixed", PostGisSource.Open(_database, "trial", "mixed", Crs.Epsg4326)),
            ("zero", PostGisSource.Open(_database, "trial", "zero", Crs.Epsg4326)), ("textkey", PostGisSource.Open(_database, "trial", "textkey")),
            ("twokey", PostGisSource.Open(_database, "trial", "twokey")), ("keyless", PostGisSource.Open(_database, "trial", "keyless")),
            ("point", PostGisSource.Open(_database, "trial", "point")),
        ]);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_database is not null) await _database.DisposeAsync();
        _folder.Dispose();
    }

    [TestCase(",urn:ogc:def:crs:EPSG::3857", "4")]
    [TestCase(",urn:ogc:def:crs:EPSG::4326", "0")]
    [TestCase("", "0")]
    public async Task T001_the_crs_of_a_box_counts(string crs, string matched)
    {
        WfsTrialAnswer answer = await _server.GetAsync($"typeNames=places&resultType=hits&bbox=12690421.95,3503549.84,12734949.75,3516410.40{crs}");

        Assert.That(answer.Matched, Is.EqualTo(matched));
    }

    [TestCase("30.0,114.0,30.1,114.4")]
    [TestCase("30.0,114.0,30.1,114.4,urn:ogc:def:crs:EPSG::4490")]
    [TestCase("30.0,114.0,30.1,114.4,http://www.opengis.net/def/crs/EPSG/0/4326")]
    [TestCase("114.0,30.0,114.4,30.1,EPSG:4326")]
    [TestCase("114.0,30.0,114.4,30.1,CRS:84")]
    [TestCase("114.0,30.0,114.4,30.1,http://www.opengis.net/gml/srs/epsg.xml%234326")]
    public async Task The_form_of_the_crs_says_in_which_order_a_box_is(string box) =>
        Assert.That((await _server.GetAsync($"typeNames=places&bbox={box}")).Ids, Is.EqualTo((string[])["places.1", "places.2", "places.3", "places.4"]));

    [TestCase("1,2,3")]
    [TestCase("NaN,0,1,1")]
    [TestCase("0,0,1e400,1")]
    [TestCase("a,b,c,d")]
    [TestCase("31,114,30,115")]
    [TestCase("30,114,31,115,EPSG:99999")]
    [TestCase("1,2,3,4,5,6,7,8")]
    public async Task What_is_no_box_is_refused(string box) =>
        Assert.That((await _server.GetAsync($"typeNames=places&bbox={box}")).Fault, Is.EqualTo("400 InvalidParameterValue bbox"));

    [TestCase("*", ".", "!", "100%", "1")]
    [TestCase("*", ".", "!", "a_b", "3")]
    [TestCase("*", ".", "!", "* (north)", "5")]
    [TestCase("*", ".", "!", "O'*", "7")]
    [TestCase("*", ".", "!", "x!*y", "9")]
    [TestCase("*", ".", "!", "x.y", "9 10")]
    [TestCase("*", ".", "!", "back\\*", "8")]
    [TestCase("*", ".", "!", "[*", "11")]
    [TestCase("*", ".", "!", "UPP*", "12 13", false)]
    [TestCase("*", ".", "!", "UPP*", "12")]
    [TestCase("%", "_", "\\", "100\\%", "1")]
    [TestCase("%", "_", "\\", "100_", "1 2")]
    public async Task T003_a_pattern_matches_what_it_says(string many, string any, string escape, string pattern, string ids, bool matchCase = true)
    {
        string filter = Filter($"""<fes:PropertyIsLike wildCard="{many}" singleChar="{any}" escapeChar="{escape}" matchCase="{(matchCase ? "true" : "false")}"><fes:ValueReference>name</fes:ValueReference><fes:Literal>{pattern}</fes:Literal></fes:PropertyIsLike>""");

        Assert.That((await _server.GetAsync($"typeNames=likes&filter={filter}")).Ids, Is.EqualTo(ids.Split(' ').Select(id => $"likes.{id}")));
    }

    [TestCase("""<fes:PropertyIsLike wildcard="*" singleChar="." escapeChar="!"><fes:ValueReference>name</fes:ValueReference><fes:Literal>P*</fes:Literal></fes:PropertyIsLike>""", "400 OperationParsingFailed filter")]
    [TestCase("""<fes:Within><fes:ValueReference>geom</fes:ValueReference><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>[114.0, 30.0, 114.4, 30.0, 114.4, 30.4, 114.0, 30.0]</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></fes:Within>""", "400 OperationParsingFailed filter")]
    [TestCase("""<fes:PropertyIsEqualTo><fes:ValueReference>nosuch</fes:ValueReference><fes:Literal>1</fes:Literal></fes:PropertyIsEqualTo>""", "400 InvalidParameterValue filter")]
    [TestCase("""<fes:PropertyIsAlmost><fes:ValueReference>n</fes:ValueReference><fes:Literal>1</fes:Literal></fes:PropertyIsAlmost>""", "400 OperationParsingFailed filter")]
    [TestCase("""<fes:PropertyIsGreaterThan><fes:ValueReference>n</fes:ValueReference><fes:Literal>abc</fes:Literal></fes:PropertyIsGreaterThan>""", "400 InvalidParameterValue filter")]
    [TestCase("""<fes:PropertyIsEqualTo><fes:ValueReference>gml:boundedBy</fes:ValueReference><fes:Literal>1</fes:Literal></fes:PropertyIsEqualTo>""", "400 OperationProcessingFailed filter")]
    [TestCase("""<fes:BBOX><fes:ValueReference>name</fes:ValueReference><gml:Envelope><gml:lowerCorner>30 114</gml:lowerCorner><gml:upperCorner>31 115</gml:upperCorner></gml:Envelope></fes:BBOX>""", "400 InvalidParameterValue filter")]
    [TestCase("""<fes:Not><fes:BBOX><gml:Envelope><gml:lowerCorner>30 114</gml:lowerCorner><gml:upperCorner>31 115</gml:upperCorner></gml:Envelope></fes:BBOX></fes:Not>""", "400 OperationParsingFailed filter")]
    public async Task T009_a_filter_that_cannot_be_carried_out_is_refused(string filter, string fault) =>
        Assert.That((await _server.GetAsync($"typeNames=places&filter={Filter(filter)}")).Fault, Is.EqualTo(fault));

    [Test]
    public async Task T009_half_a_filter_is_refused_and_an_empty_one_is_none()
    {
        Assert.That((await _server.GetAsync("typeNames=places&filter=<fes:Filter><fes:And>")).Fault, Is.EqualTo("400 OperationParsingFailed filter"));
        Assert.That((await _server.GetAsync("typeNames=places&filter=")).Ids, Has.Length.EqualTo(12));
    }

    [Test]
    public async Task T010_nested_operators_keep_their_levels()
    {
        string filter = await File.ReadAllTextAsync(SharedFolder.Require("trials", "files", "T010-nested.xml"));
        string body = filter[filter.IndexOf("<fes:Filter", StringComparison.Ordinal)..];
        string post = $"""<wfs:GetFeature xmlns:wfs="http://www.opengis.net/wfs/2.0" service="WFS" version="2.0.0" count="2"><wfs:Query typeNames="places">{body}</wfs:Query></wfs:GetFeature>""";
        WfsTrialAnswer page = await _server.PostAsync(post);
        WfsTrialAnswer rest = await _server.FollowAsync(page.Next!);

        string[] expected = ["places.3", "places.6", "places.12"];
        Assert.That((await _server.GetAsync($"typeNames=places&filter={Uri.EscapeDataString(filter)}")).Ids, Is.EqualTo(expected));
        Assert.That(page.Ids.Concat(rest.Ids), Is.EqualTo(expected));
        string not = Filter("<fes:Not><fes:PropertyIsEqualTo><fes:ValueReference>kind</fes:ValueReference><fes:Literal>A</fes:Literal></fes:PropertyIsEqualTo></fes:Not>");
        Assert.That((await _server.GetAsync($"typeNames=places&filter={not}")).Ids, Has.Length.EqualTo(8));
    }

    [Test]
    public async Task T008_a_prefix_may_be_declared_on_the_reference_alone()
    {
        string body = (await File.ReadAllTextAsync(SharedFolder.Require("trials", "files", "T008-local-prefix.xml"))).Replace("NAMESPACE-OF-THE-LAYER", "urn:geoserve:features", StringComparison.Ordinal);
        WfsTrialAnswer answer = await _server.PostAsync(body);
        using var json = JsonDocument.Parse(answer.Body);

        Assert.That(answer.ContentType, Is.EqualTo("application/geo+json"));
        Assert.That(json.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetString()), Is.EqualTo((string[])["places.3", "places.5", "places.7"]));
    }

    [Test]
    public async Task T006_a_filter_counts_in_the_total()
    {
        string kindA = Filter("<fes:PropertyIsEqualTo><fes:ValueReference>kind</fes:ValueReference><fes:Literal>A</fes:Literal></fes:PropertyIsEqualTo>");
        WfsTrialAnswer hits = await _server.GetAsync($"typeNames=places&resultType=hits&filter={kindA}");
        string both = Filter("""<fes:And><fes:BBOX><fes:ValueReference>geom</fes:ValueReference><gml:Envelope srsName="EPSG:4326"><gml:lowerCorner>114 30</gml:lowerCorner><gml:upperCorner>115 30.1</gml:upperCorner></gml:Envelope></fes:BBOX><fes:PropertyIsBetween><fes:ValueReference>height</fes:ValueReference><fes:LowerBoundary><fes:Literal>1.5</fes:Literal></fes:LowerBoundary><fes:UpperBoundary><fes:Literal>99</fes:Literal></fes:UpperBoundary></fes:PropertyIsBetween></fes:And>""");

        Assert.That((hits.Matched, hits.Returned), Is.EqualTo(("4", "0")));
        Assert.That((await _server.GetAsync($"typeNames=places&filter={both}")).Ids, Is.EqualTo((string[])["places.2", "places.3", "places.4"]));
    }

    [TestCase("@gml:id", "places.1 places.2")]
    [TestCase("name", "P01 P02")]
    [TestCase("gs:geom", "30.05 114.05 30.05 114.15")]
    public async Task The_values_of_one_property_are_told(string reference, string values)
    {
        WfsTrialAnswer answer = await _server.GetAsync($"request=GetPropertyValue&typeNames=places&valueReference={reference}&count=2");

        Assert.That(string.Join(' ', answer.Values("member")), Is.EqualTo(values));
        Assert.That((answer.Xml.Name.LocalName, answer.Matched, answer.Returned), Is.EqualTo(("ValueCollection", "12", "2")));
    }

    [TestCase("", "400 InvalidParameterValue valueReference")]
    [TestCase("nosuch", "400 InvalidParameterValue valueReference")]
    public async Task What_is_no_property_has_no_values(string reference, string fault) =>
        Assert.That((await _server.GetAsync($"request=GetPropertyValue&typeNames=places&valueReference={reference}")).Fault, Is.EqualTo(fault));

    [Test]
    public async Task What_is_null_is_neither_equal_nor_unequal()
    {
        string missing = Filter("<fes:PropertyIsNull><fes:ValueReference>geom</fes:ValueReference></fes:PropertyIsNull>");
        Assert.That((await _server.GetAsync($"typeNames=flags&filter={missing}")).Ids, Is.EqualTo((string[])["flags.5", "flags.6"]));
        string not = Filter("<fes:Not><fes:PropertyIsEqualTo><fes:ValueReference>label</fes:ValueReference><fes:Literal>'; drop table flags --</fes:Literal></fes:PropertyIsEqualTo></fes:Not>");
        Assert.That((await _server.GetAsync($"typeNames=flags&filter={not}")).Ids, Has.Length.EqualTo(7));
    }

    [TestCase("count=5", "12", "5", true, false)]
    [TestCase("count=5&startIndex=10", "12", "2", false, true)]
    [TestCase("count=0", "12", "0", false, false)]
    [TestCase("startIndex=12", "12", "0", false, true)]
    public async Task T006_a_page_says_how_many_there_are_and_where_to_go_on(string query, string matched, string returned, bool next, bool previous)
    {
        WfsTrialAnswer answer = await _server.GetAsync($"typeNames=places&{query}");

        Assert.That((answer.Matched, answer.Returned, answer.Ids.Length), Is.EqualTo((matched, returned, int.Parse(returned, CultureInfo.InvariantCulture))));
        Assert.That((answer.Next is not null, answer.Previous is not null), Is.EqualTo((next, previous)));
    }

    [Test]
    public async Task T006_hits_are_not_cut_by_a_count_and_lead_to_the_first_page()
    {
        WfsTrialAnswer hits = await _server.GetAsync("typeNames=places&resultType=hits&count=5");
        WfsTrialAnswer first = await _server.FollowAsync(hits.Next!);

        Assert.That((hits.Matched, hits.Returned, hits.Ids.Length, hits.Previous), Is.EqualTo(("12", "0", 0, (string?)null)));
        Assert.That(first.Ids[0], Is.EqualTo("places.1"));
        Assert.That(first.Ids, Has.Length.EqualTo(5));
    }

    [Test]
    public async Task T006_the_limit_of_the_server_cuts_features_and_not_their_number()
    {
        WfsTrialServer limited = await WfsTrialServer.StartAsync([("places", _places)], maxCount: 7);

        Assert.That((await limited.GetAsync("typeNames=places&resultType=hits")).Matched, Is.EqualTo("12"));
        WfsTrialAnswer answer = await limited.GetAsync("typeNames=places&count=100");
        Assert.That((answer.Matched, answer.Returned, answer.Ids.Length), Is.EqualTo(("12", "7", 7)));
    }

    [Test]
    public async Task Following_next_and_previous_gives_each_feature_once([Range(1, 6)] int count)
    {
        var ids = new List<string>();
        WfsTrialAnswer page = await _server.GetAsync($"typeNames=places&count={count}");
        ids.AddRange(page.Ids);
        while (page.Next is not null) ids.AddRange((page = await _server.FollowAsync(page.Next)).Ids);
        var back = new List<string>(page.Ids);
        while (page.Previous is not null) back.InsertRange(0, (page = await _server.FollowAsync(page.Previous)).Ids);

        Assert.That(ids, Is.EqualTo(Enumerable.Range(1, 12).Select(i => $"places.{i}")));
        Assert.That(back, Is.EqualTo(ids));
    }

    [TestCase("typeNames=places")]
    [TestCase("typeName=places")]
    [TestCase("TYPENAMES=gs:places")]
    [TestCase("typeNames=zz:places&namespaces=xmlns(zz,urn:geoserve:features)")]
    [TestCase("typeNames=zz:places&NAMESPACES=xmlns(a,http://a)%2Cxmlns(zz%2Curn:geoserve:features)")]
    public async Task T008_type_names_are_taken_with_and_without_prefix(string query) =>
        Assert.That((await _server.GetAsync(query)).Ids, Has.Length.EqualTo(12));

    [TestCase("typeNames=zz:places")]
    [TestCase("typeNames=gs:places&namespaces=xmlns(gs,http://elsewhere)")]
    [TestCase("typeNames=nosuch")]
    [TestCase("typeNames=Places")]
    public async Task T008_a_type_that_is_none_is_refused(string query) =>
        Assert.That((await _server.GetAsync(query)).Fault, Is.EqualTo("400 InvalidParameterValue typeNames"));

    [Test]
    public async Task T061_flags_of_blobs_are_read_and_empty_ones_never_meet_a_box()
    {
        Assert.That((await _server.GetAsync("typeNames=flags")).Ids, Has.Length.EqualTo(7));
        Assert.That((await _server.GetAsync("typeNames=flags")).Values("pos"), Has.Length.EqualTo(5));
        Assert.That((await _server.GetAsync("typeNames=flags&bbox=30,114.1,31,114.3")).Ids, Is.EqualTo((string[])["flags.2", "flags.3"]));
        Assert.That((await _server.GetAsync("typeNames=flags&bbox=-90,-180,90,180")).Ids, Has.Length.EqualTo(5));
        string capabilities = (await _server.GetAsync("request=GetCapabilities")).Body;
        Assert.That(capabilities, Does.Contain("114.05 30.05").And.Contain("114.45 30.05"));
    }

    [Test]
    public async Task T062_null_empty_collection_and_height_are_kept()
    {
        WfsTrialAnswer gml = await _server.GetAsync("typeNames=bomnull");
        using var json = JsonDocument.Parse((await _server.GetAsync("typeNames=bomnull&outputFormat=application/geo%2Bjson")).Body);
        JsonElement[] features = [.. json.RootElement.GetProperty("features").EnumerateArray()];

        Assert.That(gml.Ids, Has.Length.EqualTo(5));
        Assert.That(gml.Values("pos"), Does.Contain("30.25 114.25 55.5"));
        Assert.That(features[0].GetProperty("geometry").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(features[2].GetProperty("geometry").GetProperty("geometries").GetArrayLength(), Is.EqualTo(2));
        Assert.That(features[4].GetProperty("geometry").GetRawText(), Is.EqualTo("""{"type":"Point","coordinates":[114.25,30.25,55.5]}"""));
        Assert.That((await _server.GetAsync("typeNames=bomnull&bbox=30.15,114.15,30.28,114.28")).Values("name"), Is.EqualTo((string[])["here", "3D"]));
    }

    [Test]
    public async Task T064_large_integers_keep_every_digit()
    {
        WfsTrialAnswer gml = await _server.GetAsync("typeNames=bigint");
        string json = (await _server.GetAsync("typeNames=bigint&outputFormat=json")).Body;

        Assert.That(gml.Values("big"), Is.EqualTo((string[])["9007199254740993", "-9007199254740993"]));
        Assert.That(gml.Values("mid"), Is.EqualTo((string[])["4208904320", "2147483648"]));
        Assert.That(json, Does.Contain("\"big\":9007199254740993").And.Contain("\"big\":-9007199254740993"));
    }

    [Test]
    public async Task T067_names_that_need_quoting_are_only_names()
    {
        WfsTrialAnswer answer = await _server.GetAsync("typeNames=road");
        string json = (await _server.GetAsync("typeNames=road&outputFormat=json")).Body;

        Assert.That(answer.Values("end").Concat(answer.Values("名称")).Concat(answer.Values("a_x0022_b")).Concat(answer.Values("x.y")), Is.EqualTo((string[])["east", "环路", "quote", "9"]));
        Assert.That(json, Does.Contain("\"a\\\"b\":\"quote\"").And.Contain("\"x.y\":9"));
        Assert.That((await _server.GetAsync("typeNames=road&propertyName=a_x0022_b,x.y")).Values("x.y"), Is.EqualTo((string[])["9"]));
    }

    [Test]
    public async Task T068_rows_of_several_srids_come_to_their_places()
    {
        string[] mixed = (await _server.GetAsync("typeNames=mixed")).Values("pos");

        Assert.That(mixed.Take(2), Is.EqualTo((string[])["30.1 114.1", "30.2 114.2"]));
        double[] third = [.. mixed[2].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        Assert.That(third, Is.EqualTo((double[])[30.3, 114.3]).Within(1e-9));
        Assert.That((await _server.GetAsync("typeNames=mixed&bbox=30.25,114.25,30.35,114.35")).Ids, Is.EqualTo((string[])["mixed.3"]));
        Assert.That((await _server.GetAsync("typeNames=zero")).Values("pos"), Is.EqualTo((string[])["30.1 114.1", "30.2 114.2"]));
        await using PostGisSource unknown = PostGisSource.Open(_database, "trial", "zero");
        Assert.That(async () => await unknown.ReadSchemaAsync(default), Throws.InstanceOf<SourceFaultException>().With.Message.Contains("SRID"));
    }

    [Test]
    public async Task T074_a_text_key_finds_its_feature_and_what_has_no_key_is_not_lost()
    {
        WfsTrialAnswer found = await _server.GetAsync("storedQuery_id=urn:ogc:def:query:OGC-WFS::GetFeatureById&id=textkey.BJ-01");

        Assert.That((found.Status, found.Xml.Name.LocalName, found.Values("code")[0]), Is.EqualTo((200, "textkey", "BJ-01")));
        Assert.That((await _server.GetAsync("typeNames=twokey")).Ids, Is.Unique.And.Length.EqualTo(2));
        Assert.That((await _server.GetAsync("typeNames=keyless")).Ids, Is.Unique.And.Length.EqualTo(2));
        string without = (await _server.GetAsync("typeNames=keyless")).Ids[0];
        Assert.That((await _server.GetAsync($"storedQuery_id=urn:ogc:def:query:OGC-WFS::GetFeatureById&id={without}")).Status, Is.EqualTo(404));
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
        WfsTrialAnswer answer = await _server.GetAsync($"resourceId=point.{id}&srsName={srsName}");
        double[] pos = [.. answer.Values("pos")[0].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

        Assert.That(pos, Is.EqualTo((double[])[first, second]).Within(0.002));
        Assert.That(answer.Body, Does.Contain($"srsName=\"{srsName}\""));
    }

    [TestCase("EPSG:4326")]
    [TestCase("urn:ogc:def:crs:EPSG::3857")]
    [TestCase("urn:ogc:def:crs:EPSG::4547")]
    public async Task T078_the_poles_bring_no_infinity_into_any_answer(string srsName)
    {
        WfsTrialAnswer gml = await _server.GetAsync($"typeNames=poles&srsName={srsName}");
        WfsTrialAnswer json = await _server.GetAsync($"typeNames=poles&srsName={srsName}&outputFormat=json");
        WfsTrialAnswer capabilities = await _server.GetAsync("request=GetCapabilities");

        Assert.That((gml.Status, json.Status, gml.Ids.Length), Is.EqualTo((200, 200, 6)));
        Assert.That(gml.Body + json.Body + capabilities.Body, Does.Not.Contain("NaN").And.Not.Contain("INF").And.Not.Contain("Infinity").And.Not.Contain("∞"));
    }

    [Test]
    public async Task T088_external_entities_are_never_fetched([Values] bool utf16)
    {
        string canary = _folder.PathOf("canary.txt");
        await File.WriteAllTextAsync(canary, "mockingbird");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string body = (await File.ReadAllTextAsync(SharedFolder.Require("trials", "files", "T088-external.xml")))
            .Replace("{canary}", canary, StringComparison.Ordinal)
            .Replace("{listener-port}", ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        WfsTrialAnswer answer = await _server.PostAsync(body, utf16 ? Encoding.Unicode : null);

        Assert.That(answer.Fault, Does.StartWith("400 OperationParsingFailed"));
        Assert.That(answer.Body, Does.Not.Contain("mockingbird"));
        Assert.That(listener.Pending(), Is.False);
    }

    [Test]
    public async Task T089_neither_entities_nor_depth_nor_size_bring_the_server_down()
    {
        string entities = await File.ReadAllTextAsync(SharedFolder.Require("trials", "files", "T089-entities.xml"));
        string deep = $"""<GetFeature xmlns="http://www.opengis.net/wfs/2.0" service="WFS" version="2.0.0">{string.Concat(Enumerable.Repeat("<a>", 20_000))}{string.Concat(Enumerable.Repeat("</a>", 20_000))}</GetFeature>""";

        Assert.That((await _server.PostAsync(entities)).Fault, Does.StartWith("400 OperationParsingFailed"));
        Assert.That((await _server.PostAsync(deep)).Fault, Does.StartWith("400 OperationParsingFailed"));
        Assert.That((await _server.PostAsync(new string(' ', 50_000_000))).Status, Is.EqualTo(413));
        Assert.That((await _server.GetAsync("typeNames=places")).Status, Is.EqualTo(200));
    }

    [TestCase("featureId=places.1') OR ('1'='1", 0)]
    [TestCase("typeNames=textkey&resourceId=textkey.BJ-01') OR ('1'='1", 0)]
    [TestCase("resourceId=places.1,places.1--", 1)]
    public async Task T091_an_id_is_only_an_id(string query, int features) =>
        Assert.That((await _server.GetAsync(query)).Ids, Has.Length.EqualTo(features));

    [TestCase("typeNames=places&propertyName=n,(select version())", "propertyName")]
    [TestCase("typeNames=places&sortBy=n;drop table x", "sortBy")]
    [TestCase("typeNames=public.places\"--", "typeNames")]
    [TestCase("typeNames=places&count=1;select", "count")]
    [TestCase("typeNames=places&startIndex=-1", "startIndex")]
    [TestCase("typeNames=places&srsName=EPSG:4326;drop", "srsName")]
    [TestCase("typeNames=places&outputFormat=../../etc/passwd", "outputFormat")]
    [TestCase("typeNames=places&resultType=all", "resultType")]
    public async Task T091_what_is_no_name_is_refused(string query, string locator) =>
        Assert.That((await _server.GetAsync(query)).Fault, Does.StartWith("400 ").And.EndsWith(locator));

    [Test]
    public async Task The_id_of_another_type_is_refused_and_an_unknown_one_finds_nothing()
    {
        Assert.That((await _server.GetAsync("typeNames=places&resourceId=flags.1")).Fault, Is.EqualTo("400 InvalidParameterValue RESOURCEID"));
        WfsTrialAnswer unknown = await _server.GetAsync("typeNames=places&resourceId=uuid-1-2-3");
        Assert.That((unknown.Status, unknown.Matched), Is.EqualTo((200, "0")));
        Assert.That((await _server.GetAsync("storedQuery_id=urn:ogc:def:query:OGC-WFS::GetFeatureById&id=places.999")).Fault, Is.EqualTo("404 NotFound ID"));
    }

    [Test]
    public async Task Properties_come_as_asked_for_with_what_must_be_there()
    {
        WfsTrialAnswer answer = await _server.GetAsync("typeNames=places&propertyName=gs:name&count=1");
        string json = (await _server.GetAsync("typeNames=places&propertyName=name,geom&count=1&outputFormat=json")).Body;

        Assert.That(answer.Values("places")[0], Is.EqualTo("1P01"));      // the key is not nillable
        Assert.That(json, Does.Contain("""{"type":"Point","coordinates":[114.05,30.05]},"properties":{"name":"P01"}}"""));
    }

    private static string Filter(string operators) => Uri.EscapeDataString(
        $"""<fes:Filter xmlns:fes="http://www.opengis.net/fes/2.0" xmlns:gml="http://www.opengis.net/gml/3.2">{operators}</fes:Filter>""");
}
