using System.Text.Json;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Catalogs.Search;
using GeoServe.Core.Changes;
using GeoServe.Core.Sources;

namespace GeoServe.Protocols.MapLibre;

/// <summary>The collections as a list, drawn by a map or not (<c>/collections.json</c>).</summary>
internal static class CollectionList
{
    public static byte[] Write(Snapshot snapshot, ListQuery query, string baseAddress) => JsonDocuments.Write(json =>
    {
        Catalog catalog = snapshot.Catalog;
        SearchResult result = catalog.CollectionSearch.Find(query.Search);
        json.WriteStartObject();
        json.WriteStartArray("collections");
        foreach (int place in query.PageOf(result))
        {
            if (place < catalog.Collections.Length) Write(json, catalog, catalog.Collections[place], catalog.CollectionSearch.Records[place].Kind, snapshot, baseAddress);
            else Write(json, catalog, catalog.Rasters[place - catalog.Collections.Length]);
        }
        json.WriteEndArray();
        query.WriteFrame(json, result, baseAddress + "/collections.json");
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Catalog catalog, Collection collection, string kind, Snapshot snapshot, string baseAddress)
    {
        json.WriteStartObject();
        json.WriteString("id", collection.Id);
        json.WriteText("title", collection.Title);
        json.WriteText("abstract", collection.Abstract);
        json.WriteString("kind", kind);
        json.WriteString("department", collection.Department);
        json.WriteString("subject", collection.Subject);
        json.WriteStartArray("keywords");
        foreach (string keyword in collection.Keywords) json.WriteStringValue(keyword);
        json.WriteEndArray();
        json.WriteString("crs", collection.Schema.Crs.Name);
        if (collection.Archive is { } archive) WriteArchive(json, archive);
        else json.WriteNumber("attributes", collection.Schema.Columns.Length);
        if (snapshot.StateOf(collection).Index.Count is { } count) json.WriteNumber("count", count);
        if (!collection.Bounds.IsEmpty) json.WriteBounds(collection.Bounds);
        json.WriteStartArray("maps");
        foreach (string map in catalog.MapsWith(collection)) json.WriteStringValue(map);
        json.WriteEndArray();
        json.WriteStartObject("addresses");
        if (collection.Features is not null) WriteAddresses(json, collection, baseAddress);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Catalog catalog, RasterCollection raster)
    {
        json.WriteStartObject();
        json.WriteString("id", raster.Id);
        json.WriteText("title", raster.Title);
        json.WriteText("abstract", raster.Abstract);
        json.WriteString("kind", "raster");
        json.WriteString("department", raster.Department);
        json.WriteString("subject", raster.Subject);
        json.WriteStartArray("keywords");
        foreach (string keyword in raster.Keywords) json.WriteStringValue(keyword);
        json.WriteEndArray();
        json.WriteString("crs", raster.Info.Crs.Name);
        json.WriteNumber("attributes", 0);
        json.WriteNumber("width", raster.Info.Width);
        json.WriteNumber("height", raster.Info.Height);
        json.WriteString("pixelType", raster.Info.PixelType);
        json.WriteBounds(raster.Bounds);
        json.WriteStartArray("maps");
        foreach (string map in catalog.MapsWith(raster)) json.WriteStringValue(map);
        json.WriteEndArray();
        json.WriteStartObject("addresses");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteArchive(Utf8JsonWriter json, TileArchive archive)
    {
        json.WriteString("format", archive.Format.Extension());
        json.WriteNumber("minzoom", archive.MinZoom);
        json.WriteNumber("maxzoom", archive.MaxZoom);
        json.WriteStartArray("layers");
        foreach (TileArchiveLayer layer in archive.Layers) json.WriteStringValue(layer.Name);
        json.WriteEndArray();
    }

    private static void WriteAddresses(Utf8JsonWriter json, Collection collection, string baseAddress)
    {
        json.WriteString("features", $"{baseAddress}/wfs?SERVICE=WFS&VERSION=2.0.0&REQUEST=GetFeature&TYPENAMES={collection.Id}&OUTPUTFORMAT=application/json");
        json.WriteString("schema", $"{baseAddress}/wfs?SERVICE=WFS&VERSION=2.0.0&REQUEST=DescribeFeatureType&TYPENAMES={collection.Id}");
    }
}
