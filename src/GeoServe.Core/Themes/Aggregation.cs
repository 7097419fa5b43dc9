using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Themes;

/// <summary>
/// What a theme wants to be given in the place of a collection's points: for each cell that holds some one feature, under the collection's own
/// name, with the attributes <see cref="CountAttribute"/> and, where an attribute is added up, <see cref="SumAttribute"/>.
/// </summary>
/// <param name="Collection">Id of the collection of points.</param>
/// <param name="Kind">Into what.</param>
/// <param name="CellPixels">Width of a cell in style pixels (512 to a tile of MapLibre's zoom), the same at each zoom.</param>
/// <param name="Attribute">The attribute that is added up; null where points are counted only.</param>
public sealed record Aggregation(string Collection, AggregationKind Kind, double CellPixels, string? Attribute)
{
    /// <summary>Which points count; null for all. Not bound.</summary>
    public Expression? Condition { get; init; }

    /// <summary>How many points a cell holds.</summary>
    public const string CountAttribute = "point_count";

    /// <summary>The sum of the attribute over them.</summary>
    public const string SumAttribute = "sum";
}
