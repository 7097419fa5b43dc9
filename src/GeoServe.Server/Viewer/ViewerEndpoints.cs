using System.Collections.Frozen;
using System.Net;
using System.Text;
using GeoServe.Core;
using GeoServe.Core.Changes;
using GeoServe.Protocols.Http;

namespace GeoServe.Server.Viewer;

/// <summary>
/// The viewer: <c>/</c> is the gallery, <c>/maps/{map}</c> a map's page, <c>/viewer/...</c> what they load. All files are read at start from
/// wwwroot beside the program and found by name in a table, so no path of a request ever reaches the file system.
/// </summary>
internal sealed class ViewerEndpoints(SnapshotHolder snapshots, PublicAddress address)
{
    private readonly FrozenDictionary<string, byte[]> _files = ReadFiles(Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    /// <summary>The gallery, or a file below <c>/viewer/</c>.</summary>
    /// <exception cref="RequestException">There is nothing at this address.</exception>
    public Task HandleAsync(HttpContext http, string path)
    {
        if (path is "/" or "") return WritePageAsync(http, "index.html");
        string name = path.TrimStart('/');
        if (name.StartsWith("viewer/", StringComparison.Ordinal) && _files.TryGetValue(name, out byte[]? file))
        {
            return TextAnswer.WriteAsync(http, file, MediaTypeOf(name));
        }
        throw new RequestException(RequestFault.NotFound, "path", "There is nothing at this address; the gallery is at /, the list of maps at /maps.json.");
    }

    /// <summary>The page of a map.</summary>
    /// <exception cref="RequestException">There is no such map.</exception>
    public Task WriteMapPageAsync(HttpContext http, ReadOnlySpan<char> map)
    {
        snapshots.Current.Catalog.RequireMap(map, "map");
        return WritePageAsync(http, "map.html");
    }

    // Pages refer to everything relative to their base, so that they work below a proxy's prefix.
    private Task WritePageAsync(HttpContext http, string name)
    {
        if (!_files.TryGetValue(name, out byte[]? file)) throw new RequestException(RequestFault.NotFound, "path", "This server was built without its viewer.");
        string prefix = new Uri(address.Of(http.Request)).AbsolutePath.TrimEnd('/') + "/";
        string page = Encoding.UTF8.GetString(file).Replace("<base href=\"/\">", $"<base href=\"{WebUtility.HtmlEncode(prefix)}\">", StringComparison.Ordinal);
        return TextAnswer.WriteAsync(http, Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8");
    }

    private static FrozenDictionary<string, byte[]> ReadFiles(string folder)
    {
        if (!Directory.Exists(folder)) return FrozenDictionary<string, byte[]>.Empty;
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToFrozenDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
    }

    private static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        _ => "text/plain; charset=utf-8",
    };
}
