using System.Net;
using System.Net.Sockets;

namespace GeoServe.TestKit.Servers;

/// <summary>A TCP port of the loopback address that was free a moment ago; the system does not give it out again soon.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
