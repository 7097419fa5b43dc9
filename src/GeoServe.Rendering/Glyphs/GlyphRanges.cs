using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using GeoServe.Core.Maps;
using SkiaSharp;

namespace GeoServe.Rendering.Glyphs;

/// <summary>
/// Signed distance fields of glyphs, as MapLibre takes them ("glyphs" of the style specification; the format of fontnik: 24 pixels an em, border 3,
/// radius 8, cutoff 0.25). Exact distances to the outline; each range is made once and kept.
/// </summary>
public sealed class GlyphRanges(FontLibrary fonts) : IGlyphs
{
    private const int Size = 24;
    private const int Border = 3;
    private const float Radius = 8;
    private const float Cutoff = 0.25f;

    // "top" counts from here above the baseline, for every font alike, so that fonts can be mixed on one line; MapLibre's own
    // local glyphs count so too, and its line centre lies 17 below.
    private const int Ascender = 27;

    private readonly ConcurrentDictionary<(string Stack, int First), Lazy<ReadOnlyMemory<byte>>> _ranges = new();

    /// <summary>Ems from the middle of a line down to its baseline, so that labels drawn here stand where MapLibre puts them.</summary>
    internal const float BaselineEms = (Ascender - 17) / (float)Size;

    /// <inheritdoc/>
    public IReadOnlyList<string> Stacks { get; } = [.. fonts.Faces.Select(face => face.Name)];

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Range(string stack, int first)
    {
        if (first < 0 || first > 65280 || first % 256 != 0) return null;
        FontFace? face = stack.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(fonts.FindExact).FirstOrDefault(found => found is not null);
        if (face is null) return null;
        // One entry a font: a stack of any names that ends at the same font is the same range. The name in the message is not used by clients.
        return _ranges.GetOrAdd((face.Name, first), key => new(() => Make(face, key.First))).Value;
    }

    private ReadOnlyMemory<byte> Make(FontFace face, int first)
    {
        var stack = new ProtobufWriter();
        stack.WriteText(1, face.Name);
        stack.WriteText(2, string.Create(CultureInfo.InvariantCulture, $"{first}-{first + 255}"));
        for (int codePoint = first; codePoint < first + 256; codePoint++)
        {
            if (!Rune.IsValid(codePoint)) continue;
            UnicodeCategory category = Rune.GetUnicodeCategory(new Rune(codePoint));
            if (category is UnicodeCategory.OtherNotAssigned or UnicodeCategory.Control or UnicodeCategory.PrivateUse) continue;
            if (fonts.FaceFor(face, codePoint) is { } found) stack.WriteMessage(3, GlyphOf(found, codePoint));
        }
        var message = new ProtobufWriter();
        message.WriteMessage(1, stack);
        return message.ToArray();
    }

    private static ProtobufWriter GlyphOf(FontFace face, int codePoint)
    {
        using var font = new SKFont(face.Typeface, Size) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };
        ushort id = face.GlyphOf(codePoint);
        using SKPath? path = font.GetGlyphPath(id);
        GlyphOutline outline = GlyphOutline.Of(path);
        var glyph = new ProtobufWriter();
        glyph.WriteUnsigned(1, (uint)codePoint);
        int left = 0, top = 0, width = 0, height = 0;
        if (outline.Pieces.Count > 0)
        {
            left = (int)MathF.Floor(outline.Pieces.Min(piece => Math.Min(piece.X0, piece.X1)));
            top = (int)MathF.Floor(outline.Pieces.Min(piece => Math.Min(piece.Y0, piece.Y1)));
            width = (int)MathF.Ceiling(outline.Pieces.Max(piece => Math.Max(piece.X0, piece.X1))) - left;
            height = (int)MathF.Ceiling(outline.Pieces.Max(piece => Math.Max(piece.Y0, piece.Y1))) - top;
            glyph.WriteBytes(2, Field(outline, left, top, width, height));
        }
        glyph.WriteUnsigned(3, (uint)width);
        glyph.WriteUnsigned(4, (uint)height);
        glyph.WriteSigned(5, left);
        glyph.WriteSigned(6, -top - Ascender);
        glyph.WriteUnsigned(7, (uint)Math.Round(font.GetGlyphWidths([id])[0]));
        return glyph;
    }

    private static byte[] Field(GlyphOutline outline, int left, int top, int width, int height)
    {
        var field = new byte[(width + 2 * Border) * (height + 2 * Border)];
        int at = 0;
        for (int y = -Border; y < height + Border; y++)
        {
            for (int x = -Border; x < width + Border; x++)
            {
                float distance = outline.Distance(left + x + 0.5f, top + y + 0.5f, Radius);
                field[at++] = (byte)Math.Clamp(MathF.Round(255 - 255 * (distance / Radius + Cutoff)), 0, 255);
            }
        }
        return field;
    }
}
