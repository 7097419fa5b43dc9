using System.Text.Json;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
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
        bool isVector = map.TileFormats.Contains(TileFormat.Mvt);
        json.WriteStringValue($"{baseAddress}/maps/{map.Id}/tiles/{{z}}/{{x}}/{{y}}.{(isVector ? TileFormat.Mvt : map.TileFormats[0]).Extension()}{query}");
        json.WriteEndArray();
        // Drawn on 512 pixels, a zoom before pictures of 256. Of an archive alone those that it has: clients draw its last zoom at all that follow.
        json.WriteNumber("minzoom", Math.Max(Math.Max(0, map.MinZoom - (isVector ? 1 : 0)), map.OnlyArchive?.Archive?.MinZoom ?? 0));
        json.WriteNumber("maxzoom", Math.Min(map.MaxZoom, map.OnlyArchive?.Archive?.MaxZoom ?? map.MaxZoom));
        json.WriteBounds(map.Bounds);
        json.WriteStartArray("vector_layers");
        foreach (Collection collection in map.Collections)
        {
            Column[] columns = [.. ColumnsOf(map, style, collection, selected)], labels = [.. LabelLayers.ColumnsOf(style, collection, columns)];
            Write(json, collection.Id, collection.Title.ToString(), columns, LayerOf(collection));
            if (labels.Length > 0) Write(json, SceneStream.LabelLayerOf(collection.Id), $"{collection.Title}: a point in each polygon for its label", labels);
        }
        json.WriteEndArray();
        json.WriteTime(map);
        json.WriteEndObject();
    });

    /// <summary>What a tile really carries of a collection: cells have totals, and tiles of geometry alone a name.</summary>
    /// <param name="map">The map.</param> <param name="style">Its style.</param> <param name="collection">The collection.</param> <param name="selected">Which attributes the address asks for; null for all.</param>
    public static IEnumerable<Column> ColumnsOf(Map map, MapStyle style, Collection collection, MapSelection? selected) =>
        EveryColumnOf(map, style, collection).Where(column => selected?.Carries(column.Name) != false);

    private static IEnumerable<Column> EveryColumnOf(Map map, MapStyle style, Collection collection) =>
        style.Aggregation is { } cells && cells.Collection == collection.Id ? [new(Aggregation.CountAttribute, ValueKind.Integer), new(Aggregation.SumAttribute, ValueKind.Real)]
        : map.IsGeometryOnce ? collection.Schema.Columns.Where(column => column.Name == collection.LabelColumn)
        : map.CarriedColumns(collection);

    private static TileArchiveLayer? LayerOf(Collection collection) => collection.Whole?.Archive?.Layers.FirstOrDefault(layer => layer.Name == collection.Id);

    private static void Write(Utf8JsonWriter json, string id, string description, Column[] columns, TileArchiveLayer? ready = null)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("description", description);
        if (ready is not null)
        {
            json.WriteNumber("minzoom", ready.MinZoom);
            json.WriteNumber("maxzoom", ready.MaxZoom);
        }
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
