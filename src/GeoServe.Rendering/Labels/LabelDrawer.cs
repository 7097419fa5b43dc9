using GeoServe.Rendering.Drawing;
using GeoServe.Rendering.Glyphs;
using SkiaSharp;

namespace GeoServe.Rendering.Labels;

/// <summary>Draws placed labels.</summary>
internal static class LabelDrawer
{
    /// <summary>Draws the labels of one style layer that meet the frame: halo first, then letters.</summary>
    public static void Draw(DrawingFrame frame, LabelSet labels, string layer)
    {
        (int offsetX, int offsetY) = labels.OffsetTo(frame.View);
        var area = new UnitBox(0, 0, frame.View.WidthUnits, frame.View.HeightUnits);
        using var fill = new SKPaint { IsAntialias = true };
        using var halo = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeJoin = SKStrokeJoin.Round };
        foreach (PlacedLabel label in labels.Labels)
        {
            if (label.Layer != layer || !label.Ink.Move(offsetX, offsetY).Overlaps(area)) continue;
            using SKTextBlob? blob = BlobOf(label.Glyphs, label.Look.Size, frame.Scale);
            if (blob is null) continue;
            float x = (float)((label.X + offsetX) * frame.PixelsPerUnit), y = (float)((label.Y + offsetY) * frame.PixelsPerUnit);
            LabelLook look = label.Look;
            if (look.HaloColour.Alpha > 0 && look.HaloWidth > 0)
            {
                halo.Color = look.HaloColour.ToSkia();
                halo.StrokeWidth = 2 * look.HaloWidth * frame.Scale;
                halo.MaskFilter?.Dispose();
                halo.MaskFilter = look.HaloBlur > 0 ? SKMaskFilter.CreateBlur(SKBlurStyle.Normal, look.HaloBlur * frame.Scale / 3) : null;
                frame.Canvas.DrawText(blob, x, y, halo);
            }
            if (look.Colour.Alpha <= 0) continue;
            fill.Color = look.Colour.ToSkia();
            frame.Canvas.DrawText(blob, x, y, fill);
        }
        halo.MaskFilter?.Dispose();
    }

    /// <summary>The letters around their anchor for Skia; null where there are none.</summary>
    /// <param name="glyphs">In style pixels.</param> <param name="size">Style pixels of an em.</param> <param name="scale">Picture pixels in one of them.</param>
    public static SKTextBlob? BlobOf(ReadOnlySpan<PlacedGlyph> glyphs, float size, float scale)
    {
        using var builder = new SKTextBlobBuilder();
        for (int start = 0; start < glyphs.Length;)
        {
            FontFace face = glyphs[start].Face;
            int end = start;
            bool isTurned = false;
            while (end < glyphs.Length && glyphs[end].Face == face) isTurned |= glyphs[end++].Angle != 0;
            using var font = new SKFont(face.Typeface, size * scale) { Subpixel = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias, LinearMetrics = true };
            AddRun(builder, font, glyphs[start..end], scale, isTurned);
            start = end;
        }
        return builder.Build();
    }

    private static void AddRun(SKTextBlobBuilder builder, SKFont font, ReadOnlySpan<PlacedGlyph> glyphs, float scale, bool isTurned)
    {
        var ids = new ushort[glyphs.Length];
        for (int i = 0; i < ids.Length; i++) ids[i] = glyphs[i].Id;
        if (!isTurned)
        {
            var places = new SKPoint[glyphs.Length];
            for (int i = 0; i < places.Length; i++) places[i] = new(glyphs[i].X * scale, glyphs[i].Y * scale);
            builder.AddPositionedRun(ids, font, places);
            return;
        }
        var turns = new SKRotationScaleMatrix[glyphs.Length];
        for (int i = 0; i < turns.Length; i++)
        {
            (float sine, float cosine) = MathF.SinCos(glyphs[i].Angle);
            turns[i] = new(cosine, sine, glyphs[i].X * scale, glyphs[i].Y * scale);
        }
        builder.AddRotationScaleRun(ids, font, turns);
    }
}
