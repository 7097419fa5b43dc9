using GeoServe.Core.Features;
using GeoServe.Sources.Sql;

namespace GeoServe.Sources.PostGis;

/// <summary>A column with the SQL that gives its values in a form of their <see cref="ValueKind"/>.</summary>
/// <param name="Column">As the schema shows it.</param>
/// <param name="Expression">SQL of the value.</param>
/// <param name="OrderExpression">SQL to order by it.</param>
internal sealed record PostGisColumn(Column Column, string Expression, string OrderExpression)
{
    /// <summary>
    /// The column of a type. Whole numbers of at most 18 digits are integers, all other <c>numeric</c> reals of double precision; timestamps without
    /// zone are taken as UTC; dates and times that are infinite or outside of the years 1 to 9999 are null; arrays are JSON text; enumerations,
    /// uuid, json and everything else are text as PostgreSQL writes it.
    /// </summary>
    /// <param name="name">Of the column.</param>
    /// <param name="type">Name of the type, of a domain's base type.</param>
    /// <param name="isArray">True for an array.</param>
    /// <param name="isEnum">True for an enumeration.</param>
    /// <param name="modifier">The type's modifier; -1 for none.</param>
    /// <param name="nullable">True when it may be null.</param>
    public static PostGisColumn Of(string name, string type, bool isArray, bool isEnum, int modifier, bool nullable)
    {
        string c = SqlName.Quote(name);
        (ValueKind kind, string expression) = isArray ? (ValueKind.Text, $"array_to_json({c})::text") : type switch
        {
            "bool" => (ValueKind.Boolean, c),
            "int2" or "int4" or "int8" or "oid" => (ValueKind.Integer, $"{c}::int8"),
            "float8" => (ValueKind.Real, c),
            "float4" => (ValueKind.Real, $"{c}::text::float8"),     // 0.1 stays 0.1, not 0.10000000149
            "numeric" when IsWhole(modifier) => (ValueKind.Integer, $"CASE WHEN {c} = 'NaN' THEN NULL ELSE {c}::int8 END"),
            "numeric" => (ValueKind.Real, $"{c}::float8"),
            "date" => (ValueKind.Date, $"CASE WHEN {c} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN {c} END"),
            "timestamptz" => (ValueKind.Instant, Instant(c)),
            "timestamp" => (ValueKind.Instant, Instant($"({c} AT TIME ZONE 'UTC')")),
            "bytea" => (ValueKind.Bytes, c),
            "text" or "varchar" => (ValueKind.Text, c),
            _ => (ValueKind.Text, $"{c}::text"),
        };
        return new PostGisColumn(new Column(name, kind, nullable), expression, IsOrdered(type, isArray, isEnum) ? c : $"{c}::text");
    }

    private static string Instant(string c) =>
        $"CASE WHEN {c} BETWEEN TIMESTAMPTZ '0001-01-01 00:00:00Z' AND TIMESTAMPTZ '9999-12-31 23:59:59.999999Z' THEN {c} END";

    // The modifier of numeric(p, s) is ((p << 16) | (s & 0x7ff)) + 4.
    private static bool IsWhole(int modifier) => modifier >= 4 && ((modifier - 4) & 0x7ff) == 0 && (((modifier - 4) >> 16) & 0xffff) <= 18;

    private static bool IsOrdered(string type, bool isArray, bool isEnum) => !isArray && (isEnum || type is
        "bool" or "int2" or "int4" or "int8" or "oid" or "float4" or "float8" or "numeric" or "date" or "timestamp" or "timestamptz"
        or "time" or "timetz" or "interval" or "bytea" or "text" or "varchar" or "bpchar" or "name" or "uuid" or "jsonb");
}
