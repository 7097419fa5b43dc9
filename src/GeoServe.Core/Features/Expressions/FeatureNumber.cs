namespace GeoServe.Core.Features.Expressions;

/// <summary>The feature's id as vector tiles carry it (MapLibre's <c>id</c>); null where it has none.</summary>
public sealed record FeatureNumber : Expression
{
    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => context.Id == 0 ? Value.Null : Value.Of((long)context.Id);

    /// <inheritdoc/>
    public override bool DependsOnFeature => true;
}
