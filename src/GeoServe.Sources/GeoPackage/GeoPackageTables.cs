using GeoServe.Core.Features;
using GeoServe.Sources.Sql;

namespace GeoServe.Sources.GeoPackage;

/// <summary>The SQL of the tables that make an SQLite database a GeoPackage 1.3, and of one layer in it.</summary>
internal static class GeoPackageTables
{
    /// <summary>"GPKG" (OGC 12-128r15, 1.1.1.1.1, requirement 2).</summary>
    public const int ApplicationId = 0x47504B47;

    /// <summary>Version 1.3.0.</summary>
    public const int UserVersion = 10300;

    /// <summary>The tables of an empty GeoPackage, with the three coordinate systems that each has (requirement 11).</summary>
    public static string Base => $"""
        PRAGMA application_id = {ApplicationId};
        PRAGMA user_version = {UserVersion};
        CREATE TABLE gpkg_spatial_ref_sys (
          srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
          organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
        CREATE TABLE gpkg_contents (
          table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
          last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
          min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
          CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);
        CREATE TABLE gpkg_geometry_columns (
          table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
          z TINYINT NOT NULL, m TINYINT NOT NULL,
          CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
          CONSTRAINT uk_gc_table_name UNIQUE (table_name),
          CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
          CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
        CREATE TABLE gpkg_extensions (
          table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
          CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
        INSERT INTO gpkg_spatial_ref_sys VALUES
          ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
          ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
        """;

    /// <summary>The table of one layer.</summary>
    public static string Layer(string table, FeatureSchema schema, string key)
    {
        var columns = new List<string>();
        if (schema.IndexOf(key) < 0) AddKey();
        foreach (Column column in schema.Columns)
        {
            if (column.Name == key) AddKey();
            else columns.Add($"{SqlName.Quote(column.Name)} {GeoPackageTypes.Declare(column.Kind)}{(column.Nullable ? "" : " NOT NULL")}");
        }
        return $"CREATE TABLE {SqlName.Quote(table)} ({string.Join(", ", columns)})";

        // The key and right after it the geometry, as other software has them.
        void AddKey()
        {
            columns.Add($"{SqlName.Quote(key)} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL");
            if (schema.GeometryName is not null) columns.Add($"{SqlName.Quote(schema.GeometryName)} {schema.GeometryType.ToString().ToUpperInvariant()}");
        }
    }

    /// <summary>The triggers that keep the spatial index (F.3, with the functions that every writer of GeoPackages has) and GDAL's count of rows.</summary>
    public static string Triggers(string table, string key, string? geometry)
    {
        string t = SqlName.Quote(table), i = SqlName.Quote(key);
        string counting = $"""
            CREATE TRIGGER {SqlName.Quote($"trigger_insert_feature_count_{table}")} AFTER INSERT ON {t}
              BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower({Text(table)}); END;
            CREATE TRIGGER {SqlName.Quote($"trigger_delete_feature_count_{table}")} AFTER DELETE ON {t}
              BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower({Text(table)}); END;
            """;
        if (geometry is null) return counting;
        string index = $"rtree_{table}_{geometry}", r = SqlName.Quote(index), c = SqlName.Quote(geometry);
        string box = $"VALUES (NEW.{i}, ST_MinX(NEW.{c}), ST_MaxX(NEW.{c}), ST_MinY(NEW.{c}), ST_MaxY(NEW.{c}))";
        string filled = $"NEW.{c} NOTNULL AND NOT ST_IsEmpty(NEW.{c})", empty = $"NEW.{c} ISNULL OR ST_IsEmpty(NEW.{c})";
        return $"""
            CREATE TRIGGER {SqlName.Quote(index + "_insert")} AFTER INSERT ON {t} WHEN ({filled})
              BEGIN INSERT OR REPLACE INTO {r} {box}; END;
            CREATE TRIGGER {SqlName.Quote(index + "_update1")} AFTER UPDATE OF {c} ON {t} WHEN OLD.{i} = NEW.{i} AND ({filled})
              BEGIN INSERT OR REPLACE INTO {r} {box}; END;
            CREATE TRIGGER {SqlName.Quote(index + "_update2")} AFTER UPDATE OF {c} ON {t} WHEN OLD.{i} = NEW.{i} AND ({empty})
              BEGIN DELETE FROM {r} WHERE id = OLD.{i}; END;
            CREATE TRIGGER {SqlName.Quote(index + "_update3")} AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND ({filled})
              BEGIN DELETE FROM {r} WHERE id = OLD.{i}; INSERT OR REPLACE INTO {r} {box}; END;
            CREATE TRIGGER {SqlName.Quote(index + "_update4")} AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND ({empty})
              BEGIN DELETE FROM {r} WHERE id IN (OLD.{i}, NEW.{i}); END;
            CREATE TRIGGER {SqlName.Quote(index + "_delete")} AFTER DELETE ON {t} WHEN OLD.{c} NOT NULL
              BEGIN DELETE FROM {r} WHERE id = OLD.{i}; END;
            {counting}
            """;
    }

    /// <summary>A text as SQL writes it.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
