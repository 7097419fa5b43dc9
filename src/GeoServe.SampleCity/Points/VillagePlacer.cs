using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Points;

/// <summary>Finds a place inside its township for each village: apart from each other, communities in the town, villages in the fields.</summary>
internal static class VillagePlacer
{
    /// <summary>All villages, township by township.</summary>
    public static Village[] Place(City city)
    {
        ILookup<string, SeedVillage> seeds = city.Seed.Villages.ToLookup(village => village.TownshipCode);
        var placed = new List<Village>[city.Meshes.Length];
        ILookup<int, Township> townships = city.Townships.ToLookup(township => township.District);
        Parallel.For(0, placed.Length, d =>
        {
            placed[d] = [];
            DistrictMesh mesh = city.Meshes[d];
            var nodes = new List<int>[city.Towns.Counts[d]];
            for (int i = 0; i < nodes.Length; i++) nodes[i] = [];
            for (int node = mesh.BorderCount; node < mesh.Count; node++)
            {
                if (!city.Terrains[d].IsWater[node]) nodes[city.Towns.Labels[d][node]].Add(node);
            }
            int index = 0;
            foreach (Township township in townships[d])
                PlaceIn(city, township, [.. seeds[township.Seed.Code]], nodes[index++], placed[d]);
        });
        return [.. placed.SelectMany(list => list)];
    }

    private static void PlaceIn(City city, Township township, SeedVillage[] seeds, List<int> nodes, List<Village> placed)
    {
        int d = township.District;
        DistrictMesh mesh = city.Meshes[d];
        NodeTerrain terrain = city.Terrains[d];
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Villages, township.Index);
        if (nodes.Count == 0) nodes = [township.Node];
        int first = placed.Count;
        int urbanCount = Math.Max(1, seeds.Count(IsUrban)), ruralCount = Math.Max(1, seeds.Length - seeds.Count(IsUrban));
        foreach (SeedVillage seed in seeds)
        {
            bool urban = IsUrban(seed);
            int best = nodes[0];
            double bestScore = double.NegativeInfinity;
            for (int tries = 0; tries < 16; tries++)
            {
                int node = nodes[rng.NextInt(nodes.Count)];
                double gap = 4_000;
                for (int k = first; k < placed.Count; k++) gap = Math.Min(gap, Distance(mesh, node, placed[k]));
                double score = Math.Log(gap + 20) - 3 * terrain.Slopes[node] + (urban ? 2.2 : -1.2) * city.Urban[d][node];
                if (score > bestScore) (best, bestScore) = (node, score);
            }
            // Within a quarter of a spacing of a node inside, a place is still on the node's own ground.
            double x = mesh.Xs[best] + rng.Between(-0.12, 0.12) * mesh.Spacing, y = mesh.Ys[best] + rng.Between(-0.12, 0.12) * mesh.Spacing;
            double people = urban ? (double)township.UrbanPopulation / urbanCount
                : (double)(township.Population - township.UrbanPopulation) / ruralCount;
            placed.Add(new Village(seed, township.Index, x, y, urban, (int)(people * rng.Between(0.6, 1.4)), terrain.Heights[best]));
        }
    }

    private static bool IsUrban(SeedVillage seed) => seed.Name.Contains("居", StringComparison.Ordinal) || seed.Name.Contains("社区", StringComparison.Ordinal);

    private static double Distance(DistrictMesh mesh, int node, Village village) =>
        Math.Sqrt(Math.Pow(mesh.Xs[node] - village.X, 2) + Math.Pow(mesh.Ys[node] - village.Y, 2));
}
