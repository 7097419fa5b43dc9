using System.Globalization;
using GeoServe.Core.Sources;
using GeoServe.Core.Tiles;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Http;

/// <summary>Answers with a tile: 304 by its stamp before any cache is asked, 204 for an empty vector tile, else its body in the encoding that the client likes best.</summary>
public static class TileAnswer
{
    /// <summary>Header that says how many features are left out of a vector tile (<see cref="TileNotes.LeftOut"/>).</summary>
    public const string LeftOutHeader = "GeoServe-Left-Out";

    /// <summary>Header that says how features of a vector tile were simplified (<see cref="TileNotes.Generalised"/>).</summary>
    public const string GeneralisedHeader = "GeoServe-Generalised";

    /// <summary>Writes the tile at an address, in the encoding that the client likes best.</summary>
    public static Task WriteAsync(HttpContext http, in TileAddress address, TileService tiles)
    {
        TileEncoding wanted = address.Request.Format.IsRaster() ? TileEncoding.None : AcceptEncoding.Best(http.Request.Headers.AcceptEncoding);
        // Archives have their tiles packed by gzip: they go out as they are rather than being packed once more.
        if (wanted == TileEncoding.Brotli && address.Request.Map.OnlyArchive is not null) wanted = AcceptEncoding.Takes(http.Request.Headers.AcceptEncoding, "gzip") ? TileEncoding.Gzip : TileEncoding.None;
        // What is sent unpacked is kept as gzip.
        TileAddress kept = wanted == TileEncoding.Brotli ? address with { Request = address.Request with { Encoding = wanted } } : address;
        string tag = EntityTag(address, wanted);
        SetHeaders(http.Response.Headers, tag, address);
        if (http.Request.Headers.IfNoneMatch.Count > 0 && EntityTags.Match(http.Request.Headers.IfNoneMatch.ToString(), tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        ValueTask<Tile> found = tiles.GetAsync(kept, http.RequestAborted);
        return found.IsCompletedSuccessfully ? WriteBodyAsync(http, found.Result, wanted) : AwaitAsync(http, found, wanted);
    }

    /// <summary>
    /// The tag of a tile: its stamp, what was selected, and its encoding (one URL has one tile and, so far, one view class). Weak where equal stamps do
    /// not promise equal bytes.
    /// </summary>
    internal static string EntityTag(in TileAddress address, TileEncoding encoding)
    {
        string suffix = encoding switch { TileEncoding.Gzip => "-g", TileEncoding.Brotli => "-b", _ => "" };
        return string.Create(CultureInfo.InvariantCulture, $"{(address.IsExact ? "" : "W/")}\"{address.Stamp:x16}{SelectionTag(address)}{suffix}\"");
    }

    private static string SelectionTag(in TileAddress address) =>
        address.Request.Selection is { } selection ? string.Create(CultureInfo.InvariantCulture, $"-{selection.Hash:x16}") : "";

    private static async Task AwaitAsync(HttpContext http, ValueTask<Tile> found, TileEncoding wanted) =>
        await WriteBodyAsync(http, await found.ConfigureAwait(false), wanted).ConfigureAwait(false);

    private static void SetHeaders(IHeaderDictionary headers, string tag, in TileAddress address)
    {
        headers.ETag = tag;
        TimeSpan maxAge = address.Request.Map.MaxAge;
        headers.CacheControl = maxAge > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={(long)maxAge.TotalSeconds}")
            : "public, no-cache";
        if (!address.Request.Format.IsRaster()) headers.Vary = "Accept-Encoding";
    }

    private static Task WriteBodyAsync(HttpContext http, Tile tile, TileEncoding wanted)
    {
        HttpResponse response = http.Response;
        if (tile.Notes is { } notes)
        {
            if (notes.LeftOut.Length > 0) response.Headers[LeftOutHeader] = notes.LeftOut;
            if (notes.Generalised.Length > 0) response.Headers[GeneralisedHeader] = notes.Generalised;
        }
        if (tile.IsEmpty)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }
        bool unpacks = wanted == TileEncoding.None && tile.Encoding == TileEncoding.Gzip;
        ReadOnlyMemory<byte> body = unpacks ? TileBody.Unpack(tile) : tile.Body;
        response.ContentType = tile.Format.MediaType();
        response.ContentLength = body.Length;
        if (!unpacks && tile.Encoding != TileEncoding.None) response.Headers.ContentEncoding = tile.Encoding == TileEncoding.Brotli ? "br" : "gzip";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
