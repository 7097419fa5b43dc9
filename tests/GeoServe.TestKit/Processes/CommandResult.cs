namespace GeoServe.TestKit.Processes;

/// <summary>What a finished command left behind.</summary>
/// <param name="CommandLine">For messages.</param>
/// <param name="ExitCode">0 where the command says that it went well.</param>
/// <param name="Output">Its standard output, UTF-8.</param>
/// <param name="Error">Its standard error, UTF-8.</param>
public sealed record CommandResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>Gives this back if the command went well.</summary>
    /// <exception cref="CommandFailedException">It did not.</exception>
    public CommandResult Succeeded() =>
        ExitCode == 0
            ? this
            : throw new CommandFailedException($"{CommandLine}\nended with exit code {ExitCode}.\n{Error}\n{Output}");
}
