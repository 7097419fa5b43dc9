using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>
/// Colours of numbers by an expression. What is interpolated over plain stops is read from a table of <see cref="StepsBetween"/> colours between each two stops; any other
/// expression is evaluated for each number.
/// </summary>
internal sealed class ColorRamp
{
    /// <summary>Colours between two stops: more than 8 bits a channel can tell apart.</summary>
    public const int StepsBetween = 256;

    private readonly ColorReliefLayer _layer;
    private readonly double _zoom, _opacity;
    private readonly double[] _stops = [];
    private readonly uint[] _table = [];

    public ColorRamp(ColorReliefLayer layer, double zoom)
    {
        _layer = layer;
        _zoom = zoom;
        _opacity = layer.Opacity.Evaluate(new EvaluationContext(zoom, default, default, 0));
        if (layer.Color.Expression is not Interpolate { Input: Elevation } curve) return;
        _stops = [.. curve.Stops];
        _table = new uint[((_stops.Length - 1) * StepsBetween) + 1];
        for (int i = 0; i < _table.Length; i++)
        {
            int stop = Math.Min(i / StepsBetween, _stops.Length - 1);
            double next = _stops[Math.Min(stop + 1, _stops.Length - 1)];
            _table[i] = Evaluated(_stops[stop] + ((next - _stops[stop]) * (i - (stop * StepsBetween)) / StepsBetween));
        }
    }

    /// <summary>The colour of a number, as a pixel.</summary>
    public uint Of(float value)
    {
        if (_table.Length == 0) return Evaluated(value);
        if (value <= _stops[0]) return _table[0];
        if (value >= _stops[^1]) return _table[^1];
        int above = Array.BinarySearch(_stops, value);
        if (above >= 0) return _table[above * StepsBetween];
        int stop = ~above - 1;
        return _table[(stop * StepsBetween) + (int)((value - _stops[stop]) / (_stops[stop + 1] - _stops[stop]) * StepsBetween)];
    }

    private uint Evaluated(double value) =>
        Surface.PixelOf(_layer.Color.Evaluate(new EvaluationContext(_zoom, default, default, 0) { Elevation = value }).WithOpacity(_opacity));
}
