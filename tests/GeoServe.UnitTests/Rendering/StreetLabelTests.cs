using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Pictures;
using NUnit.Framework;

namespace GeoServe.UnitTests.Rendering;

/// <summary>Names along streets that come in pieces too short for them.</summary>
public class StreetLabelTests
{
    private const double PixelDegrees = 360.0 / (256 << 8);     // at zoom 8

    private const string Style = """
        {"version":8,"layers":[{"id":"background","type":"background","paint":{"background-color":"#ffffff"}},{"id":"names","type":"symbol","source":"t","source-layer":"t",
        "layout":{"symbol-placement":"line","text-field":["get","name"],"text-size":12,"text-font":["Noto Sans SC Regular"]},"paint":{"text-color":"#000000"}}]}
        """;

    // A name of four letters takes 48 pixels of line, a piece has 20.
    [TestCase(1, true, TestName = "A street in short pieces has its name")]
    [TestCase(2, false, TestName = "Pieces of two streets by turns have none")]
    public void Pieces(int streets, bool isNamed)
    {
        var map = new DrawnMap(Collection(Enumerable.Range(0, 12).Select(i => Piece(i, i % streets == 0 ? "长江大道" : "人民中路", 8 + (i * 20), 100))), Style);

        Assert.That(InkOf(map.Tile(8, 128, 127)) > 50, Is.EqualTo(isNamed));
    }

    [Test]
    public void A_name_follows_the_piece_that_goes_on_straight_and_not_one_that_turns_off()
    {
        // Two pieces in a row and one of the same name that leaves at a right angle from their middle; its id comes first.
        var map = new DrawnMap(Collection([Feature(1, "长江大道", (60, 100), (60, 160)), Feature(2, "长江大道", (30, 100), (60, 100)), Feature(3, "长江大道", (60, 100), (90, 100))]), Style);

        Picture tile = map.Tile(8, 128, 127);

        Assert.That((InkOf(tile, 92, 108) > 50, InkOf(tile, 108)), Is.EqualTo((true, 0)), "along the straight");
    }

    [Test]
    public void Neighbouring_blocks_agree_on_the_names_of_streets_between_them()
    {
        // Thirty streets of 2,000 pixels in short pieces, across the side between two blocks of 16 tiles.
        IEnumerable<string> pieces = Enumerable.Range(0, 30).SelectMany(street => Enumerable.Range(0, 100).Select(i =>
            Piece((street * 100) + i + 1, $"长江大道{street}", (i - 50) * 20 + (-16 * 256), 40 + (street * 14))));
        var map = new DrawnMap(Collection(pieces), Style);

        Picture seam = map.Stitched(8, 111, 126, 112, 127), view = map.View(TileMatrixSet.WebMercatorQuad.Bounds(new TileRange(8, 111, 126, 112, 127)), 512, 512);

        int different = 0;
        for (int y = 0; y < 512; y++)
        {
            for (int x = 0; x < 512; x++) different += Math.Abs(view[x, y].Red - seam[x, y].Red) > 48 ? 1 : 0;
        }
        Assert.That(InkOf(view), Is.GreaterThan(2000));
        Assert.That(different, Is.LessThan(InkOf(view) / 100));
    }

    private static int InkOf(Picture picture, int top = 0, int bottom = int.MaxValue)
    {
        int ink = 0;
        for (int y = top; y < Math.Min(picture.Height, bottom); y++)
        {
            for (int x = 0; x < picture.Width; x++) ink += picture[x, y].Red < 128 ? 1 : 0;
        }
        return ink;
    }

    private static string Collection(IEnumerable<string> features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private static string Piece(int id, string name, double x, double y) => Feature(id, name, (x, y), (x + 20, y));

    // In pixels from the upper left corner of tile 8/128/127, which lies on the equator: a pixel is as high as wide.
    private static string Feature(int id, string name, params (double X, double Y)[] line) => FormattableString.Invariant(
        $$$"""{"type":"Feature","id":{{{id}}},"properties":{"name":"{{{name}}}"},"geometry":{"type":"LineString","coordinates":[{{{string.Join(',', line.Select(at => FormattableString.Invariant($"[{at.X * PixelDegrees},{(256 - at.Y) * PixelDegrees}]")))}}}]}}""");
}
