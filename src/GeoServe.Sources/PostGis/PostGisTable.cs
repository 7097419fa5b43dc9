using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Sources.Sql;

namespace GeoServe.Sources.PostGis;

/// <summary>A table or view of a PostGIS database as it is now: what queries are built from. All names come from the catalogue.</summary>
/// <param name="SchemaName">Schema of the table.</param>
/// <param name="Name">Of the table.</param>
/// <param name="Extension">Schema of PostGIS's functions and operators, quoted.</param>
/// <param name="Schema">Its columns.</param>
/// <param name="Columns">The same with their SQL.</param>
/// <param name="KeyType">How the key is compared.</param>
/// <param name="Order">SQL of the stable order: the key; else the columns of a composite primary key; else all columns.</param>
/// <param name="IsGeography">True where the geometry is a geography.</param>
/// <param name="IsLoose">True where the column declares no SRID, so that rows may have any.</param>
/// <param name="Srid">SRID of the geometries; what rows of a loose column are brought to.</param>
internal sealed record PostGisTable(
    string SchemaName, string Name, string Extension, FeatureSchema Schema, ImmutableArray<PostGisColumn> Columns, PostGisKeyType KeyType,
    string Order, bool IsGeography, bool IsLoose, int Srid)
{
    /// <summary>SQL of the table.</summary>
    public string From => SqlName.Quote(SchemaName, Name);

    /// <summary>SQL of the key.</summary>
    public string Key => SqlName.Quote(Schema.Key!);

    /// <summary>SQL of the geometry, in the table's CRS: rows of a loose column that say they are in another one are transformed.</summary>
    public string Geometry => IsGeography ? $"{RawGeometry}::{Extension}.geometry"
        : IsLoose ? $"CASE WHEN {IsForeign} THEN {Extension}.ST_Transform({RawGeometry}, {Srid}) ELSE {RawGeometry} END"
        : RawGeometry;

    /// <summary>SQL of the condition that a row meets a box, by the index: of the bare column.</summary>
    /// <param name="box">The box.</param>
    /// <param name="parameter">Adds a parameter and gives its SQL.</param>
    public string Meets(Box box, Func<object, string> parameter)
    {
        string envelope = $"{Extension}.ST_MakeEnvelope({parameter(box.MinX)}, {parameter(box.MinY)}, {parameter(box.MaxX)}, {parameter(box.MaxY)}, {Srid})";
        string bare = $"{RawGeometry} OPERATOR({Extension}.&&) {envelope}";
        if (IsGeography) return $"{Geometry} OPERATOR({Extension}.&&) {envelope}";
        return IsLoose ? $"CASE WHEN {IsForeign} THEN {Geometry} OPERATOR({Extension}.&&) {envelope} ELSE {bare} END" : bare;
    }

    private string RawGeometry => SqlName.Quote(Schema.GeometryName!);

    private string IsForeign => $"{Extension}.ST_SRID({RawGeometry}) NOT IN (0, {Srid})";
}
