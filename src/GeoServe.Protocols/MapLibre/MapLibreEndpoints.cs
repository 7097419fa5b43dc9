using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.Queries;
using GeoServe.Protocols.Http;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.MapLibre;

/// <summary>What MapLibre and pages need beside tiles: the list of maps, TileJSON 3, style JSON, legends and glyphs.</summary>
/// <param name="snapshots">Gives the snapshot of a request.</param>
/// <param name="address">Under which address clients see the server.</param>
/// <param name="glyphs">Gives glyph ranges.</param>
/// <param name="legends">Makes legends.</param>
/// <param name="times">Knows from when to when data are.</param>
public sealed class MapLibreEndpoints(SnapshotHolder snapshots, PublicAddress address, IGlyphs glyphs, ILegends legends, TimeRanges times)
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary><c>/maps.json</c>: all maps, or by <c>q</c>, <c>department</c>, <c>kind</c>, <c>subject</c>, <c>limit</c> and <c>offset</c> some of them.</summary>
    /// <exception cref="RequestException">A parameter cannot be read.</exception>
    public Task WriteListAsync(HttpContext http) =>
        TextAnswer.WriteAsync(http, MapList.Write(snapshots.Current.Catalog, ListQuery.Of(KeyValuePairs.Of(http.Request)), address.Of(http.Request)), Json);

    /// <summary><c>/collections.json</c>: all collections, drawn by a map or not, or some of them by the same parameters.</summary>
    /// <exception cref="RequestException">A parameter cannot be read.</exception>
    public Task WriteCollectionsAsync(HttpContext http) =>
        TextAnswer.WriteAsync(http, CollectionList.Write(snapshots.Current, ListQuery.Of(KeyValuePairs.Of(http.Request)), address.Of(http.Request)), Json);

    /// <summary>
    /// <c>/maps/{map}/{document}</c>: map.json, time.json, tilejson.json, style.json, legend.json, legend.png, legend.svg or attributes/{table}.json. A selection given to TileJSON and style
    /// (filter, time, properties) goes into the addresses of the tiles.
    /// </summary>
    /// <exception cref="RequestException">There is no such map, style or document.</exception>
    public Task HandleAsync(HttpContext http, ReadOnlySpan<char> mapId, ReadOnlySpan<char> document)
    {
        Snapshot snapshot = snapshots.Current;
        Map map = snapshot.Catalog.RequireMap(mapId, "map");
        KeyValuePairs query = KeyValuePairs.Of(http.Request);
        string styleId = query.Find("style") ?? "";
        MapStyle style = map.FindStyle(styleId) ?? throw new RequestException(RequestFault.NotFound, "style", $"Map '{map.Id}' has no style '{styleId}'.");
        string language = LanguageOf(http.Request, query);
        string baseAddress = address.Of(http.Request);
        if (document.StartsWith("attributes/")) return AttributeTable.WriteAsync(http, map, document["attributes/".Length..].ToString(), snapshot, query.Find("columns"));
        return document switch
        {
            "map.json" => TextAnswer.WriteAsync(http, MapList.WriteOne(map, baseAddress), Json),
            "time.json" => WriteTimeAsync(http, map, snapshot),
            "tilejson.json" => TextAnswer.WriteAsync(http, TileJson.Write(map, style, SelectionOf(map, query), baseAddress), Json),
            "style.json" => TextAnswer.WriteAsync(http, StyleDocument.Write(map, style, SelectionOf(map, query), baseAddress), Json),
            "legend.json" => TextAnswer.WriteAsync(http, LegendDocument.Write(map, legends.Entries(map, style, language), language), Json),
            "legend.png" => TextAnswer.WriteAsync(http, legends.Png(map, style, language, scale: query.Find("scale") == "2" ? 2 : 1), "image/png"),
            "legend.svg" => TextAnswer.WriteAsync(http, legends.Svg(map, style, language), "image/svg+xml"),
            _ => throw new RequestException(RequestFault.NotFound, "path", $"Map '{map.Id}' has map.json, time.json, tilejson.json, style.json, legend.json, legend.png, legend.svg, attributes and tiles, not '{document}'."),
        };
    }

    /// <summary><c>/fonts/{stack}/{range}.pbf</c>.</summary>
    /// <exception cref="RequestException">No font of the stack is there, or the range is none.</exception>
    public Task WriteGlyphsAsync(HttpContext http, ReadOnlySpan<char> path)
    {
        var segments = new PathSegments(path);
        string stack = segments.Next().ToString();
        ReadOnlySpan<char> range = segments.Next();
        int dash = range.IndexOf('-');
        int first = dash < 0 || !range.EndsWith(".pbf") ? -1 : PathSegments.Number(range[..dash]);
        int last = first < 0 ? -1 : PathSegments.Number(range[(dash + 1)..^".pbf".Length]);
        if (!segments.IsAtEnd || first < 0 || first % 256 != 0 || first > 65_280 || last != first + 255)
        {
            throw new RequestException(RequestFault.NotFound, "range", "Glyphs are at /fonts/{stack}/{range}.pbf with a range such as 0-255 or 65280-65535.");
        }
        ReadOnlyMemory<byte> found = glyphs.Range(stack, first)
            ?? throw new RequestException(RequestFault.NotFound, "stack", $"No font of '{stack}' is here; there are {string.Join(", ", glyphs.Stacks)}.");
        return TextAnswer.WriteAsync(http, found, "application/x-protobuf", "public, max-age=86400");
    }

    private async Task WriteTimeAsync(HttpContext http, Map map, Snapshot snapshot)
    {
        if (map.TimeCollection is null) throw new RequestException(RequestFault.NotFound, "path", $"Map '{map.Id}' has no time: none of its collections declares a column for it.");
        TimeRange? range = await times.OfAsync(map, snapshot, http.RequestAborted).ConfigureAwait(false);
        await TextAnswer.WriteAsync(http, JsonDocuments.WriteTimeRange(map, range), Json).ConfigureAwait(false);
    }

    // Refused here already, rather than at each tile.
    private static SelectionParameters SelectionOf(Map map, in KeyValuePairs query)
    {
        SelectionParameters parameters = SelectionParameters.Of(query);
        MapSelection.Of(map, parameters.Filter, parameters.Time, parameters.Properties);
        return parameters;
    }

    private static string LanguageOf(HttpRequest request, in KeyValuePairs query)
    {
        string wanted = query.Find("lang") ?? request.Headers.AcceptLanguage.ToString();
        return wanted.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "zh";
    }
}
