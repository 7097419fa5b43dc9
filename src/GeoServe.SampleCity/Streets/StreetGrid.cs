using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Streets;

/// <summary>
/// One grid of streets: turned, bent by noise, with lines at uneven distances. A district's streets share one; each town has its own.
/// </summary>
internal sealed class StreetGrid
{
    /// <summary>Of how many lines one is wider than a residential street: across and along.</summary>
    public const int EachColumn = 3, EachRow = 4;

    private const double BlockWidth = 138, BlockDepth = 104;

    private readonly double _originX, _originY, _cos, _sin;
    private readonly ulong _seed;

    public StreetGrid(int number, Township centre, IReadOnlyList<Township> townships, double angle, int seed)
    {
        (Number, Townships, _originX, _originY) = (number, townships, centre.X, centre.Y);
        (_cos, _sin) = (Math.Cos(angle), Math.Sin(angle));
        Rng rng = Rng.For(seed, RandomStream.Streets, number);
        _seed = rng.Next();
    }

    /// <summary>Among all grids.</summary>
    public int Number { get; }

    /// <summary>The townships whose towns stand on it.</summary>
    public IReadOnlyList<Township> Townships { get; }

    /// <summary>Where lines cross.</summary>
    public (double X, double Y) CornerAt(int column, int row)
    {
        double u = BlockWidth * (column + 0.22 * Jitter(column, 1)), v = BlockDepth * (row + 0.22 * Jitter(row, 2));
        double x = _originX + u * _cos - v * _sin, y = _originY + u * _sin + v * _cos;
        double bendX = 330 * Noise.Fractal(x / 5_200, y / 5_200, 2, _seed, 0.34), bendY = 330 * Noise.Fractal(x / 5_200, y / 5_200, 2, _seed + 50, 0.34);
        return (x + bendX, y + bendY);
    }

    /// <summary>False where the bending has squeezed a block so that its sides meet at less than some 25 degrees, or turned it over.</summary>
    public bool IsWellShaped(int column, int row)
    {
        Span<(double X, double Y)> corners = [CornerAt(column, row), CornerAt(column + 1, row), CornerAt(column + 1, row + 1), CornerAt(column, row + 1)];
        for (int i = 0; i < 4; i++)
        {
            (double X, double Y) last = corners[(i + 3) & 3], here = corners[i], next = corners[(i + 1) & 3];
            double ax = here.X - last.X, ay = here.Y - last.Y, bx = next.X - here.X, by = next.Y - here.Y;
            if (ax * by - ay * bx < 0.42 * Math.Sqrt((ax * ax + ay * ay) * (bx * bx + by * by))) return false;
        }
        return true;
    }

    /// <summary>The blocks around a township's seat that may be in its town.</summary>
    public IEnumerable<(int Column, int Row)> BlocksAround(Township township)
    {
        double reach = 1.9 * township.Radius + 400;
        double dx = township.X - _originX, dy = township.Y - _originY;
        double u = dx * _cos + dy * _sin, v = -dx * _sin + dy * _cos;
        for (int row = (int)Math.Floor((v - reach) / BlockDepth); row <= (v + reach) / BlockDepth; row++)
        {
            for (int column = (int)Math.Floor((u - reach) / BlockWidth); column <= (u + reach) / BlockWidth; column++) yield return (column, row);
        }
    }

    /// <summary>Class of the street along a line between columns or rows.</summary>
    public static RoadClass ClassOf(int line, int each) =>
        Mod(line, 4 * each) == 0 ? RoadClass.Primary : Mod(line, 2 * each) == 0 ? RoadClass.Secondary
        : Mod(line, each) == 0 ? RoadClass.Tertiary : RoadClass.Residential;

    /// <summary>The same number for the same line, to choose its name by.</summary>
    public ulong LineHash(int line, bool column) => Rng.Mix(_seed ^ ((ulong)(uint)line << 1 | (column ? 1UL : 0)));

    private double Jitter(int line, ulong which) => (Rng.Mix(_seed + which * 7_919 + (ulong)(uint)line) >> 11) * (2.0 / (1UL << 53)) - 1;

    private static int Mod(int value, int by) => (value % by + by) % by;
}
