using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Areas;

/// <summary>What the land is used for: by slope and height outside towns, by distance to the middle and chance inside.</summary>
internal static class LandUse
{
    public const int Forest = 0, Paddy = 1, Dry = 2, Orchard = 3, Grass = 4, Residential = 5, Commercial = 6, Industrial = 7,
        Public = 8, Park = 9, Water = 10, Village = 11;

    /// <summary>Codes, and names in Chinese and English, by class.</summary>
    public static readonly (string Code, string Name, string NameEn)[] Classes =
    [
        ("03", "林地", "forest"), ("0101", "水田", "paddy field"), ("0103", "旱地", "dry farmland"), ("02", "园地", "orchard"),
        ("04", "草地", "grassland"), ("0701", "城镇住宅用地", "residential"), ("05", "商业服务业用地", "commercial"),
        ("0601", "工业用地", "industrial"), ("08", "公共管理与公共服务用地", "public services"), ("1401", "公园绿地", "park"),
        ("1101", "河流水面", "water"), ("0702", "农村宅基地", "rural settlement"),
    ];

    /// <summary>The class of each node of a district, without specks.</summary>
    public static int[] Classify(DistrictMesh mesh, NodeTerrain terrain, float[] urban, int seed)
    {
        ulong noise = NoiseOf(seed);
        var classes = new int[mesh.Count];
        for (int node = 0; node < mesh.Count; node++)
        {
            classes[node] = ClassOf(mesh.Xs[node], mesh.Ys[node], terrain.Heights[node], terrain.Slopes[node],
                terrain.IsOpenWater[node], urban[node], noise);
        }
        for (int round = 0; round < 2; round++) Despeckle(mesh, classes);
        RegionGrowth.FollowLeaders(mesh, classes);
        return classes;
    }

    /// <summary>True where a town has a park, and so no streets.</summary>
    public static bool IsPark(double x, double y, int seed) => IsPark(x, y, NoiseOf(seed));

    private static bool IsPark(double x, double y, ulong noise) => Noise.Fractal(x / 1_500, y / 1_500, 2, noise + 1) > 0.66;

    private static ulong NoiseOf(int seed)
    {
        Rng rng = Rng.For(seed, RandomStream.LandUse);
        return rng.Next();
    }

    /// <summary>Numbers the connected parts of equal class, and of equal township where those are given: parcels end at its border.</summary>
    public static (int[] Labels, List<int> ClassOfLabel) Parts(DistrictMesh mesh, int[] classes, int[]? townships = null)
    {
        var labels = new int[mesh.Count];
        Array.Fill(labels, -1);
        var classOf = new List<int>();
        var pending = new Stack<int>();
        for (int start = 0; start < mesh.Count; start++)
        {
            if (labels[start] != -1) continue;
            labels[start] = classOf.Count;
            pending.Push(start);
            while (pending.TryPop(out int node))
            {
                foreach (int neighbour in mesh.NeighboursOf(node))
                {
                    if (labels[neighbour] != -1 || classes[neighbour] != classes[start]) continue;
                    if (townships is not null && townships[neighbour] != townships[start]) continue;
                    labels[neighbour] = classOf.Count;
                    pending.Push(neighbour);
                }
            }
            classOf.Add(classes[start]);
        }
        return (labels, classOf);
    }

    private static int ClassOf(double x, double y, double height, double slope, bool water, double urban, ulong noise)
    {
        if (water) return Water;
        if (urban > 0.42)
        {
            if (IsPark(x, y, noise)) return Park;
            if (urban > 0.85 && Noise.Fractal(x / 1_100, y / 1_100, 2, noise + 2) > 0.05) return Commercial;
            if (urban < 0.8 && Noise.Fractal(x / 3_000, y / 3_000, 2, noise + 3) > 0.42) return Industrial;
            if (Noise.Fractal(x / 1_000, y / 1_000, 2, noise + 4) > 0.55) return Public;
            if (Noise.Fractal(x / 900, y / 900, 2, noise + 5) > 0.6) return Commercial;
            return Residential;
        }
        double wild = 2.8 * (slope - 0.105) + (height - 760) / 1_300 + 0.34 * Noise.Fractal(x / 5_000, y / 5_000, 4, noise + 6);
        if (wild > -0.03) return height > 1_700 && Noise.Fractal(x / 4_000, y / 4_000, 3, noise + 7) > 0.2 ? Grass : Forest;
        if (slope > 0.035 && Noise.Fractal(x / 1_700, y / 1_700, 3, noise + 12) > 0.62 - 1.6 * slope) return Forest;
        if (Noise.Fractal(x / 1_300, y / 1_300, 2, noise + 8) > 0.78) return Village;
        if (Noise.Fractal(x / 2_800, y / 2_800, 3, noise + 9) > 0.55) return Orchard;
        double wet = 0.05 - slope + 0.08 * Noise.Fractal(x / 3_500, y / 3_500, 3, noise + 10) + 0.06 * Noise.Fractal(x / 1_200, y / 1_200, 2, noise + 13);
        if (wild < -0.28 && wet > -0.04) return Paddy;
        return wild > -0.12 && Noise.Fractal(x / 2_000, y / 2_000, 3, noise + 11) > 0.5 ? Grass : Dry;
    }

    // A part of one or two nodes takes the class that most of its neighbours have.
    private static void Despeckle(DistrictMesh mesh, int[] classes)
    {
        (int[] labels, List<int> classOf) = Parts(mesh, classes);
        var sizes = new int[classOf.Count];
        foreach (int label in labels) sizes[label]++;
        Span<int> votes = stackalloc int[Classes.Length];
        for (int node = 0; node < mesh.Count; node++)
        {
            if (sizes[labels[node]] > 2) continue;
            votes.Clear();
            foreach (int neighbour in mesh.NeighboursOf(node))
            {
                if (sizes[labels[neighbour]] > 2) votes[classOf[labels[neighbour]]]++;
            }
            int best = -1;
            for (int c = 0; c < votes.Length; c++)
            {
                if (votes[c] > (best < 0 ? 0 : votes[best])) best = c;
            }
            if (best >= 0) classes[node] = best;
        }
    }
}
