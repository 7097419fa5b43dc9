using GeoServe.Core.Geometries;
using GeoServe.Sources.WellKnownText;
using NetTopologySuite.IO;
using NUnit.Framework;

namespace GeoServe.UnitTests.Sources;

/// <summary>Geometries as well-known text.</summary>
public class WktReaderTests
{
    [TestCase("POINT (1 2)")]
    [TestCase("LINESTRING (1 2, 3 4, 5.5 -6e3)")]
    [TestCase("POLYGON ((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 1))")]
    [TestCase("MULTIPOINT ((1 2), (3 4))")]
    [TestCase("MULTIPOINT (1 2, 3 4)")]
    [TestCase("MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))")]
    [TestCase("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((20 20, 21 20, 21 21, 20 20)))")]
    [TestCase("POINT EMPTY")]
    [TestCase("MULTIPOLYGON EMPTY")]
    [TestCase("MULTIPOINT (EMPTY, (3 4))")]
    public void Every_type_has_the_positions_that_nettopologysuite_reads(string wkt)
    {
        NetTopologySuite.Geometries.Geometry theirs = new WKTReader().Read(wkt);
        foreach (string form in (string[])[wkt, wkt.ToLowerInvariant(), "SRID=4326;" + wkt, $"  {wkt.Replace("(", " ( ", StringComparison.Ordinal)}  "])
        {
            var ours = new Shape();

            Assert.That(WktReader.Read(form, ours), Is.Null, form);
            Assert.That(ours.Type.ToString(), Is.EqualTo(theirs.GeometryType));
            Assert.That(ours.Coordinates.ToArray(), Is.EqualTo(theirs.Coordinates.SelectMany(position => (double[])[position.X, position.Y])));
            Assert.That(ours.Bounds().IsEmpty, Is.EqualTo(theirs.IsEmpty));
        }
    }

    [TestCase("POINT Z (1 2 3)", 3), TestCase("POINTZ(1 2 3)", 3), TestCase("POINT (1 2 3)", 3), TestCase("POINT ZM (1 2 3 4)", 3), TestCase("POINT (1 2 3 4)", 3), TestCase("POINT M (1 2 4)", double.NaN)]
    public void Heights_are_kept_and_measures_left_out(string wkt, double height)
    {
        var shape = new Shape();

        Assert.That(WktReader.Read(wkt, shape), Is.Null);
        Assert.That(shape.Coordinates.ToArray(), Is.EqualTo((double[])[1, 2]));
        Assert.That(shape.HasHeights ? shape.Heights[0] : double.NaN, Is.EqualTo(height));
    }

    [Test]
    public void Collections_hold_collections()
    {
        var shape = new Shape();

        Assert.That(WktReader.Read("GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (LINESTRING (1 2, 3 4)))", shape), Is.Null);
        Assert.That(shape.Members[1].Members[0].Type, Is.EqualTo(ShapeType.LineString));
    }

    [TestCase("", "no type"), TestCase("POINT", "'('"), TestCase("POINT (1", "no two numbers"), TestCase("POINT (1 x)", "no two numbers"), TestCase("CURVE (1 2)", "'CURVE' is unknown")]
    [TestCase("POINT (1 2) POINT (3 4)", "behind"), TestCase("POLYGON (1 2, 3 4)", "'('"), TestCase("POINT (NaN 2)", "finite"), TestCase("POINT Q (1 2)", "'Q'")]
    public void What_is_wrong_is_said(string wkt, string fault) => Assert.That(WktReader.Read(wkt, new Shape()), Does.Contain(fault));

    [Test]
    public void Nesting_without_end_is_refused() =>
        Assert.That(WktReader.Read(string.Concat(Enumerable.Repeat("GEOMETRYCOLLECTION (", 10_000)), new Shape()), Does.Contain("nested"));
}
