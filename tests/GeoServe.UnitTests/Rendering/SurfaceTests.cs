using GeoServe.Core.Features.Expressions;
using GeoServe.Rendering.Drawing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Rendering;

public class SurfaceTests
{
    [Test]
    public void Over_is_exact_to_half_a_step()
    {
        var random = new Random(7);
        for (int i = 0; i < 100_000; i++)
        {
            uint belowAlpha = (uint)random.Next(256), aboveAlpha = (uint)random.Next(256);
            uint below = (uint)random.Next((int)belowAlpha + 1) * 0x010101u | belowAlpha << 24, above = (uint)random.Next((int)aboveAlpha + 1) * 0x010101u | aboveAlpha << 24;

            uint found = Surface.Over(below, above);

            for (int shift = 0; shift < 32; shift += 8)
            {
                double expected = (above >> shift & 255) + (below >> shift & 255) * (255.0 - aboveAlpha) / 255;
                Assert.That(found >> shift & 255, Is.EqualTo(expected).Within(0.51), $"{below:x8} {above:x8}");
            }
        }
    }

    [Test]
    public void Areas_beside_each_other_hide_the_ground_and_areas_above_each_other_mix_in_order()
    {
        var painter = new Painter();
        painter.Reset(4, 1);
        painter.Surface.Pixels.Fill(0xffffffff);
        painter.Blender.BeginLayer();

        painter.Blender.SetColour(new Colour(1, 0, 0));
        painter.Blender.Run(0, 0, 1, 0.4f);
        painter.Blender.Run(1, 0, 1, 1);
        painter.Blender.Run(2, 0, 1, 0.75f);
        painter.Blender.SetColour(new Colour(0, 0, 1));
        painter.Blender.Run(0, 0, 1, 0.6f);
        painter.Blender.Run(1, 0, 1, 0.5f);
        painter.Blender.Run(2, 0, 1, 0.75f);

        Assert.That(painter.Surface.Pixels[0], Is.EqualTo(0xff990066));     // 0.4 red, 0.6 blue, no white
        Assert.That(painter.Surface.Pixels[1], Is.EqualTo(0xff800080));     // half blue over red
        Assert.That(painter.Surface.Pixels[2], Is.EqualTo(0xffbf0040));     // blue over two thirds of the red: 0.25 and 0.75
    }
}
