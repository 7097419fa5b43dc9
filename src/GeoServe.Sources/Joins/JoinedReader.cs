using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Sql;

namespace GeoServe.Sources.Joins;

/// <summary>The rows of one query on joined features.</summary>
/// <param name="inner">The features' rows; owned.</param>
/// <param name="table">The table.</param>
/// <param name="plan">What is to be done.</param>
internal sealed class JoinedReader(FeatureReader inner, IJoinTable table, JoinPlan plan) : FeatureReader
{
    private readonly Value[] _row = new Value[plan.Count];
    private readonly Value[] _output = new Value[plan.Output.Length];
    private long _skip = plan.Offset;
    private long _left = plan.Limit ?? long.MaxValue;

    public override FeatureId Id => inner.Id;

    public override Shape? Shape => plan.WithGeometry ? inner.Shape : null;

    public override ReadOnlySpan<Value> Values => _output;

    public override async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (_left > 0 && await inner.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            Join();
            if (plan.Residual is not null && !Passes()) continue;
            if (_skip > 0)
            {
                _skip--;
                continue;
            }
            _left--;
            for (int i = 0; i < _output.Length; i++) _output[i] = _row[plan.Output[i]];
            return true;
        }
        return false;
    }

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Join()
    {
        for (int i = 0; i < plan.Fetched.Length; i++) _row[plan.Fetched[i]] = inner.Values[i];
        if (!plan.NeedsTable) return;
        Span<Value> joined = _row.AsSpan(plan.OwnCount);
        int row = table.Find(inner.Values[plan.KeyPlace]);
        if (row >= 0) table.Row(row).CopyTo(joined);
        else joined.Clear();
    }

    private bool Passes() => plan.Residual!.Evaluate(new EvaluationContext(0, _row, RowPlan.KindOf(inner.Shape), inner.Id.TileId)) is { Kind: ValueKind.Boolean } result && result.AsBoolean();
}
