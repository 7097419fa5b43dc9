using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Styles.MapLibre;

namespace GeoServe.Core.Themes;

/// <summary>
/// What a theme draws of a feature: one expression, and one that tells whether a feature has it. The server evaluates the very JSON that
/// clients get, so both put a feature into the same class.
/// </summary>
internal sealed class ThemeValue
{
    // Beyond it lies nothing that people measure; the comparison is false for NaN and infinities, as division by zero gives them.
    private const double Largest = 1e300;

    private readonly JsonNode _json;
    private readonly JsonNode _isThere;

    private ThemeValue(JsonNode json, JsonNode isThere, Expression value, Expression condition, ImmutableArray<string> attributes)
    {
        (_json, _isThere) = (json, isThere);
        (Value, Condition) = (value, condition);
        Attributes = attributes;
    }

    /// <summary>The expression, not bound.</summary>
    public Expression Value { get; }

    /// <summary>True for a feature that has a value; not bound.</summary>
    public Expression Condition { get; }

    /// <summary>True for an attribute of whole numbers as it is: labels of a match are numbers, and there is nothing between 0 and 1.</summary>
    public bool IsWholeNumber { get; private init; }

    /// <summary>What both read.</summary>
    public ImmutableArray<string> Attributes { get; }

    /// <summary>A copy of the expression as MapLibre reads it.</summary>
    public JsonNode Json => _json.DeepClone();

    /// <summary>A copy of the condition.</summary>
    public JsonNode IsThere => _isThere.DeepClone();

    /// <summary>The number that a recipe draws; null, with faults, where it cannot be had.</summary>
    public static ThemeValue? Number(ThemeRecipe recipe, FeatureSchema schema, List<ThemeFault> faults)
    {
        int before = faults.Count;
        string key = recipe.Expression is null ? "attribute" : "expression";
        JsonNode json;
        IEnumerable<string> attributes;
        if (recipe.Attribute is { } attribute)
        {
            json = new JsonArray("get", attribute);
            attributes = [attribute];
        }
        else if (recipe.Expression is { } text && text.TrimStart().StartsWith('['))
        {
            if (Parsed(text, key, faults) is not { } given) return null;
            (json, attributes) = (given.Json, given.Attributes);
        }
        else
        {
            (JsonNode? read, attributes, string? fault) = ArithmeticText.Read(recipe.Expression ?? "");
            if (fault is not null) faults.Add(new(key, fault));
            if (read is null) return null;
            json = read;
        }
        foreach (string name in attributes) RequireNumber(name, key, schema, faults, isStrict: recipe.Expression?.TrimStart().StartsWith('[') != true);
        if (recipe.Scale != 1) json = new JsonArray("*", recipe.Scale, json);
        if (recipe.Per is { } per)
        {
            RequireNumber(per, "per", schema, faults, isStrict: true);
            json = new JsonArray("/", json, new JsonArray("get", per));
            attributes = attributes.Append(per);
        }
        if (faults.Count > before) return null;
        string[] read_ = [.. attributes.Distinct().Order(StringComparer.Ordinal)];
        bool isPlain = recipe.Attribute is not null && recipe.Per is null && schema.Columns[schema.IndexOf(recipe.Attribute)].Kind == ValueKind.Integer;
        var conditions = new List<JsonNode>();
        conditions.AddRange(read_.Where(name => IsNumber(name, schema)).Select(name => new JsonArray("==", new JsonArray("typeof", new JsonArray("get", name)), "number")));
        if (!isPlain) conditions.Add(new JsonArray("<", new JsonArray("abs", json.DeepClone()), Largest));
        JsonNode isThere = conditions.Count == 1 ? conditions[0] : new JsonArray(["all", .. conditions]);
        return Of(json, isThere, key, faults, isPlain && recipe.Scale == 1);
    }

    /// <summary>The kind that a recipe draws: a text, or a whole number; null, with faults, where there is no such attribute.</summary>
    public static ThemeValue? Kind(ThemeRecipe recipe, FeatureSchema schema, List<ThemeFault> faults)
    {
        JsonNode json;
        JsonNode isThere;
        bool isWhole = false;
        if (recipe.Attribute is { } attribute)
        {
            if (!Require(attribute, "attribute", schema, faults)) return null;
            ValueKind kind = schema.Columns[schema.IndexOf(attribute)].Kind;
            isWhole = kind == ValueKind.Integer;
            var get = new JsonArray("get", attribute);
            json = kind is ValueKind.Text or ValueKind.Integer ? get : new JsonArray("to-string", get);
            isThere = new JsonArray("!=", new JsonArray("get", attribute), null);
        }
        else
        {
            if (Parsed(recipe.Expression ?? "", "expression", faults) is not { } given) return null;
            if (!given.Attributes.All(name => Require(name, "expression", schema, faults))) return null;
            json = new JsonArray("to-string", given.Json);
            isThere = new JsonArray("!=", json.DeepClone(), "");
        }
        return Of(json, isThere, "attribute", faults, isWhole);
    }

    /// <summary>False, with a fault that names the nearest, where a schema has no such attribute.</summary>
    public static bool Require(string name, string key, FeatureSchema schema, List<ThemeFault> faults)
    {
        if (schema.IndexOf(name) >= 0) return true;
        faults.Add(ThemeFault.Unknown(key, "attribute", name, schema.Columns.Select(column => column.Name)));
        return false;
    }

    /// <summary>Reads an expression in MapLibre's JSON.</summary>
    internal static (JsonNode Json, Expression Expression, IEnumerable<string> Attributes)? Parsed(string text, string key, List<ThemeFault> faults)
    {
        try
        {
            var wrong = new StyleFaults();
            Expression expression = new ExpressionParser(wrong).ParseLoosely(JsonPart.Parse(Encoding.UTF8.GetBytes(text), wrong)).Expression;
            foreach (StyleFault fault in wrong.All) faults.Add(new(key, $"{(fault.Pointer.Length == 0 ? "" : fault.Pointer + ": ")}{fault.Message}"));
            if (wrong.All.Count > 0) return null;
            var names = new SortedSet<string>(StringComparer.Ordinal);
            expression.CollectAttributes(names);
            return (JsonNode.Parse(text)!, expression, names);
        }
        catch (JsonException broken)
        {
            faults.Add(new(key, $"this is no JSON: {broken.Message.Split(" LineNumber:")[0]}"));
            return null;
        }
    }

    private static bool IsNumber(string name, FeatureSchema schema) =>
        schema.IndexOf(name) is >= 0 and int index && schema.Columns[index].Kind is ValueKind.Integer or ValueKind.Real;

    private static void RequireNumber(string name, string key, FeatureSchema schema, List<ThemeFault> faults, bool isStrict)
    {
        if (!Require(name, key, schema, faults) || !isStrict) return;
        ValueKind kind = schema.Columns[schema.IndexOf(name)].Kind;
        if (kind is ValueKind.Integer or ValueKind.Real) return;
        string[] numbers = [.. schema.Columns.Where(column => column.Kind is ValueKind.Integer or ValueKind.Real).Select(column => column.Name)];
        faults.Add(new(key, $"attribute '{name}' holds {Described(kind)}, and classes are made of numbers; {(numbers.Length == 0 ? "the collection has none" : "such as " + string.Join(", ", numbers.Take(8)))}. For kinds there is 'method: categories'."));
    }

    private static string Described(ValueKind kind) => kind switch
    {
        ValueKind.Text => "text",
        ValueKind.Boolean => "truth values",
        ValueKind.Date or ValueKind.Instant => "times",
        _ => "no numbers",
    };

    private static ThemeValue? Of(JsonNode json, JsonNode isThere, string key, List<ThemeFault> faults, bool isWhole = false)
    {
        if (Parsed(json.ToJsonString(), key, faults) is not { } value || Parsed(isThere.ToJsonString(), key, faults) is not { } condition) return null;
        return new ThemeValue(json, isThere, value.Expression, condition.Expression, [.. value.Attributes.Union(condition.Attributes).Order(StringComparer.Ordinal)]) { IsWholeNumber = isWhole };
    }
}
