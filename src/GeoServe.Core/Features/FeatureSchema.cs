using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Features;

/// <summary>What the features of a collection have in common.</summary>
/// <param name="Columns">The attributes, in the order of the source; the geometry is not among them, the key is.</param>
/// <param name="Key">Name of the column whose values tell the features apart; null where the source has none.</param>
/// <param name="GeometryName">Name of the geometry's column; null for a table without one.</param>
/// <param name="GeometryType">Type of the geometries.</param>
/// <param name="Crs">Their coordinate reference system.</param>
public sealed record FeatureSchema(
    ImmutableArray<Column> Columns, string? Key, string? GeometryName, ShapeType GeometryType, Crs Crs)
{
    /// <summary>The attributes, in the order of the source; the geometry is not among them, the key is.</summary>
    public ImmutableArray<Column> Columns
    {
        get;
        init
        {
            field = value;
            EveryColumn = [.. Enumerable.Range(0, value.Length)];
        }
    } = Columns;

    /// <summary>Indexes of all columns, in order; the same array at each call.</summary>
    public ImmutableArray<int> EveryColumn { get; private init; } = [.. Enumerable.Range(0, Columns.Length)];

    /// <summary>Index of a column by its exact name; -1 where there is none.</summary>
    public int IndexOf(string name)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            if (string.Equals(Columns[i].Name, name, StringComparison.Ordinal)) return i;
        }
        return -1;
    }
}
