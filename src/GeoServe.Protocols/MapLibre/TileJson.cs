using System.Text.Json;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Maps;
using GeoServe.Core.Themes;
using GeoServe.Protocols.Http;

namespace GeoServe.Protocols.MapLibre;

/// <summary>TileJSON 3.0.0 of a map's vector tiles.</summary>
internal static class TileJson
{
    public static byte[] Write(Map map, MapStyle style, SelectionParameters selection, string baseAddress) => JsonDocuments.Write(json =>
    {
        string query = selection.ToQuery(map, style);
        MapSelection? selected = MapSelection.Of(map, filter: null, time: null, selection.Properties);
        json.WriteStartObject();
        json.WriteString("tilejson", "3.0.0");
        json.WriteString("name", map.Title.ToString());
        json.WriteString("description", map.Abstract.ToString());
        json.WriteString("attribution", map.Attribution);
        json.WriteString("scheme", "xyz");
        json.WriteStartArray("tiles");
        json.WriteStringValue($"{baseAddress}/maps/{map.Id}/tiles/{{z}}/{{x}}/{{y}}.mvt{query}");
        json.WriteEndArray();
        json.WriteNumber("minzoom", map.MinZoom);
        json.WriteNumber("maxzoom", map.MaxZoom);
        json.WriteBounds(map.Bounds);
        json.WriteStartArray("vector_layers");
        foreach (Collection collection in map.Collections) Write(json, collection, ColumnsOf(map, style, collection).Where(column => selected?.Carries(column.Name) != false));
        json.WriteEndArray();
        json.WriteTime(map);
        json.WriteEndObject();
    });

    // What a tile really carries: cells have totals, and tiles of geometry alone a name.
    private static IEnumerable<Column> ColumnsOf(Map map, MapStyle style, Collection collection) =>
        style.Aggregation is { Kind: not AggregationKind.Heat } cells && cells.Collection == collection.Id ? [new(Aggregation.CountAttribute, ValueKind.Integer), new(Aggregation.SumAttribute, ValueKind.Real)]
        : map.IsGeometryOnce ? collection.Schema.Columns.Where(column => column.Name == collection.LabelColumn)
        : map.CarriedColumns(collection);

    private static void Write(Utf8JsonWriter json, Collection collection, IEnumerable<Column> columns)
    {
        json.WriteStartObject();
        json.WriteString("id", collection.Id);
        json.WriteString("description", collection.Title.ToString());
        json.WriteStartObject("fields");
        foreach (Column column in columns)
        {
            if (column.Kind != ValueKind.Bytes) json.WriteString(column.Name, TypeOf(column.Kind));
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Integer or ValueKind.Real => "Number",
        ValueKind.Boolean => "Boolean",
        _ => "String",
    };
}
