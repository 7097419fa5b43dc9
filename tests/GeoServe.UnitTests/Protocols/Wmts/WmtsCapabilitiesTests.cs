using System.Globalization;
using System.Xml.Linq;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.Protocols.Ows;
using GeoServe.Protocols.Wmts;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Protocols.Wmts;

public class WmtsCapabilitiesTests
{
    [Spec("OGC 07-057r7", "wmtsGetCapabilities_response.xsd: MaxTileRow is a positiveInteger")]
    [TestCase(-179.0, 84.0)]
    [TestCase(0.0, 0.0)]
    public void Limits_are_positive_and_what_they_promise_is_served(double longitude, double latitude)
    {
        Map map = MapOf(new Box(longitude, latitude, longitude, latitude));

        XDocument document = Write(map);

        string[] largest = [.. document.Descendants().Where(element => element.Name.LocalName is "MaxTileRow" or "MaxTileCol").Select(element => element.Value)];
        Assert.That(largest, Is.Not.Empty.And.All.Not.EqualTo("0"));
        foreach (XElement limits in document.Descendants().Where(element => element.Name.LocalName == "TileMatrixLimits"))
        {
            string set = limits.Parent!.Parent!.Elements().First().Value;
            string[] values = [.. limits.Elements().Select(element => element.Value)];      // matrix, rows from and to, columns from and to
            Assert.DoesNotThrow(() => WmtsGetTile.ParsePath($"m/plain/{set}/{values[0]}/{values[2]}/{values[4]}.png", new Catalog(map.Collections, [map]), ViewClass.Public));
        }
        Assert.DoesNotThrow(() => WmtsGetTile.ParsePath("m/plain/WebMercatorQuad/0/0/0.png", new Catalog(map.Collections, [map]), ViewClass.Public));
    }

    [Test]
    public void A_layer_that_reaches_the_poles_has_finite_boxes()
    {
        XDocument document = Write(MapOf(Box.WholeEarth));

        double[] corner(string crs) => [.. document.Descendants().Single(box => box.Attribute("crs")?.Value == crs).Elements()
            .SelectMany(corner => corner.Value.Split(' ')).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        const double half = TileMatrixSet.MercatorHalf;
        Assert.That(corner("urn:ogc:def:crs:EPSG::3857"), Is.EqualTo(new[] { -half, -half, half, half }).Within(1e-6));
        Assert.That(corner("urn:ogc:def:crs:EPSG::4490"), Is.EqualTo(new[] { -90.0, -180, 90, 180 }).Within(1e-9));
    }

    private static Map MapOf(Box bounds) =>
        new("m", [TestMaps.Collection(TestMaps.Source())], [TestMaps.Style()], TileMatrixSet.WellKnown, 0, 18, bounds) { Title = LocalText.Of("m"), Abstract = LocalText.Of("") };

    private static XDocument Write(Map map)
    {
        var service = new ServiceDescription(LocalText.Of("t"), LocalText.Of(""), "p", null);
        return XDocument.Parse(System.Text.Encoding.UTF8.GetString(new WmtsCapabilities(new Catalog(map.Collections, [map]), service, "http://localhost").Write("1")));
    }
}
