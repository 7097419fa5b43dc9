using System.Text.Json.Nodes;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Protocols.MapLibre;

/// <summary>Which collections have a layer of label points in a map's vector tiles, and which layers of a style take them.</summary>
internal static class LabelLayers
{
    /// <summary>The columns that the label points of a collection carry; empty where it has none.</summary>
    public static IEnumerable<Column> ColumnsOf(MapStyle style, Collection collection, IEnumerable<Column> carried)
    {
        if (collection.Schema.GeometryType is not (ShapeType.Polygon or ShapeType.MultiPolygon) || style.PointsOf == collection.Id) return [];
        var names = style.Style.LabelAttributesOf(collection.Id);
        return carried.Where(column => names.Contains(column.Name));
    }

    /// <summary>
    /// True for a layer that writes text in polygons: MapLibre would write it anew in each tile that a polygon meets. Layers with an icon, or whose
    /// filter asks for the kind of geometry, stay with the polygons.
    /// </summary>
    /// <param name="map">The map.</param> <param name="style">Its style.</param> <param name="selected">Which attributes the address asks for; null for all.</param>
    /// <param name="layer">The layer as it is written.</param>
    public static bool TakesPoints(Map map, MapStyle style, MapSelection? selected, JsonObject layer)
    {
        if (map.FindCollection((string)layer["source-layer"]!) is not { } collection) return false;
        if (!ColumnsOf(style, collection, TileJson.ColumnsOf(map, style, collection, selected)).Any()) return false;
        StyleLayer? read = style.Style.Layers.FirstOrDefault(known => known.Id == (string?)layer["id"]);
        return read is not null && Style.WritesAtPoints(read) && layer["layout"]?["icon-image"] is null && !AsksForKind(layer["filter"]);
    }

    private static bool AsksForKind(JsonNode? filter) => filter switch
    {
        JsonArray { Count: > 0 } array => array[0]?.ToString() == "geometry-type" || array.Any(AsksForKind),
        JsonValue value => value.ToString() == "$type",
        _ => false,
    };
}
