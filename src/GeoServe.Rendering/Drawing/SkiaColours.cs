using GeoServe.Core.Features.Expressions;
using SkiaSharp;

namespace GeoServe.Rendering.Drawing;

/// <summary>Colours for Skia.</summary>
internal static class SkiaColours
{
    /// <summary>The colour in 8 bits a channel.</summary>
    public static SKColor ToSkia(this in Colour colour) =>
        new(Byte(colour.Red), Byte(colour.Green), Byte(colour.Blue), Byte(colour.Alpha));

    private static byte Byte(double channel) => (byte)Math.Round(Math.Clamp(channel, 0, 1) * 255);
}
