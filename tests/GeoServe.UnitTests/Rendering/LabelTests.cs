using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.Rendering.Glyphs;
using GeoServe.Rendering.Labels;
using GeoServe.TestKit.Pictures;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.UnitTests.Rendering;

public class LabelTests
{
    private const double Edge = 2504688.54;

    private static readonly string LabelStyle = DrawnMap.Trial("T044-label.json");

    [TestCase(1)]
    [TestCase(2)]
    public void A_label_across_a_tile_edge_is_drawn_whole(int scale)
    {
        DrawnMap map = DrawnMap.OfTrial("T044-edge.geojson", "T044-label.json");

        Picture tiles = map.Stitched(4, 7, 8, 8, 8, scale);

        (int left, int top, int right, int bottom) = Ink(tiles);
        Assert.That((right - left) / scale, Is.EqualTo(100).Within(15));      // by a somewhat wider font
        Assert.That((bottom - top) / scale, Is.EqualTo(31).Within(5));
        Assert.That((right + left) / 2 / scale, Is.EqualTo(256).Within(4));
        Assert.That((bottom + top) / 2 / scale, Is.EqualTo(114).Within(4));
        if (scale != 1) return;
        Picture view = map.View(new Box(-Edge, -Edge, Edge, 0), 512, 256);
        int different = 0;
        for (int i = 0; i < 512 * 256; i++) different += Math.Abs(view[i % 512, i / 512].Red - tiles[i % 512, i / 512].Red) > 16 ? 1 : 0;
        Assert.That(different, Is.Zero);
    }

    [Test]
    public void Labels_of_features_without_the_attribute_are_left_out_and_those_of_numbers_are_written()
    {
        DrawnMap map = DrawnMap.OfTrial("T056-names.geojson", "T056-nulls.json");

        Picture view = map.View(new Box(0, -Edge, Edge, 0), 512, 512);

        // Rows of text: the names at y 91, below by two ems (28 pixels at size 14) the names with "()". Columns by degrees 2, 6, 10, 14, 18.
        int[] names = [.. new[] { 2, 6, 10, 14, 18 }.Select(degree => InkAround(view, degree, 91))];
        int[] brackets = [.. new[] { 2, 6, 10, 14, 18 }.Select(degree => InkAround(view, degree, 91 + 28))];
        Assert.That(names[2], Is.Zero);
        Assert.That(names.Where((_, i) => i != 2), Is.All.GreaterThan(10));
        Assert.That(brackets, Is.All.GreaterThan(5));
        Assert.That(brackets[2], Is.LessThan(brackets.Where((_, i) => i != 2).Min()));
    }

    [Test]
    public void Han_characters_are_drawn_each_with_its_own_shape()
    {
        var map = new DrawnMap(DrawnMap.Trial("T048-han.geojson"), LabelStyle);

        Picture tiles = map.Stitched(7, 64, 63, 67, 63);

        // At zoom 7 a degree is 91 pixels; the equator lies at the tiles' lower edge, and the labels one degree above.
        string[] shapes = [.. new[] { 1, 3 }.Select(degree => Shape(tiles, (int)(degree * 256 / 2.8125), 165))];
        Assert.That(shapes, Is.All.Contains("#"));
        Assert.That(shapes, Is.Unique);
        (int left, _, int right, _) = Ink(tiles);
        Assert.That(left, Is.LessThan(90));
        Assert.That(right, Is.GreaterThan(1000));
    }

    [Test]
    public void A_character_beyond_16_bits_is_one_glyph_and_one_that_no_font_has_is_reported_once()
    {
        var logger = new Messages();
        var fonts = new FontLibrary(DrawnMap.FontFolder, logger, usesSystemFonts: false);
        var shaper = new TextShaper(fonts);

        List<ShapedGlyph> glyphs = shaper.Shape("\U00020BB7野家", fonts.Faces[0]);
        shaper.Shape("\U00020BB7", fonts.Faces[0]);

        Assert.That(glyphs.Select(glyph => (glyph.Character, glyph.Id != 0)), Is.EqualTo(new[] { (0, false), (2, true), (3, true) }));
        Assert.That(logger.All, Has.Count.EqualTo(1));
        Assert.That(logger.All[0], Does.Contain("U+20BB7"));
    }

    [TestCase("Noto Sans SC Bold", true)]
    [TestCase("NotoSansSC-Bold", true)]
    [TestCase("../Noto Sans SC Bold", false)]
    [TestCase("C:Noto Sans SC Bold", false)]
    public void A_font_is_found_by_its_name_and_by_nothing_that_looks_like_a_path(string name, bool found)
    {
        Assert.That(DrawnMap.Fonts.FindExact(name) is not null, Is.EqualTo(found));
    }

    [Test]
    public void Letters_that_the_font_lacks_come_from_another_and_the_others_keep_theirs()
    {
        var fonts = new FontLibrary(DrawnMap.FontFolder, new Messages(), usesSystemFonts: false);

        List<ShapedGlyph> glyphs = new TextShaper(fonts).Shape("G4京港澳高速 123", fonts.Find(["Open Sans Bold"]));

        Assert.That(glyphs, Has.Count.EqualTo(11));
        Assert.That(glyphs.Select(glyph => glyph.Face.Name).Distinct(), Is.EqualTo(new[] { "Noto Sans SC Bold" }));
        Assert.That(glyphs.Select(glyph => glyph.Id), Is.All.Not.Zero);
    }

    [Test]
    public void The_systems_fonts_are_found_without_fontconfig()
    {
        var system = new SystemFonts([DrawnMap.FontFolder, "/no/such/folder"]);

        Assert.That(system.Find('渝', bold: true)?.IsBold, Is.True);
        Assert.That(system.Find('渝', bold: false)?.IsBold, Is.False);
    }

    // MapLibre's shaping.ts: as many lines as the whole text needs, numbers below a name counted, are to be equally long: 10 ems of 8 are two of 5, and the name has 4 and 4.
    [TestCase("上清寺第一生活圈\n６１", new[] { 4, 4, 2 })]
    [TestCase("上清寺第一生活圈", new[] { 8 })]
    [TestCase("渝中区\n６１", new[] { 3, 2 })]
    [TestCase("上清寺第一生活圈社区站", new[] { 6, 5 })]
    public void A_text_is_broken_where_MapLibre_breaks_it(string text, int[] letters)
    {
        TextBlock block = TextBlock.Set(new TextShaper(DrawnMap.Fonts), DrawnMap.Fonts.Faces[0], text, new TextSetting(12, 8, 1.2f, 0, 0.5f, 0.5f, 0.5f, 0, 0));

        Assert.That(block.Glyphs.GroupBy(glyph => glyph.Y).OrderBy(line => line.Key).Select(line => line.Count()), Is.EqualTo(letters));
    }

    [Test]
    public void Along_a_steep_line_Han_characters_stand_upright_from_top_to_bottom()
    {
        DrawnMap map = DrawnMap.OfTrial("T050-steep.geojson", "T050-vertical.json");
        var steep = new TrackText(new TextShaper(DrawnMap.Fonts), DrawnMap.Fonts.Faces[0], "中（1）—", 12, 0);
        var track = new Track([0, 0, 160, 3200], 1.0 / 16);
        var upwards = new Track([160, 3200, 0, 0], 1.0 / 16);

        PlacedGlyph[] down = steep.Lay(track, 100, (0, 0), MathF.PI / 4, keepUpright: true, 0)!;
        PlacedGlyph[] up = steep.Lay(upwards, upwards.Length - 100, (0, 0), MathF.PI / 4, keepUpright: true, 0)!;

        Assert.That(down.Select(glyph => glyph.Angle), Is.All.Zero);
        Assert.That(down.Zip(down.Skip(1)).All(two => two.Second.Y > two.First.Y + 11), Is.True);
        FontFace face = DrawnMap.Fonts.Faces[0];
        Assert.That(down.Select(glyph => glyph.Id), Is.EqualTo("中︵1︶︱".Select(letter => face.GlyphOf(letter))));
        Assert.That(up.Select(glyph => glyph.Id), Is.EqualTo(down.Select(glyph => glyph.Id)));
        Assert.That(up.Zip(up.Skip(1)).All(two => two.Second.Y > two.First.Y), Is.True);
        // The steep label is a column, the flat one a row.
        Picture tile = map.Tile(4, 8, 8);
        (int left, int top, int right, int bottom) = Ink(tile);
        Assert.That((right - left, bottom - top), Is.Not.EqualTo((-1, -1)));
    }

    [Test]
    public void Neighbouring_blocks_agree_on_every_label_between_them()
    {
        // 4,000 points by chance around the corner of two blocks of zoom 8 (tiles 111 and 112), where labels crowd.
        var random = new Random(11);
        double west = (112 - 4) / 256.0 * 360 - 180, width = 8 / 256.0 * 360;
        string features = string.Join(',', Enumerable.Range(1, 4000).Select(i => FormattableString.Invariant(
            $$"""{"type":"Feature","id":{{i}},"properties":{"name":"标签 {{i}}"},"geometry":{"type":"Point","coordinates":[{{west + random.NextDouble() * width}},{{10 + random.NextDouble() * 8}}] } }""")));
        var map = new DrawnMap($$"""{"type":"FeatureCollection","features":[{{features}}]}""", LabelStyle.Replace("\"text-allow-overlap\": true", "\"text-allow-overlap\": false", StringComparison.Ordinal));

        Picture seam = map.Stitched(8, 111, 117, 112, 118);
        Picture view = map.View(TileMatrixSet.WebMercatorQuad.Bounds(new TileRange(8, 111, 117, 112, 118)), 512, 512);

        int ink = 0, different = 0;
        for (int y = 0; y < 512; y++)
        {
            for (int x = 0; x < 512; x++)
            {
                if (view[x, y].Red < 128) ink++;
                if (Math.Abs(view[x, y].Red - seam[x, y].Red) > 48) different++;
            }
        }
        Assert.That(ink, Is.GreaterThan(2000));
        Assert.That(different, Is.LessThan(ink / 100));
    }

    private static int InkAround(Picture picture, double degree, int middle)
    {
        int centre = (int)(degree * 512 / 22.5), ink = 0;
        for (int y = middle - 10; y <= middle + 10; y++)
        {
            for (int x = centre - 40; x <= centre + 40; x++) ink += x is >= 0 and < 512 && picture[x, y].Red < 128 ? 1 : 0;
        }
        return ink;
    }

    private static string Shape(Picture picture, int centreX, int centreY) => string.Concat(Enumerable.Range(-10, 20)
        .SelectMany(y => Enumerable.Range(-10, 20).Select(x => picture[centreX + x, centreY + y].Red < 128 ? '#' : '.')));

    private static (int Left, int Top, int Right, int Bottom) Ink(Picture picture)
    {
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                SKColor colour = picture[x, y];
                if (colour.Alpha < 128 || colour.Red > 200) continue;
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            }
        }
        return (left, top, right, bottom);
    }

    private sealed class Messages : ILogger<FontLibrary>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add(formatter(state, exception));
    }
}
