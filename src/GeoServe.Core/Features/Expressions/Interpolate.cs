using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>
/// A curve through stops: between two of them numbers, colours (by channel, not multiplied by alpha) and lists of numbers are mixed;
/// outside the stops the nearest output holds. Null for an input that is no number and where two outputs do not mix.
/// </summary>
/// <param name="Curve">How the way between two stops is travelled.</param>
/// <param name="Input">A number.</param>
/// <param name="Stops">Strictly rising.</param>
/// <param name="Outputs">One for each stop.</param>
public sealed record Interpolate(
    InterpolationCurve Curve, Expression Input, ImmutableArray<double> Stops, ImmutableArray<Expression> Outputs) : CompositeExpression
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
        double at = input.AsNumber();
        if (at <= Stops[0]) return Outputs[0].Evaluate(context);
        if (at >= Stops[^1]) return Outputs[^1].Evaluate(context);
        int found = Stops.BinarySearch(at);
        int lower = found >= 0 ? found : ~found - 1;
        double share = Curve.Share(at, Stops[lower], Stops[lower + 1]);
        return Mix(Outputs[lower].Evaluate(context), Outputs[lower + 1].Evaluate(context), share);
    }

    /// <summary>The value a share of the way from one to another; null where they do not mix.</summary>
    public static Value Mix(in Value from, in Value to, double share)
    {
        if (from.IsNumber && to.IsNumber) return Value.Of(from.AsNumber() * (1 - share) + to.AsNumber() * share);
        if (from.Kind == ValueKind.Colour && to.Kind == ValueKind.Colour)
        {
            return Colour.Mix(Colour.Of(from), Colour.Of(to), share).ToValue();
        }
        if (from.Kind != ValueKind.List || to.Kind != ValueKind.List || from.AsList().Length != to.AsList().Length) return Value.Null;
        var mixed = new Value[from.AsList().Length];
        for (int i = 0; i < mixed.Length; i++) mixed[i] = Mix(from.AsList()[i], to.AsList()[i], share);
        return Value.Of(mixed);
    }
}
