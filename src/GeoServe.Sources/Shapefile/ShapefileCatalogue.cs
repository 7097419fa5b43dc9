using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using GeoServe.Sources.WellKnownText;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Shapefile;

/// <summary>Opens a Shapefile: reads it through once, for the places and boxes of its rows and for what cannot be read.</summary>
internal sealed class ShapefileCatalogue(ShapefileParts parts, ShapefileOptions options, RowFaultList faults)
{
    /// <summary>Opens it.</summary>
    /// <exception cref="SourceFaultException">It is no Shapefile, or its coordinate system is not known.</exception>
    public ShapefileTable Open(Func<string, SafeFileHandle> open, CancellationToken cancellationToken)
    {
        SafeFileHandle shp = open(parts.Shp);
        SafeFileHandle? dbfFile = null;
        try
        {
            ShapeType type = ReadType(shp);
            Crs crs = options.Crs ?? ReadCrs();
            dbfFile = File.Exists(parts.Dbf) ? open(parts.Dbf) : null;
            if (dbfFile is null) faults.Note($"'{Path.GetFileName(parts.Dbf)}' is missing: there are no attributes.");
            DbfFile? dbf = dbfFile is null ? null : DbfFile.Open(dbfFile, parts.Dbf, options.Encoding ?? ReadEncoding(), faults);
            FeatureSchema schema = SchemaOf(type, crs, dbf);
            var rows = new RowTable();
            var keys = new RowKeyBuilder();
            int key = schema.IndexOf(schema.Key!);
            Box extent = ReadRows(shp, dbf, schema, key, rows, keys, cancellationToken);
            return new ShapefileTable(shp, parts.Shp, dbfFile, dbf) { Schema = schema, Rows = rows, Extent = extent, Keys = KeysOf(key, rows, keys) };
        }
        catch
        {
            shp.Dispose();
            dbfFile?.Dispose();
            throw;
        }
    }

    private Box ReadRows(SafeFileHandle shp, DbfFile? dbf, FeatureSchema schema, int key, RowTable rows, RowKeyBuilder keys, CancellationToken cancellationToken)
    {
        using var reader = new ShapefileReader(schema, shp, parts.Shp, dbf, key, plan: null);
        using SafeFileHandle? shx = File.Exists(parts.Shx) ? File.OpenHandle(parts.Shx, share: FileShare.ReadWrite | FileShare.Delete) : null;
        Box extent = Box.Empty;
        long number = 0;
        foreach ((long offset, int length) in ShapefileIndex.Read(shp, parts.Shp, shx, parts.Shx, faults))
        {
            if (++number % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            var place = new RowPlace(number, offset, length);
            string? fault = reader.Read(place, withGeometry: true);
            if (reader.IsDeleted) continue;
            if (fault is not null)
            {
                faults.LeaveOut($"row {number}", fault);
                continue;
            }
            if (reader.Missing is { } missing) faults.Incomplete($"row {number}", missing);
            Box box = reader.HasShape ? reader.Shape.Bounds() : Box.Empty;
            extent = extent.Union(box);
            rows.Add(place, box);
            if (key > 0) keys.Add(reader.Values[key]);
        }
        if (dbf is not null && number < dbf.Records) faults.Note($"the .dbf has {dbf.Records} records and the .shp {number}: those behind it are not served.");
        return extent;
    }

    private RowKeys KeysOf(int key, RowTable rows, RowKeyBuilder keys) => key == 0 ? new NumberKeys(rows.IndexOfNumber)
        : keys.Build(rows) ?? throw new SourceFaultException($"'{options.Key}' of '{parts.Shp}' is no key: a row has none, or two have the same; leave out key: to number the rows.");

    private ShapeType ReadType(SafeFileHandle shp)
    {
        using var window = new ByteWindow(shp, parts.Shp);
        long length = RandomAccess.GetLength(shp);
        if (length == 0) throw new SourceFaultException($"'{parts.Shp}' is empty: it has 0 bytes.");
        if (!window.TryRead(0, 100, out ReadOnlySpan<byte> head) || BinaryPrimitives.ReadInt32BigEndian(head) != 9994) throw new SourceFaultException($"'{parts.Shp}' is no Shapefile: it does not begin as one.");
        int code = BinaryPrimitives.ReadInt32LittleEndian(head[32..]);
        return ShapeRecord.TypeOf(code) ?? throw new SourceFaultException(code == 31
            ? $"'{parts.Shp}' holds multipatches, surfaces in space, which cannot be served; convert it to polygons."
            : $"'{parts.Shp}' holds geometries of type {code}, which is unknown.");
    }

    private Crs ReadCrs()
    {
        if (!File.Exists(parts.Prj)) throw new SourceFaultException($"'{parts.Shp}' has no .prj that says its coordinate system; write it to the collection, such as crs: EPSG:4490.");
        string wkt = File.ReadAllText(parts.Prj).Trim('\uFEFF', '\0', ' ', '\r', '\n');
        return CrsWkt.Find(wkt, out string name) ?? throw new SourceFaultException(
            $"'{parts.Prj}' names the coordinate system '{(name.Length > 0 ? name : wkt[..Math.Min(40, wkt.Length)])}', which is not known here; write the one that it is to the collection, such as crs: EPSG:4490.");
    }

    private Encoding? ReadEncoding()
    {
        if (!File.Exists(parts.Cpg)) return null;
        string name = File.ReadAllText(parts.Cpg).Trim('\uFEFF', '\0', ' ', '\r', '\n', '\t');
        if (name.Length == 0) return null;
        if (TextEncodings.Find(name) is { } encoding) return encoding;
        faults.Note($"the .cpg names the encoding '{name[..Math.Min(40, name.Length)]}', which is not known; write encoding: to say another.");
        return null;
    }

    private FeatureSchema SchemaOf(ShapeType type, Crs crs, DbfFile? dbf)
    {
        ImmutableArray<Column> fields = [.. dbf?.Fields.Select(field => new Column(field.Name, field.Kind)) ?? []];
        string[] names = [.. fields.Select(field => field.Name)];
        string number = ColumnNames.Free(names, "fid", "ogc_fid", "row_number"), geometry = ColumnNames.Free(names, "geometry", "geom", "the_geom");
        if (options.Key is { } key && !names.Contains(key, StringComparer.Ordinal))
        {
            throw new SourceFaultException($"'{parts.Shp}' has no column '{key}' to be its key; it has {string.Join(", ", names)}.");
        }
        return new FeatureSchema(fields.Insert(0, new Column(number, ValueKind.Integer, Nullable: false)), options.Key ?? number, geometry, type, crs);
    }
}
