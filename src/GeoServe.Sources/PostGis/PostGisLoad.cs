using System.Buffers;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Sql;
using GeoServe.Sources.WellKnownBinary;
using Npgsql;
using NpgsqlTypes;

namespace GeoServe.Sources.PostGis;

/// <summary>
/// One table of a PostGIS database being loaded by binary COPY, in one transaction; primary key, spatial index and statistics come at the end.
/// The first geometry decides whether the column has heights.
/// </summary>
internal sealed class PostGisLoad : IFeatureLoad
{
    private readonly PostGisDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _schemaName;
    private readonly string _table;
    private readonly FeatureSchema _schema;
    private readonly string _key;
    private readonly int _srid;
    private readonly ArrayBufferWriter<byte> _wkb = new();
    private NpgsqlBinaryImporter? _copy;

    public PostGisLoad(
        PostGisDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction, string schemaName, string table, FeatureSchema schema)
    {
        (_database, _connection, _transaction, _schemaName, _table, _schema) = (database, connection, transaction, schemaName, table, schema);
        _key = schema.Key ?? "fid";
        _srid = schema.Crs == Crs.Crs84 ? 4326 : schema.Crs.Epsg;
        if (schema.Key is not null && schema.Columns[schema.IndexOf(_key)].Kind != ValueKind.Integer)
        {
            throw new SourceFaultException($"The key '{_key}' of table '{table}' must be an integer column to be loaded.");
        }
    }

    private string From => SqlName.Quote(_schemaName, _table);

    /// <inheritdoc/>
    public void Add(long id, Shape? shape, ReadOnlySpan<Value> values)
    {
        int expected = _schema.Columns.Length - (_schema.Key is null ? 0 : 1);
        if (values.Length != expected) throw new ArgumentException($"{values.Length} values came for {expected} columns.", nameof(values));
        try
        {
            _copy ??= Begin(withHeights: shape is { HasHeights: true });
            _copy.StartRow();
            _copy.Write(id, NpgsqlDbType.Bigint);
            if (_schema.GeometryName is not null) WriteShape(_copy, shape);
            foreach (Value value in values) Write(_copy, value);
        }
        catch (Exception exception) when (PostGisErrors.IsOurs(exception))
        {
            throw PostGisErrors.From(exception, _database, $"'{_schemaName}.{_table}'");
        }
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            _copy ??= Begin(withHeights: false);
            await _copy.CompleteAsync(cancellationToken);
            await _copy.DisposeAsync();
            string index = _schema.GeometryName is null ? "" : $"CREATE INDEX ON {From} USING gist ({SqlName.Quote(_schema.GeometryName)});";
            await using var command = new NpgsqlCommand(
                $"SET LOCAL maintenance_work_mem = '256MB'; ALTER TABLE {From} ADD PRIMARY KEY ({SqlName.Quote(_key)}); {index} ANALYZE {From};", _connection);
            command.CommandTimeout = 0;     // an index over millions of rows takes what it takes; the token ends it
            await command.ExecuteNonQueryAsync(cancellationToken);
            await _transaction.CommitAsync(cancellationToken);
        }
        catch (Exception exception) when (PostGisErrors.IsOurs(exception))
        {
            throw PostGisErrors.From(exception, _database, $"'{_schemaName}.{_table}'");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Without Complete, the importer cancels its COPY and the connection rolls back.
        if (_copy is not null) await _copy.DisposeAsync();
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private NpgsqlBinaryImporter Begin(bool withHeights)
    {
        Column[] attributes = [.. _schema.Columns.Where(column => column.Name != _key)];
        string[] names = [_key, .. _schema.GeometryName is null ? [] : (string[])[_schema.GeometryName], .. attributes.Select(column => column.Name)];
        List<string> columns = [$"{SqlName.Quote(_key)} bigint NOT NULL"];
        if (_schema.GeometryName is { } geometry) columns.Add($"{SqlName.Quote(geometry)} geometry({_schema.GeometryType}{(withHeights ? "Z" : "")},{_srid})");
        columns.AddRange(attributes.Select(column => $"{SqlName.Quote(column.Name)} {TypeOf(column.Kind)}{(column.Nullable ? "" : " NOT NULL")}"));
        using var command = new NpgsqlCommand($"CREATE TABLE {From} ({string.Join(", ", columns)})", _connection);
        command.ExecuteNonQuery();
        return _connection.BeginBinaryImport($"COPY {From} ({string.Join(", ", names.Select(SqlName.Quote))}) FROM STDIN (FORMAT BINARY)");
    }

    private void WriteShape(NpgsqlBinaryImporter copy, Shape? shape)
    {
        if (shape is null)
        {
            copy.WriteNull();
            return;
        }
        _wkb.ResetWrittenCount();
        WkbWriter.Write(_wkb, shape, _schema.GeometryType, _srid);
        // COPY sends no types: the server reads these bytes as the geometry's own binary form, which is EWKB.
        copy.Write(_wkb.WrittenMemory, NpgsqlDbType.Bytea);
    }

    private static void Write(NpgsqlBinaryImporter copy, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: copy.WriteNull(); break;
            case ValueKind.Boolean: copy.Write(value.AsBoolean(), NpgsqlDbType.Boolean); break;
            case ValueKind.Integer: copy.Write(value.AsInteger(), NpgsqlDbType.Bigint); break;
            case ValueKind.Real: copy.Write(value.AsNumber(), NpgsqlDbType.Double); break;
            case ValueKind.Text: copy.Write(value.AsText(), NpgsqlDbType.Text); break;
            case ValueKind.Date: copy.Write(value.AsDate(), NpgsqlDbType.Date); break;
            case ValueKind.Instant: copy.Write(value.AsInstant().UtcDateTime, NpgsqlDbType.TimestampTz); break;
            case ValueKind.Bytes: copy.Write(value.AsBytes(), NpgsqlDbType.Bytea); break;
            default: throw new ArgumentException($"A value of kind {value.Kind} cannot be stored.");
        }
    }

    private static string TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "boolean",
        ValueKind.Integer => "bigint",
        ValueKind.Real => "double precision",
        ValueKind.Text => "text",
        ValueKind.Date => "date",
        ValueKind.Instant => "timestamptz",
        ValueKind.Bytes => "bytea",
        _ => throw new ArgumentException($"A column of kind {kind} cannot be stored."),
    };
}
