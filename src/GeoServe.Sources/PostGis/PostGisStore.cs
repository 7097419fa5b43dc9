using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Sources.Sql;
using Npgsql;

namespace GeoServe.Sources.PostGis;

/// <summary>A schema of a PostGIS database to load tables into; made where there is none. Each load has a connection and a transaction of its own.</summary>
/// <param name="database">Where; the caller's to dispose.</param>
/// <param name="schema">Name of the schema.</param>
public sealed class PostGisStore(PostGisDatabase database, string schema) : IFeatureStore
{
    /// <inheritdoc/>
    /// <exception cref="SourceUnavailableException">The database gave no answer.</exception>
    public async ValueTask<IFeatureLoad> CreateAsync(string table, FeatureSchema tableSchema, CancellationToken cancellationToken)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await database.Pool.OpenConnectionAsync(cancellationToken);
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2)",
                connection) { Parameters = { new() { Value = schema }, new() { Value = table } } };
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
            {
                throw new SourceFaultException($"Database {database.Name} has a table '{schema}.{table}' already.");
            }
            await using var create = new NpgsqlCommand($"CREATE SCHEMA IF NOT EXISTS {SqlName.Quote(schema)}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
            return new PostGisLoad(database, connection, transaction, schema, table, tableSchema);
        }
        catch (Exception exception)
        {
            if (connection is not null) await connection.DisposeAsync();
            if (PostGisErrors.IsOurs(exception)) throw PostGisErrors.From(exception, database, $"'{schema}.{table}'");
            throw;
        }
    }

    /// <summary>Nothing is held: the connections belong to the database.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
