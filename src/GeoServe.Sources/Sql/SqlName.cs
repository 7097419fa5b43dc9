namespace GeoServe.Sources.Sql;

/// <summary>Names in SQL, as SQLite and PostgreSQL both read them.</summary>
internal static class SqlName
{
    /// <summary>The name as a quoted identifier, whatever characters are in it.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A table in a schema.</summary>
    public static string Quote(string schema, string table) => $"{Quote(schema)}.{Quote(table)}";
}
