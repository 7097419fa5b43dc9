using GeoServe.Core.Styles;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Rendering.Drawing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Rendering;

/// <summary>Shades by the formulas of MapLibre's shaders, worked out by hand.</summary>
public class ReliefShadingTests
{
    // Zoom 14 of MapLibre is 15 of tiles of 256 pixels: nothing is made steeper there.
    private static ReliefShading Shading(string paint, double zoom = 14) =>
        new((HillshadeLayer)MapLibreStyleReader.Read($$$"""{"version":8,"layers":[{"id":"h","type":"hillshade","source":"d","paint":{{{{paint}}}}}]}""").Style!.Layers[0], zoom);

    private const string NoAccent = "\"hillshade-accent-color\":\"rgba(0,0,0,0)\"";

    [TestCase("standard"), TestCase("igor"), TestCase("combined")]
    public void Flat_ground_is_left_as_it_is(string method) =>
        Assert.That(Shading($"\"hillshade-method\":\"{method}\",{NoAccent}").Of(0, 0) >> 24, Is.LessThanOrEqualTo(0u));

    // Ground that rises to the west faces east. Its alpha is the sine of the slope, of which the standard method takes 0.625: sin(atan(0.625)) = 0.530.
    [TestCase(90, -1, 0, 255u), TestCase(90, 1, 0, 0u), TestCase(0, 0, 1, 255u), TestCase(0, 0, -1, 0u), TestCase(270, 1, 0, 255u)]
    public void Ground_that_faces_the_light_is_lit_and_the_other_side_dark(int direction, double east, double south, uint light)
    {
        uint pixel = Shading($"\"hillshade-illumination-direction\":{direction},{NoAccent}").Of(east, south);

        Assert.That(pixel >> 24, Is.EqualTo(135u));      // 0.530 x 255
        Assert.That(pixel & 255, Is.EqualTo(light == 255 ? 135u : 0u));
    }

    // Half way between the two the colours are mixed half and half.
    [Test]
    public void Ground_across_the_light_is_half_lit()
    {
        uint pixel = Shading($"\"hillshade-illumination-direction\":0,{NoAccent}").Of(1, 0);

        Assert.That((pixel & 255, pixel >> 24), Is.EqualTo((68u, 135u)));     // white of half of 135
    }

    // Accent: 1 - cos(atan(0.625)) = 0.152, under the shade's 0.530: 0.530 + 0.152 x 0.470 = 0.601.
    [Test]
    public void Steep_ground_has_the_accent_under_the_shade() =>
        Assert.That(Shading("\"hillshade-illumination-direction\":90").Of(-1, 0) >> 24, Is.EqualTo(153u).Within(1));

    // Tile zoom 9 makes slopes 2^(0.3 x 6) = 3.48 times as steep: sin(atan(0.625 x 0.1 x 3.48)) = 0.2126.
    [Test]
    public void Far_out_slopes_are_steeper() =>
        Assert.That(Shading($"\"hillshade-illumination-direction\":90,{NoAccent}", zoom: 8).Of(-0.1, 0) >> 24, Is.EqualTo(54u).Within(1));

    // The cosine between a light 45 degrees high in the east and ground that rises one in one to the west is 1; of flat ground it is the half root of 2.
    [Test]
    public void The_basic_method_is_white_where_the_light_stands_upright_on_the_ground()
    {
        ReliefShading shading = Shading("\"hillshade-method\":\"basic\",\"hillshade-illumination-direction\":90");

        Assert.That(shading.Of(-1, 0), Is.EqualTo(0xffffffffu));
        Assert.That(shading.Of(0, 0) >> 24, Is.EqualTo(106u).Within(1));      // 2 x 0.7071 - 1
        Assert.That(shading.Of(1, 0), Is.EqualTo(0xff000000u));
    }
}
