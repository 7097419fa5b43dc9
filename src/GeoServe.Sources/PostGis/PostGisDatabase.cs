using GeoServe.Core.Sources;
using Npgsql;

namespace GeoServe.Sources.PostGis;

/// <summary>One PostgreSQL database with PostGIS and its pool of connections, shared by all sources in it. Safe for concurrent calls.</summary>
public sealed class PostGisDatabase : IAsyncDisposable
{
    private PostGisDatabase(NpgsqlDataSource pool, string name) => (Pool, Name) = (pool, name);

    /// <summary>Host, port and database, for messages; without user and password.</summary>
    public string Name { get; }

    internal NpgsqlDataSource Pool { get; }

    /// <summary>Reads a connection string; nothing is connected before the first query.</summary>
    /// <param name="connectionString">As Npgsql takes it: <c>Host=...;Database=...;Username=...;Password=...</c>.</param>
    /// <exception cref="SourceFaultException">The string cannot be read. The message does not repeat it.</exception>
    public static PostGisDatabase Connect(string connectionString)
    {
        try
        {
            var builder = new NpgsqlDataSourceBuilder(connectionString);
            builder.ConnectionStringBuilder.ApplicationName ??= "GeoServe";
            builder.ConnectionStringBuilder.Timezone = "UTC";
            builder.ConnectionStringBuilder.IncludeErrorDetail = false;
            NpgsqlConnectionStringBuilder settings = builder.ConnectionStringBuilder;
            return new PostGisDatabase(builder.Build(), $"{settings.Host}:{settings.Port}/{settings.Database}");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            // The cause is not passed on: its message repeats parts of the string.
            throw new SourceFaultException("The connection string of a PostGIS database cannot be read; write it as Host=...;Database=...;Username=...;Password=...");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Pool.DisposeAsync();
}
