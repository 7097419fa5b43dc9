namespace GeoServe.Core.Features.Expressions;

/// <summary>How dense the points of a heat map lie at a pixel, 0 to 1 and beyond: what its colours are made of (MapLibre, <c>heatmap-density</c>).</summary>
public sealed record HeatmapDensity : Expression
{
    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => Value.Of(context.HeatmapDensity);

    /// <summary>True: it is another one at each pixel, so it is never folded.</summary>
    public override bool DependsOnFeature => true;
}
