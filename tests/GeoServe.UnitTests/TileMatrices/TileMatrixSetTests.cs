using GeoServe.Core;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.TileMatrices;

public class TileMatrixSetTests
{
    // Figures of OGC 17-083r4, Tables D.1 and D.3.
    [Spec("OGC 17-083r4", "Table D.1")]
    [TestCase(0, 559082264.028717, 156543.033928041)]
    [TestCase(10, 545978.773465544, 152.874056570353)]
    [TestCase(18, 2132.72958385023, 0.597164283559817)]
    [TestCase(24, 33.3238997476598, 0.00933069192862193)]
    public void WebMercatorQuad_has_the_scales_and_pixels_of_the_standard(int z, double scale, double pixel)
    {
        TileMatrixSet set = TileMatrixSet.WebMercatorQuad;

        Assert.That(set.Matrices[z].ScaleDenominator, Is.EqualTo(scale).Within(1e-9 * scale));
        Assert.That(set.PixelSpan(z), Is.EqualTo(pixel).Within(1e-9 * pixel));
    }

    [Spec("OGC 17-083r4", "Table D.3")]
    [TestCase(0, 279541132.014358, 0.703125)]
    [TestCase(17, 2132.72958384978, 0.00000536441802978516)]
    public void WorldCRS84Quad_has_the_scales_and_pixels_of_the_standard(int z, double scale, double pixel)
    {
        TileMatrixSet set = TileMatrixSet.WorldCrs84Quad;

        Assert.That(set.Matrices[z].ScaleDenominator, Is.EqualTo(scale).Within(1e-9 * scale));
        Assert.That(set.PixelSpan(z), Is.EqualTo(pixel).Within(1e-9 * pixel));
        Assert.That(set.Matrices[z].Columns, Is.EqualTo(2 * set.Matrices[z].Rows));
    }

    [Test]
    public void The_four_tiles_of_zoom_1_share_the_middle()
    {
        TileMatrixSet set = TileMatrixSet.WebMercatorQuad;

        Box northWest = set.Bounds(new TileCoordinate(1, 0, 0));

        Assert.That(northWest.MaxX, Is.EqualTo(0).Within(1e-6));
        Assert.That(northWest.MinY, Is.EqualTo(0).Within(1e-6));
        Assert.That(northWest.MinX, Is.EqualTo(-20037508.342789244).Within(1e-6));
    }

    // Chongqing's Liberation Monument, 106.5770 E 29.5573 N: tile by the formula of the OpenStreetMap wiki ("Slippy map tilenames").
    [TestCase(10, 815, 423)]
    [TestCase(14, 13042, 6782)]
    public void A_point_lies_in_the_tile_that_the_slippy_map_formula_gives(int z, int x, int y)
    {
        const double lon = 106.5770, lat = 29.5573;
        double easting = 6378137 * lon * Math.PI / 180, northing = 6378137 * Math.Log(Math.Tan((Math.PI / 4) + (lat * Math.PI / 360)));
        double n = Math.Pow(2, z);
        Assert.That(x, Is.EqualTo((int)Math.Floor((lon + 180) / 360 * n)));     // the formula itself
        Assert.That(y, Is.EqualTo((int)Math.Floor((1 - (Math.Asinh(Math.Tan(lat * Math.PI / 180)) / Math.PI)) / 2 * n)));

        TileRange range = TileMatrixSet.WebMercatorQuad.Covering(new Box(easting, northing, easting, northing), z);

        Assert.That(range, Is.EqualTo(new TileRange(z, x, y, x, y)));
    }

    [Test]
    public void A_box_along_tile_edges_covers_only_the_tiles_within()
    {
        TileMatrixSet set = TileMatrixSet.WebMercatorQuad;
        var tiles = new TileRange(6, 10, 20, 12, 21);

        Assert.That(set.Covering(set.Bounds(tiles), 6), Is.EqualTo(tiles));
    }

    [Spec("OGC 07-057r7", "Table 23")]
    [TestCase(-1, 0, "X")]
    [TestCase(4, 0, "X")]
    [TestCase(0, 4, "Y")]
    [TestCase(0, -1, "Y")]
    public void A_tile_outside_the_matrix_is_refused_and_the_axis_is_named(int x, int y, string axis)
    {
        TileRange all = TileMatrixSet.WebMercatorQuad.All(2);

        RequestException? refusal = Assert.Throws<RequestException>(() => all.Require(new TileCoordinate(2, x, y)));

        Assert.That(refusal!.Fault, Is.EqualTo(RequestFault.TileOutOfRange));
        Assert.That(refusal.Parameter, Is.EqualTo(axis));
    }
}
