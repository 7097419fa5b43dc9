using System.Buffers;
using System.Globalization;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GeoServe.Sources.GeoPackage;

/// <summary>One table of a GeoPackage being loaded, in one transaction; the spatial index is built from all boxes at the end.</summary>
internal sealed class GeoPackageLoad : IFeatureLoad
{
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly string _table;
    private readonly FeatureSchema _schema;
    private readonly string _key;
    private readonly sqlite3_stmt _insert;
    private readonly ArrayBufferWriter<byte> _blob = new();
    private readonly List<GeoPackageIndexEntry> _boxes = [];
    private Box _extent = Box.Empty;
    private bool _hasHeights;
    private readonly DateTimeOffset? _written;
    private long _rows;
    private bool _completed;

    private GeoPackageLoad(SqliteConnection connection, string path, string table, FeatureSchema schema, string key, DateTimeOffset? written)
    {
        (_connection, _path, _table, _schema, _key, _written) = (connection, path, table, schema, key, written);
        string[] columns = [key, .. schema.GeometryName is null ? [] : (string[])[schema.GeometryName], .. schema.Columns.Where(column => column.Name != key).Select(column => column.Name)];
        string sql = $"INSERT INTO {SqlName.Quote(table)} ({string.Join(", ", columns.Select(SqlName.Quote))}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})";
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out _insert));
    }

    /// <summary>Begins the transaction and creates the table.</summary>
    /// <exception cref="SourceFaultException">The table is there already, or the key is no integer column.</exception>
    public static GeoPackageLoad Begin(SqliteConnection connection, string path, string table, FeatureSchema schema, DateTimeOffset? written)
    {
        string key = schema.Key ?? "fid";
        if (schema.Key is not null && schema.Columns[schema.IndexOf(key)].Kind != ValueKind.Integer)
        {
            throw new SourceFaultException($"The key '{key}' of table '{table}' must be an integer column to be stored in a GeoPackage.");
        }
        GeoPackageSrs srs = GeoPackageSrs.Of(schema.Crs);
        GeoPackageStore.Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            if (GeoPackageStore.Count(connection, "SELECT count(*) FROM sqlite_schema WHERE name = $p COLLATE NOCASE", table) > 0)
            {
                throw new SourceFaultException($"GeoPackage '{path}' has a table '{table}' already.");
            }
            GeoPackageStore.Execute(connection, $"""
                INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES ({GeoPackageTables.Text(srs.Name)}, {srs.Id}, 'EPSG', {srs.Id}, {GeoPackageTables.Text(srs.Definition)}, NULL);
                {GeoPackageTables.Layer(table, schema, key)}
                """);
            return new GeoPackageLoad(connection, path, table, schema, key, written);
        }
        catch
        {
            GeoPackageStore.Execute(connection, "ROLLBACK");
            throw;
        }
    }

    /// <inheritdoc/>
    public void Add(long id, Shape? shape, ReadOnlySpan<Value> values)
    {
        int expected = _schema.Columns.Length - (_schema.Key is null ? 0 : 1);
        if (values.Length != expected) throw new ArgumentException($"{values.Length} values came for {expected} columns.", nameof(values));
        int parameter = 0;
        Check(raw.sqlite3_bind_int64(_insert, ++parameter, id));
        if (_schema.GeometryName is not null) BindShape(++parameter, id, shape);
        foreach (Value value in values) Bind(++parameter, value);
        int code = raw.sqlite3_step(_insert);
        raw.sqlite3_reset(_insert);
        if (code != raw.SQLITE_DONE) throw Error(code);
        _rows++;
    }

    /// <inheritdoc/>
    public Task CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string table = GeoPackageTables.Text(_table);
        int srs = GeoPackageSrs.Of(_schema.Crs).Id;
        string extent = _extent.IsEmpty
            ? "NULL, NULL, NULL, NULL"
            : string.Create(CultureInfo.InvariantCulture, $"{_extent.MinX:R}, {_extent.MinY:R}, {_extent.MaxX:R}, {_extent.MaxY:R}");
        try
        {
            GeoPackageStore.Execute(_connection, $"""
                INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, min_x, min_y, max_x, max_y, srs_id)
                  VALUES ({table}, '{(_schema.GeometryName is null ? "attributes" : "features")}', {table}, {LastChange}, {extent}, {(_schema.GeometryName is null ? "NULL" : srs)});
                INSERT INTO gpkg_ogr_contents VALUES ({table}, {_rows});
                """);
            if (_schema.GeometryName is { } geometry)
            {
                GeoPackageStore.Execute(_connection, $"""
                    INSERT INTO gpkg_geometry_columns VALUES ({table}, {GeoPackageTables.Text(geometry)}, '{_schema.GeometryType.ToString().ToUpperInvariant()}', {srs}, {(_hasHeights ? 2 : 0)}, 0);
                    INSERT INTO gpkg_extensions VALUES ({table}, {GeoPackageTables.Text(geometry)}, 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
                    """);
                GeoPackageIndexWriter.Write(_connection, $"rtree_{_table}_{geometry}", _boxes, cancellationToken);
            }
            GeoPackageStore.Execute(_connection, GeoPackageTables.Triggers(_table, _key, _schema.GeometryName));
            GeoPackageStore.Execute(_connection, "COMMIT");
            _completed = true;
        }
        catch (SqliteException exception)
        {
            throw GeoPackageErrors.From(exception.SqliteErrorCode, _path, exception.Message, exception);
        }
        return Task.CompletedTask;
    }

    // ISO 8601 with milliseconds and Z (GeoPackage 1.3, Requirement 15).
    private string LastChange => _written is { } time
        ? GeoPackageTables.Text(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
        : "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _insert.Dispose();
        if (!_completed && raw.sqlite3_get_autocommit(_connection.Handle!) == 0) GeoPackageStore.Execute(_connection, "ROLLBACK");
        _completed = true;
        return ValueTask.CompletedTask;
    }

    private void BindShape(int parameter, long id, Shape? shape)
    {
        if (shape is null)
        {
            Check(raw.sqlite3_bind_null(_insert, parameter));
            return;
        }
        Box box = shape.Bounds();
        _blob.ResetWrittenCount();
        GeoPackageBlob.Write(_blob, shape, box, _schema.GeometryType, GeoPackageSrs.Of(_schema.Crs).Id);
        Check(raw.sqlite3_bind_blob(_insert, parameter, _blob.WrittenSpan));
        _hasHeights |= shape.HasHeights;
        if (box.IsEmpty) return;
        _extent = _extent.Union(box);
        _boxes.Add(new GeoPackageIndexEntry(id, box));
    }

    private void Bind(int parameter, Value value) => Check(value.Kind switch
    {
        ValueKind.Null => raw.sqlite3_bind_null(_insert, parameter),
        ValueKind.Boolean => raw.sqlite3_bind_int64(_insert, parameter, value.AsBoolean() ? 1 : 0),
        ValueKind.Integer => raw.sqlite3_bind_int64(_insert, parameter, value.AsInteger()),
        ValueKind.Real => raw.sqlite3_bind_double(_insert, parameter, value.AsNumber()),
        ValueKind.Text => raw.sqlite3_bind_text(_insert, parameter, value.AsText()),
        ValueKind.Date => raw.sqlite3_bind_text(_insert, parameter, value.ToString()),
        // To the millisecond, as the standard writes it (OGC 12-128r15, Table 1).
        ValueKind.Instant => raw.sqlite3_bind_text(
            _insert, parameter, value.AsInstant().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        ValueKind.Bytes => raw.sqlite3_bind_blob(_insert, parameter, value.AsBytes()),
        _ => throw new ArgumentException($"A value of kind {value.Kind} cannot be stored."),
    });

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw Error(code);
    }

    private Exception Error(int code) => GeoPackageErrors.From(code, _path, raw.sqlite3_errmsg(_connection.Handle!).utf8_to_string(), null);
}
