using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Streets;

namespace GeoServe.SampleCity.Points;

/// <summary>Draws places where people are: in the blocks of towns and around villages.</summary>
internal sealed class TownPlaces
{
    private readonly City _city;
    private readonly RoadNetwork _network;
    private readonly List<Block> _blocks;
    private readonly Village[] _villages;
    private readonly double[] _people;

    public TownPlaces(City city, RoadNetwork network, List<Block> blocks, Village[] villages)
    {
        (_city, _network, _blocks, _villages) = (city, network, blocks, villages);
        _people = new double[villages.Length];
        double sum = 0;
        for (int v = 0; v < villages.Length; v++) _people[v] = sum += 50 + villages[v].Population;
    }

    /// <summary>A village, more likely the more people live there.</summary>
    public int VillageByPeople(ref Rng rng)
    {
        int found = Array.BinarySearch(_people, rng.NextDouble() * _people[^1]);
        return Math.Min(found < 0 ? ~found : found, _villages.Length - 1);
    }

    /// <summary>A place just inside a random block, by a street; around a village where the city has no blocks.</summary>
    public (double X, double Y, int Township) InTown(ref Rng rng)
    {
        if (_blocks.Count == 0) return AroundVillage(rng.NextInt(_villages.Length), 150, ref rng);
        Block block = _blocks[rng.NextInt(_blocks.Count)];
        double u = rng.Between(0.08, 0.92), v = rng.Chance(0.7) ? rng.Chance(0.5) ? 0.09 : 0.91 : rng.Between(0.1, 0.9);
        double x = Mix(_network.Xs), y = Mix(_network.Ys);
        return (x, y, block.Township);

        double Mix(List<double> c) => (c[block.A] * (1 - u) + c[block.B] * u) * (1 - v) + (c[block.D] * (1 - u) + c[block.C] * u) * v;
    }

    /// <summary>A place some metres around a village, in the city and not in a great river.</summary>
    public (double X, double Y, int Township) AroundVillage(int village, double metres, ref Rng rng)
    {
        Village at = _villages[village];
        for (int tries = 0; tries < 12; tries++)
        {
            double x = at.X + metres * rng.Gaussian(), y = at.Y + metres * rng.Gaussian();
            bool dry = _city.Relief.RiverDistanceAt(x, y) > 1_200 || _city.Water.Margin(x, y) > 5;
            if (dry && _city.IsInside(x, y)) return (x, y, at.Township);
        }
        return (at.X, at.Y, at.Township);
    }
}
