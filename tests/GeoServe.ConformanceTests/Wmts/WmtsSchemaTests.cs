using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Wmts;

/// <summary>What WMTS answers is valid against the official schemas.</summary>
public sealed class WmtsSchemaTests : BlocksTests
{
    [TestCase("wmts?SERVICE=WMTS&REQUEST=GetCapabilities")]
    [TestCase("wmts?service=WMTS&request=GetCapabilities&acceptversions=1.0.0")]
    [TestCase("wmts/1.0.0/WMTSCapabilities.xml")]
    public async Task Capabilities_are_valid(string address)
    {
        string capabilities = await TextAsync(address);

        Assert.That(capabilities, Does.Contain("Capabilities").And.Contain("blocks"));
        Assert.That(await XmlSchema.FaultsAsync(capabilities, "wmts/1.0/wmtsGetCapabilities_response.xsd"), Is.Empty);
    }

    [TestCase("wmts?SERVICE=WMTS", "MissingParameterValue", "REQUEST")]
    [TestCase("wmts?SERVICE=WMTS&REQUEST=GetMap", "OperationNotSupported", "GetMap")]
    [TestCase("wmts?SERVICE=WMTS&REQUEST=GetCapabilities&AcceptVersions=9.9.9", "VersionNegotiationFailed", null)]
    [TestCase(Tile + "&LAYER=nope&TILEMATRIX=8&TILECOL=0&TILEROW=0", "InvalidParameterValue", "LAYER")]
    [TestCase(Tile + "&LAYER=blocks&TILEMATRIX=99&TILECOL=0&TILEROW=0", "InvalidParameterValue", "TILEMATRIX")]
    [TestCase(Tile + "&LAYER=blocks&TILEMATRIX=8&TILECOL=abc&TILEROW=0", "InvalidParameterValue", "TILECOL")]
    [TestCase(Tile + "&LAYER=blocks&TILEMATRIX=8&TILECOL=0&TILEROW=999", "TileOutOfRange", "TILEROW")]
    [TestCase(Tile + "&LAYER=blocks&TILEMATRIX=8&TILECOL=0", "MissingParameterValue", "TILEROW")]
    [TestCase("wmts/1.0.0/blocks/blocks/WebMercatorQuad/8/0/999.png", "TileOutOfRange", "TILECOL")]
    [TestCase("wmts/1.0.0/%3Cx%3E/blocks/WebMercatorQuad/8/0/0.png", "InvalidParameterValue", "LAYER")]
    public async Task An_exception_is_valid_and_names_code_and_locator(string address, string code, string? locator)
    {
        using HttpResponseMessage answer = await Server.Http.GetAsync(address);
        string report = await answer.Content.ReadAsStringAsync();

        Assert.That((int)answer.StatusCode, Is.InRange(400, 499), report);
        Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(new[] { "*" }));
        Assert.That(report, Does.Contain($"exceptionCode=\"{code}\""));
        if (locator is not null)
        {
            Assert.That(report, Does.Contain($"locator=\"{locator}\"").IgnoreCase);
        }

        Assert.That(await XmlSchema.FaultsAsync(report, "ows/1.1.0/owsExceptionReport.xsd"), Is.Empty);
    }

    private const string Tile = "wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&STYLE=blocks&TILEMATRIXSET=WebMercatorQuad&FORMAT=image/png";
}
