using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>The <c>paint</c> or <c>layout</c> of one layer: gives typed properties, and knows at the end which were never asked for.</summary>
internal sealed class PropertySection(JsonPart? section, string name, string layerType, ExpressionParser expressions)
{
    private readonly HashSet<string> _asked = [];

    private StyleFaults Faults => expressions.Faults;

    public StyleProperty<double> Number(string property, double unsaid, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        Expression? read = Read(property, ExpressionType.Number, canMix: true, part => CheckRange(part, least, most));
        return StyleValues.Number(unsaid, read);
    }

    public StyleProperty<Colour> Colour(string property, Colour unsaid) => StyleValues.Colour(unsaid, Read(property, ExpressionType.Colour, canMix: true));

    public StyleProperty<bool> Flag(string property, bool unsaid) => StyleValues.Flag(unsaid, Read(property, ExpressionType.Boolean, canMix: false));

    public StyleProperty<ImmutableArray<double>> Numbers(string property, ImmutableArray<double> unsaid) =>
        StyleValues.Numbers(unsaid, Read(property, ExpressionType.List, canMix: true, CheckNumbers));

    public StyleProperty<ImmutableArray<string>> Texts(string property, ImmutableArray<string> unsaid) =>
        StyleValues.Texts(unsaid, Read(property, ExpressionType.List, canMix: false));

    public StyleProperty<T> Choice<T>(string property, T unsaid) where T : struct, Enum
    {
        string[] names = [.. Enum.GetValues<T>().Select(StyleValues.NameOf)];
        return StyleValues.Choice(unsaid, Read(property, ExpressionType.Text, canMix: false, part =>
        {
            if (part.IsText && !names.Contains(part.Text)) Faults.Add(part, $"'{property}' is one of {string.Join(", ", names)}, not '{part.Text}'.");
        }));
    }

    /// <summary>A text whose value may be anything, and in which {name} stands for an attribute.</summary>
    public StyleProperty<string> TokenText(string property)
    {
        Expression? read = Read(property, ExpressionType.Label, canMix: false, tokens: true);
        // A function of the older form gives its outputs as they are.
        return StyleValues.Text("", read is null or Literal or FormattedText ? read : new Conversion(ExpressionType.Text, [read]));
    }

    /// <summary>Warns of properties that this server does not draw, and names those that do not exist.</summary>
    public void Finish(params string[] notDrawn)
    {
        if (section is null) return;
        foreach ((string property, JsonPart part) in section.Members)
        {
            if (_asked.Contains(property) || property.EndsWith("-transition", StringComparison.Ordinal)) continue;
            if (notDrawn.Contains(property)) Faults.Warn(part, $"'{property}' is not drawn by this server.");
            else Faults.Unknown(part, $"{name} property of a {layerType} layer called", property, _asked.Concat(notDrawn));
        }
    }

    private Expression? Read(string property, ExpressionType type, bool canMix, Action<JsonPart>? check = null, bool tokens = false)
    {
        _asked.Add(property);
        if (section?[property] is not { } part) return null;
        Expression read = ReadValue(part, type, check, canMix, tokens);
        return read.Bind(attribute => int.MaxValue) is Literal constant ? constant : read;    // what is constant is folded here
    }

    private Expression ReadValue(JsonPart part, ExpressionType type, Action<JsonPart>? check, bool canMix, bool tokens)
    {
        if (LegacyFunctionParser.IsFunction(part))
        {
            return new LegacyFunctionParser(Faults, output => Plain(output, type, check, tokens), type, canMix).Parse(part);
        }
        if (type == ExpressionType.List && part.IsArray && !ExpressionParser.IsExpression(part)) return Plain(part, type, check, tokens);
        return part.IsArray ? expressions.Parse(part, type).Expression : Plain(part, type, check, tokens);
    }

    private Expression Plain(JsonPart part, ExpressionType type, Action<JsonPart>? check, bool tokens)
    {
        check?.Invoke(part);
        if (tokens && part.IsText) return TokensOf(part.Text);
        if (part.IsArray && type == ExpressionType.List) return new Literal(expressions.LiteralOf(part));
        if (part.IsArray || part.IsObject)
        {
            Faults.Add(part, $"{ExpressionParser.NameOf(type)} is wanted here, not {part.Described}.");
            return Literal.Null;
        }
        return expressions.Parse(part, type).Expression;
    }

    // "{name} ({ref})": what stands in braces is an attribute's name; an unclosed brace is text.
    private static Expression TokensOf(string text)
    {
        ImmutableArray<Expression>.Builder parts = ImmutableArray.CreateBuilder<Expression>();
        int done = 0;
        while (text.IndexOf('{', done) is int open and >= 0 && text.IndexOf('}', open) is int close and >= 0)
        {
            if (open > done) parts.Add(new Literal(Value.Of(text[done..open])));
            parts.Add(new GetAttribute(text[(open + 1)..close]));
            done = close + 1;
        }
        if (done == 0) return new Literal(Value.Of(text));
        if (done < text.Length) parts.Add(new Literal(Value.Of(text[done..])));
        return new Concatenation(parts.ToImmutable());
    }

    private void CheckRange(JsonPart part, double least, double most)
    {
        if (!part.IsNumber || (part.Number >= least && part.Number <= most)) return;
        string allowed = double.IsInfinity(most) ? $"{least} or more" : $"{least} to {most}";
        Faults.Add(part, FormattableString.Invariant($"{part.Number} is not allowed here; {allowed} is."));
    }

    private void CheckNumbers(JsonPart part)
    {
        if (!part.IsArray) return;
        foreach (JsonPart item in part.Items)
        {
            if (!item.IsNumber) Faults.Add(item, $"Only numbers stand in this array, not {item.Described}.");
        }
    }
}
