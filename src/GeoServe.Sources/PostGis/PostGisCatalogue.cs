using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Sql;
using Npgsql;

namespace GeoServe.Sources.PostGis;

/// <summary>Reads what a table is from PostgreSQL's catalogue.</summary>
internal static class PostGisCatalogue
{
    // A domain is as its base type; the innermost one counts.
    private const string ColumnsSql = """
        SELECT a.attname::text, b.typname::text, b.typtype = 'e', b.typcategory = 'A', b.modifier, NOT a.attnotnull,
               a.attnum::int4, array_position(p.conkey, a.attnum)::int4, cardinality(p.conkey)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        CROSS JOIN LATERAL (
          WITH RECURSIVE types AS (
            SELECT t.typname, t.typtype, t.typcategory, t.typbasetype, t.typtypmod, a.atttypmod AS modifier FROM pg_catalog.pg_type t WHERE t.oid = a.atttypid
            UNION ALL
            SELECT t.typname, t.typtype, t.typcategory, t.typbasetype, t.typtypmod, types.typtypmod
            FROM types JOIN pg_catalog.pg_type t ON t.oid = types.typbasetype WHERE types.typtype = 'd')
          SELECT * FROM types WHERE typtype <> 'd') b
        LEFT JOIN pg_catalog.pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
        WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
        ORDER BY a.attnum
        """;

    private const string ExtensionSql =
        "SELECT n.nspname::text FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'postgis'";

    /// <summary>One table or view.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="reference">Which, with what the configuration says of it.</param>
    /// <param name="databaseName">For messages.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SourceFaultException">There is no such table, PostGIS is missing, or the CRS is not known.</exception>
    public static async Task<PostGisTable> ReadTableAsync(
        NpgsqlConnection connection, PostGisReference reference, string databaseName, CancellationToken cancellationToken)
    {
        List<RawColumn> raw = await ReadColumnsAsync(connection, reference, cancellationToken);
        if (raw.Count == 0) throw new SourceFaultException($"Database {databaseName} has no table or view {reference}.");
        RawColumn? geometry = GeometryOf(raw, reference, databaseName);
        string extension = await ReadExtensionAsync(connection, databaseName, needed: geometry is not null, cancellationToken);
        List<RawColumn> attributes = raw.FindAll(column => column.Type is not ("geometry" or "geography" or "raster" or "box2d" or "box3d"));
        ImmutableArray<PostGisColumn> columns =
            [.. attributes.Select(column => PostGisColumn.Of(column.Name, column.Type, column.IsArray, column.IsEnum, column.Modifier, column.Nullable))];
        string? key = KeyOf(attributes, reference, databaseName);
        string order = key is not null ? Qualified(reference, key) : Order(reference, raw, columns, geometry);
        (Crs crs, int srid, bool loose) = geometry is null ? (reference.Crs ?? Crs.Crs84, 0, false) : CrsOf(geometry, reference, databaseName);
        var schema = new FeatureSchema(
            [.. columns.Select(column => column.Column)], key, geometry?.Name, geometry is null ? ShapeType.Geometry : PostGisModifier.Type(geometry.Modifier), crs);
        return new PostGisTable(
            reference.Schema, reference.Table, extension, schema, columns, KeyTypeOf(raw.Find(column => column.Name == key)), order,
            geometry?.Type == "geography", loose, srid);
    }

    private static async Task<List<RawColumn>> ReadColumnsAsync(NpgsqlConnection connection, PostGisReference reference, CancellationToken cancellationToken)
    {
        var columns = new List<RawColumn>();
        await using var command = new NpgsqlCommand(ColumnsSql, connection) { Parameters = { new() { Value = reference.Schema }, new() { Value = reference.Table } } };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            columns.Add(new RawColumn(
                reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetInt32(4), reader.GetBoolean(5),
                KeyPart: await reader.IsDBNullAsync(7, cancellationToken) ? 0 : reader.GetInt32(7),
                KeyParts: await reader.IsDBNullAsync(8, cancellationToken) ? 0 : reader.GetInt32(8)));
        }
        return columns;
    }

    private static async Task<string> ReadExtensionAsync(NpgsqlConnection connection, string databaseName, bool needed, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ExtensionSql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is string schema ? SqlName.Quote(schema)
            : needed ? throw new SourceFaultException($"Database {databaseName} has no PostGIS: run CREATE EXTENSION postgis.")
            : "public";
    }

    private static RawColumn? GeometryOf(List<RawColumn> columns, PostGisReference reference, string databaseName) => reference.Geometry is { } wanted
        ? columns.Find(column => column.Name == wanted && column.IsGeometry)
            ?? throw new SourceFaultException($"{reference} in database {databaseName} has no geometry column '{wanted}'.")
        : columns.Find(column => column.IsGeometry);

    private static string? KeyOf(List<RawColumn> columns, PostGisReference reference, string databaseName) => reference.Key is { } wanted
        ? columns.Find(column => column.Name == wanted)?.Name ?? throw new SourceFaultException($"{reference} in database {databaseName} has no column '{wanted}' to be its key.")
        : columns.Find(column => column is { KeyPart: 1, KeyParts: 1 })?.Name;

    private static PostGisKeyType KeyTypeOf(RawColumn? key) => key?.Type switch
    {
        null => PostGisKeyType.None,
        "int2" or "int4" or "int8" => PostGisKeyType.Integer,
        "text" or "varchar" => PostGisKeyType.Text,
        "uuid" => PostGisKeyType.Uuid,
        _ => PostGisKeyType.Other,
    };

    // Not by ctid, which an update changes: rows that are equal in every column cannot be told apart anyway.
    private static string Order(PostGisReference reference, List<RawColumn> raw, ImmutableArray<PostGisColumn> columns, RawColumn? geometry)
    {
        IEnumerable<RawColumn> key = raw.Where(column => column.KeyPart > 0).OrderBy(column => column.KeyPart);
        List<string> parts = [.. key.Select(column => Qualified(reference, column.Name))];
        if (parts.Count == 0)
        {
            parts.AddRange(columns.Select(column => column.OrderExpression));
            if (geometry is not null) parts.Add(Qualified(reference, geometry.Name));
        }
        return parts.Count == 0 ? "1" : string.Join(", ", parts);
    }

    // A bare name means a column of the answer first: one that is turned into another type, or two of one name, which is an error.
    private static string Qualified(PostGisReference reference, string column) => $"{SqlName.Quote(reference.Schema, reference.Table)}.{SqlName.Quote(column)}";

    private static (Crs Crs, int Srid, bool Loose) CrsOf(RawColumn geometry, PostGisReference reference, string databaseName)
    {
        int declared = geometry is { Type: "geography", Modifier: < 0 } ? 4326 : PostGisModifier.Srid(geometry.Modifier);
        if (reference.Crs is { } configured) return (configured, declared != 0 ? declared : configured == Crs.Crs84 ? 4326 : configured.Epsg, declared == 0);
        if (declared == 0)
        {
            throw new SourceFaultException(
                $"The SRID of column '{geometry.Name}' of {reference} in database {databaseName} is unknown (0); say it in the configuration (crs: EPSG:...), or in the column's type.");
        }
        Crs crs = CrsRegistry.ByEpsg(declared) ?? throw new SourceFaultException(
            $"Column '{geometry.Name}' of {reference} in database {databaseName} has SRID {declared}, which is not known here; say the CRS in the configuration (crs: EPSG:...).");
        return (crs, declared, false);
    }

    private sealed record RawColumn(string Name, string Type, bool IsEnum, bool IsArray, int Modifier, bool Nullable, int KeyPart, int KeyParts)
    {
        public bool IsGeometry => Type is "geometry" or "geography";
    }
}
