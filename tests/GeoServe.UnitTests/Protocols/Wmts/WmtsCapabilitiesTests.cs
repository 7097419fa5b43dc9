using System.Globalization;
using System.Xml.Linq;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.Protocols.Ows;
using GeoServe.Protocols.Wmts;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Protocols.Wmts;

public class WmtsCapabilitiesTests
{
    [Test]
    public void A_layer_that_reaches_the_poles_has_finite_boxes()
    {
        var map = new Map("m", [TestMaps.Collection(TestMaps.Source())], [TestMaps.Style()], TileMatrixSet.WellKnown, 0, 18, Box.WholeEarth) { Title = LocalText.Of("m"), Abstract = LocalText.Of("") };
        var service = new ServiceDescription(LocalText.Of("t"), LocalText.Of(""), "p", null);

        var document = XDocument.Parse(System.Text.Encoding.UTF8.GetString(new WmtsCapabilities(new Catalog(map.Collections, [map]), service, "http://localhost").Write("1")));

        double[] corner(string crs) => [.. document.Descendants().Single(box => box.Attribute("crs")?.Value == crs).Elements()
            .SelectMany(corner => corner.Value.Split(' ')).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        const double half = TileMatrixSet.MercatorHalf;
        Assert.That(corner("urn:ogc:def:crs:EPSG::3857"), Is.EqualTo(new[] { -half, -half, half, half }).Within(1e-6));
        Assert.That(corner("urn:ogc:def:crs:EPSG::4490"), Is.EqualTo(new[] { -90.0, -180, 90, 180 }).Within(1e-9));
    }
}
