using System.Diagnostics;
using System.Text;

namespace GeoServe.TestKit.Processes;

/// <summary>Runs a program to its end, within a time.</summary>
/// <param name="File">The program: a path, or a name on the path.</param>
/// <param name="Arguments">Passed as they are; no shell reads them.</param>
public sealed record Command(string File, params string[] Arguments)
{
    /// <summary>After which the program and its children are ended.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Added to the environment that it inherits.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it runs; by default where the tests run.</summary>
    public string? Folder { get; init; }

    /// <summary>Runs the program and gives what it printed, whatever its exit code.</summary>
    /// <exception cref="CommandFailedException">It did not end within <see cref="TimeOut"/>.</exception>
    public async Task<CommandResult> RunAsync()
    {
        using Process process = Process.Start(StartInfo())
            ?? throw new CommandFailedException($"{this} did not start.");
        process.StandardInput.Close();
        using var timer = new CancellationTokenSource(TimeOut);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new CommandFailedException($"{this}\ndid not end within {TimeOut}.\n{await error}\n{await output}");
        }

        return new CommandResult(ToString(), process.ExitCode, await output, await error);
    }

    /// <summary>The command line, for messages.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(File));

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(File, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = Folder ?? "",
        };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
