using System.Text.Json.Nodes;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Protocols.MapLibre;

/// <summary>
/// The sources from which MapLibre draws rasters itself: heights as <c>raster-dem</c> tiles in the Terrarium encoding for hillshade and color-relief, pictures as <c>raster</c> tiles.
/// Both are tiles of the map in a style that shows the raster alone.
/// </summary>
internal static class RasterSources
{
    /// <summary>Id of the style, and of the source, from which a layer is drawn.</summary>
    public static string StyleFor(StyleLayer layer) => RasterStyles.IdFor(layer);

    /// <summary>A source of the style document.</summary>
    public static JsonObject Write(Map map, RasterCollection raster, StyleLayer layer, string style, string baseAddress)
    {
        var source = new JsonObject
        {
            ["type"] = layer is RasterLayer ? "raster" : "raster-dem",
            ["tiles"] = new JsonArray($"{baseAddress}/maps/{map.Id}/tiles/{{z}}/{{x}}/{{y}}.png?style={style}"),
            ["tileSize"] = 256,
            ["minzoom"] = map.MinZoom,
            ["maxzoom"] = map.MaxZoom,
            ["bounds"] = new JsonArray(Math.Max(-180, raster.Bounds.MinX), Math.Max(-85.0511, raster.Bounds.MinY), Math.Min(180, raster.Bounds.MaxX), Math.Min(85.0511, raster.Bounds.MaxY)),
        };
        if (layer is not RasterLayer) source["encoding"] = "terrarium";
        if (map.Attribution.Length > 0) source["attribution"] = map.Attribution;
        return source;
    }

    /// <summary>
    /// Makes what has no value transparent: it comes as <see cref="ElevationCodeLayer.None"/>. Stops below the first, and below all that is deep on earth, part it from what is merely low.
    /// </summary>
    public static void LeaveGapsOpen(JsonObject layer)
    {
        if (layer["paint"]?["color-relief-color"] is not JsonArray { Count: >= 5 } ramp || (string?)ramp[0] != "interpolate" || ramp[3] is not JsonValue first || !first.TryGetValue(out double lowest)) return;
        double edge = Math.Min(lowest - 1, -12_000);
        if (edge <= ElevationCodeLayer.None + 1) return;
        JsonNode colour = ramp[4]!.DeepClone();
        ramp.Insert(3, (JsonNode)ElevationCodeLayer.None);
        ramp.Insert(4, (JsonNode)"rgba(0,0,0,0)");
        ramp.Insert(5, (JsonNode)(edge - 1));
        ramp.Insert(6, (JsonNode)"rgba(0,0,0,0)");
        ramp.Insert(7, (JsonNode)edge);
        ramp.Insert(8, colour);
    }
}
