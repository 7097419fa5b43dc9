using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GeoServe.TestKit.Processes;

/// <summary>POSIX signals to a process that a test started.</summary>
internal static partial class Signals
{
    /// <summary>SIGTERM: asks the process to end in good order.</summary>
    public static void Terminate(Process process) => Send(process, 15);

    /// <summary>SIGSTOP: the process stands still but keeps its connections, as one on a machine that hangs.</summary>
    public static void Suspend(Process process) => Send(process, 19);

    /// <summary>SIGCONT: the process goes on.</summary>
    public static void Resume(Process process) => Send(process, 18);

    private static void Send(Process process, int signal)
    {
        if (!process.HasExited && Kill(process.Id, signal) != 0 && !process.HasExited)
        {
            throw new InvalidOperationException($"Signal {signal} did not reach process {process.Id}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
