using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;

namespace GeoServe.UnitTests.Geometries;

/// <summary>Star-shaped rings on whole numbers around a random centre: valid, and nasty to clip.</summary>
internal static class Stars
{
    public static Arbitrary<int[]> Arbitrary() => Arb.From(
        from centreX in Gen.Choose(-300, 1300)
        from centreY in Gen.Choose(-300, 1300)
        from radii in Gen.Choose(20, 900).ListOf().Where(list => list.Count is >= 3 and <= 40)
        select Ring(centreX, centreY, [.. radii]));

    /// <summary>A star and a smaller one within it, turned the other way: a hole.</summary>
    public static Arbitrary<int[][]> WithHole() => Arb.From(
        from centreX in Gen.Choose(-300, 1300)
        from centreY in Gen.Choose(-300, 1300)
        from radii in Gen.Choose(400, 900).ListOf().Where(list => list.Count is >= 8 and <= 40)
        from inner in Gen.Choose(20, 340).ListOf().Where(list => list.Count is >= 3 and <= 20)
        select new[] { Ring(centreX, centreY, [.. radii]), Turned(Ring(centreX, centreY, [.. inner])) });

    /// <summary>A valid star of so many positions, each second one a tenth further in: long edges side by side all round.</summary>
    public static int[] Spiky(int count) => [.. Enumerable.Range(0, count).SelectMany(i =>
    {
        double angle = 2 * Math.PI * i / count, radius = i % 2 == 0 ? 1_000_000_000 : 900_000_000;
        return new[] { (int)(radius * Math.Cos(angle)), (int)(radius * Math.Sin(angle)) };
    })];

    public static Polygon Polygon(int[] ring)
    {
        Coordinate[] open = Coordinates(ring);
        return new Polygon(new LinearRing([.. open, open[0]]));
    }

    public static Coordinate[] Coordinates(int[] ring) =>
        [.. Enumerable.Range(0, ring.Length / 2).Select(i => new Coordinate(ring[i * 2], ring[(i * 2) + 1]))];

    private static int[] Turned(int[] ring)
    {
        GeoServe.Core.Geometries.Rings.Reverse(ring);
        return ring;
    }

    private static int[] Ring(int centreX, int centreY, int[] radii) => [.. radii.SelectMany((radius, i) =>
    {
        double angle = 2 * Math.PI * i / radii.Length;
        return new[] { centreX + (int)(radius * Math.Cos(angle)), centreY + (int)(radius * Math.Sin(angle)) };
    })];
}
