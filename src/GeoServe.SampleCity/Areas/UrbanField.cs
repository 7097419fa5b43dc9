using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Relief;

namespace GeoServe.SampleCity.Areas;

/// <summary>How urban a place is: about 1 in the middle of a town, 0.5 at the edge of its built-up part, 0 far out, on slopes and in water.</summary>
internal sealed class UrbanField
{
    private const double Cell = 4_000, Reach = 3;

    private readonly Dictionary<(int, int), List<Township>> _grid = [];
    private readonly RefinedRelief _relief;
    private readonly WaterField _water;
    private readonly ulong _seed;

    public UrbanField(IEnumerable<Township> townships, RefinedRelief relief, WaterField water, int seed)
    {
        (_relief, _water) = (relief, water);
        Rng rng = Rng.For(seed, RandomStream.Growth);
        _seed = rng.Next();
        foreach (Township township in townships)
        {
            double reach = Reach * township.Radius;
            for (int r = Of(township.Y - reach); r <= Of(township.Y + reach); r++)
            {
                for (int c = Of(township.X - reach); c <= Of(township.X + reach); c++)
                {
                    if (!_grid.TryGetValue((c, r), out List<Township>? list)) _grid.Add((c, r), list = []);
                    list.Add(township);
                }
            }
        }
    }

    /// <summary>The township whose town a place belongs to (the cell of a power diagram, so convex); null far from all.</summary>
    public Township? OwnerOf(double x, double y)
    {
        Township? owner = null;
        double least = double.PositiveInfinity;
        foreach (Township township in Near(x, y))
        {
            double power = Square(x - township.X) + Square(y - township.Y) - Square(township.Radius);
            if (power < least) (owner, least) = (township, power);
        }
        return owner;
    }

    /// <summary>See the type.</summary>
    public double At(double x, double y)
    {
        List<Township> near = Near(x, y);
        if (near.Count == 0) return 0;
        double best = 0;
        double warpedX = x + 600 * Noise.Fractal(x / 3_500, y / 3_500, 3, _seed + 10);
        double warpedY = y + 600 * Noise.Fractal(x / 3_500, y / 3_500, 3, _seed + 20);
        foreach (Township township in near)
        {
            double ratio = (Square(warpedX - township.X) + Square(warpedY - township.Y)) / Square(township.Radius + 150);
            best = Math.Max(best, Math.Exp(-0.693 * ratio));
        }
        best *= 1 + 0.35 * Noise.Fractal(x / 2_600, y / 2_600, 3, _seed);
        if (best < 0.05) return 0;
        double steep = Math.Clamp((_relief.SlopeAt(x, y) - 0.10) / 0.14, 0, 1);
        if (_relief.RiverDistanceAt(x, y) < 1_800 && _water.Margin(x, y) < 50) return 0;
        return best * (1 - 0.85 * steep);
    }

    private List<Township> Near(double x, double y) => _grid.TryGetValue((Of(x), Of(y)), out List<Township>? list) ? list : [];

    private static int Of(double metres) => (int)Math.Floor(metres / Cell);

    private static double Square(double value) => value * value;
}
