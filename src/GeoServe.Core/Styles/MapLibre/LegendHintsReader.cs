using System.Collections.Immutable;
using System.Text.Json;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>
/// Reads <c>"metadata": {"geoserve:legend": ...}</c>: a string is the layer's title, false leaves the layer out, an object has
/// <c>title</c> and <c>entries</c> (title by class). A title is a string, or an object with <c>zh</c> and <c>en</c>.
/// </summary>
internal static class LegendHintsReader
{
    private static readonly string[] Members = ["title", "entries"];

    public static LegendHints Read(JsonPart? part, StyleFaults faults)
    {
        if (part is null || part.Kind is JsonValueKind.True or JsonValueKind.Null) return LegendHints.None;
        if (part.Kind == JsonValueKind.False) return LegendHints.None with { IsHidden = true };
        if (part.IsText) return LegendHints.None with { Title = LocalText.Of(part.Text) };
        if (!part.IsObject)
        {
            faults.Add(part, $"'geoserve:legend' is a title, false, or an object with title and entries, not {part.Described}.");
            return LegendHints.None;
        }
        foreach ((string name, JsonPart member) in part.Members)
        {
            if (!Members.Contains(name)) faults.Unknown(member, "member of 'geoserve:legend' called", name, Members);
        }
        ImmutableDictionary<string, LocalText>.Builder entries = ImmutableDictionary.CreateBuilder<string, LocalText>();
        foreach ((string name, JsonPart title) in part["entries"]?.Members ?? [])
        {
            if (TextOf(title, faults) is { } text) entries[name] = text;
        }
        return new(part["title"] is { } said ? TextOf(said, faults) : null, entries.ToImmutable(), IsHidden: false);
    }

    private static LocalText? TextOf(JsonPart part, StyleFaults faults)
    {
        if (part.IsText) return LocalText.Of(part.Text);
        if (part["zh"] is { IsText: true } chinese && part["en"] is { IsText: true } english) return new LocalText(chinese.Text, english.Text);
        faults.Add(part, $"A title is a string, or an object with zh and en, not {part.Described}.");
        return null;
    }
}
