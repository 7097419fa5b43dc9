using System.Text.Json;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.UnitTests.Rendering;

/// <summary>The features of a GeoJSON text, all given for any box: what is outside is the scene builder's to cut away.</summary>
internal sealed class GeoJsonSource : IFeatureSource
{
    private readonly JsonElement[] _features;
    private readonly string[] _names;

    public GeoJsonSource(string json)
    {
        _features = [.. JsonDocument.Parse(json).RootElement.GetProperty("features").EnumerateArray()];
        _names = [.. _features.SelectMany(feature => feature.GetProperty("properties").EnumerateObject().Select(property => property.Name)).Distinct()];
        Schema = new FeatureSchema([.. _names.Select(name => new Column(name, ValueKind.Text))], null, "geometry", ShapeType.Geometry, Crs.Crs84);
    }

    public FeatureSchema Schema { get; }

    public ValueTask<FeatureSchema> ReadSchemaAsync(CancellationToken cancellationToken) => new(Schema);

    public ValueTask<Box> ReadExtentAsync(CancellationToken cancellationToken) => new(Box.WholeEarth);

    public ValueTask<FeatureReader> QueryAsync(FeatureQuery query, CancellationToken cancellationToken) => new(new Reader(this, query));

    public ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken) => new(_features.LongLength);

    public ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken) => new(1UL);

    public ValueTask DisposeAsync() => default;

    private sealed class Reader(GeoJsonSource source, FeatureQuery query) : FeatureReader
    {
        private readonly Shape _shape = new();
        private readonly Value[] _values = new Value[query.Columns?.Length ?? source._names.Length];
        private int _row = -1;

        public override FeatureId Id => source._features[_row].TryGetProperty("id", out JsonElement id) ? new(id.GetInt64()) : new(_row + 1);

        public override Shape? Shape => _shape;

        public override ReadOnlySpan<Value> Values => _values;

        public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
        {
            if (++_row >= source._features.Length) return new(false);
            JsonElement feature = source._features[_row];
            for (int i = 0; i < _values.Length; i++)
            {
                string name = source._names[query.Columns is { } columns ? columns[i] : i];
                _values[i] = feature.GetProperty("properties").TryGetProperty(name, out JsonElement value) ? Read(value) : Value.Null;
            }
            Fill(feature.GetProperty("geometry"));
            return new(true);
        }

        public override ValueTask DisposeAsync() => default;

        private static Value Read(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => Value.Of(value.GetString()),
            JsonValueKind.Number => value.TryGetInt64(out long whole) ? Value.Of(whole) : Value.Of(value.GetDouble()),
            JsonValueKind.True or JsonValueKind.False => Value.Of(value.GetBoolean()),
            _ => Value.Null,
        };

        private void Fill(JsonElement geometry)
        {
            JsonElement coordinates = geometry.GetProperty("coordinates");
            ShapeType type = Enum.Parse<ShapeType>(geometry.GetProperty("type").GetString()!);
            _shape.Reset(type);
            switch (type)
            {
                case ShapeType.Point:
                    Add(coordinates);
                    _shape.EndPart();
                    break;
                case ShapeType.MultiPoint or ShapeType.LineString:
                    AddPart(coordinates);
                    break;
                case ShapeType.MultiLineString:
                    foreach (JsonElement line in coordinates.EnumerateArray()) AddPart(line);
                    break;
                case ShapeType.Polygon:
                    AddPolygon(coordinates);
                    break;
                default:
                    foreach (JsonElement polygon in coordinates.EnumerateArray()) AddPolygon(polygon);
                    break;
            }
        }

        private void AddPolygon(JsonElement rings)
        {
            foreach (JsonElement ring in rings.EnumerateArray()) AddPart(ring);
            _shape.EndPolygon();
        }

        private void AddPart(JsonElement positions)
        {
            foreach (JsonElement position in positions.EnumerateArray()) Add(position);
            _shape.EndPart();
        }

        private void Add(JsonElement position) => _shape.Add(position[0].GetDouble(), position[1].GetDouble());
    }
}
