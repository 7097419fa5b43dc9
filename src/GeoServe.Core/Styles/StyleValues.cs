using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles;

/// <summary>Properties of each type, made from their default and their expression.</summary>
public static class StyleValues
{
    /// <summary>A number.</summary>
    public static StyleProperty<double> Number(double unsaid, Expression? expression = null) => new(unsaid, ReadNumber, expression);

    /// <summary>A colour.</summary>
    public static StyleProperty<Colour> Colour(Colour unsaid, Expression? expression = null) => new(unsaid, ReadColour, expression);

    /// <summary>A text.</summary>
    public static StyleProperty<string> Text(string unsaid, Expression? expression = null) => new(unsaid, ReadText, expression);

    /// <summary>True or false.</summary>
    public static StyleProperty<bool> Flag(bool unsaid, Expression? expression = null) => new(unsaid, ReadFlag, expression);

    /// <summary>Numbers, such as an offset or dashes.</summary>
    public static StyleProperty<ImmutableArray<double>> Numbers(ImmutableArray<double> unsaid, Expression? expression = null) =>
        new(unsaid, ReadNumbers, expression);

    /// <summary>Texts, such as a stack of fonts.</summary>
    public static StyleProperty<ImmutableArray<string>> Texts(ImmutableArray<string> unsaid, Expression? expression = null) =>
        new(unsaid, ReadTexts, expression);

    /// <summary>One of several names, which differ from the enumeration's in case and in hyphens only.</summary>
    public static StyleProperty<T> Choice<T>(T unsaid, Expression? expression = null) where T : struct, Enum => new(unsaid, ReadChoice, expression);

    /// <summary>The name of a choice as styles write it: TopLeft is <c>top-left</c>.</summary>
    public static string NameOf<T>(T choice) where T : struct, Enum =>
        string.Concat(choice.ToString().Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static bool ReadNumber(in Value value, out double result)
    {
        result = value.IsNumber ? value.AsNumber() : double.NaN;
        return double.IsFinite(result);
    }

    private static bool ReadColour(in Value value, out Colour result)
    {
        bool fits = value.Kind == ValueKind.Colour;
        result = fits ? Features.Expressions.Colour.Of(value) : default;
        return fits;
    }

    private static bool ReadText(in Value value, out string result)
    {
        result = value.Kind == ValueKind.Text ? value.AsText() : "";
        return value.Kind == ValueKind.Text;
    }

    private static bool ReadFlag(in Value value, out bool result)
    {
        result = value.Kind == ValueKind.Boolean && value.AsBoolean();
        return value.Kind == ValueKind.Boolean;
    }

    private static bool ReadNumbers(in Value value, out ImmutableArray<double> result)
    {
        result = [];
        if (value.Kind != ValueKind.List) return false;
        ImmutableArray<double>.Builder numbers = ImmutableArray.CreateBuilder<double>(value.AsList().Length);
        foreach (Value item in value.AsList())
        {
            if (!item.IsNumber) return false;
            numbers.Add(item.AsNumber());
        }
        result = numbers.MoveToImmutable();
        return true;
    }

    private static bool ReadTexts(in Value value, out ImmutableArray<string> result)
    {
        result = [];
        if (value.Kind != ValueKind.List) return false;
        ImmutableArray<string>.Builder texts = ImmutableArray.CreateBuilder<string>(value.AsList().Length);
        foreach (Value item in value.AsList())
        {
            if (item.Kind != ValueKind.Text) return false;
            texts.Add(item.AsText());
        }
        result = texts.MoveToImmutable();
        return true;
    }

    private static bool ReadChoice<T>(in Value value, out T result) where T : struct, Enum
    {
        result = default;
        return value.Kind == ValueKind.Text && Choices<T>.ByName.TryGetValue(value.AsText(), out result);
    }

    private static class Choices<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByName = Enum.GetValues<T>().ToDictionary(NameOf);
    }
}
