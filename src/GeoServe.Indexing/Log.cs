using Microsoft.Extensions.Logging;

namespace GeoServe.Indexing;

/// <summary>The messages of the tile indexes: ids 6000 to 6999.</summary>
internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Information, "The tile index of collection {Collection} is built: {Rows} rows, {Bytes} bytes, in {Elapsed}")]
    public static partial void Built(ILogger logger, string collection, int rows, long bytes, TimeSpan elapsed);

    [LoggerMessage(6002, LogLevel.Warning, "The tile index of collection {Collection} could not be built, the next try is in {Pause}: {Reason}")]
    public static partial void NotBuilt(ILogger logger, string collection, TimeSpan pause, string reason);

    [LoggerMessage(6003, LogLevel.Warning, "A tile index is built anew: {Reason}")]
    public static partial void Unusable(ILogger logger, string reason);

    [LoggerMessage(6004, LogLevel.Warning, "Collection {Collection} has features that are not drawn as they are: {Note}")]
    public static partial void Noted(ILogger logger, string collection, string note);

    [LoggerMessage(6005, LogLevel.Information, "Another process builds the tile indexes in {Folder}; they are taken as it finishes them")]
    public static partial void BuiltByOthers(ILogger logger, string folder);

    [LoggerMessage(6006, LogLevel.Information, "The tile index {File} is deleted: no map has drawn its collection for a day")]
    public static partial void Deleted(ILogger logger, string file);

    [LoggerMessage(6007, LogLevel.Warning, "The tile index {File}, which no map needs, could not be deleted: {Reason}")]
    public static partial void NotDeleted(ILogger logger, string file, string reason);
}
