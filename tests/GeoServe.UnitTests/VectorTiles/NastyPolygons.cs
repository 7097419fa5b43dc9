using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using GeoServe.UnitTests.Geometries;

namespace GeoServe.UnitTests.VectorTiles;

/// <summary>
/// Polygons on the world grid that are hard to bring into tiles, around the middle of the world, where four tiles meet: rings as <c>ShapeRow.OnGrid</c>
/// takes them, outer rings with positive area, each before its holes.
/// </summary>
internal static class NastyPolygons
{
    /// <summary>A few at once, valid and invalid, of sizes from some steps to some tiles.</summary>
    public static Arbitrary<int[][][]> Arbitrary() => Arb.From(
        from scale in Gen.Elements(1, 16, 256, 4096, 1 << 16, 1 << 19)
        from polygons in Gen.OneOf(Valid(), Tangled(), Sliver(), Comb(), Swarm()).ListOf().Where(list => list.Count is > 0 and <= 6)
        select polygons.Select(rings => rings.Select(ring => ring.Select(number => number * scale).ToArray()).ToArray()).ToArray());

    /// <summary>Valid ones only, whose area is known.</summary>
    public static Arbitrary<int[][][]> ValidOnes() => Arb.From(
        from scale in Gen.Elements(16, 256, 4096, 1 << 16, 1 << 19)
        from polygons in Gen.OneOf(Valid(), Comb(), Swarm()).ListOf().Where(list => list.Count is > 0 and <= 4)
        select polygons.Select(rings => rings.Select(ring => ring.Select(number => number * scale).ToArray()).ToArray()).ToArray());

    private static Gen<int[][]> Valid() => Gen.OneOf(
        Stars.Arbitrary().Generator.Select(ring => new[] { ring }).Where(rings => NtsPolygons.Of(rings).IsValid),
        Stars.WithHole().Generator.Where(rings => NtsPolygons.Of(rings).IsValid));

    private static Gen<int[][]> Tangled() => Tangles.Arbitrary(-1000, 1000).Generator.Select(ring => new[] { Outwards(ring) });

    // A needle, a hole as thin, and a hole that touches the outer ring.
    private static Gen<int[][]> Sliver() =>
        from length in Gen.Choose(10, 1500)
        from lean in Gen.Choose(-3, 3)
        from which in Gen.Choose(0, 2)
        select which switch
        {
            0 => new[] { Outwards([-length, 0, length, lean, length, lean + 1]) },
            1 => [Outwards([-length, -9, length, -9, length, 9, -length, 9]), Inwards([-length + 2, 0, length - 2, lean, length - 2, lean + 1])],
            _ => [Outwards([-length, -9, length, -9, length, 9, -length, 9]), Inwards([0, -9, 4, 3, -4, 3])],
        };

    // Teeth whose gaps close when they are rounded.
    private static Gen<int[][]> Comb() =>
        from teeth in Gen.Choose(2, 40)
        from gap in Gen.Choose(1, 9)
        from height in Gen.Choose(5, 700)
        select new[] { Outwards([.. Enumerable.Range(0, teeth).SelectMany(i => new[] { i * 2 * gap, -height, (i * 2 * gap) + gap, -height, (i * 2 * gap) + gap, height, (i * 2 * gap) + (2 * gap), height }).Concat([teeth * 2 * gap, height + 5, -3, height + 5])]) };

    // A square full of small holes: up to 1,600, which collapse one by one as it gets coarser.
    private static Gen<int[][]> Swarm() =>
        from side in Gen.Choose(1, 40)
        from size in Gen.Choose(1, 7)
        select (int[][])[
            Outwards([-10, -10, (side * 10) + 10, -10, (side * 10) + 10, (side * 10) + 10, -10, (side * 10) + 10]),
            .. Enumerable.Range(0, side * side).Select(i => (X: i % side * 10, Y: i / side * 10)).Select(at => Inwards([at.X, at.Y, at.X + size, at.Y, at.X + size, at.Y + size, at.X, at.Y + size])),
        ];

    private static int[] Outwards(int[] ring)
    {
        if (Rings.TwiceArea(ring) < 0) Rings.Reverse(ring);
        return ring;
    }

    private static int[] Inwards(int[] ring)
    {
        if (Rings.TwiceArea(ring) > 0) Rings.Reverse(ring);
        return ring;
    }
}
