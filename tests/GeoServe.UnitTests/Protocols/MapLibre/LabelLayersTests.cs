using System.Text;
using System.Text.Json;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Geometries;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Protocols.MapLibre;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Protocols.MapLibre;

public class LabelLayersTests
{
    [TestCase("\"text-field\": [\"get\", \"name\"]", null, "places_label", Description = "text in polygons")]
    [TestCase("\"text-field\": [\"get\", \"name\"], \"symbol-placement\": \"line\"", null, "places", Description = "text along their borders")]
    [TestCase("\"text-field\": [\"get\", \"name\"], \"icon-image\": \"dot\"", null, "places", Description = "with an icon")]
    [TestCase("\"text-field\": \"here\"", null, "places", Description = "the label points would have nothing to say")]
    [TestCase("\"text-field\": [\"get\", \"name\"]", "[\"==\", [\"geometry-type\"], \"Polygon\"]", "places", Description = "label points are no polygons")]
    [TestCase("\"text-field\": [\"get\", \"name\"]", "[\"==\", \"$type\", \"Polygon\"]", "places")]
    [TestCase("\"text-field\": [\"get\", \"name\"]", "[\">\", [\"get\", \"id\"], 1]", "places_label")]
    public void Text_in_polygons_is_taken_from_their_label_points(string layout, string? filter, string sourceLayer)
    {
        (Map map, MapStyle style) = Of(ShapeType.MultiPolygon, layout, filter);

        using JsonDocument written = JsonDocument.Parse(StyleDocument.Write(map, style, default, "http://h"));

        JsonElement[] layers = [.. written.RootElement.GetProperty("layers").EnumerateArray()];
        Assert.That(layers.Select(layer => layer.GetProperty("source-layer").GetString()), Is.EqualTo(new[] { "places", sourceLayer }));
    }

    [Test]
    public void Text_at_points_stays_where_it_is()
    {
        (Map map, MapStyle style) = Of(ShapeType.Point, "\"text-field\": [\"get\", \"name\"]", null);

        using JsonDocument written = JsonDocument.Parse(StyleDocument.Write(map, style, default, "http://h"));

        Assert.That(written.RootElement.GetProperty("layers")[1].GetProperty("source-layer").GetString(), Is.EqualTo("places"));
    }

    [Test]
    public void TileJSON_lists_the_layers_of_label_points_with_what_they_carry()
    {
        (Map map, MapStyle style) = Of(ShapeType.MultiPolygon, "\"text-field\": [\"get\", \"name\"]", null);

        using JsonDocument written = JsonDocument.Parse(TileJson.Write(map, style, default, "http://h"));

        JsonElement[] layers = [.. written.RootElement.GetProperty("vector_layers").EnumerateArray()];
        Assert.That(layers.Select(layer => layer.GetProperty("id").GetString()), Is.EqualTo(new[] { "places", "places_label" }));
        Assert.That(layers[1].GetProperty("fields").EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "name" }));
    }

    private static (Map Map, MapStyle Style) Of(ShapeType type, string layout, string? filter)
    {
        string filtered = filter is null ? "" : $"\"filter\": {filter},";
        string json = $$"""
            {"version": 8, "sources": {"s": {"type": "vector"} }, "layers": [
              {"id": "areas", "type": "fill", "source": "s", "source-layer": "places"},
              {"id": "names", "type": "symbol", "source": "s", "source-layer": "places", {{filtered}} "layout": { {{layout}} } }]}
            """;
        StyleReading reading = MapLibreStyleReader.Read(json);
        var style = new MapStyle("s", LocalText.Of("s"), reading.Style ?? throw new InvalidOperationException(string.Join('\n', reading.Faults)), Encoding.UTF8.GetBytes(json), 1);
        Collection collection = TestMaps.Collection(TestMaps.Source()) with { Schema = TestMaps.Schema with { GeometryType = type } };
        return (TestMaps.Map("m", [collection], style), style);
    }
}
