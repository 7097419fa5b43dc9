using GeoServe.Rendering.Drawing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Rendering;

public class GapFillerTests
{
    private const float None = float.NaN;

    [Test]
    public void What_has_a_number_keeps_it_and_the_rest_lies_between()
    {
        float[] values = [1, None, None, None, None, None, None, 9, 5, None, 3, None, None, None, None, None];

        GapFiller.Fill(values, 4, 4);

        Assert.That((values[0], values[7], values[8], values[10]), Is.EqualTo((1f, 9f, 5f, 3f)));
        Assert.That(values, Is.All.InRange(1f, 9f));
    }

    // A column of stripes at the left of an empty picture: streaks would go on to the right as they are.
    [Test]
    public void Stripes_do_not_go_on_into_a_gap()
    {
        const int side = 64;
        float[] values = new float[side * side];
        Array.Fill(values, None);
        for (int y = 0; y < side; y++) values[y * side] = y % 2 == 0 ? 100 : 200;

        GapFiller.Fill(values, side, side);

        for (int y = 1; y < side; y++)
        {
            Assert.That(Math.Abs(values[(y * side) + 16] - values[((y - 1) * side) + 16]), Is.LessThan(0.01), $"row {y}: the mean of both");
            Assert.That(values[(y * side) + 16], Is.EqualTo(150).Within(0.01));
        }
    }

    [TestCase(1, 1)]
    [TestCase(5, 3)]
    public void A_grid_of_nothing_is_level(int width, int height)
    {
        float[] values = new float[width * height];
        Array.Fill(values, None);

        GapFiller.Fill(values, width, height);

        Assert.That(values, Is.All.Zero);
    }
}
