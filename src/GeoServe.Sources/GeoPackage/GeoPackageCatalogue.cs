using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Sql;

namespace GeoServe.Sources.GeoPackage;

/// <summary>Reads a GeoPackage's own tables: layers, columns, keys, indexes, coordinate systems (OGC 12-128r15, 1.1 and 2.1).</summary>
internal static class GeoPackageCatalogue
{
    // A column of a view that is an expression has no type: its first rows tell.
    private const int RowsThatTell = 1_000;

    /// <summary>The layers that the file lists, in the order of their names.</summary>
    public static ImmutableArray<GeoPackageLayer> ReadLayers(GeoPackageConnection connection)
    {
        RequireGeoPackage(connection);
        bool spatial = HasTable(connection, "gpkg_geometry_columns");
        var layers = ImmutableArray.CreateBuilder<GeoPackageLayer>();
        using GeoPackageStatement statement = connection.Prepare($"""
            SELECT c.table_name, c.identifier, c.description, {(spatial ? "g.geometry_type_name" : "NULL")}
            FROM gpkg_contents c {(spatial ? "LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name COLLATE NOCASE" : "")}
            WHERE c.data_type IN ('features', 'attributes') ORDER BY c.table_name
            """);
        while (statement.Step())
        {
            layers.Add(new GeoPackageLayer(
                statement.Text(0), statement.IsNull(1) ? null : statement.Text(1), statement.IsNull(2) ? null : statement.Text(2),
                statement.IsNull(3) ? null : GeoPackageTypes.ShapeTypeOf(statement.Text(3))));
        }
        return layers.ToImmutable();
    }

    /// <summary>One table, whether or not the file lists it.</summary>
    /// <param name="connection">The file.</param>
    /// <param name="name">Of the table; capitals or not, as in SQLite.</param>
    /// <param name="crs">Overrides what the file says; null believes it.</param>
    /// <exception cref="SourceFaultException">There is no such table, or its CRS is not known.</exception>
    public static GeoPackageTable ReadTable(GeoPackageConnection connection, string name, Crs? crs)
    {
        RequireGeoPackage(connection);
        (string table, bool isView, bool hasRowId) = FindTable(connection, name);
        List<RawColumn> raw = ReadColumns(connection, table);
        (string? geometry, ShapeType type, Crs tableCrs) = ReadGeometry(connection, table, crs);
        var columns = ImmutableArray.CreateBuilder<Column>();
        foreach (RawColumn column in raw.Where(column => column.Name != geometry))
        {
            ValueKind kind = GeoPackageTypes.KindOf(column.Declared) ?? GuessKind(connection, table, column.Name);
            columns.Add(new Column(column.Name, kind, Nullable: !column.NotNull && !(column.KeyPart > 0 && kind == ValueKind.Integer)));
        }
        string? rowId = isView || !hasRowId ? null : FreeRowIdName(raw);
        string? key = KeyOf(raw, isView);
        if (key is null && rowId is not null)
        {
            key = rowId;
            columns.Insert(0, new Column(rowId, ValueKind.Integer, Nullable: false));
        }
        string? index = rowId is not null && geometry is not null && HasCompleteIndex(connection, table, geometry) ? $"rtree_{table}_{geometry}" : null;
        var schema = new FeatureSchema(columns.ToImmutable(), key, geometry, type, tableCrs);
        return new GeoPackageTable(
            table, schema, key is null ? null : SqlName.Quote(key), key is null ? ValueKind.Null : schema.Columns[schema.IndexOf(key)].Kind,
            rowId is null ? null : SqlName.Quote(rowId), index);
    }

    private static void RequireGeoPackage(GeoPackageConnection connection)
    {
        if (!HasTable(connection, "gpkg_contents"))
        {
            throw new SourceFaultException($"'{connection.Path}' is an SQLite database but no GeoPackage: it has no table gpkg_contents.");
        }
    }

    private static bool HasTable(GeoPackageConnection connection, string name)
    {
        using GeoPackageStatement statement = connection.Prepare("SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view')").Bind(name);
        return statement.Step();
    }

    private static (string Name, bool IsView, bool HasRowId) FindTable(GeoPackageConnection connection, string name)
    {
        using GeoPackageStatement statement = connection.Prepare(
            "SELECT name, type, wr FROM pragma_table_list(?) WHERE schema = 'main'").Bind(name);
        if (statement.Step()) return (statement.Text(0), statement.Text(1) == "view", statement.Text(1) == "table" && statement.Integer(2) == 0);
        string known = string.Join(", ", ReadLayers(connection).Select(layer => $"'{layer.Table}'"));
        throw new SourceFaultException($"GeoPackage '{connection.Path}' has no table '{name}'; it has {(known.Length == 0 ? "none" : known)}.");
    }

    private static List<RawColumn> ReadColumns(GeoPackageConnection connection, string table)
    {
        var columns = new List<RawColumn>();
        using GeoPackageStatement statement = connection.Prepare(
            "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid").Bind(table);
        while (statement.Step())
        {
            columns.Add(new RawColumn(statement.Text(0), statement.Text(1), statement.Integer(2) != 0, (int)statement.Integer(3)));
        }
        return columns;
    }

    private static (string? Column, ShapeType Type, Crs Crs) ReadGeometry(GeoPackageConnection connection, string table, Crs? crs)
    {
        if (!HasTable(connection, "gpkg_geometry_columns")) return (null, ShapeType.Geometry, crs ?? Crs.Crs84);
        using GeoPackageStatement statement = connection.Prepare("""
            SELECT g.column_name, g.geometry_type_name, g.srs_id, s.organization, s.organization_coordsys_id
            FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s USING (srs_id) WHERE g.table_name = ? COLLATE NOCASE
            """).Bind(table);
        if (!statement.Step()) return (null, ShapeType.Geometry, crs ?? Crs.Crs84);
        string organization = statement.Text(3), code = statement.Text(4);
        Crs? found = crs ?? CrsRegistry.Find($"{organization}:{code}")?.Crs;
        return found is null
            ? throw new SourceFaultException(
                $"Table '{table}' of GeoPackage '{connection.Path}' is in coordinate system {statement.Integer(2)} ('{organization}:{code}'), which is not known here; say which it is in the configuration (crs: EPSG:...).")
            : (statement.Text(0), GeoPackageTypes.ShapeTypeOf(statement.Text(1)), found);
    }

    // A table of one primary key column has that; a view the column that GDAL takes for it, by name.
    private static string? KeyOf(List<RawColumn> columns, bool isView)
    {
        if (isView) return columns.Find(column => column.Name.Equals("OGC_FID", StringComparison.OrdinalIgnoreCase))?.Name;
        List<RawColumn> key = columns.FindAll(column => column.KeyPart > 0);
        return key.Count == 1 && GeoPackageTypes.KindOf(key[0].Declared) is ValueKind.Integer or ValueKind.Text ? key[0].Name : null;
    }

    private static string? FreeRowIdName(List<RawColumn> columns) => Array.Find(
        ["rowid", "_rowid_", "oid"], name => !columns.Exists(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    // An index whose triggers were dropped may have been left behind by later edits (OGC 12-128r15, F.3).
    private static bool HasCompleteIndex(GeoPackageConnection connection, string table, string geometry)
    {
        string index = $"rtree_{table}_{geometry}";
        if (!HasTable(connection, index)) return false;
        using GeoPackageStatement statement = connection.Prepare("""
            SELECT sum(name LIKE '%\_insert' ESCAPE '\'), sum(name LIKE '%\_update_' ESCAPE '\'), sum(name LIKE '%\_delete' ESCAPE '\')
            FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE AND substr(lower(name), 1, length(?2)) = lower(?2)
            """).Bind(table).Bind(index);
        return statement.Step() && statement.Integer(0) > 0 && statement.Integer(1) > 0 && statement.Integer(2) > 0;
    }

    private static ValueKind GuessKind(GeoPackageConnection connection, string table, string column)
    {
        using GeoPackageStatement statement = connection.Prepare(
            $"SELECT DISTINCT typeof(c) FROM (SELECT {SqlName.Quote(column)} AS c FROM {SqlName.Quote(table)} LIMIT {RowsThatTell}) WHERE c IS NOT NULL");
        var stored = new HashSet<string>();
        while (statement.Step()) stored.Add(statement.Text(0));
        if (stored.Count == 0) return ValueKind.Text;
        if (stored.SetEquals(["integer"])) return ValueKind.Integer;
        if (stored.IsSubsetOf(["integer", "real"])) return ValueKind.Real;
        return stored.SetEquals(["blob"]) ? ValueKind.Bytes : ValueKind.Text;
    }

    private sealed record RawColumn(string Name, string Declared, bool NotNull, int KeyPart);
}
