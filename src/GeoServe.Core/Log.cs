using Microsoft.Extensions.Logging;

namespace GeoServe.Core;

/// <summary>The messages of the core: ids 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "The data of collection {Collection} changed; its tiles are made anew")]
    public static partial void DataChanged(ILogger logger, string collection);

    [LoggerMessage(1002, LogLevel.Warning, "The source of collection {Collection} gives no answer: {Reason}")]
    public static partial void SourceLost(ILogger logger, string collection, string reason);

    [LoggerMessage(1003, LogLevel.Information, "The source of collection {Collection} answers again")]
    public static partial void SourceBack(ILogger logger, string collection);

    [LoggerMessage(1004, LogLevel.Warning, "A tile could not be kept in the store: {Reason}")]
    public static partial void TileNotStored(ILogger logger, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "Collection {Collection}: {Fault}")]
    public static partial void RowsUnreadable(ILogger logger, string collection, string fault);
}
