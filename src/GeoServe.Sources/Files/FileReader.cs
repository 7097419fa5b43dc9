using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Sql;

namespace GeoServe.Sources.Files;

/// <summary>The rows of one query on a file: candidates by the index, then what is left of the conditions, row by row.</summary>
internal sealed class FileReader : FeatureReader
{
    private readonly FileTable _table;
    private readonly RowFaultList _faults;
    private readonly RowPlan _plan;
    private readonly Box? _box;
    private readonly RowDecoder _decoder;
    private readonly FileCandidates _candidates;
    private readonly Value[] _output;
    private long _skip;
    private long _left;
    private bool _hasShape;

    /// <param name="table">Leased for the reader, which releases it.</param>
    /// <param name="faults">Told of rows that cannot be read.</param>
    /// <param name="query">The query.</param>
    public FileReader(FileTable table, RowFaultList faults, FeatureQuery query)
    {
        (_table, _faults) = (table, faults);
        _plan = new RowPlan(query, table.Schema, query.Filter);
        _output = new Value[_plan.Output.Length];
        _left = query.Limit ?? long.MaxValue;
        _box = query.Box;
        _candidates = new FileCandidates(table, query);
        // Without conditions that only the row itself can tell, what is left out first need not be read.
        _skip = query.Filter is null ? _candidates.SkipSure(query.Offset) : query.Offset;
        _decoder = table.Decode(_plan);
    }

    public override FeatureId Id => _decoder.Id;

    public override Shape? Shape => _plan.WithGeometry && _hasShape ? _decoder.Shape : null;

    public override ReadOnlySpan<Value> Values => _output;

    public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new ValueTask<bool>(Read(cancellationToken));
        }
        catch (OperationCanceledException cancelled)
        {
            return ValueTask.FromException<bool>(cancelled);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _decoder.Dispose();
        _candidates.Dispose();
        _table.Release();
        return ValueTask.CompletedTask;
    }

    private bool Read(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_left > 0 && _candidates.TryNext(out RowCandidate candidate))
        {
            cancellationToken.ThrowIfCancellationRequested();
            RowPlace place = _table.Rows.At(candidate.Index);
            if (_decoder.Read(place, _plan.FetchGeometry || !candidate.IsSure) is { } fault)
            {
                _faults.LeaveOut($"row {place.Number}", fault);
                continue;
            }
            _hasShape = _decoder.HasShape;
            if (!candidate.IsSure && !(_hasShape && _decoder.Shape.Bounds().Intersects(_box!.Value))) continue;
            if (!_plan.Passes(_decoder.Values, _hasShape ? _decoder.Shape : null, _decoder.Id)) continue;
            if (_skip > 0)
            {
                _skip--;
                continue;
            }
            _left--;
            for (int i = 0; i < _output.Length; i++) _output[i] = _decoder.Values[_plan.Output[i]];
            return true;
        }
        return false;
    }
}
