using System.Numerics;
using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Randomness;
using NUnit.Framework;

namespace GeoServe.UnitTests.SampleCity;

public class DelaunayTests
{
    [Test]
    public void No_point_lies_inside_the_circle_of_a_triangle([Values(3, 4, 10, 120)] int count, [Values(12, 1_000, 40_000_000)] int span, [Range(1, 6)] int seed)
    {
        (int[] x, int[] y) = Distinct(count, span, seed);
        var mesh = new Delaunay(x, y);

        for (int t = 0; t < mesh.Corners.Length; t += 3)
        {
            for (int p = 0; p < x.Length; p++) Assert.That(IsInside(x, y, mesh.Corners[t], mesh.Corners[t + 2], mesh.Corners[t + 1], p), Is.False);
        }
    }

    [Test]
    public void Triangles_fill_the_hull_once([Values(10, 400)] int count, [Values(30, 40_000_000)] int span, [Range(1, 5)] int seed)
    {
        (int[] x, int[] y) = Distinct(count, span, seed);
        var mesh = new Delaunay(x, y);
        long sum = 0;
        for (int t = 0; t < mesh.Corners.Length; t += 3) sum += mesh.Side(mesh.Corners[t], mesh.Corners[t + 1], mesh.Corners[t + 2]);

        var hull = NetTopologySuite.Geometries.GeometryFactory.Default
            .CreateMultiPointFromCoords([.. x.Select((value, i) => new NetTopologySuite.Geometries.Coordinate(value, y[i]))]).ConvexHull();
        Assert.That((double)sum, Is.EqualTo(2 * hull.Area).Within(1e-9).Percent);
    }

    private static (int[] X, int[] Y) Distinct(int count, int span, int seed)
    {
        var rng = new Rng((ulong)seed);
        var points = new HashSet<(int, int)> { (0, 0), (span - 1, 0), (0, span - 1) };
        while (points.Count < count) points.Add((rng.NextInt(span), rng.NextInt(span)));
        return ([.. points.Select(point => point.Item1)], [.. points.Select(point => point.Item2)]);
    }

    // The determinant of the lifted points, in whole numbers of any size; a, b, c counter-clockwise.
    private static bool IsInside(int[] x, int[] y, int a, int b, int c, int p)
    {
        (BigInteger ax, BigInteger ay, BigInteger bx, BigInteger by, BigInteger cx, BigInteger cy) =
            ((BigInteger)x[a] - x[p], (BigInteger)y[a] - y[p], (BigInteger)x[b] - x[p], (BigInteger)y[b] - y[p], (BigInteger)x[c] - x[p], (BigInteger)y[c] - y[p]);
        BigInteger det = ((ax * ax) + (ay * ay)) * ((bx * cy) - (cx * by)) - ((bx * bx) + (by * by)) * ((ax * cy) - (cx * ay))
            + ((cx * cx) + (cy * cy)) * ((ax * by) - (bx * ay));
        return det > 0;
    }
}
