using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Areas;

/// <summary>Gives the real townships places, people and areas.</summary>
internal static class TownshipGrowth
{
    /// <summary>All townships in the order of their districts, streets first; also labels the nodes of the city's layer.</summary>
    public static Township[] Of(City city)
    {
        var townships = new List<Township>();
        var byDistrict = new List<Township>[city.Seed.Districts.Count];
        ILookup<string, SeedTownship> seeds = city.Seed.Townships.ToLookup(township => township.DistrictCode);
        for (int d = 0; d < byDistrict.Length; d++)
        {
            byDistrict[d] = [];
            foreach (SeedTownship seed in seeds[city.Seed.Districts[d].Code].OrderBy(seed => Rank(seed.Kind)).ThenBy(seed => seed.Code, StringComparer.Ordinal))
            {
                var township = new Township(seed, townships.Count, d);
                townships.Add(township);
                byDistrict[d].Add(township);
            }
        }
        Parallel.For(0, byDistrict.Length, d =>
        {
            Settle(city, d, byDistrict[d]);
            Populate(city, d, byDistrict[d]);
        });
        return [.. townships];
    }

    private static int Rank(string kind) => kind switch { "街道" => 0, "镇" => 1, _ => 2 };

    private static void Settle(City city, int d, List<Township> townships)
    {
        DistrictMesh mesh = city.Meshes[d];
        NodeTerrain terrain = city.Terrains[d];
        int[] seats = new SeatPlacer(city.Seed.Districts[d], mesh, terrain, city.Options.Seed).Place(townships);
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Growth, d);
        ulong noise = rng.Next();
        var costs = new float[mesh.Count];
        for (int node = 0; node < costs.Length; node++)
        {
            // Ridges and rivers are hard to cross, so borders tend to run along them.
            double x = mesh.Xs[node], y = mesh.Ys[node];
            costs[node] = (float)(0.6 + 5 * Math.Min(0.6, terrain.Slopes[node]) + (terrain.IsWater[node] ? 12 : 0)
                + 2.2 * Math.Abs(Noise.Fractal(x / 5_000, y / 5_000, 5, noise, 0.6)));
        }
        var weights = new double[townships.Count];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = rng.Between(0.85, 1.2) * (townships[i].IsStreet ? 0.8 : townships[i].Seed.Kind == "镇" ? 1.08 : 0.9);
        int[] labels = RegionGrowth.Grow(mesh, seats, weights, costs);
        RegionGrowth.Fill(mesh, labels);
        city.Towns.Labels[d] = labels;
        city.Towns.Counts[d] = townships.Count;
        for (int i = 0; i < seats.Length; i++)
        {
            Township township = townships[i];
            (township.Node, township.X, township.Y) = (seats[i], mesh.Xs[seats[i]], mesh.Ys[seats[i]]);
            township.Height = terrain.Heights[seats[i]];
            township.ToRiver = terrain.RiverDistances[seats[i]];
            SeedDistrict district = city.Seed.Districts[d];
            township.ToSeat = Length(township.X - district.SeatX, township.Y - district.SeatY);
            township.ToCentre = Length(township.X - Plane.X(106.56), township.Y - Plane.Y(29.56));
        }
    }

    private static void Populate(City city, int d, List<Township> townships)
    {
        SeedDistrict district = city.Seed.Districts[d];
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Indicators, d);
        bool main = district.IsMainCity;
        double urbanShare = main ? 0.96 : district.Kind == "区" ? 0.62 : 0.46;
        double rural = district.Population * (1 - urbanShare), urban = district.Population * urbanShare;
        double[] urbanWeights = [.. townships.Select(township => rng.Between(0.75, 1.3) * township.Seed.Kind switch
        {
            "街道" => 1.35 - 0.5 * Math.Min(1, township.ToSeat / (main ? 16_000 : 9_000)),
            "镇" => main ? 0.16 : 0.085,
            _ => 0.03,
        })];
        double[] ruralWeights = [.. townships.Select(township => rng.Between(0.6, 1.4) * (township.IsStreet ? main ? 0.15 : 0.7 : 1))];
        for (int i = 0; i < townships.Count; i++)
        {
            Township township = townships[i];
            township.UrbanPopulation = (int)(urban * urbanWeights[i] / urbanWeights.Sum());
            township.Population = township.UrbanPopulation + (int)(rural * ruralWeights[i] / ruralWeights.Sum());
            double density = main ? 11_000 + 9_000 * Math.Exp(-township.ToCentre / 7_000) : 9_000;
            township.Radius = Math.Sqrt(township.UrbanPopulation / density / Math.PI) * 1_000;
        }
    }

    private static double Length(double x, double y) => Math.Sqrt(x * x + y * y);
}
