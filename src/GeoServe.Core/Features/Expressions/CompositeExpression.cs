using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>An expression made of others: what concerns only the parts is done here once.</summary>
public abstract record CompositeExpression : Expression
{
    /// <summary>All parts, in an order that <see cref="With"/> takes back.</summary>
    public abstract ImmutableArray<Expression> Parts { get; }

    /// <summary>The same operation on other parts.</summary>
    /// <param name="parts">As many as <see cref="Parts"/>, in its order.</param>
    protected abstract Expression With(ImmutableArray<Expression> parts);

    /// <summary>Binds the parts; what then depends on nothing is evaluated once and kept as a literal.</summary>
    public sealed override Expression Bind(Func<string, int> columnOf)
    {
        Expression bound = With(Parts.Select(part => part.Bind(columnOf)).ToImmutableArray());
        return bound.DependsOnFeature || bound.DependsOnZoom ? bound : new Literal(bound.Evaluate(default));
    }

    /// <inheritdoc/>
    public sealed override void CollectAttributes(ISet<string> names)
    {
        foreach (Expression part in Parts) part.CollectAttributes(names);
    }

    /// <inheritdoc/>
    public sealed override bool DependsOnZoom => Parts.Any(part => part.DependsOnZoom);

    /// <inheritdoc/>
    public sealed override bool DependsOnFeature => Parts.Any(part => part.DependsOnFeature);
}
