using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoServe.TestKit.Fakes;

/// <summary>Features given as WKT, in memory. Queries can be held back, counted and made to fail.</summary>
public sealed class FakeSource(FeatureSchema schema, params (string Wkt, Value[] Values)[] rows) : IFeatureSource
{
    private readonly (Geometry? Geometry, Value[] Values)[] _rows =
        [.. rows.Select(row => (row.Wkt.Length == 0 ? null : new WKTReader().Read(row.Wkt), row.Values))];
    private int _queries;

    /// <summary>Queries begun so far.</summary>
    public int Queries => _queries;

    /// <summary>While set, queries wait for it; it can be failed too.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Completed when a query has come to the gate.</summary>
    public TaskCompletionSource AtGate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when a query that waited at the gate was cancelled.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ulong Revision { get; set; } = 1;

    public ValueTask<FeatureSchema> ReadSchemaAsync(CancellationToken cancellationToken) => new(schema);

    public ValueTask<Box> ReadExtentAsync(CancellationToken cancellationToken) =>
        new(_rows.Where(row => row.Geometry is { IsEmpty: false }).Aggregate(Box.Empty, (box, row) => box.Union(BoxOf(row.Geometry!))));

    public async ValueTask<FeatureReader> QueryAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _queries);
        if (Gate is { } gate)
        {
            AtGate.TrySetResult();
            try
            {
                await gate.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled.TrySetResult();
                throw;
            }
        }
        return new Reader(_rows, query, schema);
    }

    public ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken) => new(_rows.LongLength);

    public ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken) => new(Revision);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Box BoxOf(Geometry geometry)
    {
        Envelope envelope = geometry.EnvelopeInternal;
        return new Box(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY);
    }

    private sealed class Reader((Geometry? Geometry, Value[] Values)[] rows, FeatureQuery query, FeatureSchema schema) : FeatureReader
    {
        private readonly Shape _shape = new();
        private Value[] _values = [];
        private int _row = -1;

        public override FeatureId Id => new(_row + 1);

        public override Shape? Shape => rows[_row].Geometry is null ? null : _shape;

        public override ReadOnlySpan<Value> Values => _values;

        public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
        {
            while (++_row < rows.Length)
            {
                (Geometry? geometry, Value[] values) = rows[_row];
                if (query.Box is { } box && (geometry is null || !BoxOf(geometry).Intersects(box))) continue;
                if (geometry is not null) Shapes.Fill(_shape, geometry);
                int[] columns = query.Columns is { } chosen ? [.. chosen] : [.. Enumerable.Range(0, schema.Columns.Length)];
                _values = [.. columns.Select(column => values[column])];
                return new(true);
            }
            return new(false);
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
