using GeoServe.Core.Geometries;

namespace GeoServe.Core.Features.Expressions;

/// <summary>The kind of the feature's geometry as a text (MapLibre's <c>geometry-type</c>): Point, LineString, Polygon, else Unknown.</summary>
public sealed record KindOfGeometry : Expression
{
    private static readonly Value Unknown = Value.Of("Unknown");
    private static readonly Value Point = Value.Of("Point");
    private static readonly Value Line = Value.Of("LineString");
    private static readonly Value Polygon = Value.Of("Polygon");

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => context.Kind switch
    {
        GeometryKind.Point => Point,
        GeometryKind.Line => Line,
        GeometryKind.Polygon => Polygon,
        _ => Unknown,
    };

    /// <inheritdoc/>
    public override bool DependsOnFeature => true;
}
