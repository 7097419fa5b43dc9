using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Core.Tiles;
using GeoServe.Protocols.Http;

namespace GeoServe.Protocols.Wmts;

/// <summary>WMTS GetTile by key-value pairs (OGC 07-057r7, Table 22) and by path (10.2).</summary>
internal static class WmtsGetTile
{
    public static TileRequest Parse(in KeyValuePairs query, Catalog catalog, ViewClass viewClass)
    {
        Map map = MapOf(query.Text("LAYER"), catalog);
        MapStyle style = StyleOf(query.Given("STYLE"), map);
        TileFormat format = FormatOf(query.Text("FORMAT"), map);
        TileMatrixSet set = SetOf(query.Text("TILEMATRIXSET"), map);
        int z = MatrixOf(query.Text("TILEMATRIX"), set);
        var tile = new TileCoordinate(z, query.Integer("TILECOL"), query.Integer("TILEROW"));
        RequireTile(map, set, tile);
        return new TileRequest(map, style, set, tile, format, Scale: 1, viewClass);
    }

    /// <summary><c>{map}/{style}/{set}/{z}/{y}/{x}.{ext}</c>: the template that the capabilities give.</summary>
    public static TileRequest ParsePath(ReadOnlySpan<char> path, Catalog catalog, ViewClass viewClass)
    {
        var segments = new PathSegments(path);
        Map map = MapOf(segments.Next(), catalog);
        MapStyle style = StyleOf(segments.Next(), map);
        TileMatrixSet set = SetOf(segments.Next(), map);
        int z = MatrixOf(segments.Next(), set);
        int y = NumberOf(segments.Next(), "TILEROW");
        ReadOnlySpan<char> last = segments.Next();
        int dot = last.LastIndexOf('.');
        if (dot < 0 || !segments.IsAtEnd) throw new RequestException(RequestFault.NotFound, "path", "A tile's path is {Layer}/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.{ext}.");
        TileFormat format = TileFormats.ByExtension(last[(dot + 1)..]) is { } known && map.TileFormats.Contains(known)
            ? known
            : throw new RequestException(RequestFault.NotFound, "FORMAT", $"Layer '{map.Id}' has no tiles of format '{last[(dot + 1)..]}'.");
        var tile = new TileCoordinate(z, NumberOf(last[..dot], "TILECOL"), y);
        RequireTile(map, set, tile);
        return new TileRequest(map, style, set, tile, format, Scale: 1, viewClass);
    }

    private static Map MapOf(ReadOnlySpan<char> id, Catalog catalog) => catalog.RequireMap(id, "LAYER");

    private static MapStyle StyleOf(ReadOnlySpan<char> id, Map map) => map.FindStyle(id)
        ?? throw new RequestException(RequestFault.NotFound, "STYLE", $"Layer '{map.Id}' has no style '{id}'; it has {string.Join(", ", map.Styles.Select(style => style.Id))}.");

    private static TileFormat FormatOf(string mediaType, Map map)
    {
        foreach (TileFormat format in map.TileFormats)
        {
            if (format.MediaType() == mediaType) return format;
        }
        throw new RequestException(RequestFault.InvalidParameter, "FORMAT", $"FORMAT={mediaType} is not one of {string.Join(", ", map.TileFormats.Select(format => format.MediaType()))}.");
    }

    private static TileMatrixSet SetOf(ReadOnlySpan<char> id, Map map) => map.FindSet(id)
        ?? throw new RequestException(RequestFault.NotFound, "TILEMATRIXSET", $"Layer '{map.Id}' has no tile matrix set '{id}'; it has {string.Join(", ", map.TileMatrixSets.Select(set => set.Id))}.");

    private static int MatrixOf(ReadOnlySpan<char> id, TileMatrixSet set) => set.IndexOf(id) is >= 0 and var z
        ? z
        : throw new RequestException(RequestFault.NotFound, "TILEMATRIX", $"Tile matrix set {set.Id} has no matrix '{id}'; it has {set.Matrices[0].Id} to {set.Matrices[^1].Id}.");

    private static int NumberOf(ReadOnlySpan<char> text, string parameter) => PathSegments.Number(text) is >= 0 and var number
        ? number
        : throw new RequestException(RequestFault.NotFound, parameter, $"'{text}' is no whole number from 0 without leading zeros.");

    // Table 23: TileOutOfRange. Limits say where a layer has tiles; a matrix without limits has none.
    private static void RequireTile(Map map, TileMatrixSet set, TileCoordinate tile)
    {
        set.All(tile.Z).Require(tile);
        if (!map.IsGivenAt(set, tile.Z))
        {
            throw new RequestException(RequestFault.TileOutOfRange, "TILEMATRIX", $"Layer '{map.Id}' is given at matrices {map.Limits(set)[0].Z} to {map.Limits(set)[^1].Z} of {set.Id}.");
        }
        WmtsLimits.Of(map.Limits(set)[tile.Z - map.Limits(set)[0].Z], set).Require(tile);
    }
}
