using GeoServe.Core.CoordinateSystems;
using NUnit.Framework;

namespace GeoServe.UnitTests.CoordinateSystems;

public sealed class CrsRegistryTests
{
    [TestCase("EPSG:4326", "EPSG:4326", false)]
    [TestCase("epsg:4326", "EPSG:4326", false)]
    [TestCase("urn:ogc:def:crs:EPSG::4326", "EPSG:4326", true)]
    [TestCase("URN:OGC:DEF:CRS:EPSG::4326", "EPSG:4326", true)]
    [TestCase("urn:ogc:def:crs:EPSG:9.6:4326", "EPSG:4326", true)]
    [TestCase("urn:ogc:def:crs:EPSG:4326", "EPSG:4326", true)]
    [TestCase("urn:x-ogc:def:crs:EPSG:4490", "EPSG:4490", true)]
    [TestCase("http://www.opengis.net/def/crs/EPSG/0/4547", "EPSG:4547", true)]
    [TestCase("https://www.opengis.net/def/crs/EPSG/0/4547", "EPSG:4547", true)]
    [TestCase("http://www.opengis.net/def/crs/EPSG/9.9.1/4547", "EPSG:4547", true)]
    [TestCase("http://www.opengis.net/gml/srs/epsg.xml#4326", "EPSG:4326", false)]
    [TestCase("CRS:84", "OGC:CRS84", true)]
    [TestCase("OGC:CRS84", "OGC:CRS84", true)]
    [TestCase("CRS84", "OGC:CRS84", true)]
    [TestCase("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84", true)]
    [TestCase("urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84", true)]
    [TestCase("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "OGC:CRS84", true)]
    public void Every_form_of_a_name_is_read_with_the_axis_order_that_it_means(string text, string name, bool authorityOrder)
    {
        CrsReference? found = CrsRegistry.Find(text);

        Assert.That(found?.Crs.Name, Is.EqualTo(name));
        Assert.That(found?.AuthorityOrder, Is.EqualTo(authorityOrder));
    }

    [TestCase("")]
    [TestCase("4326")]
    [TestCase("EPSG:")]
    [TestCase("EPSG:99999")]
    [TestCase("EPSG:-4326")]
    [TestCase("EPSG:43 26")]
    [TestCase("EPSG:99999999999999999999")]
    [TestCase("OGC:4326")]
    [TestCase("ESRI:4326")]
    [TestCase("urn:ogc:def:crs:EPSG")]
    [TestCase("urn:ogc:def:crs:EPSG::4326:1")]
    [TestCase("http://www.opengis.net/def/crs/EPSG/0/4326/")]
    public void An_unknown_name_is_nothing(string text) => Assert.That(CrsRegistry.Find(text), Is.Null);

    // Axis orders as the EPSG dataset defines them (projinfo, PROJ 9.1.1).
    [TestCase(4326, true)]
    [TestCase(4490, true)]
    [TestCase(4214, true)]
    [TestCase(3857, false)]
    [TestCase(4513, true)]
    [TestCase(4547, true)]
    [TestCase(4554, true)]
    [TestCase(2432, true)]
    [TestCase(32648, false)]
    [TestCase(32760, false)]
    public void The_axis_order_is_that_of_the_authority(int epsg, bool northFirst) =>
        Assert.That(CrsRegistry.ByEpsg(epsg)!.NorthFirst, Is.EqualTo(northFirst));

    [Test]
    public void The_short_form_never_swaps_axes_and_names_itself_in_answers()
    {
        CrsReference shortForm = CrsRegistry.Find("EPSG:4326")!.Value, urn = CrsRegistry.Find("urn:ogc:def:crs:EPSG::4326")!.Value;

        Assert.That((shortForm.NorthFirst, shortForm.Name), Is.EqualTo((false, "EPSG:4326")));
        Assert.That((urn.NorthFirst, urn.Name), Is.EqualTo((true, "urn:ogc:def:crs:EPSG::4326")));
    }

    [Test]
    public void Each_name_that_a_crs_gives_itself_is_found_again()
    {
        foreach (Crs crs in CrsRegistry.All)
        {
            Assert.That(CrsRegistry.Find(crs.Name)?.Crs, Is.SameAs(crs).Or.EqualTo(crs));
            Assert.That(CrsRegistry.Find(crs.Urn), Is.EqualTo(new CrsReference(crs, true)));
            Assert.That(CrsRegistry.Find(crs.Uri), Is.EqualTo(new CrsReference(crs, true)));
        }
        // 4326, CRS84, 4490, 4214, 3857; 42 and 11 Gauss-Krüger zones; 120 UTM zones.
        Assert.That(CrsRegistry.All, Has.Count.EqualTo(5 + 42 + 11 + 120));
    }
}
