using System.Text.Json;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Indexing;
using GeoServe.Server.Configuration;

namespace GeoServe.Server.Telemetry;

/// <summary><c>/health/live</c>: the process answers; <c>/health/ready</c>: what is served, what is left out and which sources are away.</summary>
internal sealed class HealthEndpoints(SnapshotHolder snapshots, RevisionPoller poller, IndexKeeper indexes, CatalogKeeper catalogs)
{
    public Task HandleAsync(HttpContext http, ReadOnlySpan<char> which) => which switch
    {
        "live" => WriteAsync(http, json => json.WriteString("status", "live")),
        "ready" => WriteReadyAsync(http),
        _ => throw new RequestException(RequestFault.NotFound, "path", "There are /health/live and /health/ready."),
    };

    // Ready means that what can be served is served: a source that is away takes its own maps down and no others.
    private Task WriteReadyAsync(HttpContext http)
    {
        Catalog catalog = snapshots.Current.Catalog;
        return WriteAsync(http, json =>
        {
            json.WriteString("status", "ready");
            json.WriteNumber("maps", catalog.Maps.Length);
            json.WriteStartArray("leftOut");
            foreach (CatalogFault fault in catalog.Faults)
            {
                json.WriteStartObject();
                json.WriteString("subject", fault.Subject);
                json.WriteString("reason", fault.Reason);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (catalogs.Refused is { } refused) WriteRefused(json, refused);
            json.WriteStartArray("sourcesAway");
            foreach (string collection in poller.Lost) json.WriteStringValue(collection);
            json.WriteEndArray();
            json.WriteStartArray("indexing");
            foreach (IndexBuild build in indexes.Builds)
            {
                json.WriteStartObject();
                json.WriteString("collection", build.Collection);
                json.WriteString("progress", build.Text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    // What is served is whole, so the server is ready: somebody who changed a file is to see here that it did not come.
    private static void WriteRefused(Utf8JsonWriter json, RefusedChange refused)
    {
        json.WriteStartObject("refusedChange");
        json.WriteString("at", refused.At);
        json.WriteStartArray("faults");
        foreach (ConfigFault fault in refused.Faults) json.WriteStringValue(fault.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
