namespace GeoServe.Benchmarks.Geometries;

/// <summary>Rings for the benchmarks: a building, and stars of many positions.</summary>
internal static class SampleRings
{
    /// <summary>Five positions, the tile's west side across them where wanted.</summary>
    public static int[] Building(bool across) => across ? [-10, 100, 30, 105, 28, 130, 10, 128, -12, 122] : [100, 100, 130, 105, 128, 130, 110, 128, 98, 122];

    /// <summary>A star round (2048, 2048): radius and noise in units.</summary>
    public static int[] Star(int vertices, double radius, double noise)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, vertices).SelectMany(i =>
        {
            double angle = 2 * Math.PI * i / vertices, far = radius + (random.NextDouble() * noise);
            return new[] { 2048 + (int)(far * Math.Cos(angle)), 2048 + (int)(far * Math.Sin(angle)) };
        })];
    }
}
