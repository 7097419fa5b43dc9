using GeoServe.Core.Features.Expressions;

namespace GeoServe.Rendering.Drawing;

/// <summary>A disc with a ring around it, in picture pixels.</summary>
/// <param name="Radius">Of the disc without its ring.</param> <param name="Ring">Width of the ring.</param>
/// <param name="Blur">0 sharp to 1 soft from the middle.</param>
/// <param name="Inner">Colour of the disc.</param> <param name="Outer">Colour of the ring.</param>
internal readonly record struct Disc(float Radius, float Ring, float Blur, Colour Inner, Colour Outer)
{
    /// <summary>Pixels from the middle to the outer edge.</summary>
    public float Reach => Radius + Ring;

    // Softened over a pixel, or over the blur, inwards from both edges, as MapLibre's shader does: a disc looks half a pixel smaller than it is.
    private float Soft => Math.Max(Blur * Reach, 1);

    /// <summary>Draws it around a place.</summary>
    public void Draw(Surface surface, float centreX, float centreY)
    {
        float reach = Reach, soft = Soft;
        int top = Math.Max(0, (int)MathF.Floor(centreY - reach)), bottom = Math.Min(surface.Height - 1, (int)MathF.Floor(centreY + reach));
        int left = Math.Max(0, (int)MathF.Floor(centreX - reach)), right = Math.Min(surface.Width - 1, (int)MathF.Floor(centreX + reach));
        if (left > right) return;
        uint whole = Surface.PixelOf(Inner);
        float inside = Radius - soft;      // nearer to the middle a pixel has the inner colour alone
        for (int y = top; y <= bottom; y++)
        {
            Span<uint> row = surface.Row(y);
            float dy = y + 0.5f - centreY;
            for (int x = left; x <= right; x++)
            {
                float dx = x + 0.5f - centreX;
                float square = dx * dx + dy * dy;
                if (inside > 0 && square < inside * inside)
                {
                    row[x] = whole >> 24 == 255 ? whole : Surface.Over(row[x], whole);
                    continue;
                }
                if (square >= reach * reach) continue;
                Colour colour = At(MathF.Sqrt(square), soft);
                if (colour.Alpha > 0) row[x] = Surface.Over(row[x], Surface.PixelOf(colour));
            }
        }
    }

    private Colour At(float distance, float soft) =>
        Blend(Ring <= 0 ? 0 : Smooth((distance - Radius + soft) / soft)).WithOpacity(Smooth((Reach - distance) / soft));

    private static float Smooth(float share)
    {
        float inside = Math.Clamp(share, 0, 1);
        return inside * inside * (3 - 2 * inside);
    }

    // Mixed with alpha multiplied in, so that a clear colour adds no tint.
    private Colour Blend(float ring)
    {
        if (ring <= 0) return Inner;
        if (ring >= 1) return Outer;
        double a = Inner.Alpha * (1 - ring), b = Outer.Alpha * ring, alpha = a + b;
        return alpha <= 0 ? Colour.Transparent
            : new((Inner.Red * a + Outer.Red * b) / alpha, (Inner.Green * a + Outer.Green * b) / alpha, (Inner.Blue * a + Outer.Blue * b) / alpha, alpha);
    }
}
