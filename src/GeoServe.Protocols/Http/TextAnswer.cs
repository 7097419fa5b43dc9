using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Http;

/// <summary>Answers with a document (capabilities, styles, lists): with an ETag of its bytes, so that asking again is cheap, and compressed where the client takes it.</summary>
public static class TextAnswer
{
    // Below this, headers outweigh what is saved.
    private const int LeastCompressed = 512;

    /// <summary>Writes a document that may change at any time: clients keep it and ask each time whether it is still right.</summary>
    /// <param name="http">The request.</param> <param name="body">The document.</param> <param name="mediaType">With its charset.</param>
    /// <param name="cacheControl">Header Cache-Control.</param>
    /// <param name="tag">The entity tag where the content's version is known without its bytes, as a strong one without encoding; null for a hash of the bytes.</param>
    public static Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> body, string mediaType, string cacheControl = "public, no-cache", string? tag = null)
    {
        HttpResponse response = http.Response;
        string? encoding = body.Length < LeastCompressed ? null : EncodingOf(http);
        tag = Tagged(tag ?? string.Create(CultureInfo.InvariantCulture, $"\"{XxHash64.HashToUInt64(body.Span):x16}\""), encoding);
        response.Headers.ETag = tag;
        response.Headers.CacheControl = cacheControl;
        response.Headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.IfNoneMatch.Count > 0 && EntityTags.Match(http.Request.Headers.IfNoneMatch.ToString(), tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = mediaType;
        if (encoding is not null)
        {
            body = Compress(body, encoding);
            response.Headers.ContentEncoding = encoding;
        }
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(body, http.RequestAborted).AsTask();
    }

    /// <summary>Answers 304 where the client has a content of this version already, in whatever encoding; the content need not be made then.</summary>
    /// <param name="http">The request.</param> <param name="tag">As for <see cref="WriteAsync"/>.</param>
    public static bool IsNotModified(HttpContext http, string tag)
    {
        string header = http.Request.Headers.IfNoneMatch.ToString();
        string? matched = header.Length == 0 ? null : new[] { Tagged(tag, EncodingOf(http)), tag }.FirstOrDefault(one => EntityTags.Match(header, one));
        if (matched is null) return false;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        http.Response.Headers.ETag = matched;
        http.Response.Headers.CacheControl = "public, no-cache";
        http.Response.Headers.Vary = "Accept-Encoding";
        return true;
    }

    private static string? EncodingOf(HttpContext http) =>
        AcceptEncoding.Takes(http.Request.Headers.AcceptEncoding, "br") ? "br"
        : AcceptEncoding.Takes(http.Request.Headers.AcceptEncoding, "gzip") ? "gzip"
        : null;

    private static string Tagged(string tag, string? encoding) => encoding is null ? tag : $"{tag[..^1]}-{encoding}\"";

    private static byte[] Compress(ReadOnlyMemory<byte> body, string encoding)
    {
        using var packed = new MemoryStream(body.Length / 4);
        using (Stream stream = encoding == "br"
            ? new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(body.Span);
        }
        return packed.ToArray();
    }
}
