using System.Collections.Immutable;
using System.Globalization;

namespace GeoServe.Core.Features.Expressions;

/// <summary>
/// A number for readers: thousands parted by commas, a full stop before the fraction (English and Chinese usage), 0 to 3 digits of fraction
/// unless said. Null where the input is no number. With a currency its ISO code stands before the number.
/// </summary>
public sealed record FormattedNumber(Expression Number, Expression? Currency, Expression? MinimumDigits, Expression? MaximumDigits) : CompositeExpression
{
    private const int MostDigits = 100;

    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts =>
        [Number, Currency ?? Literal.Null, MinimumDigits ?? Literal.Null, MaximumDigits ?? Literal.Null];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new FormattedNumber(parts[0], parts[1], parts[2], parts[3]);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value number = Number.Evaluate(context);
        if (!number.IsNumber) return Value.Null;
        Value currency = Currency?.Evaluate(context) ?? Value.Null;
        bool hasCurrency = currency.Kind == ValueKind.Text;
        int least = Digits(MinimumDigits?.Evaluate(context) ?? Value.Null, hasCurrency ? 2 : 0);
        int most = Digits(MaximumDigits?.Evaluate(context) ?? Value.Null, Math.Max(least, hasCurrency ? 2 : 3));
        double value = Math.Abs(number.AsNumber());
        string digits = double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? "∞" : Written(value, least, Math.Max(least, most));
        string sign = number.AsNumber() < 0 ? "-" : "";
        return Value.Of(hasCurrency ? $"{sign}{currency.AsText()} {digits}" : sign + digits);
    }

    private static int Digits(in Value value, int unsaid) => value.IsNumber ? (int)Math.Clamp(value.AsNumber(), 0, MostDigits) : unsaid;

    private static string Written(double value, int least, int most)
    {
        string text = value < 1e15 && most <= 15
            ? ((decimal)value).ToString("N" + most.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : value.ToString("N" + most.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (most == 0) return text;
        int end = text.Length, shortest = text.IndexOf('.') + 1 + least;
        while (end > shortest && text[end - 1] == '0') end--;
        return text[..end].TrimEnd('.');
    }
}
