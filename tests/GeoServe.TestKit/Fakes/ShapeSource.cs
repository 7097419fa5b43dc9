using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.TestKit.Fakes;

/// <summary>Features whose geometries a test writes position by position: not-a-number, a million vertices, whatever WKT has no words for.</summary>
public sealed class ShapeSource(FeatureSchema schema, IReadOnlyList<ShapeRow> rows) : IFeatureSource
{
    /// <summary>What the source says when it is asked for its revision.</summary>
    public ulong Revision { get; set; } = 1;

    /// <summary>The rows; another list is another state.</summary>
    public IReadOnlyList<ShapeRow> Rows { get; set; } = rows;

    /// <summary>How many rows the source says it has; null for the true number.</summary>
    public long? SaidCount { get; set; }

    /// <summary>Called before each row with its number; may change the source or throw.</summary>
    public Func<int, ValueTask>? BeforeRow { get; set; }

    public ValueTask<FeatureSchema> ReadSchemaAsync(CancellationToken cancellationToken) => new(schema);

    public ValueTask<Box> ReadExtentAsync(CancellationToken cancellationToken)
    {
        Box box = Box.Empty;
        var shape = new Shape();
        foreach (ShapeRow row in Rows.Where(row => row.Fill is not null))
        {
            row.Fill!(shape);
            box = box.Union(shape.Bounds());
        }
        return new(box);
    }

    public ValueTask<FeatureReader> QueryAsync(FeatureQuery query, CancellationToken cancellationToken) => new(new Reader(this, query, schema));

    public ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken) => new(SaidCount ?? Rows.Count);

    public ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken) => new(Revision);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Reader(ShapeSource source, FeatureQuery query, FeatureSchema schema) : FeatureReader
    {
        private readonly Shape _shape = new();
        private Value[] _values = [];
        private int _row = -1;

        public override FeatureId Id => source.Rows[_row].Id;

        public override Shape? Shape => source.Rows[_row].Fill is null ? null : _shape;

        public override ReadOnlySpan<Value> Values => _values;

        public override async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
        {
            while (++_row < source.Rows.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (source.BeforeRow is { } before) await before(_row);
                if (_row >= source.Rows.Count) return false;
                ShapeRow row = source.Rows[_row];
                row.Fill?.Invoke(_shape);
                if (query.Box is { } box && (row.Fill is null || !_shape.Bounds().Intersects(box))) continue;
                _values = [.. (query.Columns ?? schema.EveryColumn).Select(column => row.Values[column])];
                return true;
            }
            return false;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
