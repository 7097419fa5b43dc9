using System.Text.Encodings.Web;
using System.Text.Json;
using GeoServe.Core;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Http;

/// <summary>Errors where no OGC protocol has its own form: problem details (RFC 9457).</summary>
public static class ProblemAnswer
{
    /// <summary>Writes a failure as <c>application/problem+json</c>; <c>parameter</c> names what is at fault.</summary>
    public static Task WriteAsync(HttpContext http, Failure failure)
    {
        Failure worded = failure.Fault == RequestFault.TileOutOfRange ? failure with { Status = StatusCodes.Status404NotFound } : failure;
        worded.Start(http.Response);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("title", worded.Fault?.ToString() ?? "ServerError");
            json.WriteNumber("status", worded.Status);
            json.WriteString("detail", worded.Message);
            if (worded.Parameter is not null) json.WriteString("parameter", worded.Parameter);
            json.WriteEndObject();
        }
        http.Response.ContentType = "application/problem+json";
        http.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(bytes.GetBuffer(), 0, (int)bytes.Length, http.RequestAborted);
    }
}
