using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Maps;
using GeoServe.Rendering.Drawing;
using GeoServe.Rendering.Glyphs;
using GeoServe.Rendering.Images;
using GeoServe.Rendering.Labels;
using SkiaSharp;

namespace GeoServe.Rendering.Legends;

/// <summary>Draws a legend: one line an entry, its symbol on the left, its title beside it, on white.</summary>
internal static class LegendPicture
{
    internal const int RowPixels = 24;
    internal const int SymbolPixels = 28;
    internal const int EdgePixels = 8;
    internal const float TextPixels = 13;
    internal const int MostEntries = 500;

    /// <summary>The picture as PNG; a legend without entries is an empty strip.</summary>
    public static byte[] Draw(IReadOnlyList<LegendEntry> entries, FontLibrary fonts, int scale)
    {
        var shaper = new TextShaper(fonts);
        FontFace face = fonts.Find([]);
        LegendEntry[] shown = [.. entries.Take(MostEntries)];
        ShapedGlyph[][] titles = [.. shown.Select(entry => shaper.Shape(entry.Title, face).ToArray())];
        float textWidth = titles.Select(title => title.Sum(glyph => glyph.Advance) * TextPixels).DefaultIfEmpty(0).Max();
        var surface = new Surface();
        surface.Reset((int)Math.Ceiling((EdgePixels * 3) + SymbolPixels + Math.Min(textWidth, 600)) * scale, ((shown.Length * RowPixels) + (2 * EdgePixels)) * scale);
        surface.Pixels.Fill(0xffffffff);
        var info = new SKImageInfo(surface.Width, surface.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using (SKSurface skia = SKSurface.Create(info, surface.Address, surface.Width * 4))
        {
            skia.Canvas.Scale(scale);
            for (int i = 0; i < shown.Length; i++)
            {
                float middle = EdgePixels + ((i + 0.5f) * RowPixels);
                if (shown[i].IsRamp) DrawRamp(skia.Canvas, shown, i, middle);
                else DrawSymbol(skia.Canvas, shown[i], EdgePixels + (SymbolPixels / 2f), middle);
                DrawTitle(skia.Canvas, titles[i], (EdgePixels * 2) + SymbolPixels, middle + (GlyphRanges.BaselineEms * TextPixels));
            }
        }
        return new PngEncoder().Encode(new PixelBlock(surface, 0, 0, surface.Width, surface.Height));
    }

    private static void DrawSymbol(SKCanvas canvas, LegendEntry entry, float x, float y)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = ToSkia(entry.Colour) };
        using var outline = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1, Color = ToSkia(entry.Outline ?? "#00000040") };
        switch (entry.Symbol)
        {
            case "text": break;
            case "line":
                paint.Style = SKPaintStyle.Stroke;
                paint.StrokeWidth = (float)Math.Min(entry.SizePixels, RowPixels - 8);
                // A thin edge below, so that a white street is seen on white.
                outline.StrokeWidth = paint.StrokeWidth + 2;
                canvas.DrawLine(x - (SymbolPixels / 2f), y, x + (SymbolPixels / 2f), y, outline);
                canvas.DrawLine(x - (SymbolPixels / 2f), y, x + (SymbolPixels / 2f), y, paint);
                break;
            case "circle":
                float radius = (float)Math.Min(entry.SizePixels, RowPixels - 2) / 2;
                canvas.DrawCircle(x, y, radius, paint);
                if (entry.Outline is not null) canvas.DrawCircle(x, y, radius, outline);
                break;
            default:
                var box = new SKRect(x - (SymbolPixels / 2f) + 0.5f, y - 8 + 0.5f, x + (SymbolPixels / 2f) - 0.5f, y + 8 - 0.5f);
                canvas.DrawRect(box, paint);
                canvas.DrawRect(box, outline);
                break;
        }
    }

    // The colour of the entry in the middle of its line, from there on to the next one's; above the first and below the last a little more of it.
    private static void DrawRamp(SKCanvas canvas, LegendEntry[] shown, int i, float middle)
    {
        (float top, float bottom) = RampSpan(shown, i, middle);
        using var paint = new SKPaint { IsAntialias = true, Color = ToSkia(shown[i].Colour) };
        canvas.DrawRect(new SKRect(EdgePixels, top, EdgePixels + SymbolPixels, middle), paint);
        if (RampNext(shown, i) is { } next)
        {
            paint.Shader = SKShader.CreateLinearGradient(new SKPoint(0, middle), new SKPoint(0, bottom), [ToSkia(shown[i].Colour), ToSkia(next.Colour)], SKShaderTileMode.Clamp);
        }
        canvas.DrawRect(new SKRect(EdgePixels, middle, EdgePixels + SymbolPixels, bottom), paint);
        paint.Shader?.Dispose();
        using var tick = new SKPaint { Color = new SKColor(0x33, 0x33, 0x33), StrokeWidth = 1 };
        canvas.DrawLine(EdgePixels + SymbolPixels - 4, middle, EdgePixels + SymbolPixels, middle, tick);
    }

    /// <summary>From where to where an entry of a ramp is drawn.</summary>
    internal static (float Top, float Bottom) RampSpan(LegendEntry[] shown, int i, float middle) => (
        i > 0 && shown[i - 1].IsRamp ? middle : middle - (RowPixels / 2f) + 2,
        RampNext(shown, i) is not null ? middle + RowPixels : middle + (RowPixels / 2f) - 2);

    /// <summary>The entry to which the colours of one run; null for the last of a ramp.</summary>
    internal static LegendEntry? RampNext(LegendEntry[] shown, int i) => i + 1 < shown.Length && shown[i + 1].IsRamp ? shown[i + 1] : null;

    private static void DrawTitle(SKCanvas canvas, ShapedGlyph[] title, float x, float baseline)
    {
        var glyphs = new List<PlacedGlyph>(title.Length);
        float pen = 0;
        foreach (ShapedGlyph glyph in title)
        {
            glyphs.Add(new(glyph.Face, glyph.Id, pen + (glyph.OffsetX * TextPixels), glyph.OffsetY * TextPixels, 1, 0));
            pen += glyph.Advance * TextPixels;
        }
        using SKTextBlob? blob = LabelDrawer.BlobOf([.. glyphs], TextPixels, 1);
        using var paint = new SKPaint { IsAntialias = true, Color = new SKColor(0x33, 0x33, 0x33) };
        if (blob is not null) canvas.DrawText(blob, x, baseline, paint);
    }

    private static SKColor ToSkia(string hex) => Colour.TryParse(hex, out Colour colour) ? colour.ToSkia() : SKColors.Black;
}
