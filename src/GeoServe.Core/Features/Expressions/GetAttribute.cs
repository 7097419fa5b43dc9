namespace GeoServe.Core.Features.Expressions;

/// <summary>The value of one attribute (MapLibre's <c>get</c>); null where the feature has none.</summary>
/// <param name="Name">The attribute's name, matched exactly.</param>
/// <param name="Index">Its place among the values of the context; -1 until bound, and for an attribute that is not there.</param>
public sealed record GetAttribute(string Name, int Index = -1) : Expression
{
    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) =>
        (uint)Index < (uint)context.Values.Length ? context.Values[Index] : Value.Null;

    /// <inheritdoc/>
    public override Expression Bind(Func<string, int> columnOf) => columnOf(Name) is int index and >= 0 ? this with { Index = index } : Literal.Null;

    /// <inheritdoc/>
    public override void CollectAttributes(ISet<string> names) => names.Add(Name);

    /// <inheritdoc/>
    public override bool DependsOnFeature => true;
}
