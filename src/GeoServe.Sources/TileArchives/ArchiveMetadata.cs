using System.Collections.Immutable;
using System.Text.Json;
using GeoServe.Core.Features;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.TileArchives;

/// <summary>The JSON that both kinds of archive keep of their vector tiles (MBTiles 1.3, "Vector tileset metadata"; PMTiles 3, 5: "JSON Metadata").</summary>
internal static class ArchiveMetadata
{
    /// <summary>The layers that a document lists; none where it lists none or is no JSON.</summary>
    /// <param name="json">UTF-8.</param> <param name="minZoom">For layers that name none.</param> <param name="maxZoom">For layers that name none.</param>
    /// <param name="attribution">Whom to thank; empty where it says nothing.</param>
    public static ImmutableArray<TileArchiveLayer> Read(ReadOnlyMemory<byte> json, int minZoom, int maxZoom, out string attribution)
    {
        attribution = "";
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return [];
            attribution = TextOf(document.RootElement, "attribution");
            if (!document.RootElement.TryGetProperty("vector_layers", out JsonElement layers) || layers.ValueKind != JsonValueKind.Array) return [];
            return
            [
                .. layers.EnumerateArray().Where(layer => layer.ValueKind == JsonValueKind.Object && TextOf(layer, "id").Length > 0)
                    .DistinctBy(layer => TextOf(layer, "id"), StringComparer.Ordinal)
                    .Select(layer => new TileArchiveLayer(TextOf(layer, "id"), TextOf(layer, "description"), ColumnsOf(layer), ZoomOf(layer, "minzoom", minZoom), ZoomOf(layer, "maxzoom", maxZoom))),
            ];
        }
        catch (JsonException)
        {
            return [];      // the tiles are what counts; they can be read without
        }
    }

    private static ImmutableArray<Column> ColumnsOf(JsonElement layer) =>
        layer.TryGetProperty("fields", out JsonElement fields) && fields.ValueKind == JsonValueKind.Object
            ? [.. fields.EnumerateObject().DistinctBy(field => field.Name, StringComparer.Ordinal).Select(field => new Column(field.Name, KindOf(field.Value)))]
            : [];

    // "Number", "Boolean" or "String" (MBTiles 1.3); other programs write descriptions.
    private static ValueKind KindOf(JsonElement type) => type.ValueKind != JsonValueKind.String ? ValueKind.Text : type.GetString() switch
    {
        "Number" or "number" => ValueKind.Real,
        "Boolean" or "boolean" => ValueKind.Boolean,
        _ => ValueKind.Text,
    };

    private static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static int ZoomOf(JsonElement element, string name, int unsaid) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int zoom) ? Math.Clamp(zoom, 0, 30) : unsaid;
}
