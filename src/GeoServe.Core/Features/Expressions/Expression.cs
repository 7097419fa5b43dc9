namespace GeoServe.Core.Features.Expressions;

/// <summary>
/// A node of the one expression tree, shared by style properties, map filters and feature queries. Immutable. Before it is
/// evaluated it is bound to a schema, which turns names into column indexes.
/// </summary>
public abstract record Expression
{
    /// <summary>The value for one feature at one zoom. A value that cannot be had (a type that does not fit) is null, never an exception.</summary>
    public abstract Value Evaluate(in EvaluationContext context);

    /// <summary>The same expression with each attribute found once: <paramref name="columnOf"/> gives the index of a name in the values
    /// that the context will carry, or -1 where there is no such attribute (the attribute is then null).</summary>
    public virtual Expression Bind(Func<string, int> columnOf) => this;

    /// <summary>Adds the names of all attributes that the expression reads.</summary>
    public virtual void CollectAttributes(ISet<string> names) { }

    /// <summary>True when the value depends on the zoom.</summary>
    public virtual bool DependsOnZoom => false;

    /// <summary>True when the value depends on the feature: attributes, id or geometry kind.</summary>
    public virtual bool DependsOnFeature => false;
}
