using System.Globalization;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using SQLitePCL;

namespace GeoServe.Sources.GeoPackage;

/// <summary>Declared types, and the values that SQLite keeps under them: any storage class in any column (OGC 12-128r15, Table 1).</summary>
internal static class GeoPackageTypes
{
    /// <summary>The kind of a declared type; null for none, as columns of views that are expressions have it.</summary>
    public static ValueKind? KindOf(string declared)
    {
        int bracket = declared.IndexOf('(', StringComparison.Ordinal);
        string name = (bracket < 0 ? declared : declared[..bracket]).Trim().ToUpperInvariant();
        return name switch
        {
            "" => null,
            "BOOLEAN" or "BOOL" => ValueKind.Boolean,
            "DATE" => ValueKind.Date,
            "DATETIME" or "TIMESTAMP" => ValueKind.Instant,
            // The rest by SQLite's own rules of affinity (sqlite.org/datatype3.html, 3.1), in their order.
            _ when name.Contains("INT", StringComparison.Ordinal) => ValueKind.Integer,
            _ when name.Contains("CHAR", StringComparison.Ordinal) || name.Contains("CLOB", StringComparison.Ordinal)
                || name.Contains("TEXT", StringComparison.Ordinal) => ValueKind.Text,
            _ when name.Contains("BLOB", StringComparison.Ordinal) => ValueKind.Bytes,
            _ when name.Contains("REAL", StringComparison.Ordinal) || name.Contains("FLOA", StringComparison.Ordinal)
                || name.Contains("DOUB", StringComparison.Ordinal) => ValueKind.Real,
            "NUMERIC" or "DECIMAL" or "NUMBER" => ValueKind.Real,
            _ => ValueKind.Text,
        };
    }

    /// <summary>How a kind is declared in a table that we create.</summary>
    public static string Declare(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "BOOLEAN",
        ValueKind.Integer => "INTEGER",
        ValueKind.Real => "REAL",
        ValueKind.Text => "TEXT",
        ValueKind.Date => "DATE",
        ValueKind.Instant => "DATETIME",
        ValueKind.Bytes => "BLOB",
        _ => throw new ArgumentException($"A column of kind {kind} cannot be stored."),
    };

    /// <summary>The type of a geometry column; curves and the rest, which have no number of their own here, are <see cref="ShapeType.Geometry"/>.</summary>
    public static ShapeType ShapeTypeOf(string name) => name.ToUpperInvariant() switch
    {
        "POINT" => ShapeType.Point,
        "LINESTRING" => ShapeType.LineString,
        "POLYGON" => ShapeType.Polygon,
        "MULTIPOINT" => ShapeType.MultiPoint,
        "MULTILINESTRING" => ShapeType.MultiLineString,
        "MULTIPOLYGON" => ShapeType.MultiPolygon,
        "GEOMETRYCOLLECTION" or "GEOMCOLLECTION" => ShapeType.GeometryCollection,
        _ => ShapeType.Geometry,
    };

    /// <summary>
    /// The value of a column in the row at hand, of the column's kind where that loses nothing; else as it is stored, since a wrong type is
    /// better seen than hidden.
    /// </summary>
    public static Value Read(GeoPackageStatement statement, int column, ValueKind kind) => statement.StorageOf(column) switch
    {
        raw.SQLITE_INTEGER => OfInteger(statement.Integer(column), kind),
        raw.SQLITE_FLOAT => OfReal(statement.Real(column), kind),
        raw.SQLITE_TEXT => OfText(statement.Text(column), kind),
        raw.SQLITE_BLOB => Value.Of(statement.Blob(column).ToArray()),
        _ => Value.Null,
    };

    private static Value OfInteger(long value, ValueKind kind) => kind switch
    {
        ValueKind.Boolean when value is 0 or 1 => Value.Of(value == 1),
        ValueKind.Real when (long)(double)value == value => Value.Of((double)value),
        ValueKind.Text => Value.Of(value.ToString(CultureInfo.InvariantCulture)),
        _ => Value.Of(value),
    };

    private static Value OfReal(double value, ValueKind kind) => kind switch
    {
        ValueKind.Integer when Math.Abs(value) < 1L << 53 && Math.Truncate(value) == value => Value.Of((long)value),
        ValueKind.Text => Value.Of(value.ToString("R", CultureInfo.InvariantCulture)),
        _ => Value.Of(value),
    };

    private static Value OfText(string text, ValueKind kind) => kind switch
    {
        ValueKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) =>
            Value.Of(date),
        ValueKind.Instant when DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant) =>
            Value.Of(instant),
        _ => Value.Of(text),
    };
}
