using System.Collections.Immutable;
using System.Text.Json;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>
/// Reads <c>"metadata": {"geoserve:legend": ...}</c>: a string is the layer's title, false leaves the layer out, an object has
/// <c>title</c> and <c>entries</c> (title by class).
/// </summary>
internal static class LegendHintsReader
{
    private static readonly string[] Members = ["title", "entries"];

    public static LegendHints Read(JsonPart? part, StyleFaults faults)
    {
        if (part is null || part.Kind is JsonValueKind.True or JsonValueKind.Null) return LegendHints.None;
        if (part.Kind == JsonValueKind.False) return LegendHints.None with { IsHidden = true };
        if (part.IsText) return LegendHints.None with { Title = part.Text };
        if (!part.IsObject)
        {
            faults.Add(part, $"'geoserve:legend' is a title, false, or an object with title and entries, not {part.Described}.");
            return LegendHints.None;
        }
        foreach ((string name, JsonPart member) in part.Members)
        {
            if (!Members.Contains(name)) faults.Unknown(member, "member of 'geoserve:legend' called", name, Members);
        }
        ImmutableDictionary<string, string>.Builder entries = ImmutableDictionary.CreateBuilder<string, string>();
        foreach ((string name, JsonPart title) in part["entries"]?.Members ?? [])
        {
            if (title.IsText) entries[name] = title.Text;
            else faults.Add(title, $"The title of a class is a string, not {title.Described}.");
        }
        return new(part["title"] is { IsText: true } said ? said.Text : null, entries.ToImmutable(), IsHidden: false);
    }
}
