using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Tiles;
using GeoServe.Protocols.Http;
using GeoServe.Protocols.Wmts;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Protocols.Wmts;

public class WmtsGetTileTests
{
    private const string Good = "?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=m&STYLE=&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=3&TILEROW=2&TILECOL=1";

    private static readonly Catalog Catalog = TestMaps.Snapshot(TestMaps.Map("m", [TestMaps.Collection(TestMaps.Source())], TestMaps.Style("red"), TestMaps.Style("blue"))).Catalog;

    [Spec("OGC 07-057r7", "Table 22")]
    [Test]
    public void A_good_request_gives_its_tile()
    {
        TileRequest request = WmtsGetTile.Parse(KeyValuePairs.Parse(Good), Catalog, ViewClass.Public);

        Assert.That((request.Tile.Z, request.Tile.X, request.Tile.Y, request.Style.Id), Is.EqualTo((3, 1, 2, "red")));
    }

    [Spec("OGC 07-057r7", "Table 23")]
    [TestCase("TILECOL=1", "TILECOL=8", RequestFault.TileOutOfRange, "X")]
    [TestCase("TILEROW=2", "TILEROW=8", RequestFault.TileOutOfRange, "Y")]
    [TestCase("TILEROW=2", "TILEROW=-1", RequestFault.TileOutOfRange, "Y")]
    [TestCase("TILECOL=1", "TILECOL=abc", RequestFault.InvalidParameter, "TILECOL")]
    [TestCase("TILEMATRIX=3", "TILEMATRIX=99", RequestFault.NotFound, "TILEMATRIX")]
    [TestCase("STYLE=", "STYLE=Blue", RequestFault.NotFound, "STYLE")]
    [TestCase("STYLE=&", "", RequestFault.MissingParameter, "STYLE")]
    [TestCase("FORMAT=image/png&", "", RequestFault.MissingParameter, "FORMAT")]
    [TestCase("FORMAT=image/png", "FORMAT=image/PNG", RequestFault.InvalidParameter, "FORMAT")]
    [TestCase("LAYER=m", "LAYER=nomap", RequestFault.NotFound, "LAYER")]
    [TestCase("LAYER=m", "LAYER=m&layer=n", RequestFault.InvalidParameter, "LAYER")]
    [TestCase("TILEMATRIXSET=WebMercatorQuad", "TILEMATRIXSET=Nope", RequestFault.NotFound, "TILEMATRIXSET")]
    public void A_bad_parameter_is_named(string good, string bad, RequestFault fault, string parameter)
    {
        KeyValuePairs query = KeyValuePairs.Parse(Good.Replace(good, bad));

        RequestException? refusal = Assert.Throws<RequestException>(() => WmtsGetTile.Parse(query, Catalog, ViewClass.Public));

        Assert.That((refusal!.Fault, refusal.Parameter), Is.EqualTo((fault, parameter)));
    }

    [TestCase("/m/blue/WorldCRS84Quad/3/2/13.jpg")]
    [TestCase("m//blue/WorldCRS84Quad/3/2/13.jpg")]
    [TestCase("m/blue/WorldCRS84Quad/3/2/13.jpg/")]
    public void A_tile_has_one_path(string path) =>
        Assert.Throws<RequestException>(() => WmtsGetTile.ParsePath(path, Catalog, ViewClass.Public));

    [Spec("OGC 07-057r7", "10.2")]
    [Test]
    public void A_path_is_matrix_row_column() =>
        Assert.That(
            WmtsGetTile.ParsePath("m/blue/WorldCRS84Quad/3/2/13.jpg", Catalog, ViewClass.Public),
            Has.Property("Tile").EqualTo(new Core.TileMatrices.TileCoordinate(3, 13, 2)).And.Property("Style").Property("Id").EqualTo("blue"));
}
