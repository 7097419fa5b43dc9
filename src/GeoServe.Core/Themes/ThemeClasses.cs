using System.Collections.Immutable;
using GeoServe.Core.Themes.Classification;

namespace GeoServe.Core.Themes;

/// <summary>
/// What a theme knows of its collection as a whole: managed data, kept with a version and computed again on decision only, so that
/// legend, raster, vector style and attributes agree and no class moves by itself.
/// </summary>
/// <param name="Breaks">Where classes of numbers begin; null for kinds.</param>
/// <param name="Categories">Values of kinds, the most frequent first; empty for numbers.</param>
/// <param name="OtherCategories">How many further values there are.</param>
/// <param name="Values">How many features have a value.</param>
/// <param name="Missing">How many have none.</param>
public sealed record ThemeClasses(ClassBreaks? Breaks, ImmutableArray<ThemeCategory> Categories, long OtherCategories, long Values, long Missing)
{
    /// <summary>Nothing counted.</summary>
    public static ThemeClasses Uncounted { get; } = new(null, [], 0, 0, 0);
}
