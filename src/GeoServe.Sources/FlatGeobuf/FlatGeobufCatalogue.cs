using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.FlatGeobuf;

/// <summary>Opens a FlatGeobuf: by its head and index alone where it has one, else by reading it through once.</summary>
internal sealed class FlatGeobufCatalogue(string path, FlatGeobufOptions options, RowFaultList faults)
{
    /// <summary>Opens it.</summary>
    /// <exception cref="SourceFaultException">It is no FlatGeobuf, or its coordinate system is not known.</exception>
    public FlatGeobufTable Open(SafeFileHandle file, CancellationToken cancellationToken)
    {
        FlatGeobufHeader header;
        using (var window = new ByteWindow(file, path)) header = FlatGeobufHeader.Read(window, path);
        FeatureSchema schema = SchemaOf(header);
        bool hasIndex = header is { NodeSize: >= 2, Count: > 0 };
        if (hasIndex && options.Key is null)
        {
            var index = new FlatGeobufIndex(file, path, header);
            return new FlatGeobufTable(file, path, header, isChecked: false) { Schema = schema, Rows = index, Extent = index.Extent, Keys = new NumberKeys(number => number >= 1 && number <= index.Count ? number - 1 : -1) };
        }
        var rows = new RowTable();
        var keys = new RowKeyBuilder();
        Box extent = ReadRows(file, header, schema, hasIndex ? new FlatGeobufIndex(file, path, header) : null, rows, keys, cancellationToken);
        RowKeys found = options.Key is null ? new NumberKeys(rows.IndexOfNumber)
            : keys.Build(rows) ?? throw new SourceFaultException($"'{options.Key}' of '{path}' is no key: a feature has none, or two have the same; leave out key: to number the rows.");
        return new FlatGeobufTable(file, path, header, isChecked: true) { Schema = schema, Rows = rows, Extent = extent, Keys = found };
    }

    private Box ReadRows(SafeFileHandle file, FlatGeobufHeader header, FeatureSchema schema, FlatGeobufIndex? index, RowTable rows, RowKeyBuilder keys, CancellationToken cancellationToken)
    {
        using var reader = new FlatGeobufReader(schema, header, file, path, plan: null);
        int key = schema.IndexOf(schema.Key!);
        long length = RandomAccess.GetLength(file), offset = index?.At(0).Offset ?? header.Bytes, number = 0;
        Box extent = Box.Empty;
        // A head that counts none may only not know: the features up to the end of the file tell.
        while (offset < length && (header.Count == 0 || number < header.Count))
        {
            if (++number % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            var place = new RowPlace(number, offset, 0);
            long before = offset;
            string? fault = reader.Read(place, withGeometry: true);
            if (fault is not null) faults.LeaveOut($"row {number}", fault);
            else
            {
                Box box = reader.HasShape ? reader.Shape.Bounds() : Box.Empty;
                extent = extent.Union(box);
                rows.Add(place, box);
                keys.Add(reader.Values[key]);
            }
            if (reader.Next <= before) break;      // its length is not known: what follows cannot be found
            offset = reader.Next;
        }
        if (number < header.Count) faults.Note($"it counts {header.Count} features and ends after {number}.");
        return extent;
    }

    private FeatureSchema SchemaOf(FlatGeobufHeader header)
    {
        string[] names = [.. header.Columns.Select(column => column.Name)];
        if (options.Key is { } key && !names.Contains(key, StringComparer.Ordinal)) throw new SourceFaultException($"'{path}' has no column '{key}' to be its key; it has {string.Join(", ", names)}.");
        string number = ColumnNames.Free(names, "fid", "ogc_fid", "row_number"), geometry = ColumnNames.Free(names, "geometry", "geom", "the_geom");
        Crs crs = options.Crs ?? header.Crs ?? throw new SourceFaultException(header.CrsName.Length == 0
            ? $"'{path}' does not say its coordinate system; write it to the collection, such as crs: EPSG:4490."
            : $"'{path}' is in the coordinate system '{header.CrsName}', which is not known here; write the one that it is to the collection, such as crs: EPSG:4490.");
        ImmutableArray<Column> columns = [new Column(number, ValueKind.Integer, Nullable: false), .. header.Columns.Select(column => new Column(column.Name, column.Kind))];
        return new FeatureSchema(columns, options.Key ?? number, geometry, header.Type ?? ShapeType.Geometry, crs);
    }
}
