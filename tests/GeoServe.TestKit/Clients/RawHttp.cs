using System.Net.Sockets;
using System.Text;

namespace GeoServe.TestKit.Clients;

/// <summary>Sends a request target as it is written: other clients tidy dots, slashes and escapes up before they send.</summary>
public static class RawHttp
{
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(30);

    /// <summary>Gets a target, such as <c>/a/../b</c>; the answer's status and its whole text, head included.</summary>
    public static async Task<(int Status, string Answer)> GetAsync(Uri server, string target)
    {
        using var client = new TcpClient { ReceiveTimeout = (int)TimeOut.TotalMilliseconds };
        using var timer = new CancellationTokenSource(TimeOut);
        await client.ConnectAsync(server.Host, server.Port, timer.Token);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n"), timer.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string answer = await reader.ReadToEndAsync(timer.Token);
        return answer.Split(' ') is ["HTTP/1.1", var status, ..] && int.TryParse(status, out int code)
            ? (code, answer)
            : throw new InvalidDataException($"'{target}' was answered by no HTTP: {answer}");
    }
}
