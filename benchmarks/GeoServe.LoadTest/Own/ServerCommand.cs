using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using GeoServe.LoadTest.Cities;
using GeoServe.LoadTest.Processes;
using GeoServe.LoadTest.Results;

namespace GeoServe.LoadTest.Own;

/// <summary><c>server</c>: starts GeoServe without indexes and waits for them, then starts it again and again until its first tile.</summary>
internal sealed class ServerCommand : Command
{
    private const int Starts = 5;

    private readonly Option<string> _results = ResultFile.Option();
    private readonly Option<string> _server = new("--server") { Description = "The program geoserve.", Required = true };
    private readonly Option<string> _config = new("--config") { Description = "Its configuration.", Required = true };
    private readonly Option<string> _data = new("--data") { Description = "Its data folder; the indexes in it are built anew.", Required = true };
    private readonly Option<int> _port = new("--port") { Description = "Where it is to listen.", Required = true };
    private readonly Option<string> _tile = new("--tile") { Description = "Path of the first tile to ask for.", Required = true };

    private readonly HttpClient _client = new();

    public ServerCommand() : base("server", "Measure the build of all indexes and the start.")
    {
        foreach (Option option in (Option[])[_results, _server, _config, _data, _port, _tile]) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string results = parsed.GetValue(_results)!, indexes = City.IndexFolder(parsed.GetValue(_data)!);
        if (Directory.Exists(indexes)) Directory.Delete(indexes, recursive: true);
        await MeasureBuildAsync(parsed, results, indexes, cancellationToken);
        var starts = new List<(double Seconds, double Cpu)>();
        for (int i = 0; i < Starts; i++) starts.Add(await MeasureStartAsync(parsed, cancellationToken));
        starts.Sort();
        string remark = string.Create(CultureInfo.InvariantCulture, $"median of {Starts} starts; from {starts[0].Seconds:0.00} to {starts[^1].Seconds:0.00} s, at least {starts.Min(start => start.Cpu):0.00} core-seconds; {parsed.GetValue(_tile)}");
        ResultFile.Add(results, new OwnMeasured(Targets.FirstTile, starts[Starts / 2].Seconds, "s", remark));
        return 0;
    }

    private async Task MeasureBuildAsync(ParseResult parsed, string results, string indexes, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        using Process server = Start(parsed);
        try
        {
            var processes = new ProcessTree(server.Id);
            using var memory = new MemoryWatch(processes);
            string address = $"http://127.0.0.1:{parsed.GetValue(_port)}/health/ready";
            bool seen = false;
            for (int rest = 0; rest < 3;)
            {
                await Task.Delay(100, cancellationToken);
                int builds = await BuildsAsync(address, cancellationToken);
                seen |= builds > 0;
                rest = seen && builds == 0 ? rest + 1 : 0;
            }
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds - 0.3;
            FileInfo[] files = new DirectoryInfo(indexes).GetFiles("*.tileindex");
            string remark = string.Create(CultureInfo.InvariantCulture, $"{files.Length} collections, {files.Sum(file => file.Length) >> 20} MiB of indexes, {processes.Cpu.TotalSeconds:0.0} core-seconds");
            ResultFile.Add(results, new OwnMeasured(Targets.BuildTime, seconds, "s", remark));
            ResultFile.Add(results, new OwnMeasured(Targets.BuildMemory, memory.MostPrivateBytes, "B", $"RssAnon; with mapped files at most {memory.MostBytes >> 20} MiB (VmHWM)"));
        }
        finally
        {
            await EndAsync(server, cancellationToken);
        }
    }

    private async Task<(double Seconds, double Cpu)> MeasureStartAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string address = $"http://127.0.0.1:{parsed.GetValue(_port)}/{parsed.GetValue(_tile)!.TrimStart('/')}";
        long began = Stopwatch.GetTimestamp();
        using Process server = Start(parsed);
        try
        {
            while (!await IsTileAsync(address, cancellationToken))
            {
                if (server.HasExited) throw new InvalidOperationException($"The server ended with {server.ExitCode}.");
                await Task.Delay(2, cancellationToken);
            }
            return (Stopwatch.GetElapsedTime(began).TotalSeconds, new ProcessTree(server.Id).Cpu.TotalSeconds);
        }
        finally
        {
            await EndAsync(server, cancellationToken);
        }
    }

    private Process Start(ParseResult parsed) => Process.Start(new ProcessStartInfo(
        parsed.GetValue(_server)!,
        ["serve", "--config", parsed.GetValue(_config)!, "--data", parsed.GetValue(_data)!, "--urls", $"http://127.0.0.1:{parsed.GetValue(_port)}"])
    {
        RedirectStandardOutput = true,
    })!;

    private static async Task EndAsync(Process server, CancellationToken cancellationToken)
    {
        server.Kill();
        await server.WaitForExitAsync(cancellationToken);
    }

    private async Task<bool> IsTileAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _client.GetAsync(address, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;       // it does not listen yet
        }
    }

    private async Task<int> BuildsAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument ready = JsonDocument.Parse(await _client.GetStringAsync(address, cancellationToken));
            return ready.RootElement.GetProperty("indexing").GetArrayLength();
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
