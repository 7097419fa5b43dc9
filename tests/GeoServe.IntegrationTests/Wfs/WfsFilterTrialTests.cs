using System.Text.Json;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Wfs;

/// <summary>Filters: patterns, nesting, nulls, and what cannot be carried out. Trials made from public bug reports of other servers: see <see cref="WfsTrialData"/>.</summary>
public sealed class WfsFilterTrialTests
{
    private static WfsTrialServer Server => WfsTrialData.Server;

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

        Assert.That((await Server.GetAsync($"typeNames=likes&filter={filter}")).Ids, Is.EqualTo(ids.Split(' ').Select(id => $"likes.{id}")));
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
        Assert.That((await Server.GetAsync($"typeNames=places&filter={Filter(filter)}")).Fault, Is.EqualTo(fault));

    [Test]
    public async Task T009_half_a_filter_is_refused_and_an_empty_one_is_none()
    {
        Assert.That((await Server.GetAsync("typeNames=places&filter=<fes:Filter><fes:And>")).Fault, Is.EqualTo("400 OperationParsingFailed filter"));
        Assert.That((await Server.GetAsync("typeNames=places&filter=")).Ids, Has.Length.EqualTo(12));
    }

    [Test]
    public async Task T010_nested_operators_keep_their_levels()
    {
        string filter = await File.ReadAllTextAsync(SharedFolder.Require("trials", "files", "T010-nested.xml"));
        string body = filter[filter.IndexOf("<fes:Filter", StringComparison.Ordinal)..];
        string post = $"""<wfs:GetFeature xmlns:wfs="http://www.opengis.net/wfs/2.0" service="WFS" version="2.0.0" count="2"><wfs:Query typeNames="places">{body}</wfs:Query></wfs:GetFeature>""";
        WfsTrialAnswer page = await Server.PostAsync(post);
        WfsTrialAnswer rest = await Server.FollowAsync(page.Next!);

        string[] expected = ["places.3", "places.6", "places.12"];
        Assert.That((await Server.GetAsync($"typeNames=places&filter={Uri.EscapeDataString(filter)}")).Ids, Is.EqualTo(expected));
        Assert.That(page.Ids.Concat(rest.Ids), Is.EqualTo(expected));
        string not = Filter("<fes:Not><fes:PropertyIsEqualTo><fes:ValueReference>kind</fes:ValueReference><fes:Literal>A</fes:Literal></fes:PropertyIsEqualTo></fes:Not>");
        Assert.That((await Server.GetAsync($"typeNames=places&filter={not}")).Ids, Has.Length.EqualTo(8));
    }

    [Test]
    public async Task T008_a_prefix_may_be_declared_on_the_reference_alone()
    {
        string body = (await File.ReadAllTextAsync(SharedFolder.Require("trials", "files", "T008-local-prefix.xml"))).Replace("NAMESPACE-OF-THE-LAYER", "urn:geoserve:features", StringComparison.Ordinal);
        WfsTrialAnswer answer = await Server.PostAsync(body);
        using var json = JsonDocument.Parse(answer.Body);

        Assert.That(answer.ContentType, Is.EqualTo("application/geo+json"));
        Assert.That(json.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetString()), Is.EqualTo((string[])["places.3", "places.5", "places.7"]));
    }

    [Test]
    public async Task T006_a_filter_counts_in_the_total()
    {
        string kindA = Filter("<fes:PropertyIsEqualTo><fes:ValueReference>kind</fes:ValueReference><fes:Literal>A</fes:Literal></fes:PropertyIsEqualTo>");
        WfsTrialAnswer hits = await Server.GetAsync($"typeNames=places&resultType=hits&filter={kindA}");
        string both = Filter("""<fes:And><fes:BBOX><fes:ValueReference>geom</fes:ValueReference><gml:Envelope srsName="EPSG:4326"><gml:lowerCorner>114 30</gml:lowerCorner><gml:upperCorner>115 30.1</gml:upperCorner></gml:Envelope></fes:BBOX><fes:PropertyIsBetween><fes:ValueReference>height</fes:ValueReference><fes:LowerBoundary><fes:Literal>1.5</fes:Literal></fes:LowerBoundary><fes:UpperBoundary><fes:Literal>99</fes:Literal></fes:UpperBoundary></fes:PropertyIsBetween></fes:And>""");

        Assert.That((hits.Matched, hits.Returned), Is.EqualTo(("4", "0")));
        Assert.That((await Server.GetAsync($"typeNames=places&filter={both}")).Ids, Is.EqualTo((string[])["places.2", "places.3", "places.4"]));
    }

    [Test]
    public async Task What_is_null_is_neither_equal_nor_unequal()
    {
        string missing = Filter("<fes:PropertyIsNull><fes:ValueReference>geom</fes:ValueReference></fes:PropertyIsNull>");
        Assert.That((await Server.GetAsync($"typeNames=flags&filter={missing}")).Ids, Is.EqualTo((string[])["flags.5", "flags.6"]));
        string not = Filter("<fes:Not><fes:PropertyIsEqualTo><fes:ValueReference>label</fes:ValueReference><fes:Literal>'; drop table flags --</fes:Literal></fes:PropertyIsEqualTo></fes:Not>");
        Assert.That((await Server.GetAsync($"typeNames=flags&filter={not}")).Ids, Has.Length.EqualTo(7));
    }

    private static string Filter(string operators) => Uri.EscapeDataString(
        $"""<fes:Filter xmlns:fes="http://www.opengis.net/fes/2.0" xmlns:gml="http://www.opengis.net/gml/3.2">{operators}</fes:Filter>""");
}
