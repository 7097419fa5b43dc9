using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles;

/// <summary>Bounds of a number over all features at one zoom, found from the expression alone.</summary>
public static class NumberRange
{
    private static readonly (double Min, double Max) Nothing = (double.PositiveInfinity, double.NegativeInfinity);
    private static readonly (double Min, double Max) Anything = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The least and the greatest value; infinite where the expression sets no bound, least above greatest where it gives no number.</summary>
    public static (double Min, double Max) Of(Expression expression, double zoom)
    {
        if (!expression.DependsOnFeature)
        {
            Value value = expression.Evaluate(new EvaluationContext(zoom, default, default, 0));
            return value.IsNumber ? (value.AsNumber(), value.AsNumber()) : Nothing;
        }
        return expression switch
        {
            Case choice => Over(choice.Outputs.Add(choice.Otherwise), zoom),
            Match match => Over(match.Outputs.Add(match.Otherwise), zoom),
            Coalesce coalesce => Over(coalesce.Choices, zoom),
            Assertion assertion => Over(assertion.Choices, zoom),
            Conversion conversion => Over(conversion.Choices, zoom),
            Step step => step.Input is Zoom ? AtZoom(step, zoom) : Over(step.Outputs, zoom),
            Interpolate curve => curve.Input is Zoom ? AtZoom(curve, zoom) : Over(curve.Outputs, zoom),
            Arithmetic arithmetic => Of(arithmetic, zoom),
            _ => Anything,
        };
    }

    private static (double Min, double Max) AtZoom(Step step, double zoom)
    {
        int stop = step.Stops.BinarySearch(zoom);
        return Of(step.Outputs[stop >= 0 ? stop + 1 : ~stop], zoom);
    }

    private static (double Min, double Max) AtZoom(Interpolate curve, double zoom)
    {
        int upper = 0;
        while (upper < curve.Stops.Length && curve.Stops[upper] < zoom) upper++;
        Expression above = curve.Outputs[Math.Min(upper, curve.Outputs.Length - 1)], below = curve.Outputs[Math.Max(0, upper - 1)];
        return Join(Of(above, zoom), Of(below, zoom));
    }

    private static (double Min, double Max) Over(IEnumerable<Expression> expressions, double zoom)
    {
        (double Min, double Max) all = Nothing;
        foreach (Expression expression in expressions) all = Join(all, Of(expression, zoom));
        return all;
    }

    private static (double Min, double Max) Of(Arithmetic arithmetic, double zoom)
    {
        (double Min, double Max)[] parts = [.. arithmetic.Operands.Select(operand => Of(operand, zoom))];
        if (parts.Length == 0 || parts.Any(part => part.Min > part.Max)) return Nothing;
        switch (arithmetic.Operator)
        {
            case ArithmeticOperator.Add: return (parts.Sum(part => part.Min), parts.Sum(part => part.Max));
            case ArithmeticOperator.Minimum: return (parts.Min(part => part.Min), parts.Min(part => part.Max));
            case ArithmeticOperator.Maximum: return (parts.Max(part => part.Min), parts.Max(part => part.Max));
            case ArithmeticOperator.Subtract when parts.Length == 2: return (parts[0].Min - parts[1].Max, parts[0].Max - parts[1].Min);
            case ArithmeticOperator.Multiply: return parts.Aggregate((1.0, 1.0), Product);
            case ArithmeticOperator.Divide when parts.Length == 2 && (parts[1].Min > 0 || parts[1].Max < 0):
                return Product(parts[0], (1 / parts[1].Max, 1 / parts[1].Min));
            case ArithmeticOperator.SquareRoot: return (Math.Sqrt(Math.Max(0, parts[0].Min)), Math.Sqrt(Math.Max(0, parts[0].Max)));
            default: return Anything;
        }
    }

    private static (double Min, double Max) Product((double Min, double Max) a, (double Min, double Max) b)
    {
        double[] corners = [a.Min * b.Min, a.Min * b.Max, a.Max * b.Min, a.Max * b.Max];
        return corners.Any(double.IsNaN) ? Anything : (corners.Min(), corners.Max());
    }

    private static (double Min, double Max) Join((double Min, double Max) a, (double Min, double Max) b) => (Math.Min(a.Min, b.Min), Math.Max(a.Max, b.Max));
}
