using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using GeoServe.Sources.WellKnownBinary;
using NUnit.Framework;

namespace GeoServe.UnitTests.Sources;

/// <summary>Bytes are those that PostGIS 3.3.2 gives for the text in the comment (ST_AsBinary, ST_AsEWKB, ST_AsBinary with 'XDR') unless said.</summary>
public sealed class WkbReaderTests
{
    [TestCase("0101000000000000000000F03F0000000000000040", TestName = "Iso_little_endian: POINT(1 2)")]
    [TestCase("00000000013FF00000000000004000000000000000", TestName = "Iso_big_endian: POINT(1 2)")]
    [TestCase("0101000020E6100000000000000000F03F0000000000000040", TestName = "Ewkb_with_srid: SRID=4326;POINT(1 2)")]
    [TestCase("01D1070000000000000000F03F00000000000000400000000000002240", TestName = "Iso_with_m: POINT M (1 2 9)")]
    [TestCase("0101000040000000000000F03F00000000000000400000000000002240", TestName = "Ewkb_with_m: POINT M (1 2 9)")]
    public void A_point_is_read_in_every_form(string hex)
    {
        Shape shape = Read(hex);

        Assert.That((shape.Type, shape.HasHeights), Is.EqualTo((ShapeType.Point, false)));
        Assert.That(shape.Coordinates.ToArray(), Is.EqualTo((double[])[1, 2]));
    }

    [TestCase("01E9030000000000000000F03F00000000000000400000000000000840", TestName = "Iso_z: POINT Z (1 2 3)")]
    [TestCase("0101000080000000000000F03F00000000000000400000000000000840", TestName = "Ewkb_z: POINT Z (1 2 3)")]
    [TestCase("01B90B0000000000000000F03F000000000000004000000000000008400000000000002240", TestName = "Iso_zm: POINT ZM (1 2 3 9)")]
    [TestCase("01010000C0000000000000F03F000000000000004000000000000008400000000000002240", TestName = "Ewkb_zm: POINT ZM (1 2 3 9)")]
    public void Heights_are_kept_and_measures_left_out(string hex)
    {
        Shape shape = Read(hex);

        Assert.That(shape.Coordinates.ToArray(), Is.EqualTo((double[])[1, 2]));
        Assert.That(shape.Heights.ToArray(), Is.EqualTo((double[])[3]));
    }

    [TestCase("0101000000000000000000F87F000000000000F87F", ShapeType.Point)]
    [TestCase("010200000000000000", ShapeType.LineString)]
    [TestCase("010300000000000000", ShapeType.Polygon)]
    [TestCase("010400000000000000", ShapeType.MultiPoint)]
    [TestCase("010600000000000000", ShapeType.MultiPolygon)]
    [TestCase("010700000000000000", ShapeType.GeometryCollection)]
    public void Empty_geometries_have_no_position(string hex, ShapeType type)
    {
        Shape shape = Read(hex);

        Assert.That((shape.Type, shape.IsEmpty, shape.PartEnds.Length), Is.EqualTo((type, true, 0)));
    }

    [TestCase("", "begin")]
    [TestCase("01", "begin")]
    [TestCase("0201000000000000000000F03F0000000000000040", "byte order")]
    [TestCase("0101000000000000000000F03F00000000000000", "positions")]
    [TestCase("0102000000FFFFFFFF", "more than")]
    [TestCase("0103000000FFFFFF7F", "more than")]
    [TestCase("0106000000FFFFFF0F", "more than")]
    [TestCase("0107000000FFFFFF7F0101000000", "more than")]
    [TestCase("010400000001000000010200000000000000", "part of type 2")]
    [TestCase("0108000000", "curve")]
    [TestCase("01F7030000", "polyhedral")]
    [TestCase("0164000000", "unknown")]
    [TestCase("01401F0000", "unknown")]
    [TestCase("0101000020E610", "SRID")]
    public void Malformed_bytes_are_told_and_not_trusted(string hex, string fault) =>
        Assert.That(WkbReader.Read(Convert.FromHexString(hex), new Shape()), Does.Contain(fault));

    [Test]
    public void Collections_in_collections_end_somewhere()
    {
        byte[] level = Convert.FromHexString("010700000001000000");
        byte[] bomb = [.. Enumerable.Repeat(level, 100_000).SelectMany(bytes => bytes)];

        Assert.That(WkbReader.Read(bomb, new Shape()), Does.Contain("nested"));
    }

    [Test]
    public void No_bytes_at_all_make_the_reader_fail_otherwise()
    {
        Gen<byte[]> heads = Gen.Elements((byte[][])[[1, 1, 0, 0, 0], [1, 3, 0, 0, 0, 1, 0, 0, 0], [1, 7, 0, 0, 0, 2, 0, 0, 0], [0, 0, 0, 0, 6, 0, 0, 0, 1], [1, 2, 0, 0, 0xE0]]);
        Gen<byte[]> bytes = from head in heads from tail in Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf() select (byte[])[.. head, .. tail];

        Prop.ForAll(bytes.ToArbitrary(), wkb =>
        {
            WkbReader.Read(wkb, new Shape());     // a fault or a shape, never an exception
            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void What_is_cut_off_anywhere_is_told()
    {
        byte[] whole = Written(Square(heights: true), extendedSrid: 4326);

        Assert.That(WkbReader.Read(whole, new Shape()), Is.Null);
        for (int length = 0; length < whole.Length; length++) Assert.That(WkbReader.Read(whole.AsSpan(0, length), new Shape()), Is.Not.Null, $"{length} bytes");
    }

    // ST_AsBinary('POLYGON((0 0,2 0,2 2,0 0))'), and ST_AsEWKB of the same with SRID 4326.
    [TestCase(null, "01030000000100000004000000000000000000000000000000000000000000000000000040000000000000000000000000000000400000000000000040" + "00000000000000000000000000000000")]
    [TestCase(4326, "0103000020E61000000100000004000000000000000000000000000000000000000000000000000040000000000000000000000000000000400000000000000040" + "00000000000000000000000000000000")]
    public void What_is_written_is_what_postgis_writes(int? srid, string hex) =>
        Assert.That(Convert.ToHexString(Written(Square(heights: false), srid)), Is.EqualTo(hex));

    private static Shape Read(string hex)
    {
        var shape = new Shape();
        Assert.That(WkbReader.Read(Convert.FromHexString(hex), shape), Is.Null);
        return shape;
    }

    private static byte[] Written(Shape shape, int? extendedSrid)
    {
        var output = new ArrayBufferWriter<byte>();
        WkbWriter.Write(output, shape, ShapeType.Geometry, extendedSrid);
        return output.WrittenSpan.ToArray();
    }

    private static Shape Square(bool heights)
    {
        var shape = new Shape();
        shape.Reset(ShapeType.Polygon, heights);
        foreach ((double x, double y) in (ReadOnlySpan<(double, double)>)[(0, 0), (2, 0), (2, 2), (0, 0)])
        {
            if (heights) shape.Add(x, y, 7);
            else shape.Add(x, y);
        }
        shape.EndPart();
        shape.EndPolygon();
        return shape;
    }
}
