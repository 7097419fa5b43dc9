using GeoServe.Rendering.Glyphs;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.UnitTests.Rendering;

public class GlyphRangesTests
{
    private static readonly GlyphRanges Ranges = new(DrawnMap.Fonts);

    [TestCase('A')]
    [TestCase('8')]
    [TestCase('g')]
    [TestCase('渝')]
    public void Inside_of_a_glyph_its_field_is_above_three_quarters(char letter)
    {
        Glyph glyph = Read("Noto Sans SC Regular", letter);
        using SKTypeface typeface = SKTypeface.FromFile(Path.Combine(DrawnMap.FontFolder, "NotoSansSC-Regular.otf"));
        using var font = new SKFont(typeface, 24) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };
        using SKPath path = font.GetGlyphPath(font.GetGlyph(letter))!;

        int rowPixels = glyph.Width + 6, inside = 0;
        Assert.That(glyph.Bitmap, Has.Length.EqualTo(rowPixels * (glyph.Height + 6)));
        for (int i = 0; i < glyph.Bitmap.Length; i++)
        {
            // "top" counts from 27 pixels above the baseline; a border of 3 pixels goes around.
            float x = glyph.Left - 3 + i % rowPixels + 0.5f, y = -(glyph.Top + 27) - 3 + i / rowPixels + 0.5f;
            bool isInside = path.Contains(x, y);
            if (isInside) inside++;
            if (Math.Abs(glyph.Bitmap[i] - 191) > 2) Assert.That(glyph.Bitmap[i] > 191, Is.EqualTo(isInside), $"{x}, {y}");
        }
        Assert.That(inside, Is.GreaterThan(20));
        Assert.That(glyph.Advance, Is.EqualTo(font.GetGlyphWidths([font.GetGlyph(letter)])[0]).Within(0.5));
        // 8 pixels from black to white: the corner of the border is 3 to 4 pixels and more from the outline.
        Assert.That(glyph.Bitmap[0], Is.LessThan(191 - 3 * 255 / 8 + 8));
    }

    [Test]
    public void A_space_has_an_advance_and_no_field()
    {
        Glyph space = Read("Noto Sans SC Bold", ' ');

        Assert.That((space.Width, space.Height, space.Bitmap.Length), Is.EqualTo((0, 0, 0)));
        Assert.That(space.Advance, Is.GreaterThan(3));
    }

    [TestCase("No Such Font", 0)]
    [TestCase("Noto Sans SC Regular", 1)]
    [TestCase("Noto Sans SC Regular", -256)]
    [TestCase("Noto Sans SC Regular", 65536)]
    public void A_stack_or_a_range_that_is_not_there_gives_null(string stack, int first)
    {
        Assert.That(Ranges.Range(stack, first), Is.Null);
    }

    [Test]
    public void The_first_font_of_a_stack_that_is_there_gives_the_range()
    {
        Assert.That(Ranges.Range("No Such Font, Noto Sans SC Bold", 0)!.Value.Span.SequenceEqual(Ranges.Range("Noto Sans SC Bold", 0)!.Value.Span), Is.True);
        Assert.That(Ranges.Range("Open Sans Regular,Arial Unicode MS Regular", 0), Is.Not.Null, "what MapLibre asks for where a style names no font");
        Assert.That(Ranges.Stacks, Is.EquivalentTo(new[] { "Noto Sans SC Regular", "Noto Sans SC Bold" }));
    }

    private static Glyph Read(string stack, char letter)
    {
        byte[] message = Ranges.Range(stack, letter / 256 * 256)!.Value.ToArray();
        byte[] fontStack = Fields(message).Single().Body;
        foreach ((int _, ulong _, byte[] body) in Fields(fontStack).Where(one => one.Field == 3))
        {
            Dictionary<int, (ulong Number, byte[] Body)> glyph = Fields(body).ToDictionary(one => one.Field, one => (one.Number, one.Body));
            if (glyph[1].Number != letter) continue;
            static int Signed(ulong zigzag) => (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
            return new Glyph(glyph.TryGetValue(2, out (ulong, byte[] Body) bitmap) ? bitmap.Body : [], (int)glyph[3].Number, (int)glyph[4].Number,
                Signed(glyph[5].Number), Signed(glyph[6].Number), (int)glyph[7].Number);
        }
        throw new AssertionException($"{letter} is not in its range.");
    }

    // A protobuf message's fields, varint and length-delimited.
    private static List<(int Field, ulong Number, byte[] Body)> Fields(byte[] message)
    {
        var fields = new List<(int, ulong, byte[])>();
        for (int at = 0; at < message.Length;)
        {
            ulong key = Varint(message, ref at);
            ulong number = Varint(message, ref at);
            byte[] body = [];
            if ((key & 7) == 2)
            {
                body = message[at..(at + (int)number)];
                at += (int)number;
            }
            fields.Add(((int)(key >> 3), number, body));
        }
        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128) return value;
        }
    }

    private sealed record Glyph(byte[] Bitmap, int Width, int Height, int Left, int Top, int Advance);
}
