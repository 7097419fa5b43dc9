using GeoServe.Core.Features;
using GeoServe.Sources.Sql;

namespace GeoServe.Sources.GeoPackage;

/// <summary>A table or view of a GeoPackage as it is now: what queries are built from.</summary>
/// <param name="Name">Of the table.</param>
/// <param name="Schema">Its columns.</param>
/// <param name="KeyExpression">SQL of the key, quoted; null for a view without one.</param>
/// <param name="KeyKind">Kind of the key.</param>
/// <param name="RowIdExpression">SQL of SQLite's row number, by which the spatial index counts; null where there is none.</param>
/// <param name="IndexName">Name of the spatial index; null where there is none that can be trusted to be complete.</param>
internal sealed record GeoPackageTable(
    string Name, FeatureSchema Schema, string? KeyExpression, ValueKind KeyKind, string? RowIdExpression, string? IndexName)
{
    /// <summary>SQL of the table.</summary>
    public string From => SqlName.Quote(Name);

    /// <summary>SQL of the geometry; only where there is one.</summary>
    public string Geometry => SqlName.Quote(Schema.GeometryName!);

    /// <summary>SQL of the spatial index; only where there is one.</summary>
    public string Index => SqlName.Quote(IndexName!);
}
