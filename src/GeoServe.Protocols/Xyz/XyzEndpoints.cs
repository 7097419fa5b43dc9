using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Core.Tiles;
using GeoServe.Protocols.Http;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Xyz;

/// <summary>
/// Tiles by plain addresses, as MapLibre, OpenLayers and Leaflet ask for them: <c>/maps/{map}/tiles/{z}/{x}/{y}.{ext}</c> in Web Mercator and
/// <c>/maps/{map}/sets/{set}/{z}/{x}/{y}.{ext}</c> in any set, <c>@2x</c> before the dot, <c>?style=</c>; <c>filter=</c> in CQL2 and <c>time=</c> take a part
/// of the features, <c>properties=</c> a part of the attributes of vector tiles.
/// </summary>
/// <param name="snapshots">Gives the snapshot of a request.</param>
/// <param name="tiles">Gives the tiles.</param>
public sealed class XyzEndpoints(SnapshotHolder snapshots, TileService tiles)
{
    private readonly MapSelections _selections = new();

    /// <summary>Answers a request for a tile.</summary>
    /// <param name="http">The request.</param>
    /// <param name="mapId">Id of the map, from the path.</param>
    /// <param name="path">What follows <c>/maps/{map}/</c>: it begins with <c>tiles/</c> or <c>sets/</c>.</param>
    public Task HandleAsync(HttpContext http, ReadOnlySpan<char> mapId, ReadOnlySpan<char> path)
    {
        Snapshot snapshot = snapshots.Current;
        TileRequest request = http.Request.QueryString.HasValue
            ? Parse(mapId, path, KeyValuePairs.Of(http.Request), snapshot.Catalog)
            : Parse(mapId, path, styleId: default, snapshot.Catalog);
        return TileAnswer.WriteAsync(http, tiles.Address(request, snapshot), tiles);
    }

    // Pictures carry no attributes, so that a choice of them makes no second key.
    private TileRequest Parse(ReadOnlySpan<char> mapId, ReadOnlySpan<char> path, KeyValuePairs query, Catalog catalog)
    {
        TileRequest request = Parse(mapId, path, query.Find("style"), catalog);
        SelectionParameters parameters = SelectionParameters.Of(query);
        string? properties = request.Format.IsRaster() ? null : parameters.Properties;
        return request with { Selection = _selections.Find(catalog, request.Map, parameters.Filter, parameters.Time, properties) };
    }

    internal static TileRequest Parse(ReadOnlySpan<char> mapId, ReadOnlySpan<char> path, ReadOnlySpan<char> styleId, Catalog catalog)
    {
        Map map = catalog.RequireMap(mapId, "map");
        var segments = new PathSegments(path);
        TileMatrixSet set = segments.Next() is "sets" ? SetOf(map, segments.Next()) : TileMatrixSet.WebMercatorQuad;
        int z = PathSegments.Number(segments.Next()), x = PathSegments.Number(segments.Next());
        ReadOnlySpan<char> last = segments.Next();
        int dot = last.LastIndexOf('.');
        if (!segments.IsAtEnd || dot < 0) throw new RequestException(RequestFault.NotFound, "path", "A tile's address ends with {z}/{x}/{y}.{png|webp|jpg|mvt}.");

        TileFormat format = TileFormats.ByExtension(last[(dot + 1)..]) is { } known && map.TileFormats.Contains(known)
            ? known
            : throw new RequestException(RequestFault.NotFound, "ext", $"Map '{map.Id}' has no tiles of format '{last[(dot + 1)..]}'; it has {Formats(map)}.");
        ReadOnlySpan<char> row = last[..dot];
        int scale = ScaleOf(ref row, format);
        int y = PathSegments.Number(row);
        if (z < 0 || x < 0 || y < 0) throw new RequestException(RequestFault.NotFound, "z/x/y", "z, x and y are whole numbers from 0, without sign or leading zeros.");
        // A vector tile of a zoom is what is drawn, on 512 pixels, where pictures of the next one are.
        bool isGiven = map.IsGivenAt(set, z) || (format == TileFormat.Mvt && map.IsGivenAt(set, z + 1));
        if (!isGiven) throw new RequestException(RequestFault.NotFound, "z", $"Map '{map.Id}' is given at zooms {map.Limits(set)[0].Z} to {map.Limits(set)[^1].Z} of {set.Id}, not at {z}.");
        var tile = new TileCoordinate(z, x, y);
        TileRange all = set.All(z);
        if (!all.Contains(tile)) throw new RequestException(RequestFault.NotFound, "z/x/y", $"Zoom {z} of {set.Id} has columns 0 to {all.MaxX} and rows 0 to {all.MaxY}.");
        MapStyle style = map.FindStyle(styleId)
            ?? throw new RequestException(RequestFault.NotFound, "style", $"Map '{map.Id}' has no style '{styleId}'; it has {string.Join(", ", map.Styles.Select(known => known.Id))}.");
        return new TileRequest(map, style, set, tile, format, scale, ViewClass.Public);
    }

    private static TileMatrixSet SetOf(Map map, ReadOnlySpan<char> id) => map.FindSet(id)
        ?? throw new RequestException(RequestFault.NotFound, "set", $"Map '{map.Id}' has no tile matrix set '{id}'; it has {string.Join(", ", map.TileMatrixSets.Select(set => set.Id))}.");

    private static int ScaleOf(ref ReadOnlySpan<char> row, TileFormat format)
    {
        int at = row.IndexOf('@');
        if (at < 0) return 1;
        if (row[at..] is not "@2x" || !format.IsRaster()) throw new RequestException(RequestFault.NotFound, "scale", "Pictures are given at 1x, and at 2x as {y}@2x.{ext}.");
        row = row[..at];
        return 2;
    }

    private static string Formats(Map map) => string.Join(", ", map.TileFormats.Select(format => format.Extension()));
}
