using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>Draws a raster's own colours, turned, greyed, stretched and lightened by the formulas of MapLibre GL JS (shader <c>raster</c>).</summary>
internal static class PictureDrawer
{
    public static void Draw(DrawingFrame frame, SceneRaster picture, RasterLayer layer, CancellationToken cancellationToken)
    {
        var change = new Change(layer, frame.Zoom);
        Surface surface = frame.Painter.Surface;
        uint last = 0, changed = 0;     // neighbours are often the same
        for (int y = 0; y < surface.Height; y++)
        {
            if ((y & 63) == 0) cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<uint> row = picture.Colours(y)[picture.Margin..];
            Span<uint> pixels = surface.Row(y);
            for (int x = 0; x < pixels.Length; x++)
            {
                if (row[x] == 0) continue;
                if (row[x] != last) (last, changed) = (row[x], change.Of(row[x]));
                pixels[x] = Surface.Over(pixels[x], changed);
            }
        }
    }

    private readonly struct Change
    {
        private readonly double _opacity, _low, _high, _saturation, _contrast, _spin0, _spin1, _spin2;
        private readonly bool _isNone;

        public Change(RasterLayer layer, double zoom)
        {
            var here = new EvaluationContext(zoom, default, default, 0);
            double turn = layer.HueRotate.Evaluate(here) * Math.PI / 180, saturation = layer.Saturation.Evaluate(here), contrast = layer.Contrast.Evaluate(here);
            (_opacity, _low, _high) = (layer.Opacity.Evaluate(here), layer.BrightnessMin.Evaluate(here), layer.BrightnessMax.Evaluate(here));
            _saturation = saturation > 0 ? 1 - (1 / (1.001 - saturation)) : -saturation;
            _contrast = contrast > 0 ? 1 / (1 - contrast) : 1 + contrast;
            (double sine, double cosine) = Math.SinCos(turn);
            _spin0 = ((2 * cosine) + 1) / 3;
            _spin1 = ((-Math.Sqrt(3) * sine) - cosine + 1) / 3;
            _spin2 = ((Math.Sqrt(3) * sine) - cosine + 1) / 3;
            _isNone = turn == 0 && saturation == 0 && contrast == 0 && _low == 0 && _high == 1 && _opacity == 1;
        }

        public uint Of(uint pixel)
        {
            if (_isNone) return pixel;
            double alpha = pixel >> 24;
            double red = (pixel & 255) / alpha, green = (pixel >> 8 & 255) / alpha, blue = (pixel >> 16 & 255) / alpha;
            double average = (red + green + blue) / 3;
            (red, green, blue) = (
                (red * _spin0) + (green * _spin1) + (blue * _spin2), (red * _spin2) + (green * _spin0) + (blue * _spin1), (red * _spin1) + (green * _spin2) + (blue * _spin0));
            return Surface.PixelOf(new Colour(Channel(red, average), Channel(green, average), Channel(blue, average), alpha / 255 * _opacity));
        }

        private double Channel(double value, double average)
        {
            value += (average - value) * _saturation;
            value = ((value - 0.5) * _contrast) + 0.5;
            return Math.Clamp(_low + ((_high - _low) * value), 0, 1);
        }
    }
}
