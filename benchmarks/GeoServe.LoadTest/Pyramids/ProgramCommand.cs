using System.CommandLine;
using System.Diagnostics;
using GeoServe.LoadTest.Processes;
using GeoServe.LoadTest.Results;
using Microsoft.Data.Sqlite;

namespace GeoServe.LoadTest.Pyramids;

/// <summary><c>program</c>: runs another program that makes a pyramid, and notes what it took.</summary>
internal sealed class ProgramCommand : Command
{
    private readonly Option<string> _results = ResultFile.Option();
    private readonly Option<string> _name = new("--name") { Description = "As the tables name it.", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "The MBTiles file that it writes.", Required = true };
    private readonly Argument<string[]> _command = new("command") { Description = "Program and arguments, behind '--'." };

    public ProgramCommand() : base("program", "Run a program that writes an MBTiles file, and note time, CPU and memory.")
    {
        foreach (Option option in (Option[])[_results, _name, _out]) Options.Add(option);
        Arguments.Add(_command);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] command = parsed.GetValue(_command)!;
        string archive = parsed.GetValue(_out)!;
        var self = new ProcessTree(Environment.ProcessId);
        TimeSpan before = self.Cpu, own = Environment.CpuUsage.TotalTime;
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        using var memory = new MemoryWatch(new ProcessTree(process.Id));
        await process.WaitForExitAsync(cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double cpu = (self.Cpu - before - (Environment.CpuUsage.TotalTime - own)).TotalSeconds;
        if (process.ExitCode != 0)
        {
            await Console.Error.WriteLineAsync($"{command[0]} ended with {process.ExitCode}: {await errors}");
            return 1;
        }
        (long tiles, long bytes) = Count(archive);
        ResultFile.Add(parsed.GetValue(_results)!, new PyramidMeasured(parsed.GetValue(_name)!, "", seconds, cpu, memory.MostBytes, tiles, bytes));
        return 0;
    }

    private static (long Tiles, long Bytes) Count(string archive)
    {
        using var connection = new SqliteConnection($"Data Source={archive};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "select count(*), coalesce(sum(length(tile_data)), 0) from tiles";
        using SqliteDataReader reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
