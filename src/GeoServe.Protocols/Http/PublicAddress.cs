using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Http;

/// <summary>The address under which clients see the server: for links in documents, so that they work from another machine.</summary>
/// <param name="trustForwarded">True when a proxy in front is trusted to say it by X-Forwarded-Proto, -Host and -Prefix.</param>
public sealed class PublicAddress(bool trustForwarded)
{
    /// <summary>As <c>https://maps.example.org/gis</c>, without a slash at its end.</summary>
    public string Of(HttpRequest request)
    {
        string scheme = request.Scheme, host = request.Host.Value ?? "localhost", prefix = request.PathBase.Value ?? "";
        if (trustForwarded)
        {
            scheme = First(request, "X-Forwarded-Proto") is "https" or "http" ? First(request, "X-Forwarded-Proto")! : scheme;
            if (First(request, "X-Forwarded-Host") is { Length: > 0 } forwarded && IsHost(forwarded)) host = forwarded;
            if (First(request, "X-Forwarded-Prefix") is { Length: > 0 } below && IsPath(below)) prefix = "/" + below.Trim('/');
        }
        return $"{scheme}://{host}{prefix.TrimEnd('/')}";
    }

    // A chain of proxies lists the address that the client used first.
    private static string? First(HttpRequest request, string header)
    {
        string? value = request.Headers[header];
        return value?.Split(',')[0].Trim();
    }

    private static bool IsHost(string host) => host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']' or '_');

    private static bool IsPath(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '~');
}
