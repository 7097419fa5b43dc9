using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Streets;

namespace GeoServe.SampleCity.Tables;

/// <summary>The tables <c>fire_hotspots</c> and <c>accidents</c>: what happened in the year before the city's "now", and the <c>supply_depots</c>.</summary>
internal static class IncidentTables
{
    private static readonly string[] Causes = ["农事用火", "祭祀用火", "雷击", "电力线路", "吸烟", "不明"];
    private static readonly string[] Finders = ["卫星", "无人机", "瞭望塔", "护林员", "群众报警"];
    private static readonly string[] Collisions = ["追尾", "侧面碰撞", "正面碰撞", "刮撞行人", "翻车", "撞固定物"];
    private static readonly string[] Severities = ["财产损失", "轻伤", "重伤", "死亡"];
    private static readonly string[] Stores = ["生活类", "防汛抗旱", "森林防火", "地震救灾", "医疗物资"];

    public static Task WriteHotspotsAsync(City city, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        double[] areas = [.. city.Meshes.Select(mesh => (double)mesh.NodeAreas.Sum())];
        (Spot, Value[]) Row(int row, ref Rng rng)
        {
            (int d, int node) = InForest(city, areas, ref rng);
            DistrictMesh mesh = city.Meshes[d];
            // Dry springs and late summers; seen from space mostly around noon.
            double day = rng.Chance(0.55) ? 310 + (28 * rng.Gaussian()) : 55 + (24 * rng.Gaussian());
            DateTimeOffset seen = Storms.Now.AddDays(-((day % 365) + 365) % 365).AddMinutes(-Math.Floor(1_440 * rng.NextDouble()));
            double burnt = Math.Exp(-0.5 + (1.3 * rng.Gaussian()));
            return (new Spot(mesh.Xs[node], mesh.Ys[node], city.Townships[city.Towns.FirstOf(d) + city.Towns.Labels[d][node]]),
            [
                Value.Of(seen), Value.Of(Finders[rng.Weighted([5, 2, 1, 2, 3])]), Value.Of((long)Math.Clamp(78 + (14 * rng.Gaussian()), 20, 100)),
                Value.Of(Causes[rng.Weighted([9, 6, 2, 2, 3, 4])]), Schemas.Rounded(burnt, 2), Value.Of((long)(12 + (80 * rng.NextDouble() * rng.NextDouble()) + (6 * burnt))),
                Value.Of((long)(burnt > 8 ? 5 : burnt > 3 ? 4 : burnt > 1 ? 3 : burnt > 0.4 ? 2 : 1)),
            ]);
        }
        return PointTable.WriteAsync(city, "fire_hotspots", RandomStream.Hotspots, count,
            [("detected", Schemas.Instant), ("found_by", Schemas.Text), ("confidence", Schemas.Integer), ("cause", Schemas.Text), ("burnt_ha", Schemas.Real),
                ("minutes_to_arrive", Schemas.Integer), ("grade", Schemas.Integer)], Row, store, cancellationToken);
    }

    public static Task WriteAccidentsAsync(City city, RoadSpots roads, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        (Spot, Value[]) Row(int row, ref Rng rng)
        {
            (Spot spot, RoadEdge edge) = roads.Draw(ref rng);
            bool isFast = edge.Class is RoadClass.Motorway or RoadClass.Trunk;
            int severity = rng.Weighted(isFast ? [60, 22, 12, 6] : [74, 20, 5, 1]);
            double hour = rng.Chance(0.35) ? 8 + (1.2 * rng.Gaussian()) : rng.Chance(0.5) ? 18 + (1.5 * rng.Gaussian()) : 24 * rng.NextDouble();
            DateTimeOffset at = Storms.Now.AddDays(-1 - rng.NextInt(365)).AddMinutes(Math.Floor(Math.Clamp(hour, 0, 23.9) * 60));
            return (spot,
            [
                Value.Of(at), Value.Of((long)Math.Clamp(hour, 0, 23)), Value.Of(Severities[severity]), Value.Of((long)severity + 1), Value.Of(Collisions[rng.Weighted([6, 5, 2, 3, 1, 3])]),
                Value.Of((long)(severity == 0 ? 0 : 1 + rng.NextInt(severity + 1))), Value.Of(edge.Name), Value.Of(rng.Chance(0.24)),
            ]);
        }
        return PointTable.WriteAsync(city, "accidents", RandomStream.Accidents, count,
            [("time", Schemas.Instant), ("hour", Schemas.Integer), ("severity", Schemas.Text), ("severity_level", Schemas.Integer), ("kind", Schemas.Text), ("hurt", Schemas.Integer),
                ("road", Schemas.Text), ("wet", Schemas.Boolean)], Row, store, cancellationToken);
    }

    public static Task WriteDepotsAsync(City city, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        (Spot, Value[]) Row(int row, ref Rng rng)
        {
            Township township = city.Townships[row < city.Townships.Length ? (int)((long)row * city.Townships.Length / count) : rng.NextInt(city.Townships.Length)];
            string kind = Stores[rng.Weighted([5, 4, 3, 2, 2])];
            double need = township.Population * 0.012, held = need * Math.Exp((0.5 * rng.Gaussian()) - 0.1);
            return (new Spot(township.X + (120 * rng.Gaussian()), township.Y + (120 * rng.Gaussian()), township),
            [
                Value.Of($"{PointTable.Stem(township)}应急物资储备点"), Value.Of(kind), Value.Of((long)held), Value.Of((long)Math.Max(1, need)),
                Schemas.Rounded(100 * held / Math.Max(1, need), 1), Value.Of((long)(8 + (30 * rng.NextDouble()))),
            ]);
        }
        return PointTable.WriteAsync(city, "supply_depots", RandomStream.Depots, count,
            [("name", Schemas.Text), ("kind", Schemas.Text), ("people_supplied", Schemas.Integer), ("people_wanted", Schemas.Integer), ("stock_percent", Schemas.Real),
                ("minutes_to_load", Schemas.Integer)], Row, store, cancellationToken);
    }

    // A forest node, the likelier the steeper: the best of a few.
    private static (int District, int Node) InForest(City city, double[] areas, ref Rng rng)
    {
        (int District, int Node) found = (0, city.Meshes[0].BorderCount);
        for (int tries = 0; tries < 60; tries++)
        {
            int d = rng.Weighted(areas), node = city.Meshes[d].BorderCount + rng.NextInt(city.Meshes[d].Count - city.Meshes[d].BorderCount);
            found = (d, node);
            if (city.LandUseClasses[d][city.LandUses.Labels[d][node]] == LandUse.Forest && rng.Chance(0.3 + city.Terrains[d].Slopes[node])) break;
        }
        return found;
    }
}
