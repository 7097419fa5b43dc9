using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Core.Tiles;
using GeoServe.Protocols.Xyz;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Protocols.Xyz;

public class XyzTests
{
    private static readonly Catalog Catalog = TestMaps.Snapshot(TestMaps.Map("m", [TestMaps.Collection(TestMaps.Source())], TestMaps.Style("red"), TestMaps.Style("blue"))).Catalog;

    [TestCase("tiles/3/1/2.png", TileFormat.Png, 1)]
    [TestCase("tiles/3/1/2@2x.webp", TileFormat.WebP, 2)]
    [TestCase("tiles/3/1/2.jpg", TileFormat.Jpeg, 1)]
    [TestCase("tiles/3/1/2.jpeg", TileFormat.Jpeg, 1)]
    [TestCase("tiles/3/1/2.mvt", TileFormat.Mvt, 1)]
    [TestCase("tiles/3/1/2.pbf", TileFormat.Mvt, 1)]
    public void An_address_gives_its_tile(string path, TileFormat format, int scale)
    {
        TileRequest request = XyzEndpoints.Parse("m", path, "", Catalog);

        Assert.That((request.Tile.Z, request.Tile.X, request.Tile.Y), Is.EqualTo((3, 1, 2)));
        Assert.That((request.Format, request.Scale, request.Style.Id), Is.EqualTo((format, scale, "red")));
    }

    // 512 pixels of zoom 4 show what four pictures of 256 at zoom 5 show.
    [TestCase("png", 5), TestCase("mvt", 4)]
    public void Vector_tiles_begin_one_zoom_before_pictures(string extension, int first)
    {
        Catalog catalog = TestMaps.Snapshot(new Map("m", [TestMaps.Collection(TestMaps.Source())], [TestMaps.Style()], [TileMatrixSet.WebMercatorQuad], 5, 8, Box.WholeEarth) { Title = LocalText.Of("m"), Abstract = LocalText.Of("") }).Catalog;

        Assert.That(XyzEndpoints.Parse("m", $"tiles/{first}/0/0.{extension}", "", catalog).Tile.Z, Is.EqualTo(first));
        Assert.Throws<RequestException>(() => XyzEndpoints.Parse("m", $"tiles/{first - 1}/0/0.{extension}", "", catalog));
        Assert.That(XyzEndpoints.Parse("m", $"tiles/8/0/0.{extension}", "", catalog).Tile.Z, Is.EqualTo(8));
    }

    [Test]
    public void Another_set_is_named_in_the_path() =>
        Assert.That(XyzEndpoints.Parse("m", "sets/CGCS2000Quad/3/15/7.png", "blue", Catalog).TileMatrixSet.Id, Is.EqualTo("CGCS2000Quad"));

    // Trial T094, and its kind.
    [TestCase("m", "tiles/-1/0/0.png", "")]
    [TestCase("m", "tiles/99/0/0.png", "")]
    [TestCase("m", "tiles/2147483648/0/0.png", "")]
    [TestCase("m", "tiles/3/8/0.png", "")]
    [TestCase("m", "tiles/3/0/8.png", "")]
    [TestCase("m", "tiles/3/abc/0.png", "")]
    [TestCase("m", "tiles/3/01/0.png", "")]
    [TestCase("m", "tiles/3/+1/0.png", "")]
    [TestCase("m", "tiles/3/1/0@9x.png", "")]
    [TestCase("m", "tiles/3/1/0@2x.mvt", "")]
    [TestCase("m", "tiles/3/1/0.exe", "")]
    [TestCase("m", "tiles/3/1/0", "")]
    [TestCase("m", "tiles/3/1", "")]
    [TestCase("m", "tiles/3/1/0/0.png", "")]
    [TestCase("m", "sets/NoSet/3/1/0.png", "")]
    [TestCase("m", "tiles/3/1/0.png", "green")]
    [TestCase("m", "tiles/3/1/0.png", "Red")]
    [TestCase("nomap", "tiles/3/1/0.png", "")]
    [TestCase("../m", "tiles/3/1/0.png", "")]
    public void What_is_not_there_is_not_found(string map, string path, string style)
    {
        RequestException? refusal = Assert.Throws<RequestException>(() => XyzEndpoints.Parse(map, path, style, Catalog));

        Assert.That(refusal!.Fault, Is.EqualTo(RequestFault.NotFound));
        Assert.That(refusal.Message, Is.Not.Empty);
    }
}
