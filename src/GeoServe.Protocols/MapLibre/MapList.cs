using System.Text.Json;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Catalogs.Search;
using GeoServe.Core.Sources;

namespace GeoServe.Protocols.MapLibre;

/// <summary>The maps as a list, for galleries and scripts (<c>/maps.json</c>).</summary>
internal static class MapList
{
    /// <summary>All maps, or those that are asked for, with how many there are.</summary>
    public static byte[] Write(Catalog catalog, ListQuery query, string baseAddress) => JsonDocuments.Write(json =>
    {
        SearchResult? result = query.IsEmpty ? null : catalog.MapSearch.Find(query.Search);
        json.WriteStartObject();
        json.WriteStartArray("maps");
        if (result is null)
        {
            foreach (Map map in catalog.Maps) Write(json, map, baseAddress);
        }
        else
        {
            foreach (int place in query.PageOf(result)) Write(json, catalog.Maps[place], baseAddress);
        }
        json.WriteEndArray();
        if (result is not null) query.WriteFrame(json, result, baseAddress + "/maps.json");
        json.WriteEndObject();
    });

    /// <summary>One map, as the list has it.</summary>
    public static byte[] WriteOne(Map map, string baseAddress) => JsonDocuments.Write(json => Write(json, map, baseAddress));

    private static void Write(Utf8JsonWriter json, Map map, string baseAddress)
    {
        string below = $"{baseAddress}/maps/{map.Id}";
        json.WriteStartObject();
        json.WriteString("id", map.Id);
        json.WriteText("title", map.Title);
        json.WriteText("abstract", map.Abstract);
        json.WriteString("subject", map.Subject);
        json.WriteString("department", map.Department);
        json.WriteStartArray("keywords");
        foreach (string keyword in map.Keywords) json.WriteStringValue(keyword);
        json.WriteEndArray();
        json.WriteStartArray("formats");
        foreach (TileFormat format in map.TileFormats) json.WriteStringValue(format.Extension());
        json.WriteEndArray();
        json.WriteStartArray("styles");
        foreach (MapStyle style in map.Styles)
        {
            json.WriteStartObject();
            json.WriteString("id", style.Id);
            json.WriteText("title", style.Title);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("collections");
        foreach (Collection collection in map.Published)
        {
            json.WriteStartObject();
            json.WriteString("id", collection.Id);
            json.WriteText("title", collection.Title);
            json.WriteString("label", collection.LabelColumn);
            json.WriteStartObject("attributes");
            foreach ((string name, Core.LocalText title) in collection.AttributeTitles) json.WriteText(name, title);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("rasters");
        foreach (RasterCollection raster in map.Rasters)
        {
            json.WriteStartObject();
            json.WriteString("id", raster.Id);
            json.WriteText("title", raster.Title);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("tables");
        foreach (Collection table in map.Tables) json.WriteStringValue(table.Id);
        json.WriteEndArray();
        json.WriteNumber("minzoom", map.MinZoom);
        json.WriteNumber("maxzoom", map.MaxZoom);
        json.WriteBounds(map.Bounds);
        json.WriteTime(map);
        json.WriteString("attribution", map.Attribution);
        json.WriteStartObject("addresses");
        json.WriteString("page", below);
        json.WriteString("map", below + "/map.json");
        json.WriteString("tiles", below + "/tiles/{z}/{x}/{y}.png");
        if (map.TileFormats.Contains(TileFormat.Mvt)) json.WriteString("vectorTiles", below + "/tiles/{z}/{x}/{y}.mvt");
        json.WriteString("tileJson", below + "/tilejson.json");
        json.WriteString("style", below + "/style.json");
        json.WriteString("legend", below + "/legend.json");
        json.WriteString("legendPng", below + "/legend.png");
        json.WriteString("legendSvg", below + "/legend.svg");
        if (map.TimeCollection is not null) json.WriteString("time", below + "/time.json");
        json.WriteString("attributes", below + "/attributes/{table}.json");
        json.WriteString("wmts", baseAddress + "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities");
        json.WriteString("wfs", baseAddress + "/wfs?SERVICE=WFS&REQUEST=GetCapabilities");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
