using GeoServe.Core.Styles;
using GeoServe.Rendering.Glyphs;

namespace GeoServe.Rendering.Labels;

/// <summary>A text set in lines around an anchor, in style pixels, where MapLibre sets it too.</summary>
/// <param name="Glyphs">Its letters.</param>
/// <param name="Left">Sides of its box, from the anchor.</param> <param name="Top">Likewise.</param> <param name="Right">Likewise.</param> <param name="Bottom">Likewise.</param>
internal sealed record TextBlock(PlacedGlyph[] Glyphs, float Left, float Top, float Right, float Bottom)
{
    /// <summary>Sets a text.</summary>
    /// <param name="shaper">Gives the glyphs.</param> <param name="face">The wanted font.</param> <param name="text">May have line ends.</param>
    /// <param name="how">Sizes and sides.</param>
    public static TextBlock Set(TextShaper shaper, FontFace face, string text, in TextSetting how)
    {
        List<List<ShapedGlyph>> lines = [];
        float most = Math.Min(how.MaxWidth > 0 ? how.MaxWidth : float.PositiveInfinity, (float)StyleReach.LabelPixels / how.Size);
        string[] paragraphs = text.Split('\n');
        List<ShapedGlyph>[] shaped = [.. paragraphs.Select(paragraph => shaper.Shape(paragraph, face))];
        float target = LineBreaker.TargetOf(shaped, most, how.LetterSpacing);
        for (int i = 0; i < paragraphs.Length; i++)
        {
            int start = 0;
            foreach (int end in LineBreaker.Break(paragraphs[i], shaped[i], most, how.LetterSpacing, target, endsText: i == paragraphs.Length - 1))
            {
                lines.Add(Trim(paragraphs[i], shaped[i][start..end]));
                start = end;
            }
        }
        float letterSpacing = how.LetterSpacing;
        float[] widths = [.. lines.Select(line => line.Sum(glyph => glyph.Advance + letterSpacing))];
        float width = widths.Max(), height = lines.Count * how.LineHeight;
        float left = -how.AcrossAlign * width, top = -how.DownAlign * height;
        var placed = new List<PlacedGlyph>(text.Length);
        for (int i = 0; i < lines.Count; i++)
        {
            float x = left + how.Justify * (width - widths[i]) + how.OffsetX, y = top + (i + 0.5f) * how.LineHeight + GlyphRanges.BaselineEms + how.OffsetY;
            foreach (ShapedGlyph glyph in lines[i])
            {
                placed.Add(new(glyph.Face, glyph.Id, (x + glyph.OffsetX) * how.Size, (y + glyph.OffsetY) * how.Size, 1, 0));
                x += glyph.Advance + how.LetterSpacing;
            }
        }
        return new([.. placed], (left + how.OffsetX) * how.Size, (top + how.OffsetY) * how.Size,
            (left + width + how.OffsetX) * how.Size, (top + height + how.OffsetY) * how.Size);
    }

    /// <summary>The block turned around its anchor; its box is the one around the turned box.</summary>
    /// <param name="angle">In radians, clockwise.</param>
    public TextBlock Turn(float angle)
    {
        if (angle == 0) return this;
        (float sine, float cosine) = MathF.SinCos(angle);
        PlacedGlyph[] glyphs = [.. Glyphs.Select(glyph =>
            glyph with { X = glyph.X * cosine - glyph.Y * sine, Y = glyph.X * sine + glyph.Y * cosine, Angle = angle })];
        (float X, float Y)[] corners = [(Left, Top), (Right, Top), (Right, Bottom), (Left, Bottom)];
        float[] xs = [.. corners.Select(corner => corner.X * cosine - corner.Y * sine)], ys = [.. corners.Select(corner => corner.X * sine + corner.Y * cosine)];
        return new(glyphs, xs.Min(), ys.Min(), xs.Max(), ys.Max());
    }

    // Spaces at both ends of a line take no room.
    private static List<ShapedGlyph> Trim(string text, List<ShapedGlyph> line)
    {
        int start = 0, end = line.Count;
        while (start < end && char.IsWhiteSpace(text[line[start].Character])) start++;
        while (end > start && char.IsWhiteSpace(text[line[end - 1].Character])) end--;
        return line[start..end];
    }
}
