using GeoServe.Core.Catalogs;
using GeoServe.Core.Maps;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using GeoServe.TestKit.VectorTiles;
using GeoServe.VectorTiles.Encoding;
using NUnit.Framework;

namespace GeoServe.UnitTests.VectorTiles;

public class WholeFeatureTests
{
    // Tile 4/8/8 begins at 0, 0 and is 22.5 degrees wide: 4,096 units, 182.04 a degree. Its margin ends 72 units outside.
    [TestCase(true, -72)]
    [TestCase(false, -5461)]
    public async Task A_map_may_leave_features_whole(bool clips, int west)
    {
        Collection collection = TestMaps.Collection(TestMaps.Source(("a", "LINESTRING (-30 -5, 5 -5)")));
        var map = new Map("m", [collection], [TestMaps.Style()], TileMatrixSet.WellKnown, 0, 18, collection.Bounds)
        {
            Title = collection.Title, Abstract = collection.Title, ClipsFeatures = clips,
        };
        using MapScene scene = await new SceneBuilder(new LabelBlocks(null!)).BuildAsync(
            MapView.OfVectorTile(TileMatrixSet.WebMercatorQuad, new TileCoordinate(4, 8, 8)), map, map.Styles[0], TestMaps.Snapshot(map), CancellationToken.None);

        int[] line = StrictTile.Read(VectorTileEncoder.EncodeRaw(scene)).Layers.Single().Features.Single().Parts.Single();

        Assert.That(line[0], Is.EqualTo(west));
    }
}
