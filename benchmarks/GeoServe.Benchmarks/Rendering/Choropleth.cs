namespace GeoServe.Benchmarks.Rendering;

/// <summary>Polygons that cover a square: a grid whose corners are moved by chance and whose sides are broken, as districts look.</summary>
internal static class Choropleth
{
    /// <summary>Rings in sixteenths of a pixel.</summary>
    /// <param name="cells">Polygons each way.</param> <param name="perSide">Vertices of a side.</param> <param name="pixels">Side of the square.</param>
    public static int[][] Rings(int cells, int perSide, int pixels)
    {
        var random = new Random(1);
        int step = pixels * 16 / cells, jitter = step / 4;
        var corners = new (int X, int Y)[cells + 1, cells + 1];
        for (int row = 0; row <= cells; row++)
        {
            for (int column = 0; column <= cells; column++)
            {
                corners[row, column] = (column * step + random.Next(-jitter, jitter), row * step + random.Next(-jitter, jitter));
            }
        }
        var rings = new List<int[]>();
        for (int row = 0; row < cells; row++)
        {
            for (int column = 0; column < cells; column++)
            {
                (int X, int Y)[] around = [corners[row, column], corners[row, column + 1], corners[row + 1, column + 1], corners[row + 1, column]];
                var ring = new List<int>();
                for (int side = 0; side < 4; side++) AddSide(ring, around[side], around[(side + 1) % 4], perSide, step / 12);
                rings.Add([.. ring]);
            }
        }
        return [.. rings];
    }

    // The waves depend on the ends alone, so that both neighbours have the same side.
    private static void AddSide(List<int> ring, (int X, int Y) from, (int X, int Y) to, int count, int reach)
    {
        bool turned = (from.X, from.Y).CompareTo((to.X, to.Y)) > 0;
        ((int X, int Y) a, (int X, int Y) b) = turned ? (to, from) : (from, to);
        for (int i = 0; i < count; i++)
        {
            double t = (turned ? count - i : i) / (double)count;
            double wave = reach * Math.Sin(t * 40 + a.X) * Math.Sin(Math.PI * t);
            ring.Add((int)Math.Round(a.X + (b.X - a.X) * t + wave));
            ring.Add((int)Math.Round(a.Y + (b.Y - a.Y) * t + wave));
        }
    }
}
