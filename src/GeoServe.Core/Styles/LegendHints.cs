using System.Collections.Immutable;

namespace GeoServe.Core.Styles;

/// <summary>What a style says for its legend, in a layer's metadata under <c>geoserve:legend</c>.</summary>
/// <param name="Title">Title of the layer; null leaves it to the collection.</param>
/// <param name="Entries">Titles of classes: by label of a match, by lower bound of a step, or by position (#0, #1 ...); "*" is what belongs to no class, "?" what has no value where a condition guards the classes.</param>
/// <param name="IsHidden">True for a layer that the legend leaves out.</param>
public sealed record LegendHints(LocalText? Title, ImmutableDictionary<string, LocalText> Entries, bool IsHidden)
{
    /// <summary>Nothing said.</summary>
    public static LegendHints None { get; } = new(null, ImmutableDictionary<string, LocalText>.Empty, false);
}
