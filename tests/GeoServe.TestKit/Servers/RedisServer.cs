using System.Globalization;
using GeoServe.TestKit.Processes;

namespace GeoServe.TestKit.Servers;

/// <summary>A Redis server of a test's own on a free port of the loopback address; nothing is written to disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeOut = TimeSpan.FromSeconds(20);

    private readonly string[] _settings;
    private BackgroundProcess _process;

    private RedisServer(int port, string[] settings)
    {
        Port = port;
        _settings = settings;
        _process = Launch();
    }

    /// <summary>The port on 127.0.0.1; the same after <see cref="RestartAsync"/>.</summary>
    public int Port { get; }

    /// <summary>For StackExchange.Redis, without options.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts a server and waits until it takes connections.</summary>
    /// <param name="settings">More arguments, such as <c>--maxmemory 10mb</c>, one word an element.</param>
    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var server = new RedisServer(FreePort.Next(), settings);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Stands still without closing connections: a Redis that hangs.</summary>
    public void Suspend() => _process.Suspend();

    /// <summary>Goes on after <see cref="Suspend"/>.</summary>
    public void Resume() => _process.Resume();

    /// <summary>Ends it at once; its port refuses connections from now on.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Starts it again, empty, on the same port.</summary>
    public async Task RestartAsync()
    {
        await _process.DisposeAsync();
        _process = Launch();
        await ReadyAsync();
    }

    /// <summary>Runs one command through <c>redis-cli</c> and gives its answer without the last line feed.</summary>
    public async Task<string> ExecuteAsync(params string[] command)
    {
        CommandResult result = await new Command("redis-cli", ["-p", Port.ToString(CultureInfo.InvariantCulture), .. command]).RunAsync();
        return result.Succeeded().Output.TrimEnd('\n');
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private BackgroundProcess Launch() => new(
        "redis-server",
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath(), .. _settings,
        ]);

    private Task<string> ReadyAsync() =>
        _process.LineAsync(line => line.Contains("Ready to accept connections", StringComparison.Ordinal), StartTimeOut);
}
