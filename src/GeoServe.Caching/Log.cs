using Microsoft.Extensions.Logging;

namespace GeoServe.Caching;

/// <summary>The messages of the caches: ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Warning, "Redis gives no answer ({Reason}); tiles come from memory, and it is tried again in {Retry}")]
    public static partial void CacheLevelLost(ILogger logger, TimeSpan retry, string reason);

    [LoggerMessage(3102, LogLevel.Information, "Redis answers again")]
    public static partial void CacheLevelBack(ILogger logger);
}
