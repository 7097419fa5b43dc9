using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>
/// An operation on numbers. Null where an operand is no number; division by zero gives infinity, as in MapLibre. A single operand of
/// <see cref="ArithmeticOperator.Subtract"/> is negated. Halves are rounded away from zero.
/// </summary>
public sealed record Arithmetic(ArithmeticOperator Operator, ImmutableArray<Expression> Operands) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Operands;

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => this with { Operands = parts };

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        double result = Operator switch
        {
            ArithmeticOperator.Multiply => 1,
            ArithmeticOperator.Minimum => double.PositiveInfinity,
            ArithmeticOperator.Maximum => double.NegativeInfinity,
            _ => 0,
        };
        for (int i = 0; i < Operands.Length; i++)
        {
            Value operand = Operands[i].Evaluate(context);
            if (!operand.IsNumber) return Value.Null;
            double number = operand.AsNumber();
            result = Operands.Length == 1 ? Alone(number) : i == 0 && Folds ? number : Join(result, number);
        }
        return Value.Of(result);
    }

    private bool Folds => Operator is ArithmeticOperator.Subtract or ArithmeticOperator.Divide or ArithmeticOperator.Remainder or ArithmeticOperator.Power or ArithmeticOperator.Quotient;

    private double Join(double sum, double number) => Operator switch
    {
        ArithmeticOperator.Add => sum + number,
        ArithmeticOperator.Subtract => sum - number,
        ArithmeticOperator.Multiply => sum * number,
        ArithmeticOperator.Divide => sum / number,
        ArithmeticOperator.Remainder => sum % number,
        ArithmeticOperator.Quotient => Math.Truncate(sum / number),
        ArithmeticOperator.Power => Math.Pow(sum, number),
        ArithmeticOperator.Minimum => Math.Min(sum, number),
        _ => Math.Max(sum, number),
    };

    private double Alone(double number) => Operator switch
    {
        ArithmeticOperator.Subtract => -number,
        ArithmeticOperator.Absolute => Math.Abs(number),
        ArithmeticOperator.Floor => Math.Floor(number),
        ArithmeticOperator.Ceiling => Math.Ceiling(number),
        ArithmeticOperator.Round => Math.Round(number, MidpointRounding.AwayFromZero),
        ArithmeticOperator.SquareRoot => Math.Sqrt(number),
        ArithmeticOperator.NaturalLogarithm => Math.Log(number),
        ArithmeticOperator.BinaryLogarithm => Math.Log2(number),
        ArithmeticOperator.DecimalLogarithm => Math.Log10(number),
        ArithmeticOperator.Sine => Math.Sin(number),
        ArithmeticOperator.Cosine => Math.Cos(number),
        ArithmeticOperator.Tangent => Math.Tan(number),
        ArithmeticOperator.ArcSine => Math.Asin(number),
        ArithmeticOperator.ArcCosine => Math.Acos(number),
        ArithmeticOperator.ArcTangent => Math.Atan(number),
        _ => number,
    };
}
