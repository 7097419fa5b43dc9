using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>Stands in for a PostgreSQL server that takes connections and says nothing, or only that it is starting up.</summary>
internal sealed class SilentDatabase : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener;
    private readonly bool _isStarting;
    private readonly Task _work;
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Listens on a port of the loopback address.</summary>
    /// <param name="port">The port.</param>
    /// <param name="isStarting">True to answer each start-up message with SQLSTATE 57P03, "cannot connect now".</param>
    public SilentDatabase(int port, bool isStarting)
    {
        _isStarting = isStarting;
        _listener = new TcpListener(IPAddress.Loopback, port) { Server = { ExclusiveAddressUse = false } };
        _listener.Start();
        _work = ListenAsync();
    }

    /// <summary>Completed when a client has connected.</summary>
    public Task Met => _met.Task;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _work;
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true) clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(clients);
        }
    }

    // PostgreSQL 15, 55.7, "Message Formats": SSLRequest is answered by N, StartupMessage by ErrorResponse.
    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                _met.TrySetResult();
                if (!_isStarting) await Task.Delay(Timeout.Infinite, _end.Token);
                byte[] length = new byte[4];
                while (true)
                {
                    await stream.ReadExactlyAsync(length, _end.Token);
                    byte[] message = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4];
                    await stream.ReadExactlyAsync(message, _end.Token);
                    if (message.Length == 4)
                    {
                        await stream.WriteAsync("N"u8.ToArray(), _end.Token);
                        continue;
                    }
                    byte[] fields = Encoding.UTF8.GetBytes("SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0");
                    byte[] error = [(byte)'E', 0, 0, 0, (byte)(fields.Length + 4), .. fields];
                    await stream.WriteAsync(error, _end.Token);
                    return;
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client left, or the test is over.
            }
        }
    }
}
