namespace GeoServe.UnitTests.Geometries;

/// <summary>Coverages of crooked cells: a perturbed grid whose inner borders have many positions; the outer ones are straight.</summary>
internal static class Coverages
{
    /// <summary>Side of a cell.</summary>
    public const int Side = 10_000;

    /// <summary>So many cells each way, so many positions on each border; every third cell has an island in it, a polygon and a hole.</summary>
    /// <param name="cells">Cells each way.</param> <param name="perBorder">Positions on each border.</param> <param name="seed">Of chance.</param>
    /// <param name="isCalm">True makes borders ever straighter towards their ends, so that none crosses another: a coverage for certain.</param>
    public static List<int[]> Grid(int cells, int perBorder, int seed, bool isCalm = false)
    {
        var random = new Random(seed);
        var corners = new (int X, int Y)[cells + 1, cells + 1];
        for (int i = 0; i <= cells; i++)
        {
            for (int j = 0; j <= cells; j++)
            {
                corners[i, j] = (
                    (i * Side) + (i == 0 || i == cells ? 0 : random.Next(-2000, 2000)), (j * Side) + (j == 0 || j == cells ? 0 : random.Next(-2000, 2000)));
            }
        }
        Dictionary<(int, int, bool), int[]> borders = [];
        for (int i = 0; i <= cells; i++)
        {
            for (int j = 0; j <= cells; j++)
            {
                if (i < cells) borders[(i, j, true)] = Border(corners[i, j], corners[i + 1, j], perBorder, straight: j == 0 || j == cells, random, isCalm);
                if (j < cells) borders[(i, j, false)] = Border(corners[i, j], corners[i, j + 1], perBorder, straight: i == 0 || i == cells, random, isCalm);
            }
        }
        List<int[]> rings = [];
        for (int i = 0; i < cells; i++)
        {
            for (int j = 0; j < cells; j++)
            {
                rings.Add([
                    .. borders[(i, j, true)][..^2], .. borders[(i + 1, j, false)][..^2],
                    .. Reversed(borders[(i, j + 1, true)])[..^2], .. Reversed(borders[(i, j, false)])[..^2]]);
                if (((i * cells) + j) % 3 != 0) continue;
                int[] island = Island((i * Side) + (Side / 2), (j * Side) + (Side / 2), perBorder, random);
                rings.Add(Reversed(island));
                rings.Add([.. island[6..], .. island[..6]]);
            }
        }
        return rings;
    }

    /// <summary>Twice the area of <see cref="Grid"/>.</summary>
    public static Int128 TwiceArea(int cells) => (Int128)2 * (cells * Side) * (cells * Side);

    /// <summary>True on the outer border.</summary>
    public static bool IsOuter(int cells, int x, int y) => x == 0 || y == 0 || x == cells * Side || y == cells * Side;

    private static int[] Border((int X, int Y) from, (int X, int Y) to, int count, bool straight, Random random, bool isCalm)
    {
        List<int> line = [from.X, from.Y];
        for (int i = 1; i < count; i++)
        {
            int wobble = straight ? 0 : random.Next(-400, 400);
            if (isCalm) wobble = wobble * Math.Min(i, count - i) * 2 / count;
            int x = from.X + (int)((long)(to.X - from.X) * i / count), y = from.Y + (int)((long)(to.Y - from.Y) * i / count);
            bool upright = Math.Abs(to.Y - from.Y) > Math.Abs(to.X - from.X);
            line.AddRange([upright ? x + wobble : x, upright ? y : y + wobble]);
        }
        return [.. line, to.X, to.Y];
    }

    private static int[] Island(int x, int y, int count, Random random) => [.. Enumerable.Range(0, count + 3).SelectMany(i =>
    {
        double angle = 2 * Math.PI * i / (count + 3), radius = random.Next(500, 1000);
        return new[] { x + (int)(radius * Math.Cos(angle)), y + (int)(radius * Math.Sin(angle)) };
    })];

    private static int[] Reversed(int[] line) =>
        [.. Enumerable.Range(0, line.Length / 2).Reverse().SelectMany(i => new[] { line[i * 2], line[(i * 2) + 1] })];
}
