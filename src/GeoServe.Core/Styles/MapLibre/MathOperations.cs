using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Reading of operations on numbers.</summary>
internal static class MathOperations
{
    public static Dictionary<string, ExpressionParser.Operation> All { get; } = new()
    {
        ["+"] = Of(ArithmeticOperator.Add, 1, int.MaxValue),
        ["*"] = Of(ArithmeticOperator.Multiply, 1, int.MaxValue),
        ["-"] = Of(ArithmeticOperator.Subtract, 1, 2),
        ["/"] = Of(ArithmeticOperator.Divide, 2, 2),
        ["%"] = Of(ArithmeticOperator.Remainder, 2, 2),
        ["^"] = Of(ArithmeticOperator.Power, 2, 2),
        ["min"] = Of(ArithmeticOperator.Minimum, 1, int.MaxValue),
        ["max"] = Of(ArithmeticOperator.Maximum, 1, int.MaxValue),
        ["abs"] = Of(ArithmeticOperator.Absolute, 1, 1),
        ["floor"] = Of(ArithmeticOperator.Floor, 1, 1),
        ["ceil"] = Of(ArithmeticOperator.Ceiling, 1, 1),
        ["round"] = Of(ArithmeticOperator.Round, 1, 1),
        ["sqrt"] = Of(ArithmeticOperator.SquareRoot, 1, 1),
        ["ln"] = Of(ArithmeticOperator.NaturalLogarithm, 1, 1),
        ["log2"] = Of(ArithmeticOperator.BinaryLogarithm, 1, 1),
        ["log10"] = Of(ArithmeticOperator.DecimalLogarithm, 1, 1),
        ["sin"] = Of(ArithmeticOperator.Sine, 1, 1),
        ["cos"] = Of(ArithmeticOperator.Cosine, 1, 1),
        ["tan"] = Of(ArithmeticOperator.Tangent, 1, 1),
        ["asin"] = Of(ArithmeticOperator.ArcSine, 1, 1),
        ["acos"] = Of(ArithmeticOperator.ArcCosine, 1, 1),
        ["atan"] = Of(ArithmeticOperator.ArcTangent, 1, 1),
        ["pi"] = Constant(Math.PI),
        ["e"] = Constant(Math.E),
        ["ln2"] = Constant(Math.Log(2)),
    };

    private static ExpressionParser.Operation Of(ArithmeticOperator operation, int least, int most) => (parser, whole, _) =>
        parser.HasArguments(whole, least, most)
            ? new(new Arithmetic(operation, parser.Arguments(whole, 1, ExpressionType.Number)), ExpressionType.Number)
            : Typed.Faulty;

    private static ExpressionParser.Operation Constant(double number) => (parser, whole, _) =>
        parser.HasArguments(whole, 0, 0) ? ExpressionParser.Of(Value.Of(number)) : Typed.Faulty;
}
