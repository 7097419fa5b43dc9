using System.Text.Json;
using GeoServe.TestKit.Processes;
using NUnit.Framework;

namespace GeoServe.TestKit.Servers;

/// <summary>The built server as its users run it: its own process, its own folder for data, a free port.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string AddressLine = "GeoServe listens on ";
    private static readonly TimeSpan StartTimeOut = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopTimeOut = TimeSpan.FromSeconds(30);

    private readonly BackgroundProcess _process;
    private readonly TemporaryFolder _data;

    private ServerProcess(BackgroundProcess process, TemporaryFolder data, Uri address)
    {
        _process = process;
        _data = data;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>The executable, built in the configuration of the running tests.</summary>
    public static string Executable { get; } =
        RepositoryFolder.PathOf("src", "GeoServe.Server", "bin", RepositoryFolder.Configuration, "net10.0", "geoserve");

    /// <summary>For requests with addresses relative to the server's root, without a slash at the front.</summary>
    public HttpClient Http { get; }

    /// <summary>The server's root, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => Http.BaseAddress!;

    /// <summary>The folder given as <c>--data</c>: new, and deleted at the end.</summary>
    public string DataFolder => _data.Root;

    /// <summary>What the server has printed, line by line.</summary>
    public IReadOnlyList<string> Log => _process.Lines;

    /// <summary>
    /// Starts the server on a configuration and waits until <c>/health/ready</c> answers 200 and no tile index is being built: an ETag changes
    /// when an index takes over from the source.
    /// </summary>
    /// <param name="configFolder">Given as <c>--config</c>.</param>
    /// <param name="fillData">Given the path of the new data folder before the server starts.</param>
    /// <param name="environment">Added to the server's environment.</param>
    /// <exception cref="CommandFailedException">It ended, or was not ready within two minutes; the message holds its log.</exception>
    public static async Task<ServerProcess> StartAsync(
        string configFolder, Func<string, Task>? fillData = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var data = new TemporaryFolder();
        BackgroundProcess? process = null;
        try
        {
            await (fillData?.Invoke(data.Root) ?? Task.CompletedTask);
            process = new BackgroundProcess(
                Executable, ["serve", "--config", configFolder, "--data", data.Root, "--urls", "http://127.0.0.1:0"], environment);
            string line = await process.LineAsync(line => line.Contains(AddressLine, StringComparison.Ordinal), StartTimeOut);
            int start = line.IndexOf(AddressLine, StringComparison.Ordinal) + AddressLine.Length;
            var server = new ServerProcess(process, data, new Uri(line[start..].Split(' ')[0].TrimEnd('.', '/') + "/"));
            await server.ReadyAsync();
            return server;
        }
        catch
        {
            await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
            data.Dispose();
            throw;
        }
    }

    /// <summary>Waits until a line of the log holds all of these: the log is written behind the answers.</summary>
    /// <exception cref="TimeoutException">There was none within ten seconds.</exception>
    public Task LogsAsync(params string[] parts) => Eventually.BecomesTrueAsync(
        () => Task.FromResult(Log.Any(line => parts.All(part => line.Contains(part, StringComparison.Ordinal)))), TimeSpan.FromSeconds(10));

    /// <summary>Asks the server to end (SIGTERM) and gives its exit code.</summary>
    public Task<int> StopAsync() => _process.TerminateAsync(StopTimeOut);

    /// <summary>Ends the server at once (SIGKILL).</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Fails the test if the server has ended by itself, with what it printed last.</summary>
    public void AssertRunning() =>
        Assert.That(_process.ExitCode, Is.Null, $"The server has ended. It printed last:\n{string.Join('\n', Log.TakeLast(40))}");

    /// <summary>Fails the test if the log holds a warning or worse, except those that contain one of these texts.</summary>
    public void AssertNoUnexpectedWarning(params string[] expected) => AssertNoUnexpectedWarning(after: 0, expected);

    /// <summary>The same for what was printed after so many lines.</summary>
    public void AssertNoUnexpectedWarning(int after, params string[] expected) =>
        Assert.That(
            ServerLog.Warnings([.. Log.Skip(after)]).Where(entry => !expected.Any(text => entry.Contains(text, StringComparison.Ordinal))),
            Is.Empty,
            "The server's log holds a warning that the test did not expect.");

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                await StopAsync();
            }
        }
        finally
        {
            Http.Dispose();
            await _process.DisposeAsync();
            _data.Dispose();
        }
    }

    private async Task ReadyAsync()
    {
        using var timer = new CancellationTokenSource(StartTimeOut);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await IsReadyAsync(timer.Token))
        {
            if (_process.HasExited)
            {
                throw new CommandFailedException($"The server ended before it was ready:\n{string.Join('\n', Log)}");
            }

            try
            {
                await pause.WaitForNextTickAsync(timer.Token);
            }
            catch (OperationCanceledException)
            {
                throw new CommandFailedException($"The server was not ready within {StartTimeOut}:\n{string.Join('\n', Log)}");
            }
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await Http.GetAsync("health/ready", cancellationToken);
            if (!answer.IsSuccessStatusCode) return false;
            using JsonDocument health = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return health.RootElement.GetProperty("indexing").GetArrayLength() == 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
