namespace GeoServe.UnitTests.Geometries;

/// <summary>Rings as arrays of their own, and as one flat array with ends.</summary>
internal static class FlatRings
{
    public static (int[] Positions, int[] Ends) Of(IReadOnlyList<int[]> rings)
    {
        var ends = new int[rings.Count];
        int end = 0;
        for (int i = 0; i < ends.Length; i++) ends[i] = end += rings[i].Length / 2;
        return ([.. rings.SelectMany(ring => ring)], ends);
    }

    public static int[][] Back(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends)
    {
        var rings = new int[ends.Length][];
        for (int i = 0, start = 0; i < ends.Length; start = ends[i++]) rings[i] = positions[(start * 2)..(ends[i] * 2)].ToArray();
        return rings;
    }
}
