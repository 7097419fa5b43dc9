using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using GeoServe.Core.Sources;
using GeoServe.Core.Tiles;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Http;

/// <summary>Answers with a tile: 304 by its stamp before any cache is asked, 204 for an empty vector tile, else its body.</summary>
public static class TileAnswer
{
    /// <summary>Writes the tile at an address.</summary>
    public static Task WriteAsync(HttpContext http, in TileAddress address, TileService tiles)
    {
        TileFormat format = address.Request.Format;
        bool gzip = !format.IsRaster() && AcceptEncoding.TakesGzip(http.Request);
        string tag = EntityTag(address, gzip);
        SetHeaders(http.Response.Headers, tag, address);
        if (http.Request.Headers.IfNoneMatch.Count > 0 && EntityTags.Match(http.Request.Headers.IfNoneMatch.ToString(), tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        ValueTask<Tile> found = tiles.GetAsync(address, http.RequestAborted);
        return found.IsCompletedSuccessfully ? WriteBodyAsync(http, found.Result, gzip) : AwaitAsync(http, found, gzip);
    }

    /// <summary>
    /// The tag of a tile: its stamp, what was selected, and its encoding (one URL has one tile and, so far, one view class). Weak where equal stamps do
    /// not promise equal bytes.
    /// </summary>
    internal static string EntityTag(in TileAddress address, bool gzip) => string.Create(
        CultureInfo.InvariantCulture, $"{(address.IsExact ? "" : "W/")}\"{address.Stamp:x16}{SelectionTag(address)}{(gzip ? "-g" : "")}\"");

    private static string SelectionTag(in TileAddress address) =>
        address.Request.Selection is { } selection ? string.Create(CultureInfo.InvariantCulture, $"-{selection.Hash:x16}") : "";

    private static async Task AwaitAsync(HttpContext http, ValueTask<Tile> found, bool gzip) =>
        await WriteBodyAsync(http, await found.ConfigureAwait(false), gzip).ConfigureAwait(false);

    private static void SetHeaders(IHeaderDictionary headers, string tag, in TileAddress address)
    {
        headers.ETag = tag;
        TimeSpan maxAge = address.Request.Map.MaxAge;
        headers.CacheControl = maxAge > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={(long)maxAge.TotalSeconds}")
            : "public, no-cache";
        if (!address.Request.Format.IsRaster()) headers.Vary = "Accept-Encoding";
    }

    private static Task WriteBodyAsync(HttpContext http, Tile tile, bool gzip)
    {
        HttpResponse response = http.Response;
        if (tile.IsEmpty)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }
        ReadOnlyMemory<byte> body = tile.IsGzip && !gzip ? Unpack(tile.Body) : tile.Body;
        response.ContentType = tile.Format.MediaType();
        response.ContentLength = body.Length;
        if (tile.IsGzip && gzip) response.Headers.ContentEncoding = "gzip";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private static byte[] Unpack(ReadOnlyMemory<byte> packed)
    {
        using var unpacked = new MemoryStream(packed.Length * 3);
        MemoryMarshal.TryGetArray(packed, out ArraySegment<byte> bytes);      // tiles are kept in arrays
        using (var gzip = new GZipStream(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
