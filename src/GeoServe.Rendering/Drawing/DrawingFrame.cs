using System.Collections.Immutable;
using GeoServe.Core.Maps;
using SkiaSharp;

namespace GeoServe.Rendering.Drawing;

/// <summary>What the drawers of layers share: the painter, Skia's canvas on the same memory, and the scales.</summary>
internal sealed class DrawingFrame : IDisposable
{
    private readonly SKSurface _skia;

    public DrawingFrame(Painter painter, MapView view)
    {
        Painter = painter;
        View = view;
        Surface surface = painter.Surface;
        var info = new SKImageInfo(surface.Width, surface.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        _skia = SKSurface.Create(info, surface.Address, surface.Width * 4) ?? throw new InvalidOperationException("Skia made no surface.");
    }

    public Painter Painter { get; }

    public MapView View { get; }

    public SKCanvas Canvas => _skia.Canvas;

    /// <summary>MapLibre's zoom.</summary>
    public double Zoom => View.Zoom;

    /// <summary>Picture pixels in one style pixel.</summary>
    public float Scale => View.Scale;

    /// <summary>Picture pixels in one scene unit.</summary>
    public double PixelsPerUnit => View.Scale / (double)View.UnitsPerPixel;

    /// <summary>A shift of a style in picture pixels.</summary>
    public (float X, float Y) Shift(ImmutableArray<double> translate) => translate.Length == 2
        ? ((float)(translate[0] * Scale), (float)(translate[1] * Scale))
        : (0, 0);

    /// <inheritdoc/>
    public void Dispose() => _skia.Dispose();
}
