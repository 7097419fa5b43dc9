using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;

namespace GeoServe.Sources.GeoPackage;

/// <summary>The rows of one query on a GeoPackage, read from SQLite's memory without copies.</summary>
internal sealed class GeoPackageReader : FeatureReader
{
    private readonly GeoPackageConnections.Lease _lease;
    private readonly GeoPackageStatement _statement;
    private readonly GeoPackageTable _table;
    private readonly RowPlan _plan;
    private readonly RowFaultList _faults;
    private readonly CancellationTokenRegistration _cancellation;
    private readonly Shape _scratch = new();
    private readonly Value[] _row;
    private readonly Value[] _output;
    private RowWindow _window;
    private Shape? _shape;
    private FeatureId _id;
    private long _rowNumber;

    public GeoPackageReader(
        GeoPackageConnections.Lease lease, GeoPackageStatement statement, GeoPackageTable table, RowPlan plan, RowFaultList faults, CancellationToken cancellationToken)
    {
        (_lease, _statement, _table, _plan, _faults) = (lease, statement, table, plan, faults);
        _row = new Value[table.Schema.Columns.Length];
        _output = new Value[plan.Output.Length];
        _window = new RowWindow(plan);
        // A step that goes through a whole table without finding a row ends too.
        _cancellation = cancellationToken.UnsafeRegister(static connection => ((GeoPackageConnection)connection!).Interrupt(), lease.Connection);
    }

    public override FeatureId Id => _id;

    public override Shape? Shape => _plan.WithGeometry ? _shape : null;

    public override ReadOnlySpan<Value> Values => _output;

    public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!_window.IsClosed)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!_statement.Step()) return new ValueTask<bool>(false);
                if (!ReadRow() || !_plan.Passes(_row, _shape, _id) || !_window.Takes()) continue;
                for (int i = 0; i < _output.Length; i++) _output[i] = _row[_plan.Output[i]];
                return new ValueTask<bool>(true);
            }
            return new ValueTask<bool>(false);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<bool>(exception);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _cancellation.Dispose();     // waits for an interrupt that is under way, so that it cannot hit the next caller
        _statement.Dispose();
        _lease.Dispose();
        return ValueTask.CompletedTask;
    }

    // False for a row whose geometry cannot be read: it is left out and named, and the others are served.
    private bool ReadRow()
    {
        int column = 0;
        _rowNumber++;
        _id = default;
        if (_table.KeyExpression is not null) _id = ReadId(column++);
        if (_plan.FetchGeometry && !ReadShape(column++)) return false;
        foreach (int index in _plan.Fetched) _row[index] = GeoPackageTypes.Read(_statement, column++, _table.Schema.Columns[index].Kind);
        return true;
    }

    private FeatureId ReadId(int column) => GeoPackageTypes.Read(_statement, column, _table.KeyKind) switch
    {
        { Kind: ValueKind.Integer } key => new FeatureId(key.AsInteger()),
        { IsNull: true } => default,
        Value key => new FeatureId(key.ToString()),
    };

    private bool ReadShape(int column)
    {
        _shape = _statement.IsNull(column) ? null : _scratch;
        if (_shape is null || GeoPackageBlob.Read(_statement.Blob(column), _scratch) is not { } fault) return true;
        _faults.LeaveOut(_id.IsNone ? $"row number {_rowNumber}" : $"row {_id}", $"the geometry cannot be read: {fault}");
        return false;
    }
}
