namespace GeoServe.TestKit.Processes;

/// <summary>A command ended with an exit code other than 0, or not in time. The message holds what it printed.</summary>
public sealed class CommandFailedException(string message) : Exception(message);
