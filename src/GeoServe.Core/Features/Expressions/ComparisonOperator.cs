namespace GeoServe.Core.Features.Expressions;

/// <summary>How two values are compared.</summary>
public enum ComparisonOperator : byte
{
    /// <summary>The same.</summary>
    Equal,
    /// <summary>Not the same.</summary>
    NotEqual,
    /// <summary>Less than.</summary>
    Less,
    /// <summary>Less than, or the same.</summary>
    LessOrEqual,
    /// <summary>Greater than.</summary>
    Greater,
    /// <summary>Greater than, or the same.</summary>
    GreaterOrEqual,
}
