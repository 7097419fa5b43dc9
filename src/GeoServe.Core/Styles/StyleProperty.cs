using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles;

/// <summary>One property of a layer: a typed expression, or the default where there is none or its value does not fit.</summary>
/// <typeparam name="T">What is drawn with.</typeparam>
public sealed class StyleProperty<T> : IStyleProperty
{
    private readonly ValueReader<T> _read;
    private readonly T _constant;
    private readonly bool _isConstant;

    /// <summary>A property by its expression; null leaves the default.</summary>
    public StyleProperty(T unsaid, ValueReader<T> read, Expression? expression = null)
    {
        Default = unsaid;
        _read = read;
        Expression = expression;
        _isConstant = expression is null || !(expression.DependsOnFeature || expression.DependsOnZoom);
        _constant = _isConstant && expression is not null ? Read(expression.Evaluate(default)) : unsaid;
    }

    /// <summary>MapLibre's default for the property.</summary>
    public T Default { get; }

    /// <inheritdoc/>
    public Expression? Expression { get; }

    /// <summary>True when the style says nothing of the property.</summary>
    public bool IsUnsaid => Expression is null;

    /// <summary>True when the value is the same for all features at one zoom.</summary>
    public bool IsSameForAll => _isConstant || !Expression!.DependsOnFeature;

    /// <summary>The value for one feature at one zoom; never fails.</summary>
    public T Evaluate(in EvaluationContext context) => _isConstant ? _constant : Read(Expression!.Evaluate(context));

    /// <summary>The property with attributes found once.</summary>
    public StyleProperty<T> Bind(Func<string, int> columnOf) => _isConstant ? this : new(Default, _read, Expression!.Bind(columnOf));

    private T Read(in Value value) => _read(value, out T read) ? read : Default;
}
