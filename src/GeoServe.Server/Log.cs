namespace GeoServe.Server;

/// <summary>The messages of the server: ids 9000 to 9999.</summary>
internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Error, "A request to {Path} met an error of the server's own")]
    public static partial void Bug(ILogger logger, Exception exception, string path);

    [LoggerMessage(9002, LogLevel.Warning, "A request to {Path} was answered 503: {Reason}")]
    public static partial void Unavailable(ILogger logger, string path, string reason);

    [LoggerMessage(9003, LogLevel.Warning, "Left out: {Subject}: {Reason}")]
    public static partial void LeftOut(ILogger logger, string subject, string reason);

    [LoggerMessage(9004, LogLevel.Error, "Background work failed and begins again: {Work}")]
    public static partial void BackgroundFailed(ILogger logger, Exception exception, string work);

    [LoggerMessage(9005, LogLevel.Information, "The changed configuration is served: {Maps} maps over {Collections} collections, loaded in {Elapsed}")]
    public static partial void Reloaded(ILogger logger, int maps, int collections, TimeSpan elapsed);

    [LoggerMessage(9006, LogLevel.Warning, "The changed configuration is refused, the old one serves on: {Fault}")]
    public static partial void ReloadRefused(ILogger logger, string fault);

    [LoggerMessage(9007, LogLevel.Warning, "geoserve.yaml was changed: what it says now holds from the next start")]
    public static partial void NeedsRestart(ILogger logger);
}
