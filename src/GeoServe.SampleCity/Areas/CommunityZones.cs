using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Areas;

/// <summary>The 15-minute communities: the built-up part of a district, shared out among seeds that lie closer where it is denser.</summary>
internal static class CommunityZones
{
    /// <summary>The least that counts as built-up.</summary>
    public const float Urban = 0.35f;

    /// <summary>Labels for a district; nodes outside the built-up part have none.</summary>
    public static int[] Grow(DistrictMesh mesh, NodeTerrain terrain, float[] urban, int count, int seed)
    {
        var labels = new int[mesh.Count];
        Array.Fill(labels, RegionGrowth.None);
        if (count == 0) return labels;
        Rng rng = Rng.For(seed, RandomStream.Zones, mesh.District);
        var mask = new bool[mesh.Count];
        var costs = new float[mesh.Count];
        var inside = new List<int>();
        for (int node = 0; node < mesh.Count; node++)
        {
            mask[node] = urban[node] >= Urban && mesh.Leaders[node] == node;
            costs[node] = 1 + 6 * terrain.Slopes[node] + (float)rng.Between(0, 0.8);
            if (mask[node] && node >= mesh.BorderCount) inside.Add(node);
        }
        int[] seeds = Seeds(mesh, urban, inside, count, ref rng);
        var weights = new double[count];
        for (int i = 0; i < count; i++) weights[i] = rng.Between(0.8, 1.25);
        labels = RegionGrowth.Grow(mesh, seeds, weights, costs, mask);
        RegionGrowth.FollowLeaders(mesh, labels);
        return labels;
    }

    private static int[] Seeds(DistrictMesh mesh, float[] urban, List<int> inside, int count, ref Rng rng)
    {
        var seeds = new int[count];
        var taken = new HashSet<int>();
        for (int i = 0; i < count; i++)
        {
            int best = -1;
            double bestScore = -1;
            for (int tries = 0; tries < 15 || best < 0; tries++)
            {
                int node = inside[rng.NextInt(inside.Count)];
                if (taken.Contains(node)) continue;
                double gap = 50_000;
                for (int k = 0; k < i; k++) gap = Math.Min(gap, mesh.Distance(node, seeds[k]));
                double score = gap * (0.35 + urban[node]);
                if (score > bestScore) (best, bestScore) = (node, score);
            }
            seeds[i] = best;
            taken.Add(best);
        }
        return seeds;
    }
}
