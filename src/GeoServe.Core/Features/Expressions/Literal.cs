namespace GeoServe.Core.Features.Expressions;

/// <summary>A value that is the same for every feature and zoom.</summary>
public sealed record Literal(Value Value) : Expression
{
    /// <summary>No value.</summary>
    public static Literal Null { get; } = new(Value.Null);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) => Value;
}
