using System.IO.Hashing;
using System.Text;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Core.TileMatrices;
using GeoServe.Rendering;
using GeoServe.TestKit.Fakes;
using GeoServe.TestKit.Pictures;
using GeoServe.VectorTiles.Encoding;
using NUnit.Framework;

namespace GeoServe.UnitTests.Tiles;

/// <summary>
/// Freezes what is drawn and encoded. Stored tiles are found by stamps that hold <see cref="Stamp.OutputRevision"/>: whoever changes the output
/// raises it, then writes the new values here.
/// </summary>
public class FrozenOutputTests
{
    private const string Advice = "The output changed: raise Stamp.OutputRevision, or old tiles are served as new ones.";

    private static readonly (string, string)[] Features =
    [
        ("甲", "POLYGON ((-100 -50, 100 -50, 100 50, -100 50, -100 -50), (-20 -20, -20 20, 20 20, 20 -20, -20 -20))"),
        ("b", "LINESTRING (-150 60, 0 70, 150 60)"),
        ("b", "POINT (10 -70)"),
    ];

    [Test]
    public async Task A_vector_tile_has_the_bytes_that_it_had()
    {
        using MapScene scene = await SceneAsync(MapView.OfVectorTile(TileMatrixSet.WebMercatorQuad, new TileCoordinate(0, 0, 0)), TestMaps.Style());

        Assert.That((Stamp.OutputRevision, Convert.ToHexStringLower(VectorTileEncoder.EncodeRaw(scene))), Is.EqualTo((3UL, FrozenVectorTile)), Advice);
    }

    [Test]
    public async Task A_picture_has_the_pixels_that_it_had()
    {
        const string json = """
            {"version": 8, "sources": {"s": {"type": "vector"}}, "layers": [
              {"id": "ground", "type": "background", "paint": {"background-color": "#f0f0e8"}},
              {"id": "areas", "type": "fill", "source": "s", "source-layer": "places", "paint": {"fill-color": "#cc3333", "fill-opacity": 0.7}}]}
            """;
        var style = new MapStyle("s", LocalText.Of("s"), MapLibreStyleReader.Read(json).Style!, Encoding.UTF8.GetBytes(json), 1);
        MapView view = MapView.OfRaster(TileMatrixSet.WebMercatorQuad, new TileRange(0, 0, 0, 0, 0), 1, TileFormat.Png);
        using MapScene scene = await SceneAsync(view, style);

        Picture picture = Picture.Decode(new RasterEncoder().Encode(scene, CancellationToken.None).Single().Body.ToArray());

        var hash = new XxHash64();
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++) hash.Append(Encoding.ASCII.GetBytes(picture[x, y].ToString()));
        }
        Assert.That((Stamp.OutputRevision, hash.GetCurrentHashAsUInt64().ToString("x16")), Is.EqualTo((3UL, FrozenPicture)), Advice);
    }

    private static Task<MapScene> SceneAsync(MapView view, MapStyle style)
    {
        Map map = TestMaps.Map("m", [TestMaps.Collection(TestMaps.Source(Features))], style);
        return new SceneBuilder(new LabelBlocks(null!)).BuildAsync(view, map, style, TestMaps.Snapshot(map), CancellationToken.None);
    }

    // Begins with layer "places", version 2; the first ring moves to 910, 2707: 100 W 50 S on 4,096 units.
    private const string FrozenVectorTile =
        "1a8d8180800078020a06706c6163657312ac00080112040000010118032220099c0ea62a1a00cb14c8230000cc140f09ab15d5061a900700009f078f"
        + "07000f121a08021204000201031802220e09aa05ca1212d61a9f04d61aa004121108031204000401031801220509e421d6311a0269641a046e616d65"
        + "2202280122050a03e794b22202280222030a016222022803288020";

    private const string FrozenPicture = "894b1ad47269bc0a";
}
