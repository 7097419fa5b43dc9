using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>An expression with the type that it is known to give, apart from null.</summary>
internal readonly record struct Typed(Expression Expression, ExpressionType Type)
{
    /// <summary>What stands in for a faulty expression, so that reading goes on.</summary>
    public static Typed Faulty => new(Literal.Null, ExpressionType.Any);
}
