using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>
/// Light and shadow of a slope, by the formulas of MapLibre GL JS (shaders <c>hillshade_prepare</c> and <c>hillshade</c>), in double precision where the browser has 8 bits.
/// </summary>
internal readonly struct ReliefShading
{
    private readonly HillshadeMethod _method;
    private readonly double _intensity, _azimuth, _cosAzimuth, _sinAzimuth, _cosAltitude, _sinAltitude, _exaggeration;
    private readonly Tint _shadow, _highlight, _accent;

    /// <summary>The shading of a layer.</summary>
    /// <param name="layer">The layer.</param> <param name="zoom">MapLibre's zoom.</param>
    public ReliefShading(HillshadeLayer layer, double zoom)
    {
        var here = new EvaluationContext(zoom, default, default, 0);
        _method = layer.Method.Evaluate(here);
        _intensity = layer.Exaggeration.Evaluate(here);
        _azimuth = (layer.Direction.Evaluate(here) * Math.PI / 180) + Math.PI;
        (_sinAzimuth, _cosAzimuth) = Math.SinCos(_azimuth);
        (_sinAltitude, _cosAltitude) = Math.SinCos(layer.Altitude.Evaluate(here) * Math.PI / 180);
        (_shadow, _highlight, _accent) = (Tint.Of(layer.Shadow.Evaluate(here)), Tint.Of(layer.Highlight.Evaluate(here)), Tint.Of(layer.Accent.Evaluate(here)));
        // A client loads tiles of 256 pixels, whose zoom is one more than the map's. Far out slopes are made steeper, else nothing would be seen.
        double tileZoom = zoom + 1, factor = tileZoom < 2 ? 0.4 : tileZoom < 4.5 ? 0.35 : 0.3;
        _exaggeration = tileZoom < 15 ? Math.Pow(2, (15 - tileZoom) * factor) : 1;
    }

    /// <summary>The colour, multiplied by alpha, as a pixel.</summary>
    /// <param name="east">Rise over run to the east, on the ground.</param>
    /// <param name="south">Likewise to the south.</param>
    public uint Of(double east, double south)
    {
        east *= _exaggeration;
        south *= _exaggeration;
        return _method switch
        {
            HillshadeMethod.Basic => Basic(east, south),
            HillshadeMethod.Combined => Combined(east, south),
            HillshadeMethod.Igor => Igor(east, south),
            _ => Standard(east, south),
        };
    }

    private uint Standard(double east, double south)
    {
        double slope = Math.Atan(0.625 * Math.Sqrt((east * east) + (south * south)));
        double strength = 1.875 - (_intensity * 1.75), most = 0.5 * Math.PI;
        double scaled = _intensity != 0.5 ? (Math.Pow(strength, slope) - 1) / (Math.Pow(strength, most) - 1) * most : slope;
        double opacity = Math.Clamp(_intensity * 2, 0, 1);
        Tint shade = Tint.Mix(_shadow, _highlight, Turned(east, south)).Times(Math.Sin(scaled) * opacity);
        return _accent.Times((1 - Math.Cos(scaled)) * opacity).Under(shade).ToPixel();
    }

    private uint Igor(double east, double south)
    {
        (east, south) = (east * _intensity * 2, south * _intensity * 2);
        double slope = Math.Atan(Math.Sqrt((east * east) + (south * south))) * 2 / Math.PI, lit = Turned(east, south);
        return _shadow.Times(slope * (1 - lit)).Plus(_highlight.Times(slope * lit)).ToPixel();
    }

    private uint Basic(double east, double south)
    {
        double shade = Math.Clamp(Cosine(east * _intensity * 2, south * _intensity * 2), 0, 1);
        return (shade > 0.5 ? _highlight.Times((2 * shade) - 1) : _shadow.Times(1 - (2 * shade))).ToPixel();
    }

    private uint Combined(double east, double south)
    {
        (east, south) = (east * _intensity * 2, south * _intensity * 2);
        double angle = Math.Clamp(Math.Acos(Math.Clamp(Cosine(east, south), -1, 1)), 0, Math.PI / 2);
        double slope = Math.Atan(Math.Sqrt((east * east) + (south * south))) * 4 / (Math.PI * Math.PI);
        return _shadow.Times(angle * slope).Plus(_highlight.Times(((Math.PI / 2) - angle) * slope)).ToPixel();
    }

    // Of the angle between the light and what stands upright on the ground.
    private double Cosine(double east, double south) =>
        (_sinAltitude - ((south * _cosAzimuth * _cosAltitude) - (east * _sinAzimuth * _cosAltitude))) / Math.Sqrt(1 + (east * east) + (south * south));

    // 0 for ground that is turned away from the light, 1 for ground that faces it.
    private double Turned(double east, double south)
    {
        double aspect = east != 0 ? Math.Atan2(south, -east) : Math.PI / 2 * (south > 0 ? 1 : -1);
        double turns = ((aspect + _azimuth) / Math.PI) + 0.5;
        return Math.Abs(turns - (2 * Math.Floor(turns / 2)) - 1);
    }

    // A colour multiplied by its alpha, 0 to 1.
    private readonly record struct Tint(double Red, double Green, double Blue, double Alpha)
    {
        public static Tint Of(Colour colour) => new(colour.Red * colour.Alpha, colour.Green * colour.Alpha, colour.Blue * colour.Alpha, colour.Alpha);

        public static Tint Mix(in Tint from, in Tint to, double share) => from.Times(1 - share).Plus(to.Times(share));

        public Tint Times(double factor) => new(Red * factor, Green * factor, Blue * factor, Alpha * factor);

        public Tint Plus(in Tint other) => new(Red + other.Red, Green + other.Green, Blue + other.Blue, Alpha + other.Alpha);

        public Tint Under(in Tint above) => Times(1 - above.Alpha).Plus(above);

        public uint ToPixel()
        {
            uint alpha = Byte(Alpha);
            return Math.Min(Byte(Red), alpha) | Math.Min(Byte(Green), alpha) << 8 | Math.Min(Byte(Blue), alpha) << 16 | alpha << 24;
        }

        private static uint Byte(double channel) => (uint)Math.Round(Math.Clamp(channel, 0, 1) * 255);
    }
}
