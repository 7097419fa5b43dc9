using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Rendering;

public class GoldenTests
{
    // The golden picture is MapLibre GL's (6.x, headless Chromium, with our glyph ranges): 800 x 600 around 108, 27.5 at zoom 4.5. MapLibre draws
    // edges more softly, and one label of an area stands some pixels elsewhere, for MapLibre sees the area cut by its tiles.
    [Test]
    public void Fills_lines_circles_and_labels_look_as_in_MapLibre()
    {
        var map = new DrawnMap(File.ReadAllText(Golden("all-layers.geojson")), File.ReadAllText(Golden("all-layers.json")));
        double pixel = 2 * TileMatrixSet.MercatorHalf / 512 / Math.Pow(2, 4.5);
        double x = 108 * TileMatrixSet.MercatorHalf / 180, y = Math.Log(Math.Tan((90 + 27.5) * Math.PI / 360)) * 6_378_137;

        ReadOnlyMemory<byte> picture = map.ViewBody(new Box(x - 400 * pixel, y - 300 * pixel, x + 400 * pixel, y + 300 * pixel), 800, 600);

        PictureComparer.AssertLike("rendering/all-layers-maplibre.png", picture.Span, mostDifference: 48, mostShare: 0.011);
    }

    private static string Golden(string name) => RepositoryFolder.PathOf("tests", "fixtures", "golden", "rendering", name);
}
