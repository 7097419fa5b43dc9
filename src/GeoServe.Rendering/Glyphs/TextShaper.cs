using System.Globalization;
using System.Text;

namespace GeoServe.Rendering.Glyphs;

/// <summary>Turns a text into glyphs: cut into pieces of one font each, each piece shaped by HarfBuzz. Safe for concurrent use.</summary>
internal sealed class TextShaper(FontLibrary fonts)
{
    /// <summary>The glyphs of one line; characters that no font has become gaps of half an em, and are reported.</summary>
    public List<ShapedGlyph> Shape(string text, FontFace wanted)
    {
        var glyphs = new List<ShapedGlyph>(text.Length);
        List<int>? missing = null;
        int start = 0;
        FontFace? face = null;
        for (int i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length);
            FontFace? next = JoinsPrevious(rune) && i > start ? face : Invisible(rune) ? face ?? wanted : fonts.FaceFor(wanted, rune.Value);
            if (next is null) (missing ??= []).Add(rune.Value);
            if (i > start && next != face)
            {
                Flush(text, start, i, face, wanted, glyphs);
                start = i;
            }
            face = next;
            i += length;
        }
        if (start < text.Length) Flush(text, start, text.Length, face, wanted, glyphs);
        if (missing is not null) fonts.Report(missing);
        return glyphs;
    }

    private static void Flush(string text, int start, int end, FontFace? face, FontFace wanted, List<ShapedGlyph> glyphs)
    {
        if (face is not null)
        {
            face.Shape(text, start, end - start, glyphs);
            return;
        }
        for (int i = start; i < end; i += char.IsHighSurrogate(text[i]) && i + 1 < end ? 2 : 1) glyphs.Add(new ShapedGlyph(wanted, 0, i, 0.5f, 0, 0));
    }

    // Marks, joiners and variation selectors belong to the character before them, in its font.
    private static bool JoinsPrevious(Rune rune) =>
        rune.Value is 0x200d or (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool Invisible(Rune rune) => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
