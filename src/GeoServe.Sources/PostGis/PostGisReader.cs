using System.Buffers;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;
using GeoServe.Sources.WellKnownBinary;
using Npgsql;

namespace GeoServe.Sources.PostGis;

/// <summary>The rows of one query on PostGIS, as they arrive: nothing is held but the row at hand.</summary>
internal sealed class PostGisReader : FeatureReader
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlDataReader _reader;
    private readonly PostGisDatabase _database;
    private readonly PostGisTable _table;
    private readonly RowPlan _plan;
    private readonly RowFaultList _faults;
    private readonly Shape _scratch = new();
    private readonly Value[] _row;
    private readonly Value[] _output;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4096);
    private RowWindow _window;
    private Shape? _shape;
    private FeatureId _id;
    private long _rowNumber;
    private bool _atEnd;

    public PostGisReader(
        NpgsqlConnection connection, NpgsqlCommand command, NpgsqlDataReader reader, PostGisDatabase database, PostGisTable table, RowPlan plan, RowFaultList faults)
    {
        (_connection, _command, _reader, _database, _table, _plan, _faults) = (connection, command, reader, database, table, plan, faults);
        _row = new Value[table.Schema.Columns.Length];
        _output = new Value[plan.Output.Length];
        _window = new RowWindow(plan);
    }

    public override FeatureId Id => _id;

    public override Shape? Shape => _plan.WithGeometry ? _shape : null;

    public override ReadOnlySpan<Value> Values => _output;

    public override async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!_window.IsClosed)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!await _reader.ReadAsync(cancellationToken))
                {
                    _atEnd = true;
                    return false;
                }
                if (!ReadRow() || !_plan.Passes(_row, _shape, _id) || !_window.Takes()) continue;
                for (int i = 0; i < _output.Length; i++) _output[i] = _row[_plan.Output[i]];
                return true;
            }
            return false;
        }
        catch (Exception exception) when (PostGisErrors.IsOurs(exception))
        {
            throw PostGisErrors.From(exception, _database, $"'{_table.SchemaName}.{_table.Name}'");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        // Closing a reader reads all that is left; the server is told to stop first.
        try
        {
            if (!_atEnd) _command.Cancel();
            await _reader.DisposeAsync();
        }
        catch (Exception exception) when (PostGisErrors.IsOurs(exception))
        {
            // The rows that nobody wanted any more ended with the cancellation, or the connection with the server.
        }
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
        ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _bytes, []));
    }

    // False for a row whose geometry cannot be read: it is left out and named, and the others are served.
    private bool ReadRow()
    {
        int column = 0;
        _rowNumber++;
        _id = default;
        if (_table.KeyType != PostGisKeyType.None) _id = ReadId(column++);
        if (_plan.FetchGeometry && !ReadShape(column++)) return false;
        foreach (int index in _plan.Fetched) _row[index] = ReadValue(column++, _table.Schema.Columns[index].Kind);
        return true;
    }

    private FeatureId ReadId(int column) => _reader.IsDBNull(column) ? default
        : _table.KeyType == PostGisKeyType.Integer ? new FeatureId(_reader.GetInt64(column))
        : new FeatureId(_reader.GetString(column));

    private Value ReadValue(int column, ValueKind kind) => _reader.IsDBNull(column) ? Value.Null : kind switch
    {
        ValueKind.Boolean => Value.Of(_reader.GetBoolean(column)),
        ValueKind.Integer => Value.Of(_reader.GetInt64(column)),
        ValueKind.Real => Value.Of(_reader.GetDouble(column)),
        ValueKind.Date => Value.Of(_reader.GetFieldValue<DateOnly>(column)),
        ValueKind.Instant => Value.Of(new DateTimeOffset(_reader.GetDateTime(column), TimeSpan.Zero)),
        ValueKind.Bytes => Value.Of(_reader.GetFieldValue<byte[]>(column)),
        _ => Value.Of(_reader.GetString(column)),
    };

    private bool ReadShape(int column)
    {
        _shape = null;
        if (_reader.IsDBNull(column)) return true;
        int length = (int)_reader.GetBytes(column, 0, null, 0, 0);
        if (length > _bytes.Length)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(length);
        }
        _reader.GetBytes(column, 0, _bytes, 0, length);
        if (WkbReader.Read(_bytes.AsSpan(0, length), _scratch) is { } fault)
        {
            _faults.LeaveOut(_id.IsNone ? $"row number {_rowNumber}" : $"row {_id}", $"the geometry cannot be read: {fault}");
            return false;
        }
        _shape = _scratch;
        return true;
    }
}
