using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>A stair: the output of the last stop that is not above the input; the first output below all stops. Null for an input that is no number.</summary>
/// <param name="Input">A number.</param>
/// <param name="Stops">Strictly rising; one less than the outputs.</param>
/// <param name="Outputs">The first holds below the first stop, each other from its stop on.</param>
public sealed record Step(Expression Input, ImmutableArray<double> Stops, ImmutableArray<Expression> Outputs) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Input, .. Outputs];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => this with { Input = parts[0], Outputs = parts[1..] };

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value input = Input.Evaluate(context);
        if (!input.IsNumber || double.IsNaN(input.AsNumber())) return Value.Null;
        int stop = Stops.BinarySearch(input.AsNumber());
        return Outputs[stop >= 0 ? stop + 1 : ~stop].Evaluate(context);
    }
}
