using System.Text.Json;
using System.Text.Json.Nodes;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;
using GeoServe.Protocols.Http;

namespace GeoServe.Protocols.MapLibre;

/// <summary>
/// The style file of a map as MapLibre loads it: its sources and glyphs set to this server's addresses, text in polygons taken from the layers of
/// label points, texts in the server's own order, all else as it was written.
/// </summary>
internal static class StyleDocument
{
    public static byte[] Write(Map map, MapStyle style, SelectionParameters selection, string baseAddress)
    {
        JsonObject document = JsonNode.Parse(style.Json.Span)!.AsObject();
        string query = selection.ToQuery(map, style);
        string source = SourceOf(document, map);
        MapSelection? selected = MapSelection.Of(map, filter: null, time: null, selection.Properties);
        document["version"] = 8;
        document["name"] = map.Title.ToString();
        document["glyphs"] = baseAddress + "/fonts/{fontstack}/{range}.pbf";
        var sources = new JsonObject();
        if (!map.Collections.IsEmpty) sources[source] = new JsonObject { ["type"] = "vector", ["url"] = $"{baseAddress}/maps/{map.Id}/tilejson.json{query}" };
        foreach (JsonObject layer in document["layers"]!.AsArray().OfType<JsonObject>())
        {
            if (style.Style.Layers.FirstOrDefault(known => known.Id == (string?)layer["id"]) is { Raster: { } raster } drawn && map.FindRaster(raster) is { } found)
            {
                string shown = RasterSources.StyleFor(drawn);
                sources[shown] = RasterSources.Write(map, found, drawn, shown, baseAddress);
                layer["source"] = shown;
                if (drawn is ColorReliefLayer) RasterSources.LeaveGapsOpen(layer);
                continue;
            }
            if (layer["source-layer"] is null) continue;
            layer["source"] = source;
            if (LabelOrder.Suits(layer)) layer["layout"]!["symbol-sort-key"] = LabelOrder.Expression;
            if (LabelLayers.TakesPoints(map, style, selected, layer)) layer["source-layer"] = SceneStream.LabelLayerOf((string)layer["source-layer"]!);
        }
        document["sources"] = sources;
        document["center"] ??= new JsonArray(map.Bounds.IsEmpty ? 0 : map.Bounds.Centre.X, map.Bounds.IsEmpty ? 0 : map.Bounds.Centre.Y);
        return JsonDocuments.Write(json => document.WriteTo(json, new JsonSerializerOptions { WriteIndented = false }));
    }

    private static string SourceOf(JsonObject document, Map map) =>
        (document["sources"] as JsonObject)?.Select(source => source.Key).FirstOrDefault(name => map.FindRaster(name) is null) ?? "geoserve";
}
