namespace GeoServe.Rendering.Images;

/// <summary>Pixels with their alpha taken out of their colours.</summary>
internal static class Unmultiplied
{
    /// <summary>The pixel with colours not multiplied by alpha; clear gives 0.</summary>
    public static uint Of(uint pixel)
    {
        uint alpha = pixel >> 24;
        if (alpha == 255 || pixel == 0) return pixel;
        if (alpha == 0) return 0;
        uint half = alpha / 2;
        uint red = Math.Min(255, ((pixel & 255) * 255 + half) / alpha);
        uint green = Math.Min(255, ((pixel >> 8 & 255) * 255 + half) / alpha);
        uint blue = Math.Min(255, ((pixel >> 16 & 255) * 255 + half) / alpha);
        return red | green << 8 | blue << 16 | alpha << 24;
    }
}
