using System.Globalization;
using System.Xml.Linq;
using GeoServe.TestKit.Pictures;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>Trials of WMTS.</summary>
public sealed class WmtsTrials : TrialTests
{
    private const string Service = "wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&FORMAT=image/png";

    // t078-poles covers the world, so that limits of a layer do not stand in for those of the matrix.
    private const string World = Service + "&LAYER=t078-poles&STYLE=&TILEMATRIXSET=WebMercatorQuad";

    // 114.2 E, 30.12 N lies in the L's foot.
    private static readonly (int Z, int X, int Y) Ell = (10, 836, 422);

    private static string EllTile => Service + $"&LAYER=t021-ell&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX={Ell.Z}&TILECOL={Ell.X}&TILEROW={Ell.Y}";

    [Trial("T013")]
    [TestCase("&TILEMATRIX=3&TILECOL=8&TILEROW=0", "TileOutOfRange", "TILECOL")]
    [TestCase("&TILEMATRIX=3&TILECOL=0&TILEROW=8", "TileOutOfRange", "TILEROW")]
    [TestCase("&TILEMATRIX=3&TILECOL=0&TILEROW=-1", "TileOutOfRange", "TILEROW")]
    [TestCase("&TILEMATRIX=3&TILECOL=abc&TILEROW=0", "InvalidParameterValue", "TILECOL")]
    [TestCase("&TILEMATRIX=99&TILECOL=0&TILEROW=0", "InvalidParameterValue", "TILEMATRIX")]
    public async Task A_tile_outside_of_the_matrix_is_refused_with_code_and_locator(string tile, string code, string locator)
    {
        Assert.That(await ExceptionAsync(World + tile), Is.EqualTo((400, code, locator)));
    }

    [Trial("T013")]
    [TestCase("3/0/8")]
    [TestCase("3/-1/0")]
    public async Task A_path_outside_of_the_matrix_is_refused(string tile)
    {
        (int status, _, _) = await ExceptionAsync($"wmts/1.0.0/t078-poles/t078-poles/WebMercatorQuad/{tile}.png");

        Assert.That(status, Is.EqualTo(404), "of 400 and 404 ours is 404 by path");
    }

    [Test, Trial("T015")]
    public async Task Corners_and_boxes_are_written_in_the_order_of_their_CRS()
    {
        XElement contents = XDocument.Parse(await TextAsync("wmts?SERVICE=WMTS&REQUEST=GetCapabilities")).Root!.Element(Wmts + "Contents")!;

        var corners = contents.Elements(Wmts + "TileMatrixSet").ToDictionary(
            set => set.Element(Ows + "SupportedCRS")!.Value, set => set.Elements(Wmts + "TileMatrix").Select(matrix => Numbers(matrix.Element(Wmts + "TopLeftCorner")!.Value)).ToList());
        const double half = 20037508.3427892;
        Assert.That(corners.Keys, Is.EquivalentTo(new[] { "urn:ogc:def:crs:EPSG::3857", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4490" }));
        Assert.That(corners["urn:ogc:def:crs:EPSG::4490"], Is.All.EqualTo(new[] { 90.0, -180 }));
        Assert.That(corners["urn:ogc:def:crs:OGC:1.3:CRS84"], Is.All.EqualTo(new[] { -180.0, 90 }));
        Assert.That(corners["urn:ogc:def:crs:EPSG::3857"], Is.All.EqualTo(new[] { -half, half }).Within(1e-6));

        XElement layer = contents.Elements(Wmts + "Layer").Single(layer => layer.Element(Ows + "Identifier")!.Value == "t021-ell");
        Assert.That(Corners(layer.Element(Ows + "WGS84BoundingBox")!), Is.EqualTo(new[] { 114.1, 30.1, 114.3, 30.3 }).Within(1e-9));
        Dictionary<string, double[]> boxes = layer.Elements(Ows + "BoundingBox").ToDictionary(box => box.Attribute("crs")!.Value, Corners);
        Assert.That(boxes["urn:ogc:def:crs:EPSG::4490"], Is.EqualTo(new[] { 30.1, 114.1, 30.3, 114.3 }).Within(1e-6));
        Assert.That(boxes["urn:ogc:def:crs:OGC:1.3:CRS84"], Is.EqualTo(new[] { 114.1, 30.1, 114.3, 30.3 }).Within(1e-9));
        Assert.That(boxes["urn:ogc:def:crs:EPSG::3857"][0], Is.EqualTo(114.1 / 180 * half).Within(0.001));
    }

    [Test, Trial("T017")]
    public async Task Each_style_is_drawn_in_its_colour_cold_and_from_the_cache()
    {
        for (int round = 0; round < 2; round++)
        {
            Assert.That(await ColourAsync("&STYLE=red"), Is.EqualTo(SKColors.Red));
            Assert.That(await ColourAsync("&STYLE=blue"), Is.EqualTo(SKColors.Blue));
            Assert.That(await ColourAsync("&STYLE="), Is.EqualTo(SKColors.Red), "empty is the default");
        }
    }

    [Trial("T017")]
    [TestCase("Blue")]
    [TestCase("nosuch")]
    public async Task An_unknown_style_is_refused(string style)
    {
        Assert.That(await ExceptionAsync(EllTile + "&STYLE=" + style), Is.EqualTo((400, "InvalidParameterValue", "STYLE")));
        Assert.That((await ExceptionAsync($"wmts/1.0.0/t021-ell/{style}/WebMercatorQuad/{Ell.Z}/{Ell.Y}/{Ell.X}.png")).Status, Is.EqualTo(404));
    }

    [Test, Trial("T019")]
    public async Task Case_and_order_of_names_and_further_parameters_make_no_difference()
    {
        string[] pairs = (EllTile + "&STYLE=red").Split('?')[1].Split('&');
        byte[] wanted = await BytesAsync("wmts?" + string.Join('&', pairs));

        string[][] spellings =
        [
            [.. pairs.Select(pair => Named(pair, name => name.ToLowerInvariant()))],
            [.. pairs.Select(pair => Named(pair, name => name[..1] + name[1..].ToLowerInvariant()))],
            [.. pairs.Reverse()],
            [.. pairs, "Nonsense=1"],
        ];
        foreach (string[] spelling in spellings)
        {
            Assert.That(await BytesAsync("wmts?" + string.Join('&', spelling)), Is.EqualTo(wanted), string.Join('&', spelling));
        }
    }

    // Names have no case, values have (OGC 06-121r9, 11.5.3); the trial leaves it open.
    [Test, Trial("T019")]
    public async Task A_format_in_other_case_is_refused_by_name()
    {
        Assert.That(await ExceptionAsync((EllTile + "&STYLE=red").Replace("image/png", "image/PNG", StringComparison.Ordinal)), Is.EqualTo((400, "InvalidParameterValue", "FORMAT")));
    }

    // No lenient mode: each mandatory parameter is asked for (OGC 07-057r7, Table 29).
    [Trial("T019")]
    [TestCase("SERVICE")]
    [TestCase("VERSION")]
    [TestCase("FORMAT")]
    [TestCase("STYLE")]
    [TestCase("TILEMATRIXSET")]
    public async Task A_missing_parameter_is_named(string name)
    {
        string[] pairs = (EllTile + "&STYLE=red").Split('?')[1].Split('&');

        string address = "wmts?" + string.Join('&', pairs.Where(pair => !pair.StartsWith(name + '=', StringComparison.Ordinal)));

        Assert.That(await ExceptionAsync(address), Is.EqualTo((400, "MissingParameterValue", name)));
    }

    [Test, Trial("T019")]
    public async Task An_unknown_request_and_a_layer_given_twice_are_refused()
    {
        (int status, string? code, _) = await ExceptionAsync((EllTile + "&STYLE=red").Replace("REQUEST=GetTile", "request=gettile", StringComparison.Ordinal));
        (int twice, _, string? locator) = await ExceptionAsync(EllTile + "&STYLE=red&LAYER=places");

        Assert.That((status, code), Is.EqualTo((400, "OperationNotSupported")));
        Assert.That((twice, locator), Is.EqualTo((400, "LAYER")));
    }

    [Test, Trial("T020")]
    public async Task Templates_expanded_by_a_plain_replace_serve()
    {
        XElement contents = XDocument.Parse(await TextAsync("wmts?SERVICE=WMTS&REQUEST=GetCapabilities")).Root!.Element(Wmts + "Contents")!;
        XElement layer = contents.Elements(Wmts + "Layer").Single(layer => layer.Element(Ows + "Identifier")!.Value == "t021-ell");
        List<XElement> resources = [.. layer.Elements(Wmts + "ResourceURL")];
        Assert.That(resources, Is.Not.Empty);

        foreach (XElement resource in resources)
        {
            string template = resource.Attribute("template")!.Value;
            Assert.That(template, Does.Not.Contain("{{").And.Not.Contain("%"));
            string address = template;
            foreach ((string name, string value) in new[] { ("Style", "blue"), ("TileMatrixSet", "WebMercatorQuad"), ("TileMatrix", $"{Ell.Z}"), ("TileRow", $"{Ell.Y}"), ("TileCol", $"{Ell.X}") })
            {
                Assert.That(address, Does.Contain($"{{{name}}}"), template);
                address = address.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            }
            Assert.That(address, Does.Not.Contain("{"));
            using HttpResponseMessage answer = await Server.Http.GetAsync(address);
            Assert.That((int)answer.StatusCode, Is.EqualTo(200), address);
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo(resource.Attribute("format")!.Value));
        }
    }

    private async Task<SKColor> ColourAsync(string style)
    {
        Picture tile = await PictureAsync(EllTile + style);
        (double x, double y) = ((114.2 / 360 + 0.5) * 1024, (0.5 - Math.Asinh(Math.Tan(30.12 * Math.PI / 180)) / (2 * Math.PI)) * 1024);
        Assert.That(((int)x, (int)y), Is.EqualTo((Ell.X, Ell.Y)), "the L's foot lies in this tile");
        return tile[(int)((x - Ell.X) * 256), (int)((y - Ell.Y) * 256)];
    }

    private static string Named(string pair, Func<string, string> change) => change(pair.Split('=')[0]) + pair[pair.IndexOf('=', StringComparison.Ordinal)..];

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static double[] Corners(XElement box) => [.. Numbers(box.Element(Ows + "LowerCorner")!.Value), .. Numbers(box.Element(Ows + "UpperCorner")!.Value)];
}
