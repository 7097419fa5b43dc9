using System.Collections.Immutable;

namespace GeoServe.Core.Styles;

/// <summary>
/// Classes of a symbol layer's sort key, at most 8: labels of a lower class are placed first, within a class by chance. (An order by the key itself would
/// run through space and lose most labels; design, section 7.)
/// </summary>
/// <param name="Limits">Rising; a class holds the keys from one limit up to, not with, the next.</param>
public sealed record LabelBands(ImmutableArray<double> Limits)
{
    /// <summary>Most classes that a style may declare.</summary>
    public const int Most = 8;

    /// <summary>Where a style declares none: keys 0 to 7 are a class each, what is below or above belongs to the nearest.</summary>
    public static LabelBands Default { get; } = new([1, 2, 3, 4, 5, 6, 7]);

    /// <summary>The class of a key, from 0.</summary>
    public int Of(double sortKey)
    {
        int band = 0;
        while (band < Limits.Length && sortKey >= Limits[band]) band++;
        return band;
    }
}
