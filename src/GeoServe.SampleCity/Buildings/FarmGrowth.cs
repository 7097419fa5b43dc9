using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Streets;

namespace GeoServe.SampleCity.Buildings;

/// <summary>Farmhouses: along the roads near each village, and some in the fields around.</summary>
internal sealed class FarmGrowth
{
    private const double Cell = 400;

    private readonly City _city;
    private readonly Village[] _villages;
    private readonly RoadSpace _roads;
    private readonly Dictionary<(int, int), List<(double X, double Y, double Cos, double Sin)>> _roadside = [];

    public FarmGrowth(City city, RoadNetwork network, Village[] villages)
    {
        (_city, _villages) = (city, villages);
        _roads = new RoadSpace(network, _ => true);
        foreach (RoadEdge edge in network.Edges.Where(edge => edge.Class >= RoadClass.Secondary && !edge.InGrid))
        {
            (double[] xs, double[] ys) = network.LineOf(edge);
            for (int i = 1; i < xs.Length; i++)
            {
                double dx = xs[i] - xs[i - 1], dy = ys[i] - ys[i - 1], length = Math.Sqrt(dx * dx + dy * dy);
                if (length < 1) continue;
                for (double at = 8; at < length; at += 24) Add((xs[i - 1] + dx * at / length, ys[i - 1] + dy * at / length, dx / length, dy / length));
            }
        }

        void Add((double X, double Y, double, double) place)
        {
            (int, int) key = Of(place.X, place.Y);
            if (!_roadside.TryGetValue(key, out List<(double, double, double, double)>? list)) _roadside.Add(key, list = []);
            list.Add(place);
        }
    }

    /// <summary>So many farmhouses, village by village, shared out by people.</summary>
    public IEnumerable<Building> Grow(int count)
    {
        double[] weights = [.. _villages.Select(village => (!village.IsUrban ? 1 : _city.Townships[village.Township].IsStreet ? 0.02 : 0.25)
            * (300 + Math.Min(4_000, village.Population)))];
        double whole = weights.Sum(), sum = 0;
        long done = 0;
        for (int v = 0; v < _villages.Length; v++)
        {
            sum += weights[v];
            long until = v == _villages.Length - 1 ? count : (long)(count * sum / whole);
            foreach (Building house in InVillage(_villages[v], v, (int)(until - done))) yield return house;
            done = until;
        }
    }

    private IEnumerable<Building> InVillage(Village village, int number, int count)
    {
        Rng rng = Rng.For(_city.Options.Seed, RandomStream.Farms, number);
        var taken = new HashSet<(int, int)>();
        List<(double X, double Y, double Cos, double Sin)> roadside = Roadside(village, count);
        double angle = rng.Between(0, Math.PI);
        for (int k = 0; k < count; k++)
        {
            double x = village.X, y = village.Y, cos = Math.Cos(angle), sin = Math.Sin(angle);
            // In a town there is no room between the streets, and nobody farms in its parks: then ever farther out.
            for (int tries = 0; tries < 600; tries++)
            {
                if (roadside.Count > 0 && tries < 24 && rng.Chance(0.62))
                {
                    (double rx, double ry, cos, sin) = roadside[rng.NextInt(roadside.Count)];
                    double off = (rng.Chance(0.5) ? 1 : -1) * rng.Between(44, 62);
                    (x, y) = (rx - off * sin + rng.Between(-8, 8) * cos, ry + off * cos + rng.Between(-8, 8) * sin);
                }
                else
                {
                    double away = (70 + 13 * Math.Sqrt(count)) * (1 + tries / 12.0);
                    (x, y) = (village.X + away * rng.Gaussian(), village.Y + away * rng.Gaussian());
                    double turned = angle + 0.35 * rng.Gaussian();
                    (cos, sin) = (Math.Cos(turned), Math.Sin(turned));
                }
                bool free = !_roads.IsNear(x, y) && _city.IsInside(x, y) && _city.Relief.SlopeAt(x, y) < 0.6
                    && (_city.Relief.RiverDistanceAt(x, y) > 1_800 || _city.Water.Margin(x, y) > 25);
                if (free && IsFree(taken, x, y) && (tries > 200 || _city.UrbanField.At(x, y) < 0.3)) break;
            }
            taken.Add(((int)Math.Floor(x / 26), (int)Math.Floor(y / 26)));
            yield return new Building(x, y, cos, sin, rng.Between(4.5, 9), rng.Between(3.6, 5.5), rng.Chance(0.3),
                rng.Chance(0.04) ? Building.Public : Building.Farm, 1 + rng.NextInt(3), 3.2, 1965 + rng.NextInt(58), village.Township);
        }
    }

    private static bool IsFree(HashSet<(int, int)> taken, double x, double y)
    {
        (int column, int row) = ((int)Math.Floor(x / 26), (int)Math.Floor(y / 26));
        for (int r = row - 1; r <= row + 1; r++)
        {
            for (int c = column - 1; c <= column + 1; c++)
            {
                if (taken.Contains((c, r))) return false;
            }
        }
        return true;
    }

    private List<(double X, double Y, double Cos, double Sin)> Roadside(Village village, int count)
    {
        var places = new List<(double, double, double, double)>();
        (int column, int row) = Of(village.X, village.Y);
        int reach = count > 60 ? 2 : 1;
        for (int r = row - reach; r <= row + reach; r++)
        {
            for (int c = column - reach; c <= column + reach; c++)
            {
                if (_roadside.TryGetValue((c, r), out List<(double, double, double, double)>? list)) places.AddRange(list);
            }
        }
        return places;
    }

    private static (int, int) Of(double x, double y) => ((int)Math.Floor(x / Cell), (int)Math.Floor(y / Cell));
}
