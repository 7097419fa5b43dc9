using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Wfs;

/// <summary>What WFS answers is valid against the official schemas, features against the schema that the server itself gives.</summary>
public sealed class WfsSchemaTests : BlocksTests
{
    private const string Filter = "%3CFilter xmlns='http://www.opengis.net/fes/2.0'%3E";
    private const string Service = "wfs?SERVICE=WFS&VERSION=2.0.0&REQUEST=";

    [TestCase("wfs?SERVICE=WFS&REQUEST=GetCapabilities")]
    [TestCase("wfs?service=WFS&acceptversions=2.0.0&request=GetCapabilities")]
    public async Task Capabilities_are_valid(string address) =>
        Assert.That(await XmlSchema.FaultsAsync(await TextAsync(address), "wfs/2.0/wfs.xsd"), Is.Empty);

    [TestCase("GetFeature&TYPENAMES=", "blocks")]
    [TestCase("GetFeature&TYPENAMES=", "roads")]
    [TestCase("GetFeature&COUNT=2&STARTINDEX=1&TYPENAMES=", "stations")]
    [TestCase("GetFeature&SRSNAME=EPSG:3857&TYPENAMES=", "blocks")]
    [TestCase("GetFeature&RESULTTYPE=hits&TYPENAMES=", "blocks")]
    public async Task Features_are_valid_by_the_schema_that_the_server_gives(string query, string type)
    {
        string features = await TextAsync(Service + query + type);
        string schema = await TextAsync(Service + "DescribeFeatureType&TYPENAMES=" + type);
        string space = System.Xml.Linq.XDocument.Parse(schema).Root!.Attribute("targetNamespace")!.Value;

        Assert.That(features, Does.Contain("FeatureCollection"));
        Assert.That(await XmlSchema.FaultsAsync(features, "wfs/2.0/wfs.xsd", space, schema), Is.Empty);
    }

    [Test]
    public async Task A_feature_with_a_wrong_element_is_found_invalid()
    {
        string features = (await TextAsync(Service + "GetFeature&TYPENAMES=stations")).Replace("level>", "levle>", StringComparison.Ordinal);
        string schema = await TextAsync(Service + "DescribeFeatureType&TYPENAMES=stations");
        string space = System.Xml.Linq.XDocument.Parse(schema).Root!.Attribute("targetNamespace")!.Value;

        Assert.That(await XmlSchema.FaultsAsync(features, "wfs/2.0/wfs.xsd", space, schema), Does.Contain("levle"));
    }

    [TestCase("wfs?SERVICE=WFS&VERSION=2.0.0", "MissingParameterValue", "request")]
    [TestCase("wfs?SERVICE=WFS&VERSION=9.9.9&REQUEST=DescribeFeatureType", "InvalidParameterValue", "version")]
    [TestCase("wfs?SERVICE=WFS&REQUEST=GetCapabilities&ACCEPTVERSIONS=9.9.9", "VersionNegotiationFailed", null)]
    [TestCase(Service + "GetFeature&TYPENAMES=nope", "InvalidParameterValue", "typeNames")]
    [TestCase(Service + "GetFeature&TYPENAMES=blocks&BBOX=1,2,NaN,4", "InvalidParameterValue", "bbox")]
    [TestCase(Service + "GetFeature&TYPENAMES=blocks&COUNT=-1", "InvalidParameterValue", "count")]
    [TestCase(Service + "GetFeature&TYPENAMES=blocks&SRSNAME=EPSG:999999", "InvalidParameterValue", "srsName")]
    [TestCase(Service + "GetFeature&TYPENAMES=blocks&OUTPUTFORMAT=text/x-nope", "InvalidParameterValue", "outputFormat")]
    [TestCase(Service + "GetFeature&TYPENAMES=blocks&FILTER=%3CFilter", "OperationParsingFailed", null)]
    [TestCase(Service + "GetFeature&TYPENAMES=blocks&FILTER=" + Filter + "%3CPropertyIsNull/%3E%3C/Filter%3E", "OperationParsingFailed", "filter")]
    [TestCase(Service + "GetFeature&TYPENAMES=blocks&FILTER=" + Filter + "%3CBBOX/%3E%3C/Filter%3E", "OperationParsingFailed", "filter")]
    public async Task An_exception_is_valid_and_names_code_and_locator(string address, string code, string? locator)
    {
        using HttpResponseMessage answer = await Server.Http.GetAsync(address);
        string report = await answer.Content.ReadAsStringAsync();

        Assert.That((int)answer.StatusCode, Is.InRange(400, 499), report);
        Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(report, Does.Contain($"exceptionCode=\"{code}\""));
        if (locator is not null)
        {
            Assert.That(report, Does.Contain($"locator=\"{locator}\"").IgnoreCase);
        }

        Assert.That(await XmlSchema.FaultsAsync(report, "ows/1.1.0/owsExceptionReport.xsd"), Is.Empty);
    }
}
