using NUnit.Framework;

namespace GeoServe.IntegrationTests.Wfs;

/// <summary>Names of types and properties, and ids: as they are written, and nothing else. Trials made from public bug reports of other servers: see <see cref="WfsTrialData"/>.</summary>
public sealed class WfsNameTrialTests
{
    private static WfsTrialServer Server => WfsTrialData.Server;

    [TestCase("@gml:id", "places.1 places.2")]
    [TestCase("name", "P01 P02")]
    [TestCase("gs:geom", "30.05 114.05 30.05 114.15")]
    public async Task The_values_of_one_property_are_told(string reference, string values)
    {
        WfsTrialAnswer answer = await Server.GetAsync($"request=GetPropertyValue&typeNames=places&valueReference={reference}&count=2");

        Assert.That(string.Join(' ', answer.Values("member")), Is.EqualTo(values));
        Assert.That((answer.Xml.Name.LocalName, answer.Matched, answer.Returned), Is.EqualTo(("ValueCollection", "12", "2")));
    }

    [TestCase("", "400 InvalidParameterValue valueReference")]
    [TestCase("nosuch", "400 InvalidParameterValue valueReference")]
    public async Task What_is_no_property_has_no_values(string reference, string fault) =>
        Assert.That((await Server.GetAsync($"request=GetPropertyValue&typeNames=places&valueReference={reference}")).Fault, Is.EqualTo(fault));

    [TestCase("typeNames=places")]
    [TestCase("typeName=places")]
    [TestCase("TYPENAMES=gs:places")]
    [TestCase("typeNames=zz:places&namespaces=xmlns(zz,urn:geoserve:features)")]
    [TestCase("typeNames=zz:places&NAMESPACES=xmlns(a,http://a)%2Cxmlns(zz%2Curn:geoserve:features)")]
    public async Task T008_type_names_are_taken_with_and_without_prefix(string query) =>
        Assert.That((await Server.GetAsync(query)).Ids, Has.Length.EqualTo(12));

    [TestCase("typeNames=zz:places")]
    [TestCase("typeNames=gs:places&namespaces=xmlns(gs,http://elsewhere)")]
    [TestCase("typeNames=nosuch")]
    [TestCase("typeNames=Places")]
    public async Task T008_a_type_that_is_none_is_refused(string query) =>
        Assert.That((await Server.GetAsync(query)).Fault, Is.EqualTo("400 InvalidParameterValue typeNames"));

    [TestCase("featureId=places.1') OR ('1'='1", 0)]
    [TestCase("typeNames=textkey&resourceId=textkey.BJ-01') OR ('1'='1", 0)]
    [TestCase("resourceId=places.1,places.1--", 1)]
    public async Task T091_an_id_is_only_an_id(string query, int features) =>
        Assert.That((await Server.GetAsync(query)).Ids, Has.Length.EqualTo(features));

    [TestCase("typeNames=places&propertyName=n,(select version())", "propertyName")]
    [TestCase("typeNames=places&sortBy=n;drop table x", "sortBy")]
    [TestCase("typeNames=public.places\"--", "typeNames")]
    [TestCase("typeNames=places&count=1;select", "count")]
    [TestCase("typeNames=places&startIndex=-1", "startIndex")]
    [TestCase("typeNames=places&srsName=EPSG:4326;drop", "srsName")]
    [TestCase("typeNames=places&outputFormat=../../etc/passwd", "outputFormat")]
    [TestCase("typeNames=places&resultType=all", "resultType")]
    public async Task T091_what_is_no_name_is_refused(string query, string locator) =>
        Assert.That((await Server.GetAsync(query)).Fault, Does.StartWith("400 ").And.EndsWith(locator));

    [Test]
    public async Task The_id_of_another_type_is_refused_and_an_unknown_one_finds_nothing()
    {
        Assert.That((await Server.GetAsync("typeNames=places&resourceId=flags.1")).Fault, Is.EqualTo("400 InvalidParameterValue RESOURCEID"));
        WfsTrialAnswer unknown = await Server.GetAsync("typeNames=places&resourceId=uuid-1-2-3");
        Assert.That((unknown.Status, unknown.Matched), Is.EqualTo((200, "0")));
        Assert.That((await Server.GetAsync("storedQuery_id=urn:ogc:def:query:OGC-WFS::GetFeatureById&id=places.999")).Fault, Is.EqualTo("404 NotFound ID"));
    }

    [Test]
    public async Task Properties_come_as_asked_for_with_what_must_be_there()
    {
        WfsTrialAnswer answer = await Server.GetAsync("typeNames=places&propertyName=gs:name&count=1");
        string json = (await Server.GetAsync("typeNames=places&propertyName=name,geom&count=1&outputFormat=json")).Body;

        Assert.That(answer.Values("places")[0], Is.EqualTo("1P01"));      // the key is not nillable
        Assert.That(json, Does.Contain("""{"type":"Point","coordinates":[114.05,30.05]},"properties":{"name":"P01"}}"""));
    }
}
