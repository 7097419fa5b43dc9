using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Tables;

/// <summary>The table <c>unstable_rocks</c>: small areas on the steepest slopes near towns and rivers.</summary>
internal static class RockTables
{
    private static readonly string[] Stability = ["基本稳定", "欠稳定", "不稳定"];

    public static async Task WriteAsync(City city, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("unstable_rocks", Schemas.Of(ShapeType.Polygon,
            ("code", Schemas.Text), ("name", Schemas.Text), ("district_code", Schemas.Text), ("township_code", Schemas.Text),
            ("volume_m3", Schemas.Real), ("height_m", Schemas.Real), ("slope", Schemas.Real), ("stability", Schemas.Text),
            ("risk_level", Schemas.Integer), ("threatened_people", Schemas.Integer), ("monitored", Schemas.Boolean)), cancellationToken);
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Rocks);
        double[] areas = [.. city.Meshes.Select(mesh => (double)mesh.NodeAreas.Sum())];
        var shape = new Shape();
        for (int i = 0; i < count; i++)
        {
            (int d, int node) = Steepest(city, areas, ref rng);
            DistrictMesh mesh = city.Meshes[d];
            double slope = city.Terrains[d].Slopes[node], length = rng.Between(25, 110);
            StarOutline.CopyTo(shape, ShapeType.Polygon, mesh.Xs[node], mesh.Ys[node], Math.Min(length, 0.3 * mesh.Spacing), ref rng);
            Township township = city.Townships[city.Towns.FirstOf(d) + city.Towns.Labels[d][node]];
            int level = Math.Clamp((int)(slope * 5 + rng.Between(0, 2.4)) + 1, 1, 5);
            load.Add(i + 1, shape,
            [
                Value.Of($"WY{township.Seed.DistrictCode}{i + 1:D4}"), Value.Of($"{township.Seed.Name}{i + 1}号危岩"),
                Value.Of(township.Seed.DistrictCode), Value.Of(township.Seed.Code), Schemas.Rounded(length * length * rng.Between(0.6, 5), 0),
                Schemas.Rounded(rng.Between(8, 90), 1), Schemas.Rounded(Math.Min(88, 42 + Math.Atan(slope) * 180 / Math.PI), 1),
                Value.Of(Stability[Math.Min(2, level / 2)]), Value.Of((long)level),
                Value.Of((long)(level * level * rng.Between(0, 14) * (0.2 + city.Urban[d][node]))), Value.Of(level >= 3 || rng.Chance(0.3)),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }

    private static (int District, int Node) Steepest(City city, double[] areas, ref Rng rng)
    {
        (int, int) best = default;
        double bestScore = double.NegativeInfinity;
        for (int tries = 0; tries < 30; tries++)
        {
            int d = rng.Weighted(areas);
            DistrictMesh mesh = city.Meshes[d];
            int node = mesh.BorderCount + rng.NextInt(mesh.Count - mesh.BorderCount);
            double score = city.Terrains[d].IsWater[node] ? -9
                : city.Terrains[d].Slopes[node] + 0.25 * Math.Exp(-city.Terrains[d].RiverDistances[node] / 1_800) + 0.15 * city.Urban[d][node];
            if (score > bestScore) (best, bestScore) = ((d, node), score);
        }
        return best;
    }
}
