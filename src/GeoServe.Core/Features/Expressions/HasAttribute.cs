namespace GeoServe.Core.Features.Expressions;

/// <summary>True where the feature has a value for the attribute; a null counts as none, since vector tiles carry no nulls.</summary>
/// <param name="Name">The attribute's name, matched exactly.</param>
/// <param name="Index">Its place among the values of the context; -1 until bound.</param>
public sealed record HasAttribute(string Name, int Index = -1) : Expression
{
    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) =>
        Value.Of((uint)Index < (uint)context.Values.Length && !context.Values[Index].IsNull);

    /// <inheritdoc/>
    public override Expression Bind(Func<string, int> columnOf) =>
        columnOf(Name) is int index and >= 0 ? this with { Index = index } : new Literal(Value.Of(false));

    /// <inheritdoc/>
    public override void CollectAttributes(ISet<string> names) => names.Add(Name);

    /// <inheritdoc/>
    public override bool DependsOnFeature => true;
}
