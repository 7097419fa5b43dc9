using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>A colour from red, green and blue of 0 to 255 and, as a fourth part, alpha of 0 to 1; null where one is outside.</summary>
public sealed record ColourOf(ImmutableArray<Expression> Channels) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Channels;

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new ColourOf(parts);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Span<double> channels = [0, 0, 0, 1];
        for (int i = 0; i < Channels.Length; i++)
        {
            Value channel = Channels[i].Evaluate(context);
            if (!channel.IsNumber) return Value.Null;
            channels[i] = channel.AsNumber();
        }
        return TryMake(channels, out Colour colour) ? colour.ToValue() : Value.Null;
    }

    internal static bool TryMake(ReadOnlySpan<double> channels, out Colour colour)
    {
        colour = default;
        for (int i = 0; i < 3; i++)
        {
            if (channels[i] is not (>= 0 and <= 255)) return false;
        }
        if (channels[3] is not (>= 0 and <= 1)) return false;
        colour = new(channels[0] / 255, channels[1] / 255, channels[2] / 255, channels[3]);
        return true;
    }
}
