using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>
/// True where a feature's geometry and a given one share a position (OGC 21-065r2, 7.6.1, S_INTERSECTS), by the geometry as the tile index gives it
/// for the zoom: exact to a quarter of a pixel. Unknown where a feature has no geometry, or where its positions are not at hand.
/// </summary>
/// <param name="With">The given geometry.</param>
public sealed record GeometryIntersects(SearchShape With) : Expression
{
    /// <inheritdoc/>
    public override bool DependsOnFeature => true;

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => context.Kind == GeometryKind.None || context.Coordinates.IsEmpty
        ? Value.Null
        : Value.Of(With.Meets(context.Kind, context.Coordinates, context.PartEnds));
}
