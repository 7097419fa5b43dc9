using GeoServe.TestKit.Pictures;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>
/// Trials of drawing, by raster tiles. Where a trial asks for a picture off the grid, which no protocol gives yet, the unit tests of drawing hold
/// the same picture against the tiles.
/// </summary>
public sealed class RenderingTrials : TrialTests
{
    protected override string[] ExpectedWarnings => ["U+20BB7", "U+4DAE"];

    [Test, Trial("T042")]
    public async Task No_outline_is_drawn_along_a_seam_of_tiles()
    {
        Picture seam = await StitchedAsync("t042-edge", 5, 15, 16, 16, 16);

        // The polygon's middle, 6 degrees south, in pixels of 360 / 32 / 256 degrees.
        int row = Units(0, -6, 5, 15, 16).Y / 16;
        SKColor[] colours = [.. Enumerable.Range(200, 112).Select(x => seam[x, row])];
        Assert.That(colours, Is.All.EqualTo(new SKColor(0x33, 0x66, 0xCC)));
    }

    [Test, Trial("T044")]
    public async Task A_label_over_a_tile_edge_is_whole_in_whatever_order_its_tiles_are_asked_for()
    {
        Picture seam = await StitchedAsync("t044-edge", 4, 7, 8, 8, 8);
        Picture right = await TileAsync("t044-again", 4, 8, 8), left = await TileAsync("t044-again", 4, 7, 8);
        Picture again = Picture.Stitch([left, right], 2);

        (int west, int north, int east, int south) = Ink(seam, 0, 0, 512, 256);
        Assert.That(east - west, Is.EqualTo(100).Within(15), "two lines, in a font that may be a little wider");
        Assert.That(south - north, Is.EqualTo(31).Within(5));
        Assert.That((west + east) / 2.0, Is.EqualTo(256).Within(3));
        Assert.That((north + south) / 2.0, Is.EqualTo(114).Within(4));
        Assert.That(Differing(seam, again), Is.Zero);
        byte[] byPath = await BytesAsync("wmts/1.0.0/t044-edge/t044-edge/WebMercatorQuad/4/8/7.png");
        Assert.That(Differing(Picture.Decode(byPath), await TileAsync("t044-edge", 4, 7, 8)), Is.Zero, "the limits of WMTS have room for a label beyond the data");
    }

    [Test, Trial("T046")]
    public async Task Dashes_go_on_over_tile_edges()
    {
        Picture tiles = await StitchedAsync("t046-line", 4, 6, 8, 9, 8);

        List<(bool Dark, int Start, int Length)> runs = tiles.Runs(114);
        foreach ((bool dark, int start, int length) in runs.Skip(1).SkipLast(1)) Assert.That(length, Is.EqualTo(dark ? 20 : 10).Within(1), $"from column {start}");
        Assert.That(runs, Has.Count.GreaterThan(60), "1,024 pixels of 30 a period");
        // 16 pixels into the period of 30 at column 256: of the dash of 20 there are 4 left.
        (bool _, int first, int size) = runs.First(run => run.Dark && run.Start + run.Length > 256);
        Assert.That(first + size - 256, Is.EqualTo(4).Within(1));
    }

    [Trial("T047")]
    [TestCase("on-white")]
    [TestCase("on-clear")]
    public async Task No_hairline_shows_between_neighbours(string style)
    {
        var tiles = new List<Picture>();
        foreach ((int x, int y) in new[] { (7, 7), (8, 7), (7, 8), (8, 8) }) tiles.Add(await TileAsync("t047-two", 4, x, y, $".png?style={style}"));
        Picture picture = Picture.Stitch(tiles, 2);

        // Tile 4/7/7 begins 22.5 degrees west of the middle: 16 units are a pixel.
        (int x0, int y0) = (Units(-20, -15, 4, 7, 7).X / 16, Units(-20, -15, 4, 7, 7).Y / 16);
        (int x1, int y1) = (Units(20, 15, 4, 7, 7).X / 16, Units(20, 15, 4, 7, 7).Y / 16);
        int seen = 0;
        for (int x = x0 + 4; x < x1 - 4; x++)
        {
            int middle = (int)Math.Round(y0 + ((double)(x - x0) / (x1 - x0) * (y1 - y0)));
            for (int y = middle - 2; y <= middle + 2; y++, seen++)
            {
                SKColor colour = picture[x, y];
                Assert.That(Difference(colour, new SKColor(0x33, 0x66, 0xCC)), Is.LessThanOrEqualTo(8), $"{x}, {y}");
                Assert.That(colour.Alpha, Is.GreaterThanOrEqualTo(247), $"{x}, {y}");
            }
        }
        Assert.That(seen, Is.GreaterThan(2000));
    }

    [Test, Trial("T048")]
    public async Task Han_characters_have_ink_each_of_its_own()
    {
        Picture tiles = await StitchedAsync("t048-han", 7, 64, 63, 67, 63);

        // A degree is 91.02 pixels; the equator lies at the lower edge. The third and fourth character stand in large fonts only: where the
        // machine has none, the log must name them.
        var shapes = new List<string>();
        foreach ((int degree, string code) in new[] { (1, "U+4EAC"), (3, "U+6E2F"), (5, "U+20BB7"), (7, "U+4DAE") })
        {
            string shape = Shape(tiles, (int)(degree * 91.02), 165);
            if (shape.Contains('#', StringComparison.Ordinal)) shapes.Add(shape);
            else
            {
                await Server.LogsAsync(code);
                Assert.That(Server.Log.Count(line => line.Contains(code, StringComparison.Ordinal)), Is.EqualTo(1), code);
            }
        }
        Assert.That(shapes, Has.Count.GreaterThanOrEqualTo(2), "the bundled font has the first two");
        Assert.That(shapes, Is.Unique);
        (int west, int north, int east, int south) = Ink(tiles, (int)(7.8 * 91.02), 120, (int)(10.2 * 91.02), 210);
        // Ten characters and a space in 16 pixels: five and two of them Han of one em, the others about half of one.
        Assert.That((east - west) * (south - north), Is.GreaterThan(80 * 14));
    }

    [Test, Trial("T050")]
    public async Task A_label_along_a_steep_line_is_a_column_and_along_a_flat_one_a_row()
    {
        // Both lines have one text, which is written once within 125 pixels: at twice the size of tile 4/8/8 they are far enough apart.
        Picture twice = await StitchedAsync("t050-steep", 5, 16, 16, 17, 17);
        (int west, int north, int east, int south) = Ink(twice, 90, 0, 170, 512);
        Assert.That(east - west, Is.LessThan(24));
        Assert.That(south - north, Is.GreaterThan(90));
        (west, north, east, south) = Ink(twice, 180, 200, 512, 340);
        Assert.That(east - west, Is.GreaterThan(90));
        Assert.That(south - north, Is.LessThan(26));
    }

    [Test, Trial("T055")]
    public async Task Sharp_corners_have_no_spikes_and_lines_that_turn_back_are_plain()
    {
        Picture tile = await TileAsync("t055-vee", 4, 8, 8);

        Assert.That(InkIn(tile, 147, 100, 256, 256), Is.Zero, "nothing beyond 10 pixels right of the tip at 136.5");
        Assert.That(InkIn(tile, 20, 120, 130, 145), Is.GreaterThan(800), "the vee");
        // There and back at 4 degrees south, from 3 to 10 degrees: columns 34 to 114, 10 pixels wide.
        int row = Units(0, -4, 4, 8, 8).Y / 16;
        (int west, int north, int east, int south) = Ink(tile, 25, row - 15, 150, row + 15);
        Assert.That((west, east), Is.EqualTo((34, 113)).Within(1));
        Assert.That(south - north, Is.EqualTo(9).Within(1));
        Assert.That(InkIn(tile, 160, row - 12, 185, row + 12), Is.LessThanOrEqualTo(100), "a line without length: nothing, or a dot");
    }

    [Test, Trial("T056")]
    public async Task Missing_attributes_give_no_words_of_their_own()
    {
        Picture tiles = await StitchedAsync("t056-names", 4, 8, 8, 9, 8);

        int row = Units(0, -4, 4, 8, 8).Y / 16;
        (int West, int East)[] names = [.. new[] { 2, 6, 10, 14, 18 }.Select(degree => Extent(tiles, degree, row))];
        (int West, int East)[] brackets = [.. new[] { 2, 6, 10, 14, 18 }.Select(degree => Extent(tiles, degree, row + 28))];
        int[] widths = [.. names.Select(extent => extent.East - extent.West)], wide = [.. brackets.Select(extent => extent.East - extent.West)];
        // Lake, 山, nothing, 12, 12.5 in 14 pixels: "undefined" or "null" would be wider by half.
        Assert.That(widths[2], Is.LessThan(0), "nothing");
        Assert.That(widths[0], Is.InRange(22, 36));
        Assert.That(widths[1], Is.InRange(9, 15));
        Assert.That(widths[3], Is.InRange(11, 18));
        Assert.That(widths[4], Is.InRange(20, 31));
        // "湖 ()", "山 ()", " ()", "12 ()", "12.5 ()".
        Assert.That(wide[2], Is.InRange(4, 12));
        Assert.That(new[] { wide[0], wide[1], wide[3] }, Is.All.InRange(20, 36));
        Assert.That(wide[4], Is.InRange(30, 46));
    }

    private static (int West, int East) Extent(Picture picture, int degree, int row)
    {
        int centre = (int)(degree * 256 / 22.5);
        (int west, _, int east, _) = Ink(picture, centre - 26, row - 9, centre + 26, row + 9);
        return (west, east);
    }

    private static (int West, int North, int East, int South) Ink(Picture picture, int minX, int minY, int maxX, int maxY)
    {
        (int west, int north, int east, int south) = (int.MaxValue, int.MaxValue, -1, -1);
        for (int y = Math.Max(0, minY); y < Math.Min(maxY, picture.Height); y++)
        {
            for (int x = Math.Max(0, minX); x < Math.Min(maxX, picture.Width); x++)
            {
                if (picture[x, y].Red > 150) continue;
                (west, north, east, south) = (Math.Min(west, x), Math.Min(north, y), Math.Max(east, x), Math.Max(south, y));
            }
        }
        return east < 0 ? (0, 0, -1, -1) : (west, north, east, south);
    }

    private static int InkIn(Picture picture, int minX, int minY, int maxX, int maxY)
    {
        int ink = 0;
        for (int y = minY; y < maxY; y++)
        {
            for (int x = minX; x < maxX; x++) ink += picture[x, y].Red < 250 ? 1 : 0;
        }
        return ink;
    }

    private static int Differing(Picture one, Picture other)
    {
        int different = 0;
        for (int y = 0; y < one.Height; y++)
        {
            for (int x = 0; x < one.Width; x++) different += one[x, y] == other[x, y] ? 0 : 1;
        }
        return different;
    }

    private static int Difference(SKColor a, SKColor b) => Math.Max(Math.Abs(a.Red - b.Red), Math.Max(Math.Abs(a.Green - b.Green), Math.Abs(a.Blue - b.Blue)));

    private static string Shape(Picture picture, int centreX, int centreY) => string.Concat(Enumerable.Range(-10, 20)
        .SelectMany(y => Enumerable.Range(-10, 20).Select(x => picture[centreX + x, centreY + y].Red < 128 ? '#' : '.')));
}
