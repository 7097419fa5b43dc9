using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Reads functions of the older form, <c>{"stops": [[zoom, value] ...], "base", "property", "type", "default"}</c>, into expressions.</summary>
/// <param name="faults">Where faults go.</param>
/// <param name="valueOf">Reads one output of the property's type.</param>
/// <param name="valueType">What the property is made of.</param>
/// <param name="canMix">True when values of the property can be interpolated.</param>
internal sealed class LegacyFunctionParser(StyleFaults faults, Func<JsonPart, Expression> valueOf, ExpressionType valueType, bool canMix)
{
    private static readonly string[] Members = ["stops", "base", "property", "type", "default", "colorSpace"];
    private static readonly string[] Types = ["identity", "exponential", "interval", "categorical"];

    /// <summary>True when an object is a function of this form.</summary>
    public static bool IsFunction(JsonPart part) => part.IsObject && (part["stops"] is not null || part["type"]?.Text == "identity" || part["property"] is not null);

    public Expression Parse(JsonPart part)
    {
        foreach ((string name, JsonPart member) in part.Members)
        {
            if (!Members.Contains(name)) faults.Unknown(member, "member of a function", name, Members);
        }
        string? property = part["property"] is { IsText: true } named ? named.Text : null;
        string type = part["type"] is { IsText: true } said ? said.Text : canMix ? "exponential" : "interval";
        if (!Types.Contains(type)) faults.Unknown(part["type"]!, "type of function", type, Types);
        Expression otherwise = part["default"] is { } unsaid ? valueOf(unsaid) : Literal.Null;
        if (type == "identity")
        {
            if (property is null) faults.Add(part, "A function of type 'identity' names its 'property'.");
            return new Coalesce([valueType == ExpressionType.Colour ? new Conversion(valueType, [new GetAttribute(property ?? "")]) : new GetAttribute(property ?? ""), otherwise]);
        }
        if (part["stops"] is not { IsArray: true, Items.Count: > 0 } stops)
        {
            faults.Add(part, "A function has 'stops': an array of pairs [input, output].");
            return Literal.Null;
        }
        if (stops.Items.Any(stop => !stop.IsArray || stop.Items.Count != 2))
        {
            faults.Add(stops, "Each stop is a pair [input, output].");
            return Literal.Null;
        }
        double curve = part["base"] is { IsNumber: true } exponent ? exponent.Number : 1;
        List<(JsonPart Input, Expression Output)> pairs = [.. stops.Items.Select(stop => (stop.Items[0], valueOf(stop.Items[1])))];
        if (pairs[0].Input.IsObject) return ByZoomAndProperty(stops, pairs, property, type, curve, otherwise);
        Expression input = property is null ? new Zoom() : new GetAttribute(property);
        return Guarded(One(stops, pairs, input, type, curve, otherwise), otherwise);
    }

    // Stops as {"zoom": z, "value": v}: a function of the value for each zoom, mixed between zooms.
    private Expression ByZoomAndProperty(
        JsonPart at, List<(JsonPart Input, Expression Output)> pairs, string? property, string type, double curve, Expression otherwise)
    {
        if (property is null || pairs.Any(pair => pair.Input["zoom"] is not { IsNumber: true } || pair.Input["value"] is null))
        {
            faults.Add(at, "Stops by zoom and value are [{\"zoom\": number, \"value\": ...}, output], beside a 'property'.");
            return Literal.Null;
        }
        var zooms = new SortedDictionary<double, List<(JsonPart, Expression)>>();
        foreach ((JsonPart input, Expression output) in pairs)
        {
            double zoom = input["zoom"]!.Number;
            if (!zooms.TryGetValue(zoom, out List<(JsonPart, Expression)>? inner)) zooms[zoom] = inner = [];
            inner.Add((input["value"]!, output));
        }
        ImmutableArray<Expression> outputs = zooms.Values
            .Select(inner => Guarded(One(at, inner, new GetAttribute(property), type, curve, otherwise), otherwise)).ToImmutableArray();
        return Over(new Zoom(), zooms.Keys.ToImmutableArray(), outputs, mixed: canMix, curve);
    }

    private Expression One(JsonPart at, List<(JsonPart Input, Expression Output)> pairs, Expression input, string type, double curve, Expression otherwise)
    {
        ImmutableArray<Expression> outputs = pairs.Select(pair => pair.Output).ToImmutableArray();
        if (type == "categorical")
        {
            ImmutableArray<ImmutableArray<Value>> labels = pairs.Select(pair => ImmutableArray.Create(LabelOf(pair.Input))).ToImmutableArray();
            return new Match(input, labels, outputs, otherwise);
        }
        if (pairs.Any(pair => !pair.Input.IsNumber) || pairs.Zip(pairs.Skip(1)).Any(two => two.First.Input.Number >= two.Second.Input.Number))
        {
            faults.Add(at, "The inputs of stops are numbers that rise strictly.");
            return Literal.Null;
        }
        return Over(input, pairs.Select(pair => pair.Input.Number).ToImmutableArray(), outputs, type == "exponential" && canMix, curve);
    }

    // A stair of the older form holds its first output below the first stop too.
    private static Expression Over(Expression input, ImmutableArray<double> stops, ImmutableArray<Expression> outputs, bool mixed, double curve) => mixed
        ? new Interpolate(InterpolationCurve.Exponential(curve), input, stops, outputs)
        : new Step(input, stops[1..], outputs);

    private Value LabelOf(JsonPart part)
    {
        if (part.IsText) return Value.Of(part.Text);
        if (part.IsNumber) return Value.Of(part.Number);
        if (part.IsFlag) return Value.Of(part.Kind == System.Text.Json.JsonValueKind.True);
        faults.Add(part, $"A category is a string, number or boolean, not {part.Described}.");
        return Value.Null;
    }

    private static Expression Guarded(Expression function, Expression otherwise) =>
        otherwise is Literal { Value.IsNull: true } || !function.DependsOnFeature ? function : new Coalesce([function, otherwise]);
}
