using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Http;

/// <summary>The headers that let pages of any origin read an answer (Fetch standard, "CORS protocol"): on every answer, errors included.</summary>
public static class CorsHeaders
{
    /// <summary>Adds what a page needs to read the answer, its version and its length.</summary>
    public static void Add(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Content-Length, Content-Crs, Link, Retry-After, GeoServe-Left-Out, GeoServe-Generalised";
    }

    /// <summary>Answers OPTIONS: which methods there are, and for a preflight which headers may be sent.</summary>
    public static void AnswerOptions(HttpContext http)
    {
        IHeaderDictionary headers = http.Response.Headers;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        headers.Allow = "GET, HEAD, POST, OPTIONS";
        headers.AccessControlAllowMethods = "GET, HEAD, POST, OPTIONS";
        headers.AccessControlAllowHeaders = http.Request.Headers.AccessControlRequestHeaders.Count > 0
            ? http.Request.Headers.AccessControlRequestHeaders
            : "*";
        headers.AccessControlMaxAge = "86400";
    }
}
