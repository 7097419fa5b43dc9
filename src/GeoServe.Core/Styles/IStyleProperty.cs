using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles;

/// <summary>What all properties of a layer have in common.</summary>
public interface IStyleProperty
{
    /// <summary>What the property is computed from; null where the default holds.</summary>
    Expression? Expression { get; }
}
