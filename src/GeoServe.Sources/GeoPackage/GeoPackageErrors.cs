using GeoServe.Core.Sources;
using SQLitePCL;

namespace GeoServe.Sources.GeoPackage;

/// <summary>What SQLite's result codes (sqlite.org/rescode.html) mean to a caller: a later try may succeed, or the data must be mended.</summary>
internal static class GeoPackageErrors
{
    /// <summary>The exception for a result code, extended or not.</summary>
    public static Exception From(int code, string path, string message, Exception? inner) => (code & 0xff) switch
    {
        raw.SQLITE_INTERRUPT => new OperationCanceledException(),
        raw.SQLITE_CANTOPEN => new SourceUnavailableException($"GeoPackage '{path}' cannot be opened: is it there, and readable?", inner),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new SourceUnavailableException($"GeoPackage '{path}' is locked by a writer.", inner),
        raw.SQLITE_IOERR => new SourceUnavailableException($"GeoPackage '{path}' cannot be read: {message}.", inner),
        raw.SQLITE_NOTADB => new SourceFaultException($"'{path}' is no GeoPackage: not an SQLite database.", inner),
        raw.SQLITE_CORRUPT => new SourceFaultException($"GeoPackage '{path}' is damaged; SQLite's command '.recover' may save it.", inner),
        _ => new SourceFaultException($"GeoPackage '{path}' cannot answer: {message}.", inner),
    };
}
