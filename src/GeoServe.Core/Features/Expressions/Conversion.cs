using System.Collections.Immutable;
using System.Globalization;

namespace GeoServe.Core.Features.Expressions;

/// <summary>The first value that can be turned into the type; null where none can (MapLibre's <c>to-number</c>, <c>to-color</c> ...).</summary>
/// <remarks>
/// To text: anything. To a truth value: anything; false are null, false, 0, NaN and the empty text. To a number: null is 0, truth is 1,
/// a text as JavaScript's Number reads it. To a colour: a CSS colour as text, or a list of 3 or 4 numbers.
/// </remarks>
public sealed record Conversion(ExpressionType Type, ImmutableArray<Expression> Choices) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Choices;

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => this with { Choices = parts };

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        foreach (Expression choice in Choices)
        {
            Value turned = Turn(choice.Evaluate(context), Type);
            if (!turned.IsNull) return turned;
        }
        return Value.Null;
    }

    /// <summary>The value turned into the type; null where that cannot be.</summary>
    public static Value Turn(in Value value, ExpressionType type) => type switch
    {
        ExpressionType.Text or ExpressionType.Label => value.Kind == ValueKind.Text ? value : Value.Of(ValueText.Of(value)),
        ExpressionType.Boolean => Value.Of(IsTrue(value)),
        ExpressionType.Number => ToNumber(value),
        ExpressionType.Colour => ToColour(value),
        _ => value,
    };

    private static bool IsTrue(in Value value) => value.Kind switch
    {
        ValueKind.Null => false,
        ValueKind.Boolean => value.AsBoolean(),
        ValueKind.Integer => value.AsInteger() != 0,
        ValueKind.Real => value.AsNumber() is not 0 and not double.NaN,
        ValueKind.Text => value.AsText().Length > 0,
        _ => true,
    };

    private static Value ToNumber(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: return Value.Of(0.0);
            case ValueKind.Boolean: return Value.Of(value.AsBoolean() ? 1.0 : 0.0);
            case ValueKind.Integer or ValueKind.Real: return value;
            case ValueKind.Text: break;
            default: return Value.Null;
        }
        ReadOnlySpan<char> text = value.AsText().AsSpan().Trim();
        if (text.IsEmpty) return Value.Of(0.0);
        if (text is "Infinity" or "+Infinity") return Value.Of(double.PositiveInfinity);
        if (text is "-Infinity") return Value.Of(double.NegativeInfinity);
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hex) ? Value.Of((double)hex) : Value.Null;
        }
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number) && char.IsDigit(text[^1]) | text[^1] == '.'
            ? Value.Of(number)
            : Value.Null;
    }

    private static Value ToColour(in Value value)
    {
        if (value.Kind == ValueKind.Colour) return value;
        if (value.Kind == ValueKind.Text) return Colour.TryParse(value.AsText(), out Colour parsed) ? parsed.ToValue() : Value.Null;
        if (value.Kind != ValueKind.List || value.AsList().Length is not (3 or 4)) return Value.Null;
        Span<double> channels = [0, 0, 0, 1];
        for (int i = 0; i < value.AsList().Length; i++)
        {
            if (!value.AsList()[i].IsNumber) return Value.Null;
            channels[i] = value.AsList()[i].AsNumber();
        }
        return ColourOf.TryMake(channels, out Colour made) ? made.ToValue() : Value.Null;
    }
}
