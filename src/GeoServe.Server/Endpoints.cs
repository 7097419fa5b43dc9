using GeoServe.Protocols.Http;
using GeoServe.Protocols.MapLibre;
using GeoServe.Protocols.Wfs;
using GeoServe.Protocols.Wmts;
using GeoServe.Protocols.Xyz;
using GeoServe.Server.Telemetry;
using GeoServe.Server.Viewer;

namespace GeoServe.Server;

/// <summary>
/// Every address of the server (design, section 13). Dispatches on the first segment of the path without routing tables or strings, since
/// tiles are most of the requests; each protocol writes its own errors.
/// </summary>
internal sealed class Endpoints(
    XyzEndpoints xyz, WmtsEndpoints wmts, WfsEndpoints wfs, MapLibreEndpoints mapLibre, ViewerEndpoints viewer, HealthEndpoints health, ILogger<Endpoints> log)
{
    public Task HandleAsync(HttpContext http)
    {
        CorsHeaders.Add(http.Response.Headers);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            CorsHeaders.AnswerOptions(http);
            return Task.CompletedTask;
        }
        try
        {
            Task answer = Dispatch(http);
            return answer.IsCompletedSuccessfully ? answer : GuardAsync(http, answer);
        }
        catch (Exception failure)
        {
            return WriteFailureAsync(http, failure);
        }
    }

    private Task Dispatch(HttpContext http)
    {
        string path = http.Request.Path.Value ?? "/";
        var segments = new PathSegments(path.AsSpan(path.StartsWith('/') ? 1 : 0));
        ReadOnlySpan<char> first = segments.Next();
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && first is not "wfs")
        {
            throw new BadHttpRequestException($"{http.Request.Method} is not offered here.", StatusCodes.Status405MethodNotAllowed);
        }
        switch (first)
        {
            case "maps": return DispatchMap(http, ref segments);
            case "wmts": return wmts.HandleAsync(http, path.AsSpan("/wmts".Length));
            case "wfs": return wfs.HandleAsync(http);
            case "fonts": return mapLibre.WriteGlyphsAsync(http, segments.Rest);
            case "maps.json": return mapLibre.WriteListAsync(http);
            case "collections.json": return mapLibre.WriteCollectionsAsync(http);
            case "health": return health.HandleAsync(http, segments.Rest);
            default: return viewer.HandleAsync(http, path);
        }
    }

    private Task DispatchMap(HttpContext http, ref PathSegments segments)
    {
        ReadOnlySpan<char> map = segments.Next();
        ReadOnlySpan<char> rest = segments.Rest;
        if (rest.StartsWith("tiles/") || rest.StartsWith("sets/")) return xyz.HandleAsync(http, map, rest);
        return rest.IsEmpty ? viewer.WriteMapPageAsync(http, map) : mapLibre.HandleAsync(http, map, rest);
    }

    private async Task GuardAsync(HttpContext http, Task answer)
    {
        try
        {
            await answer.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await WriteFailureAsync(http, failure).ConfigureAwait(false);
        }
    }

    private Task WriteFailureAsync(HttpContext http, Exception exception)
    {
        if (http.RequestAborted.IsCancellationRequested) return Task.CompletedTask;     // nobody is there to read it
        Failure failure = Failure.Of(exception);
        if (failure.IsBug) Log.Bug(log, exception, http.Request.Path);
        else if (failure.Status == StatusCodes.Status503ServiceUnavailable) Log.Unavailable(log, http.Request.Path, exception.Message);
        if (http.Response.HasStarted)
        {
            http.Abort();       // half an answer must not look whole
            return Task.CompletedTask;
        }
        string path = http.Request.Path.Value ?? "/";
        if (path.StartsWith("/wmts", StringComparison.Ordinal)) return WmtsEndpoints.WriteErrorAsync(http, failure, path.AsSpan("/wmts".Length));
        if (path.StartsWith("/wfs", StringComparison.Ordinal)) return WfsEndpoints.WriteErrorAsync(http, failure);
        return ProblemAnswer.WriteAsync(http, failure);
    }
}
