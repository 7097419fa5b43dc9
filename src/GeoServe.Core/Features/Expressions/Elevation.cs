namespace GeoServe.Core.Features.Expressions;

/// <summary>The value of a raster at a pixel, such as metres above the sea: what the colours of a relief are made of (MapLibre, <c>elevation</c>).</summary>
public sealed record Elevation : Expression
{
    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => Value.Of(context.Elevation);

    /// <summary>True: it is another one at each pixel, so it is never folded.</summary>
    public override bool DependsOnFeature => true;
}
