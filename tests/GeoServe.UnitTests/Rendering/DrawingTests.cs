using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.TestKit.Pictures;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.UnitTests.Rendering;

public class DrawingTests
{
    private const double Edge = 2504688.54;

    [Test]
    public void Dashes_go_on_across_the_edges_of_tiles()
    {
        DrawnMap map = DrawnMap.OfTrial("T046-line.geojson", "T046-dash.json");

        Picture tiles = map.Stitched(4, 6, 8, 9, 8);

        List<(bool Dark, int Start, int Length)> runs = tiles.Runs(114);
        foreach ((bool dark, int start, int length) in runs.Skip(1).SkipLast(1))
        {
            Assert.That(length, Is.EqualTo(dark ? 20 : 10).Within(1), $"from column {start}");
        }
        Assert.That(runs, Has.Count.GreaterThan(40));
        // 16 pixels into the period of 30 at column 256: 4 pixels of the dash are left.
        (bool _, int first, int size) = runs.First(run => run.Dark && run.Start + run.Length > 256);
        Assert.That(first + size - 256, Is.EqualTo(4).Within(1));
    }

    [Test]
    public void Dashes_of_a_view_off_the_grid_agree_with_the_tiles()
    {
        DrawnMap map = DrawnMap.OfTrial("T046-line.geojson", "T046-dash.json");

        Picture tiles = map.Stitched(4, 6, 8, 9, 8), view = map.View(new Box(-2 * Edge, -Edge, 2 * Edge, 0), 1024, 256);

        for (int x = 0; x < 1024; x++) Assert.That(view[x, 114].Red, Is.EqualTo(tiles[x, 114].Red).Within(24), $"column {x}");
    }

    [Test]
    public void Dashes_around_neighbouring_polygons_go_on_across_tiles_and_are_drawn_once()
    {
        // Two squares with a common side along the equator's parallel 5.6 south; both cross several tiles of zoom 4.
        const string Data = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":1,"properties":{},"geometry":{"type":"Polygon","coordinates":[[[-40,-5.6],[40,-5.6],[40,30],[-40,30],[-40,-5.6]]]}},
            {"type":"Feature","id":2,"properties":{},"geometry":{"type":"Polygon","coordinates":[[[-40,-30],[40,-30],[40,-5.6],[-40,-5.6],[-40,-30]]]}}]}
            """;
        var map = new DrawnMap(Data, DrawnMap.Trial("T046-dash.json"));

        Picture tiles = map.Stitched(4, 6, 8, 9, 8);

        int row = Enumerable.Range(0, 256).MaxBy(y => tiles.Runs(y).Count);
        foreach ((bool dark, int start, int length) in tiles.Runs(row).Where(run => run.Start > 80 && run.Start + run.Length < 940))      // away from the squares' other sides
        {
            Assert.That(length, Is.EqualTo(dark ? 20 : 10).Within(1), $"from column {start}");
        }
        Assert.That(tiles.Runs(row), Has.Count.GreaterThan(50));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void No_hairline_shows_between_neighbours(bool onWhite)
    {
        string style = DrawnMap.Trial("T047-fill.json");
        if (!onWhite) style = style.Replace("\"#FFFFFF\"", "\"rgba(0,0,0,0)\"", StringComparison.Ordinal);
        var map = new DrawnMap(DrawnMap.Trial("T047-two.geojson"), style);

        Picture[] pictures = [map.View(new Box(-Edge, -Edge, Edge, Edge), 512, 512), map.Stitched(4, 7, 7, 8, 8)];

        var wanted = new SKColor(0x33, 0x66, 0xcc);
        foreach (Picture picture in pictures)
        {
            int seen = 0;
            for (int y = 0; y < 512; y++)
            {
                for (int x = 0; x < 512; x++)
                {
                    SKColor colour = picture[x, y];
                    bool inside = IsInside(picture, x, y, wanted);
                    if (!inside) continue;
                    seen++;
                    Assert.That(colour.Alpha, Is.GreaterThanOrEqualTo(247), $"{x}, {y}");
                    Assert.That(Difference(colour, wanted), Is.LessThanOrEqualTo(8), $"{x}, {y}");
                }
            }
            Assert.That(seen, Is.GreaterThan(50_000));
        }
    }

    [Test]
    public void Sharp_corners_are_cut_at_the_miter_limit()
    {
        DrawnMap map = DrawnMap.OfTrial("T055-vee.geojson", "T055-miter.json");

        Picture tile = map.Tile(4, 8, 8);

        // The tip of the vee lies at x = 136.5; nothing is drawn more than 10 pixels to the right of it there.
        int ink = 0;
        for (int y = 0; y < 256; y++)
        {
            for (int x = 0; x < 256; x++)
            {
                if (tile[x, y].Red < 250) ink++;
                if (x > 147 && x < 200 && y < 128) Assert.That(tile[x, y].Red, Is.GreaterThan(250), $"{x}, {y}");
            }
        }
        Assert.That(ink, Is.GreaterThan(500));
    }

    [Test]
    public void A_view_that_cuts_a_line_shows_what_the_whole_shows()
    {
        DrawnMap map = DrawnMap.OfTrial("T055-vee.geojson", "T055-miter.json");
        Picture whole = map.View(new Box(0, -Edge, Edge, 0), 256, 256);

        Picture part = map.View(new Box(0, -Edge, Edge / 2, 0), 128, 256);

        for (int y = 0; y < 256; y++)
        {
            for (int x = 0; x < 128; x++) Assert.That(part[x, y].Red, Is.EqualTo(whole[x, y].Red).Within(40), $"{x}, {y}");     // cuts are rounded to a sixteenth of a pixel, Skia counts a quarter; a cap would differ by 200
        }
    }

    [Test]
    public void An_empty_JPEG_is_white_and_an_empty_PNG_is_clear()
    {
        var map = new DrawnMap("""{"type":"FeatureCollection","features":[]}""", """{"version":8,"layers":[{"id":"a","type":"fill","source":"t","source-layer":"t"}]}""");

        Assert.That(map.Tile(3, 1, 1, format: TileFormat.Jpeg)[128, 128], Is.EqualTo(SKColors.White));
        Assert.That(map.Tile(3, 1, 1)[128, 128].Alpha, Is.Zero);
        Assert.That(map.Tile(3, 1, 1, scale: 2).Width, Is.EqualTo(512));
    }

    // Inside: all of the 3 x 3 pixels around are nearly of the colour, or the pixel lies between two such.
    private static bool IsInside(Picture picture, int x, int y, SKColor wanted)
    {
        bool Blue(int dx, int dy) => x + dx is >= 0 and < 512 && y + dy is >= 0 and < 512 && picture[x + dx, y + dy].Alpha > 200 && Difference(picture[x + dx, y + dy], wanted) <= 8;
        return (Blue(-2, -2) && Blue(2, 2)) || (Blue(-2, 2) && Blue(2, -2)) || (Blue(-2, 0) && Blue(2, 0) && Blue(0, -2) && Blue(0, 2));
    }

    private static int Difference(SKColor a, SKColor b) => Math.Max(Math.Abs(a.Red - b.Red), Math.Max(Math.Abs(a.Green - b.Green), Math.Abs(a.Blue - b.Blue)));

    // The world on one tile of 256 pixels is MapLibre's zoom -1, and 0 is MapLibre's word for no first zoom.
    [TestCase(""), TestCase("\"minzoom\":0,")]
    public void The_world_on_one_tile_shows_layers_without_a_first_zoom(string minZoom)
    {
        const string Land = """{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"properties":{},"geometry":{"type":"Polygon","coordinates":[[[-90,-60],[90,-60],[90,60],[-90,60],[-90,-60]]]}}]}""";
        var map = new DrawnMap(Land, "{\"version\":8,\"layers\":[{\"id\":\"land\",\"type\":\"fill\",\"source\":\"t\"," + minZoom + "\"source-layer\":\"t\",\"paint\":{\"fill-color\":\"#336699\"}}]}");

        Assert.That(map.Tile(0, 0, 0)[128, 128], Is.EqualTo(new SKColor(0x33, 0x66, 0x99)));
    }

    // At zoom 2 a tile of 256 pixels is 90 degrees wide, a pixel 0.3515625. A quarter of a pixel and three eighths on each side are one. The strip itself is drawn
    // over what is widened: of half a pixel under an eighth of one, 1 - 0.5 * 0.875 is seen.
    [TestCase(100.375, 100.625, new[] { 0, 0, 1.0, 0, 0 })]
    [TestCase(99.875, 100.125, new[] { 0, 0.5625, 0.5625, 0, 0 })]
    [TestCase(99.5, 101.0, new[] { 0, 0.5, 1.0, 0, 0 })]
    public void A_strip_narrower_than_a_pixel_is_drawn_a_pixel_wide(double left, double right, double[] shares)
    {
        var map = new DrawnMap(Strips((left, right, "a")), Fill("\"#000000\""));

        Picture tile = map.Tile(2, 2, 1);

        for (int i = 0; i < shares.Length; i++) Assert.That(tile[98 + i, 200].Alpha, Is.EqualTo(255 * shares[i]).Within(3), $"column {98 + i}");
    }

    [Test]
    public void Strips_that_fill_the_ground_between_them_are_mixed_as_they_lie()
    {
        // Each pixel holds a red and a blue half.
        string data = Strips([.. Enumerable.Range(0, 60).Select(i => (80 + (i / 2.0), 80.5 + (i / 2.0), i % 2 == 0 ? "a" : "b"))]);
        var map = new DrawnMap(data, Fill("""["match", ["get", "kind"], "a", "#ff0000", "#0000ff"]"""));

        Picture tile = map.Tile(2, 2, 1);

        for (int x = 82; x < 108; x++) Assert.That(((double)tile[x, 200].Red, (double)tile[x, 200].Blue), Is.EqualTo((127.5, 127.5)).Within(3), $"column {x}");
    }

    // MapLibre's shader (circle.fragment.glsl): a smooth step over the last pixel before the edge, and one over the last before the ring.
    [Test]
    public void A_circle_is_soft_on_the_inner_side_of_its_edges()
    {
        const string Dot = """{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"properties":{},"geometry":{"type":"Point","coordinates":[0,0]}}]}""";
        var map = new DrawnMap(Dot, """{"version":8,"layers":[{"id":"c","type":"circle","source":"t","source-layer":"t","paint":{"circle-color":"#ff0000","circle-radius":10,"circle-stroke-color":"#0000ff","circle-stroke-width":4}}]}""");

        Picture tile = map.Tile(2, 2, 2);

        foreach (int x in (int[])[5, 8, 9, 11, 12, 13, 14])
        {
            double distance = Math.Sqrt(((x + 0.5) * (x + 0.5)) + 0.25), alpha = Step(14 - distance), ring = Step(distance - 9);
            Assert.That(tile[x, 0].Alpha, Is.EqualTo(255 * alpha).Within(2), $"column {x}");
            if (alpha > 0.1) Assert.That(((double)tile[x, 0].Red, (double)tile[x, 0].Blue), Is.EqualTo((255 * (1 - ring), 255 * ring)).Within(4), $"column {x}");
        }

        static double Step(double share) => Math.Clamp(share, 0, 1) is var t ? t * t * (3 - (2 * t)) : 0;
    }

    // Strips from top to bottom of tile 2/2/1, in its pixels.
    private static string Strips(params (double Left, double Right, string Kind)[] strips) => "{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(',', strips.Select((strip, i) => FormattableString.Invariant(
        $$$"""{"type":"Feature","id":{{{i + 1}}},"properties":{"kind":"{{{strip.Kind}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{strip.Left * 0.3515625}}},-20],[{{{strip.Right * 0.3515625}}},-20],[{{{strip.Right * 0.3515625}}},60],[{{{strip.Left * 0.3515625}}},60],[{{{strip.Left * 0.3515625}}},-20]]]}}"""))) + "]}";

    private static string Fill(string colour) => "{\"version\":8,\"layers\":[{\"id\":\"f\",\"type\":\"fill\",\"source\":\"t\",\"source-layer\":\"t\",\"paint\":{\"fill-color\":" + colour + "}}]}";
}
