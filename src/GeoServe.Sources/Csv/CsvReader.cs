using GeoServe.Core.Features;
using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Csv;

/// <summary>Reads records of a CSV file from their places.</summary>
internal sealed class CsvReader : RowDecoder
{
    private readonly FeatureSchema _schema;
    private readonly CsvLayout _layout;
    private readonly ByteWindow _window;
    private readonly CsvRecord _record;
    private readonly CsvGeometry _geometry;
    private readonly int[] _fetched;
    private readonly int _key;

    public CsvReader(FeatureSchema schema, CsvLayout layout, SafeFileHandle file, string path, RowPlan plan) : base(schema.Columns.Length)
    {
        (_schema, _layout) = (schema, layout);
        _window = new ByteWindow(file, path);
        _record = new CsvRecord(layout.Encoding, layout.Delimiter);
        _geometry = new CsvGeometry(layout, schema.GeometryType);
        _key = schema.IndexOf(schema.Key!);
        _fetched = [.. plan.Fetched.Union([_key])];
    }

    public override string? Read(in RowPlace place, bool withGeometry)
    {
        HasShape = false;
        _record.Read(_window.Read(place.Offset, place.Length));
        if (_record.Count != _layout.FieldCount) return CsvCatalogue.WrongCount(_record.Count, _layout.FieldCount);
        foreach (int index in _fetched)
        {
            Values[index] = _layout.Fields[index] is >= 0 and int field ? ValueOf(_record[field], _schema.Columns[index].Kind) : Value.Of(place.Number);
        }
        Id = Values[_key] switch { { Kind: ValueKind.Integer } key => new FeatureId(key.AsInteger()), { IsNull: true } => default, var key => new FeatureId(key.ToString()) };
        if (!withGeometry || !_layout.HasGeometry) return null;
        string? fault = _geometry.Read(_record, Shape, out bool hasShape, out _);
        HasShape = hasShape;
        return fault;
    }

    public override void Dispose() => _window.Dispose();

    private static Value ValueOf(ReadOnlySpan<char> text, ValueKind kind) =>
        text.IsEmpty ? Value.Null : kind == ValueKind.Text ? Value.Of(text.ToString()) : TextValues.Read(text.Trim(), kind);
}
