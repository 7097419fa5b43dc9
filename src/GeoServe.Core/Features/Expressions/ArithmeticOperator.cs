#pragma warning disable CS1591 // the names say it
namespace GeoServe.Core.Features.Expressions;

/// <summary>An operation on numbers, in double precision.</summary>
public enum ArithmeticOperator : byte
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    Minimum,
    Maximum,
    Absolute,
    Floor,
    Ceiling,
    Round,
    SquareRoot,
    NaturalLogarithm,
    BinaryLogarithm,
    DecimalLogarithm,
    Sine,
    Cosine,
    Tangent,
    ArcSine,
    ArcCosine,
    ArcTangent,

    /// <summary>Division without the digits behind the point, cut towards zero.</summary>
    Quotient,
}
