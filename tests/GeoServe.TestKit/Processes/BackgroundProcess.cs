using System.Diagnostics;
using System.Text;

namespace GeoServe.TestKit.Processes;

/// <summary>A program that runs beside a test; what it prints is kept line by line. Disposal ends it.</summary>
public sealed class BackgroundProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> IsIt, TaskCompletionSource<string> Found)> _waiters = [];

    /// <summary>Starts a program; it inherits the environment and gets <paramref name="environment"/> on top.</summary>
    public BackgroundProcess(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has printed up to now, both streams, in the order of arrival.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code, 128 and the number of a signal that ended it; null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>The first line, printed already or yet to come, for which <paramref name="isIt"/> holds.</summary>
    /// <exception cref="CommandFailedException">The program ended, or the time passed, without it.</exception>
    public async Task<string> LineAsync(Func<string, bool> isIt, TimeSpan timeOut)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_lines.FirstOrDefault(isIt) is { } earlier)
            {
                return earlier;
            }

            _waiters.Add((isIt, found));
        }

        using var timer = new CancellationTokenSource(timeOut);
        Task exit = _process.WaitForExitAsync(timer.Token);
        if (await Task.WhenAny(found.Task, exit) != found.Task && !found.Task.IsCompletedSuccessfully)
        {
            string why = _process.HasExited ? $"ended with exit code {_process.ExitCode}" : $"did not print it within {timeOut}";
            throw new CommandFailedException($"{_process.StartInfo.FileName} {why}:\n{string.Join('\n', Lines)}");
        }

        return await found.Task;
    }

    /// <summary>Stands still (SIGSTOP) without closing its connections, until <see cref="Resume"/>.</summary>
    public void Suspend() => Signals.Suspend(_process);

    /// <summary>Goes on after <see cref="Suspend"/>.</summary>
    public void Resume() => Signals.Resume(_process);

    /// <summary>Ends it at once (SIGKILL), as a crash would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end (SIGTERM) and gives its exit code.</summary>
    /// <exception cref="CommandFailedException">It did not end in time; it was killed.</exception>
    public async Task<int> TerminateAsync(TimeSpan timeOut)
    {
        Signals.Terminate(_process);
        using var timer = new CancellationTokenSource(timeOut);
        try
        {
            await _process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            throw new CommandFailedException(
                $"{_process.StartInfo.FileName} did not end within {timeOut} after SIGTERM:\n{string.Join('\n', Lines)}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _lines.Add(line);
            foreach ((Func<string, bool> isIt, TaskCompletionSource<string> found) in _waiters)
            {
                if (isIt(line))
                {
                    found.TrySetResult(line);
                }
            }
        }
    }
}
