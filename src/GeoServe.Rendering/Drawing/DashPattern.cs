using System.Collections.Immutable;
using SkiaSharp;

namespace GeoServe.Rendering.Drawing;

/// <summary>The dashes of a line, in picture pixels.</summary>
internal sealed class DashPattern
{
    private ImmutableArray<double> _dashes = [];
    private float _width;
    private float[] _intervals = [];

    /// <summary>True where there are no dashes.</summary>
    public bool IsSolid => _intervals.Length == 0;

    /// <summary>Length of the whole pattern.</summary>
    public float Period { get; private set; }

    /// <summary>Sets dashes and gaps, in widths of the line.</summary>
    public void Set(ImmutableArray<double> dashes, float width)
    {
        if (dashes == _dashes && width == _width) return;
        _dashes = dashes;
        _width = width;
        float[] lengths = [.. dashes.Select(dash => (float)Math.Max(0, dash) * width)];
        // A pattern of an odd number is run through twice, as in SVG.
        if (lengths.Length % 2 == 1) lengths = [.. lengths, .. lengths];
        Period = lengths.Sum();
        bool hasGap = lengths.Where((length, i) => i % 2 == 1 && length > 0).Any();
        _intervals = Period > 0.1f && hasGap ? lengths : [];
    }

    /// <summary>The pattern from a place on.</summary>
    /// <param name="along">Pixels from the line's own start to where the drawn part begins.</param>
    public SKPathEffect Effect(double along) => SKPathEffect.CreateDash(_intervals, (float)(along % Period));
}
