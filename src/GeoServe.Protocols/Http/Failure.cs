using GeoServe.Core;
using GeoServe.Core.Sources;
using GeoServe.Core.Tiles;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Http;

/// <summary>What went wrong with a request, before a protocol writes it in its own words.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Fault">The client's fault; null where it is not the client's.</param>
/// <param name="Parameter">The parameter at fault; null for none.</param>
/// <param name="Message">For the client to read; no details of a bug.</param>
public sealed record Failure(int Status, RequestFault? Fault, string? Parameter, string Message)
{
    /// <summary>How long a client should wait before it asks again after a 503.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(5);

    /// <summary>True for a bug of ours, to be logged with its stack.</summary>
    public bool IsBug => Status == StatusCodes.Status500InternalServerError;

    /// <summary>Sorts an exception into the client's fault, a store that is away, too much work, or a bug.</summary>
    public static Failure Of(Exception exception) => exception switch
    {
        RequestException refusal => new(StatusOf(refusal.Fault), refusal.Fault, refusal.Parameter, refusal.Message),
        SourceUnavailableException or SourceFaultException => new(StatusCodes.Status503ServiceUnavailable, null, null, "The source of this data gives no answer now; try again in a moment."),
        OverloadedException => new(StatusCodes.Status503ServiceUnavailable, null, null, exception.Message),
        BadHttpRequestException bad => new(bad.StatusCode, RequestFault.InvalidParameter, null, bad.Message),
        _ => new(StatusCodes.Status500InternalServerError, null, null, "The server made an error; it is in its log."),
    };

    /// <summary>Sets status and headers: an error is never cached, and a 503 says when to come again.</summary>
    public void Start(HttpResponse response)
    {
        response.Clear();
        CorsHeaders.Add(response.Headers);
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = "5";
    }

    private static int StatusOf(RequestFault fault) => fault switch
    {
        RequestFault.NotFound => StatusCodes.Status404NotFound,
        RequestFault.TooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status400BadRequest,
    };
}
