using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Core.TileMatrices;
using GeoServe.Rendering.Legends;
using GeoServe.TestKit.Pictures;
using NUnit.Framework;

namespace GeoServe.UnitTests.Rendering;

public class StyleLegendsTests
{
    private readonly StyleLegends _legends = new(DrawnMap.Fonts);

    [Test]
    public void Each_class_of_a_step_is_an_entry_with_its_bounds()
    {
        (Map map, MapStyle style) = Make("""{"id":"a","type":"fill","source":"t","source-layer":"t","paint":{"fill-color":["step",["get","n"],"#ffffcc",1000,"#a1dab4",50000,"#253494"]}}""");

        Assert.That(_legends.Entries(map, style, "en"), Is.EqualTo(new[]
        {
            new LegendEntry("< 1,000", "fill", "#ffffcc", null, 0),
            new LegendEntry("1,000 – 50,000", "fill", "#a1dab4", null, 0),
            new LegendEntry("≥ 50,000", "fill", "#253494", null, 0),
        }));
    }

    [Test]
    public void The_colours_of_a_raster_are_a_ramp_under_its_title_from_the_highest_down()
    {
        (Map map, MapStyle style) = Make("""
            {"id":"a","type":"color-relief","source":"r","metadata":{"geoserve:legend":{"title":{"zh":"海拔","en":"Elevation (m)"} } },
             "paint":{"color-relief-color":["interpolate",["linear"],["elevation"],0,"#206040",1500,"#e0d090",3000,"#ffffff"],"color-relief-opacity":0.5}}
            """);

        IReadOnlyList<LegendEntry> entries = _legends.Entries(map, style, "en");

        Assert.That(entries, Is.EqualTo(new[]
        {
            new LegendEntry("Elevation (m)", "text", "#00000000", null, 0),
            new LegendEntry("3,000", "fill", "#ffffff80", null, 0) { IsRamp = true },
            new LegendEntry("1,500", "fill", "#e0d09080", null, 0) { IsRamp = true },
            new LegendEntry("0", "fill", "#20604080", null, 0) { IsRamp = true },
        }));
    }

    [Test]
    public void A_ramp_runs_from_the_colour_of_each_entry_to_the_next()
    {
        (Map map, MapStyle style) = Make("""{"id":"a","type":"color-relief","source":"r","paint":{"color-relief-color":["interpolate",["linear"],["elevation"],0,"#000000",100,"#ffffff"]}}""");

        Picture picture = Picture.Decode(_legends.Png(map, style, "en", scale: 1));
        XElement svg = XElement.Parse(Encoding.UTF8.GetString(_legends.Svg(map, style, "en")));

        // Lines of 24 pixels after an edge of 8: the title, white in the middle of the second, black in that of the third, grey half way.
        Assert.That(picture[12, 8 + 36].Red, Is.GreaterThan(248));
        Assert.That(picture[12, 8 + 48].Red, Is.EqualTo(128).Within(8));
        Assert.That(picture[12, 8 + 60].Red, Is.LessThan(7));
        Assert.That(svg.Descendants().Count(part => part.Name.LocalName == "linearGradient"), Is.EqualTo(1));
    }

    [Test]
    public void Stops_that_the_style_titles_are_classes()
    {
        (Map map, MapStyle style) = Make("""
            {"id":"a","type":"color-relief","source":"r","metadata":{"geoserve:legend":{"entries":{"0":{"zh":"平","en":"flat"},"15":{"zh":"陡","en":"steep"} } } },
             "paint":{"color-relief-color":["interpolate",["linear"],["elevation"],0,"#00ff00",14.9,"#00ff00",15,"#ff0000"]}}
            """);

        Assert.That(_legends.Entries(map, style, "en"), Is.EqualTo(new[] { new LegendEntry("flat", "fill", "#00ff00", null, 0), new LegendEntry("steep", "fill", "#ff0000", null, 0) }));
    }

    [Test]
    public void Titles_of_the_style_go_before_those_of_the_classes()
    {
        (Map map, MapStyle style) = Make("""
            {"id":"a","type":"circle","source":"t","source-layer":"t",
             "metadata":{"geoserve:legend":{"title":"Risk","entries":{"1":{"zh":"低","en":"low"},"2":{"zh":"高","en":"high"} } } },
             "paint":{"circle-radius":4,"circle-color":["match",["get","risk"],1,"#00ff00",2,"#ff0000","#cccccc"],"circle-stroke-width":1,"circle-stroke-color":"#000"}}
            """);

        Assert.That(_legends.Entries(map, style, "zh"), Is.EqualTo(new[]
        {
            new LegendEntry("低", "circle", "#00ff00", "#000000", 8),
            new LegendEntry("高", "circle", "#ff0000", "#000000", 8),
        }));
        Assert.That(_legends.Entries(map, style, "en").Select(entry => entry.Title), Is.EqualTo(new[] { "low", "high" }));
    }

    [Test]
    public void An_SVG_has_the_same_entries_in_the_same_order()
    {
        (Map map, MapStyle style) = Make("""
            {"id":"a","type":"circle","source":"t","source-layer":"t",
             "metadata":{"geoserve:legend":{"title":"Risk","entries":{"1":{"zh":"低 <&>","en":"low"},"2":{"zh":"高","en":"high"} } } },
             "paint":{"circle-radius":4,"circle-opacity":0.5,"circle-color":["match",["get","risk"],1,"#00ff00",2,"#ff0000","#cccccc"]}}
            """);

        XElement svg = XElement.Parse(Encoding.UTF8.GetString(_legends.Svg(map, style, "zh")));

        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.That(svg.Elements(ns + "text").Select(text => text.Value), Is.EqualTo(new[] { "低 <&>", "高" }));
        Assert.That(svg.Elements(ns + "circle").Select(circle => (circle.Attribute("fill")!.Value, circle.Attribute("fill-opacity")!.Value)), Is.EqualTo(new[] { ("#00ff00", "0.502"), ("#ff0000", "0.502") }));
        Picture png = Picture.Decode(_legends.Png(map, style, "zh", 1));
        Assert.That(((double)svg.Attribute("width")!, (double)svg.Attribute("height")!), Is.EqualTo(((double)png.Width, (double)png.Height)));
    }

    [Test]
    public void A_heat_map_is_told_from_sparse_to_dense()
    {
        (Map map, MapStyle style) = Make("""
            {"id":"a","type":"heatmap","source":"t","source-layer":"t","paint":{"heatmap-color":["interpolate",["linear"],["heatmap-density"],0,"#000000",1,"#ff0000"]}}
            """);

        Assert.That(_legends.Entries(map, style, "en").Select(entry => (entry.Title, entry.Colour)), Is.EqualTo(new[]
        {
            ("Sparse", "#330000"), ("Fairly sparse", "#660000"), ("Medium", "#990000"), ("Fairly dense", "#cc0000"), ("Dense", "#ff0000"),
        }));
    }

    [Test]
    public void What_has_no_value_is_told_from_what_belongs_to_no_class()
    {
        (string metadata, string[] expected)[] cases = [("\"*\":\"rest\",\"?\":\"none\",", ["one", "rest", "none"]), ("\"*\":\"rest\",", ["one", "rest"]), ("\"?\":\"none\",", ["one", "none"])];
        foreach ((string metadata, string[] expected) in cases)
        {
            (Map map, MapStyle style) = Make($$"""
                {"id":"a","type":"fill","source":"t","source-layer":"t","metadata":{"geoserve:legend":{"title":"Kinds","entries":{ {{metadata}} "a":"one"} } },
                 "paint":{"fill-color":["case",["==",["typeof",["get","k"]],"string"],["match",["get","k"],"a","#ff0000","#00ff00"],"#0000ff"] } }
                """);

            Assert.That(_legends.Entries(map, style, "en").Select(entry => entry.Title), Is.EqualTo(expected));
        }
    }

    [Test]
    public void The_layers_of_one_collection_without_titles_are_one_entry_and_hidden_ones_none()
    {
        (Map map, MapStyle style) = Make("""
            {"id":"casing","type":"line","source":"t","source-layer":"t","paint":{"line-width":6}},
            {"id":"road","type":"line","source":"t","source-layer":"t","paint":{"line-width":4,"line-color":"#ff0"}},
            {"id":"extra","type":"fill","source":"t","source-layer":"t","metadata":{"geoserve:legend":false}}
            """);

        Assert.That(_legends.Entries(map, style, "en"), Is.EqualTo(new[] { new LegendEntry("Things", "line", "#000000", null, 6) }));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void The_picture_shows_each_symbol_in_its_colour(int scale)
    {
        (Map map, MapStyle style) = Make("""{"id":"a","type":"fill","source":"t","source-layer":"t","paint":{"fill-color":["match",["get","k"],"甲","#ff0000","乙","#0000ff","rgba(0,0,0,0)"]}}""");

        Picture picture = Picture.Decode(_legends.Png(map, style, "zh", scale));

        Assert.That(picture.Height, Is.EqualTo((2 * 24 + 16) * scale));
        Assert.That(picture[22 * scale, 20 * scale].ToString(), Is.EqualTo("#ffff0000"));
        Assert.That(picture[22 * scale, 44 * scale].ToString(), Is.EqualTo("#ff0000ff"));
    }

    private static (Map Map, MapStyle Style) Make(string layers)
    {
        var source = new GeoJsonSource("""{"features":[]}""");
        var collection = new Collection("t", new LocalText("东西", "Things"), LocalText.Of(""), source.Schema, source, Box.WholeEarth, null);
        StyleReading reading = MapLibreStyleReader.Read($$"""{"version":8,"layers":[{{layers}}]}""");
        Assert.That(reading.Faults, Is.Empty);
        var style = new MapStyle("s", LocalText.Of("s"), reading.Style!, default, 0);
        ImmutableArray<MapStyle> styles = [style];
        return (new Map("m", [collection], styles, [TileMatrixSet.WebMercatorQuad], 0, 18, Box.WholeEarth) { Title = LocalText.Of("m"), Abstract = LocalText.Of("") }, style);
    }
}
