using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Pictures;
using NUnit.Framework;

namespace GeoServe.UnitTests.Rendering;

/// <summary>Heat maps by the formula of MapLibre's shader: weight x intensity x 0.3989 x exp(-4.5 (distance / radius)^2) at each pixel, added up.</summary>
public class HeatmapTests
{
    // At zoom 4 of 256-pixel tiles a degree of longitude is 4096 / 360 pixels; the point lies in the middle of pixel (128, 128) of tile 8/8 but for half a pixel.
    private const double Degree = 360.0 / 4096;

    [TestCase(0, 0), TestCase(10, 0), TestCase(0, 20), TestCase(15, 15), TestCase(40, 0)]
    public void One_point_is_a_bell(int right, int down)
    {
        var map = new DrawnMap(Points((128.5, -128.5)), Style(radius: 40, intensity: 2, weight: "1"));

        Picture tile = map.Tile(4, 8, 8);

        double wanted = 2 * 0.3989423 * Math.Exp(-4.5 * ((right * right) + (down * down)) / 1600.0);
        Assert.That(tile[128 + right, 128 + down].Alpha / 255.0, Is.EqualTo(wanted).Within(0.01));
    }

    [Test]
    public void Points_of_one_place_add_up_and_none_weighs_nothing()
    {
        var map = new DrawnMap(Points((128.5, -128.5), (128.5, -128.5), (40.5, -40.5)), Style(radius: 20, intensity: 1, weight: """["match",["get","n"],2,0,1]"""));

        Picture tile = map.Tile(4, 8, 8);

        Assert.That(tile[128, 128].Alpha / 255.0, Is.EqualTo(2 * 0.3989423).Within(0.01));
        Assert.That(tile[40, 40].Alpha, Is.Zero, "the third weighs nothing");
        Assert.That(tile[200, 200].Alpha, Is.Zero);
    }

    [Test]
    public void Tiles_drawn_alone_join_without_a_seam()
    {
        var chance = new Random(3);
        var map = new DrawnMap(Points([.. Enumerable.Range(0, 300).Select(_ => (chance.NextDouble() * 512, -chance.NextDouble() * 512))]), Style(radius: 30, intensity: 0.3, weight: "1"));

        Picture alone = map.Stitched(4, 8, 8, 9, 9), together = Picture.Stitch([.. map.Tiles(new TileRange(4, 8, 8, 9, 9)).Select(tile => Picture.Decode(tile.Body.Span))], 2);

        for (int y = 0; y < 512; y++)
        {
            for (int x = 0; x < 512; x++) Assert.That(alone[x, y].Alpha, Is.EqualTo(together[x, y].Alpha).Within(1), $"{x}, {y}");
        }
    }

    [Test]
    public void A_radius_of_each_points_own_draws_the_same_as_one_for_all()
    {
        (double, double)[] places = [(100.3, -90.8), (110.9, -95.1), (200.2, -30.4)];

        Picture own = new DrawnMap(Points(places), Style("""["case",["has","n"],24,24]""", 1, "1")).Tile(4, 8, 8), same = new DrawnMap(Points(places), Style(24, 1, "1")).Tile(4, 8, 8);

        for (int y = 0; y < 256; y++)
        {
            for (int x = 0; x < 256; x++) Assert.That(own[x, y].Alpha, Is.EqualTo(same[x, y].Alpha).Within(3), $"{x}, {y}");
        }
    }

    [Test]
    public void Twice_the_scale_is_twice_as_wide()
    {
        var map = new DrawnMap(Points((128.5, -128.5)), Style(radius: 40, intensity: 2, weight: "1"));

        Picture once = map.Tile(4, 8, 8), twice = map.Tile(4, 8, 8, scale: 2);

        Assert.That(twice[257 + 40, 257].Alpha, Is.EqualTo(once[128 + 20, 128].Alpha).Within(4));
        Assert.That(map.Tile(4, 8, 8, format: TileFormat.Jpeg).Width, Is.EqualTo(256));
    }

    private static string Style(object radius, double intensity, string weight) => FormattableString.Invariant($$$"""
        {"version":8,"layers":[{"id":"h","type":"heatmap","source":"t","source-layer":"t","paint":{
        "heatmap-radius":{{{radius}}},"heatmap-intensity":{{{intensity}}},"heatmap-weight":{{{weight}}},
        "heatmap-color":["interpolate",["linear"],["heatmap-density"],0,"rgba(255,0,0,0)",1,"rgba(255,0,0,1)"]}}]}
        """);

    // In pixels of tile 8/8 at zoom 4, right and up; the tile's corner is 0 degrees east, 0 north, where Mercator is even enough.
    private static string Points(params (double X, double Y)[] places) => "{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(',', places.Select((place, i) => FormattableString.Invariant(
        $$$"""{"type":"Feature","properties":{"n":{{{i}}}},"geometry":{"type":"Point","coordinates":[{{{place.X * Degree}}},{{{Latitude(place.Y)}}}]}}"""))) + "]}";

    private static double Latitude(double pixelsUp) => Math.Atan(Math.Sinh(pixelsUp * 2 * Math.PI / 4096)) * 180 / Math.PI;
}
