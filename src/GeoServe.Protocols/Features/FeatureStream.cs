using GeoServe.Core.Queries;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Features;

/// <summary>Writes all features of an answer through a format, as the source gives them and the client takes them.</summary>
internal static class FeatureStream
{
    /// <summary>Writes the whole document.</summary>
    public static async Task WriteAsync(HttpContext http, FeatureAnswer answer, StreamedBody body, IFeatureFormat format)
    {
        CancellationToken aborted = http.RequestAborted;
        format.Begin();
        for (long number = 0; await answer.ReadAsync(aborted).ConfigureAwait(false); number++)
        {
            format.Write(number);
            format.Flush();
            if (body.IsFull) await body.SendAsync(aborted).ConfigureAwait(false);
        }
        format.End();
        format.Flush();
        await body.EndAsync(aborted).ConfigureAwait(false);
    }
}
