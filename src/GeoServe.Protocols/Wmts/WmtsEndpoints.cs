using System.Globalization;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Tiles;
using GeoServe.Protocols.Http;
using GeoServe.Protocols.Ows;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Wmts;

/// <summary>WMTS 1.0.0 (OGC 07-057r7) by key-value pairs at <c>/wmts</c> and by path below <c>/wmts/1.0.0/</c>.</summary>
/// <param name="snapshots">Gives the snapshot of a request.</param>
/// <param name="tiles">Gives the tiles.</param>
/// <param name="service">Who offers the service.</param>
/// <param name="address">Under which address clients see the server.</param>
public sealed class WmtsEndpoints(SnapshotHolder snapshots, TileService tiles, ServiceDescription service, PublicAddress address)
{
    /// <summary>Answers a request whose path is <paramref name="path"/> after <c>/wmts</c>.</summary>
    public Task HandleAsync(HttpContext http, ReadOnlySpan<char> path)
    {
        Snapshot snapshot = snapshots.Current;
        if (path is "" or "/") return HandlePairsAsync(http, snapshot);
        if (path is "/1.0.0/WMTSCapabilities.xml") return WriteCapabilitiesAsync(http, snapshot);
        if (path.StartsWith("/1.0.0/"))
        {
            TileRequest request = WmtsGetTile.ParsePath(path["/1.0.0/".Length..], snapshot.Catalog, ViewClass.Public);
            return TileAnswer.WriteAsync(http, tiles.Address(request, snapshot), tiles);
        }
        throw new RequestException(RequestFault.NotFound, "path", "WMTS is at /wmts (key-value pairs) and below /wmts/1.0.0/ (paths).");
    }

    /// <summary>Writes what went wrong with a request as an exception report.</summary>
    public static Task WriteErrorAsync(HttpContext http, Failure failure, ReadOnlySpan<char> path) => WmtsErrors.WriteAsync(http, failure, rest: path.Length > 1);

    private Task HandlePairsAsync(HttpContext http, Snapshot snapshot)
    {
        KeyValuePairs query = KeyValuePairs.Of(http.Request);
        if (query.Text("SERVICE") is not "WMTS" and var service) throw new RequestException(RequestFault.InvalidParameter, "SERVICE", $"SERVICE={service} is not WMTS.");
        switch (query.Text("REQUEST"))
        {
            case "GetCapabilities":
                Negotiate(query);
                return WriteCapabilitiesAsync(http, snapshot);
            case "GetTile":
                if (query.Text("VERSION") is not "1.0.0" and var version) throw new RequestException(RequestFault.InvalidParameter, "VERSION", $"VERSION={version} is not 1.0.0.");
                return TileAnswer.WriteAsync(http, tiles.Address(WmtsGetTile.Parse(query, snapshot.Catalog, ViewClass.Public), snapshot), tiles);
            case var other:
                // The locator is the name of the operation (OGC 06-121r3, 8.3).
                throw new RequestException(RequestFault.NotSupported, other, $"REQUEST={other} is neither GetCapabilities nor GetTile.");
        }
    }

    // OGC 06-121r9, 7.3.2: the first of the client's versions that the server has.
    private static void Negotiate(in KeyValuePairs query)
    {
        if (query.Find("ACCEPTVERSIONS") is { Length: > 0 } versions && !versions.Split(',').Contains("1.0.0"))
        {
            throw new RequestException(RequestFault.VersionNegotiation, "AcceptVersions", $"None of the versions {versions} is 1.0.0.");
        }
    }

    private Task WriteCapabilitiesAsync(HttpContext http, Snapshot snapshot)
    {
        byte[] document = new WmtsCapabilities(snapshot.Catalog, service, address.Of(http.Request)).Write(snapshot.Catalog.Version.ToString("x16", CultureInfo.InvariantCulture));
        return TextAnswer.WriteAsync(http, document, "application/xml; charset=utf-8");
    }
}
