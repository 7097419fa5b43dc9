using FsCheck;
using FsCheck.Fluent;

namespace GeoServe.UnitTests.Geometries;

/// <summary>Rings of random positions: they cross and touch themselves, repeat positions and run back along themselves.</summary>
internal static class Tangles
{
    public static Arbitrary<int[]> Arbitrary(int low = -600, int high = 1600) => Arb.From(
        Gen.Choose(low, high).ListOf().Where(list => list.Count is >= 6 and <= 30).Select(list => list[..(list.Count / 2 * 2)].ToArray()));
}
