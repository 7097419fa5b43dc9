using System.Collections.Immutable;
using System.Text.Json;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.GeoJson;

/// <summary>Opens a GeoJSON file: reads it through once, for its columns, its key, the places and boxes of its features, and what cannot be read.</summary>
internal sealed class GeoJsonCatalogue(string path, GeoJsonOptions options, RowFaultList faults)
{
    private readonly GeoJsonProperties _properties = new(options.Key ?? "id");
    private readonly RowTable _rows = new();
    private readonly RowKeyBuilder _ids = new();
    private readonly RowKeyBuilder _watched = new();
    private bool _isIdAProperty = true;
    private TypeGuess _type;
    private Box _extent = Box.Empty;

    /// <summary>Opens it.</summary>
    /// <exception cref="SourceFaultException">It is no GeoJSON, or its coordinate system is not known.</exception>
    public GeoJsonTable Open(SafeFileHandle file, CancellationToken cancellationToken)
    {
        byte[]? crs;
        using (var scanner = new FileScanner(file, cancellationToken))
        {
            var features = new GeoJsonScanner(scanner, path);
            ReadFeatures(features);
            crs = features.Crs;
        }
        if (_properties.HasTooMany) faults.Note($"more than {GeoJsonProperties.MostColumns} different properties: those met later are not served.");
        (RowKeys keys, GeoJsonLayout layout, Column? first, string key) = FindKey();
        ImmutableArray<Column> columns = [.. _properties.Columns.Select(column => column.Column)];
        if (first is not null) columns = columns.Insert(0, first);
        string geometry = ColumnNames.Free([.. columns.Select(column => column.Name)], "geometry", "geom", "the_geom");
        var schema = new FeatureSchema(columns, key, geometry, _type.Type, options.Crs ?? CrsOf(crs));
        return new GeoJsonTable(file, path, layout) { Schema = schema, Rows = _rows, Extent = _extent, Keys = keys };
    }

    private void ReadFeatures(GeoJsonScanner features)
    {
        var feature = new GeoJsonFeature(_properties, ShapeType.Geometry);
        var shape = new Shape();
        while (features.MoveNext())
        {
            _properties.Begin();
            if ((features.Fault ?? feature.Read(features.Bytes, shape, withGeometry: true)) is { } fault)
            {
                faults.LeaveOut($"row {features.Number}", fault);
                continue;
            }
            if (feature.Missing is { } missing) faults.Incomplete($"row {features.Number}", missing);
            Box box = feature.HasShape ? shape.Bounds() : Box.Empty;
            if (feature.HasShape) _type.Add(shape.Type);
            _extent = _extent.Union(box);
            _rows.Add(new RowPlace(features.Number, features.Offset, features.Bytes.Length), box);
            _ids.Add(feature.Id);
            if (options.Key is not null) _watched.Add(_properties.Watched);
            _isIdAProperty &= !feature.Id.IsNull && feature.Id == _properties.Watched;
        }
    }

    private (RowKeys, GeoJsonLayout, Column?, string) FindKey()
    {
        string[] names = [.. _properties.Columns.Select(column => column.Name)];
        if (options.Key is { } key)
        {
            if (!names.Contains(key, StringComparer.Ordinal)) throw new SourceFaultException($"'{path}' has no property '{key}' to be its key; it has {(names.Length == 0 ? "none" : string.Join(", ", names.Take(20)))}.");
            RowKeys keys = _watched.Build(_rows) ?? throw new SourceFaultException($"'{key}' of '{path}' is no key: a feature has none, or two have the same; leave out key: to number the rows.");
            return (keys, new GeoJsonLayout(0, NumbersRows: false), null, key);
        }
        if (_ids.IsWhole && _ids.Build(_rows) is { } ids)
        {
            if (_isIdAProperty) return (ids, new GeoJsonLayout(0, NumbersRows: false), null, "id");
            string id = ColumnNames.Free(names, "id", "fid", "ogc_fid");
            return (ids, new GeoJsonLayout(1, NumbersRows: false), new Column(id, _ids.AreNumbers ? ValueKind.Integer : ValueKind.Text, Nullable: false), id);
        }
        if (_ids.IsWhole) faults.Note("two features have the same id: the rows are numbered instead.");
        string number = ColumnNames.Free(names, "fid", "ogc_fid", "row_number");
        return (new NumberKeys(_rows.IndexOfNumber), new GeoJsonLayout(1, NumbersRows: true), new Column(number, ValueKind.Integer, Nullable: false), number);
    }

    // {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}, as GeoJSON had it in 2008 and GDAL writes it.
    private Crs CrsOf(byte[]? json)
    {
        if (json is null) return Crs.Crs84;
        string? name = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Null) return Crs.Crs84;
            name = document.RootElement.GetProperty("properties").GetProperty("name").GetString();
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Named below.
        }
        return (name is null ? null : CrsRegistry.Find(name)?.Crs) ?? throw new SourceFaultException(
            $"'{path}' names the coordinate system '{name ?? "(none)"}', which is not known here; write the one that it is to the collection, such as crs: EPSG:4490.");
    }
}
