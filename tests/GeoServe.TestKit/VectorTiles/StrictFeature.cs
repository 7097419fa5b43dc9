namespace GeoServe.TestKit.VectorTiles;

/// <summary>A feature of a <see cref="StrictTile"/>.</summary>
/// <param name="Id">Null where it has none.</param> <param name="Kind">0 unknown, 1 points, 2 lines, 3 polygons (MVT 2.1, 4.3.4).</param>
/// <param name="Tags">Number of a key, number of a value, and so on.</param>
/// <param name="Parts">Points one by one, lines, or rings without their first position at the end: x, y, x, y in units of the tile.</param>
public sealed record StrictFeature(ulong? Id, int Kind, IReadOnlyList<long> Tags, IReadOnlyList<int[]> Parts)
{
    /// <summary>Twice the area of a ring by the surveyor's formula (MVT 2.1, 4.3.4.4): positive for outer rings.</summary>
    public static long TwiceArea(int[] ring)
    {
        long sum = 0;
        for (int i = 0, before = ring.Length - 2; i < ring.Length; before = i, i += 2) sum += ((long)ring[before] * ring[i + 1]) - ((long)ring[i] * ring[before + 1]);
        return sum;
    }
}
