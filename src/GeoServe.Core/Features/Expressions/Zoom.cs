namespace GeoServe.Core.Features.Expressions;

/// <summary>The zoom at which is drawn, in MapLibre's numbering.</summary>
public sealed record Zoom : Expression
{
    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => Value.Of(context.Zoom);

    /// <inheritdoc/>
    public override bool DependsOnZoom => true;
}
