using GeoServe.Core.CoordinateSystems;

namespace GeoServe.Sources.PostGis;

/// <summary>Which table or view, and what the configuration says of it beyond what the database knows.</summary>
/// <param name="Schema">Schema of the table.</param>
/// <param name="Table">The table or view.</param>
/// <param name="Crs">Overrides the SRID of the column.</param>
/// <param name="Key">A column of unique values, for a view; null takes a primary key of one column.</param>
/// <param name="Geometry">The geometry's column; null takes the first.</param>
internal sealed record PostGisReference(string Schema, string Table, Crs? Crs, string? Key, string? Geometry)
{
    /// <summary>As messages name it.</summary>
    public override string ToString() => $"'{Schema}.{Table}'";
}
