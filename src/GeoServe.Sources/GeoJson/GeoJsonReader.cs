using System.Text;
using System.Text.Json;
using GeoServe.Core.Features;
using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.GeoJson;

/// <summary>Reads features of a GeoJSON file from their places.</summary>
internal sealed class GeoJsonReader : RowDecoder, IPropertySink
{
    private readonly GeoJsonLayout _layout;
    private readonly FeatureSchema _schema;
    private readonly ByteWindow _window;
    private readonly GeoJsonFeature _feature;
    private readonly byte[][] _names;
    private readonly Dictionary<string, int> _indexes;
    private readonly bool[] _fetched;
    private readonly int _key;
    private int _next;

    public GeoJsonReader(FeatureSchema schema, GeoJsonLayout layout, SafeFileHandle file, string path, RowPlan plan) : base(schema.Columns.Length)
    {
        (_schema, _layout) = (schema, layout);
        _window = new ByteWindow(file, path);
        _feature = new GeoJsonFeature(this, schema.GeometryType);
        _names = [.. schema.Columns.Select(column => Encoding.UTF8.GetBytes(column.Name))];
        _indexes = schema.Columns.Select((column, i) => (column.Name, i)).Skip(layout.FirstProperty).ToDictionary(StringComparer.Ordinal);
        _key = schema.IndexOf(schema.Key!);
        _fetched = new bool[schema.Columns.Length];
        foreach (int index in plan.Fetched) _fetched[index] = true;
        _fetched[_key] = true;
    }

    public override string? Read(in RowPlace place, bool withGeometry)
    {
        Values.AsSpan().Clear();
        _next = _layout.FirstProperty;
        string? fault = _feature.Read(_window.Read(place.Offset, place.Length), Shape, withGeometry);
        HasShape = fault is null && _feature.HasShape;
        if (_layout.FirstProperty == 1)
        {
            Values[0] = _layout.NumbersRows ? Value.Of(place.Number)
                : _schema.Columns[0].Kind == ValueKind.Text && _feature.Id.Kind == ValueKind.Integer ? Value.Of(_feature.Id.ToString()) : _feature.Id;
        }
        Id = Values[_key] switch { { Kind: ValueKind.Integer } key => new FeatureId(key.AsInteger()), { IsNull: true } => default, var key => new FeatureId(key.ToString()) };
        return fault;
    }

    public override void Dispose() => _window.Dispose();

    void IPropertySink.Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        int index = Find(ref reader);
        reader.Read();
        if (index >= 0 && _fetched[index]) Values[index] = GeoJsonValue.Read(ref reader, bytes, _schema.Columns[index].Kind);
        else reader.Skip();
    }

    private int Find(ref Utf8JsonReader reader)
    {
        if (_next < _names.Length && reader.ValueTextEquals(_names[_next])) return _next++;
        if (!_indexes.TryGetValue(reader.GetString()!, out int index)) return -1;
        _next = index + 1;
        return index;
    }
}
