using GeoServe.Core.Styles.MapLibre;
using NUnit.Framework;

namespace GeoServe.UnitTests.Styles;

/// <summary>A vector tile of zoom 10 is shown from zoom 10 to 11: how far beyond its sides must it keep features? One pixel more than is drawn, at least 9.</summary>
public class VectorMarginTests
{
    [TestCase("\"type\": \"line\", \"paint\": {\"line-width\": 4, \"line-color\": \"#000\"}", 9, Description = "less than the least")]
    [TestCase("\"type\": \"circle\", \"paint\": {\"circle-radius\": 20, \"circle-stroke-width\": 5}", 26, Description = "radius and stroke")]
    [TestCase("\"type\": \"circle\", \"paint\": {\"circle-radius\": [\"interpolate\", [\"linear\"], [\"zoom\"], 10, 10, 11, 30]}", 31, Description = "grows until the next zoom")]
    [TestCase("\"type\": \"circle\", \"paint\": {\"circle-radius\": [\"interpolate\", [\"linear\"], [\"zoom\"], 10, 10, 10.5, 40, 11, 10]}", 41, Description = "is largest in between")]
    [TestCase("\"type\": \"circle\", \"minzoom\": 10.25, \"maxzoom\": 10.75, \"paint\": {\"circle-radius\": 33}", 34, Description = "is drawn in between only")]
    [TestCase("\"type\": \"circle\", \"maxzoom\": 10, \"paint\": {\"circle-radius\": 33}", 9, Description = "ends before")]
    [TestCase("\"type\": \"line\", \"layout\": {\"line-join\": \"round\"}, \"paint\": {\"line-width\": 2, \"line-offset\": 12}", 15, Description = "an offset, and the longest miter of a stroke: twice its half")]
    [TestCase("\"type\": \"circle\", \"paint\": {\"circle-radius\": [\"get\", \"size\"]}", 65, Description = "the attribute's, at most 64")]
    public void The_margin_is_the_farthest_that_anything_is_drawn(string layer, double pixels)
    {
        string json = $$"""{"version": 8, "sources": {"s": {"type": "vector"} }, "layers": [{"id": "a", "source": "s", "source-layer": "places", {{layer}} }]}""";
        StyleReading reading = MapLibreStyleReader.Read(json);

        Assert.That(reading.Style!.VectorMarginPixels("places", 10), Is.EqualTo(pixels), string.Join('\n', reading.Faults));
    }
}
