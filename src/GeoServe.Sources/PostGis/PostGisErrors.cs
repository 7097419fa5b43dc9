using GeoServe.Core.Sources;
using Npgsql;

namespace GeoServe.Sources.PostGis;

/// <summary>What an exception of Npgsql means to a caller: a later try may succeed, or the data or the configuration must be mended.</summary>
internal static class PostGisErrors
{
    /// <summary>True for the exceptions that <see cref="From"/> translates.</summary>
    public static bool IsOurs(Exception exception) => exception is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or IOException;

    /// <summary>True where the connection itself broke, such as one that lay in the pool while the server was started anew.</summary>
    public static bool IsBroken(Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } => state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException } => true,
        _ => false,
    };

    /// <summary>The exception for callers. The database's own words are only in the cause, for the log.</summary>
    public static Exception From(Exception exception, PostGisDatabase database, string what) => exception switch
    {
        PostgresException { SqlState: var state } when IsPassing(state) =>
            new SourceUnavailableException($"PostGIS database {database.Name} did not answer for {what} (SQLSTATE {state}).", exception),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            new SourceFaultException($"PostGIS database {database.Name} does not accept this user and password.", exception),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            new SourceFaultException($"The database user may not read {what} in {database.Name}.", exception),
        PostgresException { SqlState: var state } =>
            new SourceFaultException($"PostGIS database {database.Name} cannot answer for {what} (SQLSTATE {state}).", exception),
        _ => new SourceUnavailableException($"PostGIS database {database.Name} gave no answer for {what}.", exception),
    };

    // Classes of Appendix A, "PostgreSQL Error Codes": connection, resources, operator intervention (shutdown, cancelled by a
    // time-out), system error, and serialization failures and deadlocks.
    private static bool IsPassing(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal)
        || state.StartsWith("40", StringComparison.Ordinal) || state == PostgresErrorCodes.LockNotAvailable;
}
