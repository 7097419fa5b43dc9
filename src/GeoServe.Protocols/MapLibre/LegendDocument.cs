using GeoServe.Core.Catalogs;
using GeoServe.Core.Maps;

namespace GeoServe.Protocols.MapLibre;

/// <summary>The legend of a map as JSON, for pages that draw it themselves.</summary>
internal static class LegendDocument
{
    public static byte[] Write(Map map, IReadOnlyList<LegendEntry> entries, string language) => JsonDocuments.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("map", map.Id);
        json.WriteString("title", map.Title.In(language));
        json.WriteStartArray("entries");
        foreach (LegendEntry entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("title", entry.Title);
            json.WriteString("symbol", entry.Symbol);
            json.WriteString("colour", entry.Colour);
            if (entry.Outline is not null) json.WriteString("outline", entry.Outline);
            json.WriteNumber("sizePixels", entry.SizePixels);
            if (entry.IsRamp) json.WriteBoolean("ramp", true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
