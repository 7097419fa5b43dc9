using GeoServe.Core.Features;
using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Shapefile;

/// <summary>Reads rows of a Shapefile: the record of the .shp and that of the .dbf.</summary>
internal sealed class ShapefileReader : RowDecoder
{
    private readonly ByteWindow _shapes;
    private readonly DbfFile? _dbf;
    private readonly ByteWindow? _records;
    private readonly FeatureSchema _schema;
    private readonly IReadOnlyList<int> _fetched;
    private readonly int _key;
    private readonly ShapeRecord _record = new();

    /// <param name="schema">Its columns are the row number, then the fields.</param>
    /// <param name="shp">The geometries.</param>
    /// <param name="path">Their file.</param>
    /// <param name="dbf">The attributes; null where there are none.</param>
    /// <param name="key">Index of the key's column.</param>
    /// <param name="plan">What is to be fetched; null for everything.</param>
    public ShapefileReader(FeatureSchema schema, SafeFileHandle shp, string path, DbfFile? dbf, int key, RowPlan? plan) : base(schema.Columns.Length)
    {
        (_schema, _dbf, _key) = (schema, dbf, key);
        _shapes = new ByteWindow(shp, path);
        _records = dbf?.OpenWindow();
        _fetched = plan is null ? [.. Enumerable.Range(0, schema.Columns.Length)] : [.. plan.Fetched.Union([key])];
    }

    /// <summary>True when the row at hand is marked as deleted.</summary>
    public bool IsDeleted { get; private set; }

    public override string? Read(in RowPlace place, bool withGeometry)
    {
        HasShape = IsDeleted = false;
        Missing = null;
        ReadAttributes(place.Number);
        if (IsDeleted || !withGeometry) return null;
        if (!_shapes.TryRead(place.Offset + 8, place.Length, out ReadOnlySpan<byte> content)
            // A null shape whose length is wrong may seem to go beyond the end.
            && !_shapes.TryRead(place.Offset + 8, Math.Min(4, place.Length), out content))
        {
            return "its record is cut off";
        }
        if (content.Length < place.Length && !content.SequenceEqual<byte>([0, 0, 0, 0])) return "its record is cut off";
        string? fault = _record.Read(content, Shape, out bool hasShape, out string? missing);
        HasShape = hasShape && fault is null;
        Missing ??= missing;
        return fault;
    }

    public override void Dispose()
    {
        _shapes.Dispose();
        _records?.Dispose();
    }

    private void ReadAttributes(long number)
    {
        long offset = _dbf?.OffsetOf(number) ?? -1;
        ReadOnlySpan<byte> record = offset < 0 ? default : _records!.Read(offset, _dbf!.RecordBytes);
        if (_dbf is not null && offset < 0) Missing = "the .dbf ends before it";
        IsDeleted = !record.IsEmpty && record[0] == '*';
        string? fault = null;
        foreach (int index in _fetched)
        {
            Values[index] = index == 0 ? Value.Of(number) : record.IsEmpty ? Value.Null : _dbf!.Read(record, _dbf.Fields[index - 1], ref fault);
        }
        Missing ??= fault;
        Id = Values[_key] switch { { Kind: ValueKind.Integer } key => new FeatureId(key.AsInteger()), { IsNull: true } => default, var key => new FeatureId(key.ToString()) };
    }
}
