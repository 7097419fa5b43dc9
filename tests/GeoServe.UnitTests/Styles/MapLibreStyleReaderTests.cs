using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Styles;
using GeoServe.Core.Styles.MapLibre;
using NUnit.Framework;

namespace GeoServe.UnitTests.Styles;

public class MapLibreStyleReaderTests
{
    [Test]
    public void Every_fault_is_listed_with_its_place_and_line()
    {
        StyleReading reading = MapLibreStyleReader.Read("""
            {
              "version": 7,
              "layers": [
                { "id": "a", "type": "fill", "source": "t", "source-layer": "districts",
                  "paint": { "fill-colour": "#fff",
                             "fill-opacity": 1.5 } },
                { "id": "a", "type": "line", "source": "t", "source-layer": "roads",
                  "layout": { "line-cap": "pointed" },
                  "filter": ["=", ["get", "kind"], "x"] },
                { "id": "c", "type": "circel", "source": "t", "source-layer": "p" },
                { "id": "d", "type": "symbol", "source": "t",
                  "layout": { "text-size": ["interpolate", ["linear"], ["zoom"], 10, 12, 8, 14] } }
              ]
            }
            """);

        Assert.That(reading.Style, Is.Null);
        Assert.That(reading.Faults.Select(fault => (fault.Line, fault.Pointer)), Is.EqualTo(new[]
        {
            (2, "/version"),
            (5, "/layers/0/paint/fill-colour"),
            (6, "/layers/0/paint/fill-opacity"),
            (7, "/layers/1/id"),
            (8, "/layers/1/layout/line-cap"),
            (9, "/layers/1/filter/0"),
            (10, "/layers/2/type"),
            (11, "/layers/3"),
            (12, "/layers/3/layout/text-size/5"),
        }));
        Assert.That(reading.Faults[1].Message, Does.Contain("'fill-color'"));
        Assert.That(reading.Faults[4].Message, Does.Contain("butt, round, square"));
        Assert.That(reading.Faults[6].Message, Does.Contain("'circle'"));
    }

    [TestCase("""{"version":8,"layers":[]""", 1)]
    [TestCase("{\n\"version\":8,\n\"layers\":[,]}", 3)]
    [TestCase("", 1)]
    public void A_text_that_is_no_JSON_is_one_fault_with_its_line(string json, int line)
    {
        StyleReading reading = MapLibreStyleReader.Read(json);

        Assert.That(reading.Style, Is.Null);
        Assert.That(reading.Faults.Select(fault => fault.Line), Is.EqualTo(new[] { line }));
    }

    [Test]
    public void What_MapLibre_draws_and_we_do_not_is_a_warning()
    {
        StyleReading reading = MapLibreStyleReader.Read("""
            {"version":8,"layers":[{"id":"h","type":"fill-extrusion","source":"t","source-layer":"p"},
            {"id":"l","type":"line","source":"t","source-layer":"p","paint":{"line-pattern":"x","line-color-transition":{"duration":0}}}]}
            """);

        Assert.That(reading.Style!.Layers.Select(layer => layer.Id), Is.EqualTo(new[] { "l" }));
        Assert.That(reading.Faults.Select(fault => (fault.IsWarning, fault.Pointer)), Is.EqualTo(new[] { (true, "/layers/0/type"), (true, "/layers/1/paint/line-pattern") }));
    }

    [TestCase("[\"coalesce\",[\"get\",\"name_en\"],[\"get\",\"name\"]]", "Lake", "湖", "Lake")]
    [TestCase("[\"coalesce\",[\"get\",\"name_en\"],[\"get\",\"name\"]]", null, "山", "山")]
    [TestCase("[\"coalesce\",[\"get\",\"name_en\"],[\"get\",\"name\"]]", null, null, "")]
    [TestCase("\"{name} ({ref})\"", null, "湖", "湖 ()")]
    [TestCase("\"{name} ({ref})\"", null, null, " ()")]
    public void Labels_skip_what_is_null(string field, string? english, string? name, string expected)
    {
        var layer = (SymbolLayer)One("symbol", $"\"layout\":{{\"text-field\":{field}}}").Bind(column => column == "name_en" ? 0 : column == "name" ? 1 : -1);

        string text = layer.Text.Evaluate(new EvaluationContext(5, [Value.Of(english), Value.Of(name)], GeometryKind.Point, 1));

        Assert.That(text, Is.EqualTo(expected));
    }

    [Test]
    public void A_layer_is_drawn_from_its_minzoom_up_to_but_not_at_its_maxzoom()
    {
        Style style = Read("""{"version":8,"layers":[{"id":"l","type":"line","source":"t","source-layer":"p","minzoom":5,"maxzoom":7}]}""");

        Assert.That(new[] { 4.99, 5, 6.99, 7 }.Select(zoom => style.Draws("p", zoom)), Is.EqualTo(new[] { false, true, true, false }));
        Assert.That(new[] { 3, 4, 4.5, 6.99, 7 }.Select(zoom => style.DrawsWithin("p", zoom)), Is.EqualTo(new[] { false, false, true, true, false }));
    }

    [Test]
    public void The_attributes_of_a_collection_are_those_that_its_layers_read()
    {
        Style style = Read("""
            {"version":8,"layers":[
            {"id":"a","type":"fill","source":"t","source-layer":"p","filter":["==","kind","x"],"paint":{"fill-color":["match",["get","risk"],1,"#f00","#0f0"]}},
            {"id":"b","type":"symbol","source":"t","source-layer":"p","layout":{"text-field":"{name}"}},
            {"id":"c","type":"line","source":"t","source-layer":"q","paint":{"line-width":["to-number",["get","w"]]}}]}
            """);

        Assert.That(style.SourceLayers, Is.EqualTo(new[] { "p", "q" }));
        Assert.That(style.AttributesOf("p"), Is.EqualTo(new[] { "kind", "name", "risk" }));
        Assert.That(style.AttributesOf("q"), Is.EqualTo(new[] { "w" }));
        Assert.That(style.AttributesOf("none"), Is.Empty);
    }

    [TestCase("""{"line-width":4}""", 4.0)]                                                                            // half a width, twice for the miter
    [TestCase("""{"line-width":["interpolate",["linear"],["zoom"],0,2,10,12]}""", 7.0)]                                // 7 at zoom 5
    [TestCase("""{"line-width":["match",["get","k"],"a",10,2],"line-offset":3}""", 13.0)]
    [TestCase("""{"line-width":["get","w"]}""", 64.0)]                                                                 // no bound but the limit: half of 64, miter 2
    public void The_reach_of_a_line_is_its_widest_corner(string paint, double expected)
    {
        StyleLayer layer = One("line", $"\"paint\":{paint}");

        Assert.That(layer.ReachPixels(5), Is.EqualTo(expected));
    }

    [Test]
    public void A_property_of_the_wrong_type_falls_back_to_its_default()
    {
        var layer = (LineLayer)One("line", "\"paint\":{\"line-width\":[\"get\",\"w\"],\"line-color\":[\"get\",\"c\"]}").Bind(name => name == "w" ? 0 : 1);
        var context = new EvaluationContext(5, [Value.Of("wide"), Value.Of("no colour")], GeometryKind.Line, 1);

        Assert.That(layer.Width.Evaluate(context), Is.EqualTo(1));
        Assert.That(layer.Color.Evaluate(context), Is.EqualTo(Colour.Black));
    }

    [Test]
    public void Constants_are_folded_when_read()
    {
        var layer = (LineLayer)One("line", "\"paint\":{\"line-width\":[\"+\",1,[\"*\",2,3]]}");

        Assert.That(layer.Width.Expression, Is.EqualTo(new Literal(Value.Of(7.0))));
    }

    private static StyleLayer One(string type, string members) =>
        Read($$"""{"version":8,"layers":[{"id":"a","type":"{{type}}","source":"t","source-layer":"p",{{members}}}]}""").Layers[0];

    private static Style Read(string json)
    {
        StyleReading reading = MapLibreStyleReader.Read(json);
        Assert.That(reading.Faults, Is.Empty);
        return reading.Style!;
    }
}
