using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using NetTopologySuite.Geometries;

namespace GeoServe.UnitTests.SampleCity;

/// <summary>Keeps the tables that are written, and a hash over all of them, the same in one process.</summary>
internal sealed class RecordingStore : IFeatureStore
{
    private readonly XxHash64 _hash = new();

    public Dictionary<string, Table> Tables { get; } = new(StringComparer.Ordinal);

    public ulong Hash => _hash.GetCurrentHashAsUInt64();

    public ValueTask<IFeatureLoad> CreateAsync(string table, FeatureSchema schema, CancellationToken cancellationToken)
    {
        var created = new Table(schema, _hash);
        Tables.Add(table, created);
        return new(created);
    }

    public ValueTask DisposeAsync() => default;

    internal sealed class Table(FeatureSchema schema, XxHash64 hash) : IFeatureLoad
    {
        public FeatureSchema Schema { get; } = schema;

        public List<Row> Rows { get; } = [];

        public bool IsComplete { get; private set; }

        public void Add(long id, Core.Geometries.Shape? shape, ReadOnlySpan<Value> values)
        {
            if (values.Length != Schema.Columns.Length - 1) throw new ArgumentException($"{values.Length} values for {Schema.Columns.Length - 1} columns.");
            hash.Append(BitConverter.GetBytes(id));
            if (shape is not null) hash.Append(MemoryMarshal.AsBytes(shape.Coordinates));
            foreach (Value value in values)
                hash.Append(value.Kind == ValueKind.Text ? Encoding.UTF8.GetBytes(value.AsText()) : BitConverter.GetBytes(value.GetHashCode()));
            Rows.Add(new Row(id, shape is null ? null : GeometryOf(shape), values.ToArray()));
        }

        public Task CompleteAsync(CancellationToken cancellationToken)
        {
            IsComplete = true;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => default;

        public Value ValueOf(Row row, string column) => row.Values[Schema.IndexOf(column) - 1];

        private static Geometry GeometryOf(Core.Geometries.Shape shape)
        {
            var factory = GeometryFactory.Default;
            Coordinate[][] parts = Parts(shape);
            return shape.Type switch
            {
                ShapeType.Point => factory.CreatePoint(parts[0][0]),
                ShapeType.LineString => factory.CreateLineString(parts[0]),
                ShapeType.Polygon => PolygonOf(parts),
                _ => MultiPolygonOf(),
            };

            Geometry MultiPolygonOf()
            {
                var polygons = new List<Polygon>();
                int from = 0;
                foreach (int end in shape.PolygonEnds)
                {
                    polygons.Add(PolygonOf(parts[from..end]));
                    from = end;
                }
                return factory.CreateMultiPolygon([.. polygons]);
            }

            Polygon PolygonOf(Coordinate[][] rings) =>
                factory.CreatePolygon(factory.CreateLinearRing(rings[0]), [.. rings[1..].Select(factory.CreateLinearRing)]);
        }

        private static Coordinate[][] Parts(Core.Geometries.Shape shape)
        {
            var parts = new List<Coordinate[]>();
            int from = 0;
            foreach (int end in shape.PartEnds)
            {
                var part = new Coordinate[end - from];
                for (int i = from; i < end; i++) part[i - from] = new Coordinate(shape.Coordinates[2 * i], shape.Coordinates[(2 * i) + 1]);
                parts.Add(part);
                from = end;
            }
            return [.. parts];
        }
    }

    internal sealed record Row(long Id, Geometry? Geometry, Value[] Values);
}
