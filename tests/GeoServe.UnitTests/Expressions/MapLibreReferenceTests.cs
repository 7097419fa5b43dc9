using System.Text.Json;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Styles;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Expressions;

/// <summary>Each value in <c>reference/maplibre-expressions.json</c> was computed by MapLibre's own implementation of its style specification.</summary>
public class MapLibreReferenceTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.PathOf("tests", "fixtures", "reference", "maplibre-expressions.json"))).RootElement;
    private static readonly string[] Names = [.. Reference.GetProperty("features").EnumerateArray()
        .SelectMany(feature => feature.GetProperty("properties").EnumerateObject().Select(property => property.Name)).Distinct()];

    [Test]
    public void Expressions_and_functions_give_what_MapLibre_gives()
    {
        var wrong = new List<string>();
        foreach (JsonElement row in Reference.GetProperty("values").EnumerateArray())
        {
            string type = row.GetProperty("type").GetString()!;
            string found = Show(ValueOf(row, type)), expected = Show(row.GetProperty("value"));
            if (type == "string" && expected == "(null)") expected = "";     // a fault in a label gives its default, no text
            if (!Same(found, expected)) wrong.Add($"{type} {row.GetProperty("expression")} of feature {row.GetProperty("feature")} at {row.GetProperty("zoom")}: {found}, MapLibre {expected}");
        }
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    [Test]
    public void Filters_take_what_MapLibre_takes()
    {
        var wrong = new List<string>();
        foreach (JsonElement row in Reference.GetProperty("filters").EnumerateArray())
        {
            string json = $$"""{"version":8,"layers":[{"id":"a","type":"circle","source":"t","source-layer":"t","filter":{{row.GetProperty("filter")}}}]}""";
            if (row.GetProperty("filter").ValueKind is JsonValueKind.True) json = json.Replace("True", "true", StringComparison.Ordinal);
            StyleLayer layer = Read(json).Bind(name => Array.IndexOf(Names, name));
            bool expected = row.GetProperty("value").GetBoolean();
            if (layer.Takes(Context(row, out Value[] _)) != expected) wrong.Add($"{row.GetProperty("filter")} of feature {row.GetProperty("feature")}: MapLibre {expected}");
        }
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    private static Value ValueOf(JsonElement row, string type)
    {
        (string layer, string section, string property) = type switch
        {
            "number" => ("line", "paint", "line-offset"),
            "color" => ("fill", "paint", "fill-color"),
            "boolean" => ("fill", "paint", "fill-antialias"),
            _ => ("symbol", "layout", "text-field"),
        };
        string expression = row.GetProperty("expression").GetRawText();
        StyleLayer read = Read($$"""{"version":8,"layers":[{"id":"a","type":"{{layer}}","source":"t","source-layer":"t","{{section}}":{"{{property}}":{{expression}} } }]}""");
        StyleLayer bound = read.Bind(name => Array.IndexOf(Names, name));
        Expression? found = bound switch
        {
            LineLayer line => line.Offset.Expression,
            FillLayer fill => type == "color" ? fill.Color.Expression : fill.Antialias.Expression,
            SymbolLayer symbol => symbol.Text.Expression,
            _ => null,
        };
        return found!.Evaluate(Context(row, out Value[] _));
    }

    private static StyleLayer Read(string json)
    {
        StyleReading reading = MapLibreStyleReader.Read(json);
        Assert.That(reading.Style, Is.Not.Null, $"{json}: {string.Join("; ", reading.Faults)}");
        return reading.Style!.Layers[0];
    }

    private static EvaluationContext Context(JsonElement row, out Value[] values)
    {
        JsonElement feature = Reference.GetProperty("features")[row.GetProperty("feature").GetInt32()];
        values = new Value[Names.Length];
        foreach (JsonProperty property in feature.GetProperty("properties").EnumerateObject())
        {
            values[Array.IndexOf(Names, property.Name)] = property.Value.ValueKind switch
            {
                JsonValueKind.Number => property.Value.TryGetInt64(out long whole) ? Value.Of(whole) : Value.Of(property.Value.GetDouble()),
                JsonValueKind.String => Value.Of(property.Value.GetString()),
                JsonValueKind.True => Value.Of(true),
                JsonValueKind.False => Value.Of(false),
                _ => Value.Null,
            };
        }
        ulong id = feature.TryGetProperty("id", out JsonElement number) ? number.GetUInt64() : 0;
        return new(row.GetProperty("zoom").GetDouble(), values, (GeometryKind)feature.GetProperty("type").GetInt32(), id);
    }

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => string.Join(' ', value.GetProperty("rgba").EnumerateArray().Select(channel => channel.GetDouble().ToString("F4"))),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "(null)",
        JsonValueKind.Number => value.GetDouble().ToString("R"),
        JsonValueKind.True => "true",
        _ => "false",
    };

    private static string Show(Value value)
    {
        if (value.IsNull) return "(null)";
        if (value.IsNumber) return double.IsFinite(value.AsNumber()) ? value.AsNumber().ToString("R") : "__infinite";
        if (value.Kind != ValueKind.Colour) return value.ToString();
        Colour colour = Colour.Of(value);
        if (colour.Alpha == 0) colour = Colour.Transparent;
        return string.Join(' ', new[] { colour.Red, colour.Green, colour.Blue, colour.Alpha }.Select(channel => channel.ToString("F4")));
    }

    // Numbers by value within rounding, colours within a 16-bit step.
    private static bool Same(string found, string expected)
    {
        if (found == expected) return true;
        string[] a = found.Split(' '), b = expected.Split(' ');
        return a.Length == b.Length && a.Zip(b).All(pair => double.TryParse(pair.First, out double x) && double.TryParse(pair.Second, out double y)
            && Math.Abs(x - y) <= (a.Length > 1 ? 1.1e-4 : 1e-6 * Math.Max(1, Math.Abs(y))));
    }
}
