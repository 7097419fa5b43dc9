using FsCheck;
using FsCheck.Fluent;
using GeoServe.Rendering.Drawing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Rendering;

public class AreaScannerTests
{
    private const int Size = 64;

    [Test]
    public void The_coverages_of_a_polygon_inside_add_up_to_its_area()
    {
        Gen<int[]> triangles = Gen.ArrayOf(Gen.Choose(0, Size * 16), 6);

        Check.QuickThrowOnFailure(Prop.ForAll(triangles.ToArbitrary(), triangle =>
        {
            double twice = (triangle[2] - triangle[0]) * (double)(triangle[5] - triangle[1]) - (triangle[4] - triangle[0]) * (double)(triangle[3] - triangle[1]);
            double expected = Math.Abs(twice) / 2 / 256;       // units of a sixteenth, squared
            return Math.Abs(Coverages(triangle).Sum() - expected) < 0.05 + expected * 1e-4;
        }));
    }

    [Test]
    public void Triangles_on_both_sides_of_an_edge_cover_a_pixel_once_together()
    {
        Gen<int[]> corners = Gen.ArrayOf(Gen.Choose(-200, Size * 16 + 200), 2);

        // Any inner point cuts the square around the surface into four triangles.
        Check.QuickThrowOnFailure(Prop.ForAll(corners.ToArbitrary(), point =>
        {
            const int Low = -300, High = Size * 16 + 300;
            int[][] sides = [[Low, Low, High, Low], [High, Low, High, High], [High, High, Low, High], [Low, High, Low, Low]];
            double[] sum = new double[Size * Size];
            foreach (int[] side in sides)
            {
                float[] one = Coverages([.. side, point[0], point[1]]);
                for (int i = 0; i < sum.Length; i++) sum[i] += one[i];
            }
            return sum.All(coverage => Math.Abs(coverage - 1) < 4e-3);
        }));
    }

    [Test]
    public void A_rectangle_covers_the_pixels_at_its_sides_in_part()
    {
        float[] coverages = Coverages([24, 24, 72, 24, 72, 40, 24, 40]);     // 1.5 to 4.5 across, 1.5 to 2.5 down

        Assert.That(coverages[1 * Size + 1], Is.EqualTo(0.25f).Within(1e-5));
        Assert.That(coverages[1 * Size + 2], Is.EqualTo(0.5f).Within(1e-5));
        Assert.That(coverages[2 * Size + 4], Is.EqualTo(0.25f).Within(1e-5));
        Assert.That(coverages.Sum(), Is.EqualTo(3).Within(1e-4));
    }

    [Test]
    public void A_hole_is_left_open_and_nothing_stays_behind()
    {
        var scanner = new AreaScanner();
        scanner.Reset(Size, Size);
        scanner.AddRing([0, 0, 1024, 0, 1024, 1024, 0, 1024], 1.0 / 16);
        scanner.AddRing([160, 160, 160, 320, 320, 320, 320, 160], 1.0 / 16);
        var sink = new Sink(new float[Size * Size]);
        scanner.Sweep(ref sink);

        Assert.That(sink.Coverages.Sum(), Is.EqualTo(Size * Size - 100));
        Assert.That(sink.Coverages[15 * Size + 15], Is.Zero);

        var second = new Sink(new float[Size * Size]);
        scanner.Sweep(ref second);
        Assert.That(second.Coverages, Is.All.Zero);
    }

    private static float[] Coverages(int[] ring)
    {
        var scanner = new AreaScanner();
        scanner.Reset(Size, Size);
        scanner.AddRing(ring, 1.0 / 16);
        var sink = new Sink(new float[Size * Size]);
        scanner.Sweep(ref sink);
        return sink.Coverages;
    }

    private readonly struct Sink(float[] coverages) : ICoverageSink
    {
        public float[] Coverages => coverages;

        public void Run(int x, int y, int length, float coverage) => coverages.AsSpan(y * Size + x, length).Fill(coverage);
    }
}
