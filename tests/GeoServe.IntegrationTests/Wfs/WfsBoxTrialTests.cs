using NUnit.Framework;

namespace GeoServe.IntegrationTests.Wfs;

/// <summary>Boxes and the axis order that their CRS gives them. Trials made from public bug reports of other servers: see <see cref="WfsTrialData"/>.</summary>
public sealed class WfsBoxTrialTests
{
    private static WfsTrialServer Server => WfsTrialData.Server;

    [TestCase(",urn:ogc:def:crs:EPSG::3857", "4")]
    [TestCase(",urn:ogc:def:crs:EPSG::4326", "0")]
    [TestCase("", "0")]
    public async Task T001_the_crs_of_a_box_counts(string crs, string matched)
    {
        WfsTrialAnswer answer = await Server.GetAsync($"typeNames=places&resultType=hits&bbox=12690421.95,3503549.84,12734949.75,3516410.40{crs}");

        Assert.That(answer.Matched, Is.EqualTo(matched));
    }

    [TestCase("30.0,114.0,30.1,114.4")]
    [TestCase("30.0,114.0,30.1,114.4,urn:ogc:def:crs:EPSG::4490")]
    [TestCase("30.0,114.0,30.1,114.4,http://www.opengis.net/def/crs/EPSG/0/4326")]
    [TestCase("114.0,30.0,114.4,30.1,EPSG:4326")]
    [TestCase("114.0,30.0,114.4,30.1,CRS:84")]
    [TestCase("114.0,30.0,114.4,30.1,http://www.opengis.net/gml/srs/epsg.xml%234326")]
    public async Task The_form_of_the_crs_says_in_which_order_a_box_is(string box) =>
        Assert.That((await Server.GetAsync($"typeNames=places&bbox={box}")).Ids, Is.EqualTo((string[])["places.1", "places.2", "places.3", "places.4"]));

    [TestCase("1,2,3")]
    [TestCase("NaN,0,1,1")]
    [TestCase("0,0,1e400,1")]
    [TestCase("a,b,c,d")]
    [TestCase("31,114,30,115")]
    [TestCase("30,114,31,115,EPSG:99999")]
    [TestCase("1,2,3,4,5,6,7,8")]
    public async Task What_is_no_box_is_refused(string box) =>
        Assert.That((await Server.GetAsync($"typeNames=places&bbox={box}")).Fault, Is.EqualTo("400 InvalidParameterValue bbox"));
}
