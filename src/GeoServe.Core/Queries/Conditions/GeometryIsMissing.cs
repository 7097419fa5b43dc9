using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>True where a feature has no geometry, or an empty one, else false.</summary>
public sealed record GeometryIsMissing : Expression
{
    /// <inheritdoc/>
    public override bool DependsOnFeature => true;

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => Value.Of(context.Kind == GeometryKind.None);
}
