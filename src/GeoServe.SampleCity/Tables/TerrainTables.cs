using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Tables;

/// <summary>The tables <c>watersheds</c> and <c>hillslopes</c>.</summary>
internal static class TerrainTables
{
    private static readonly string[] Aspects = ["北", "东北", "东", "东南", "南", "西南", "西", "西北"];
    private static readonly string[] Levels = ["低", "较低", "中", "较高", "高"];
    private static readonly string[] Rocks = ["砂岩", "泥岩", "砂泥岩互层", "灰岩", "白云岩", "页岩", "粉砂岩", "第四系堆积"];
    private static readonly double[] Weakness = [0.25, 0.8, 0.7, 0.3, 0.25, 0.75, 0.5, 0.95];

    // Shares of the units with a risk up to each level.
    private static readonly double[] UpToLevel = [0.34, 0.64, 0.83, 0.95, 1];

    public static async Task WriteWatershedsAsync(City city, IFeatureStore store, CancellationToken cancellationToken)
    {
        AreaShape[] areas = city.Watersheds.Assemble(city.Meshes, city.Borders, city.Hillslopes, cancellationToken);
        AreaFacts[] facts = AreaFacts.Of(city, city.Watersheds);
        await using IFeatureLoad load = await store.CreateAsync("watersheds", Schemas.Of(ShapeType.MultiPolygon,
            ("code", Schemas.Text), ("name", Schemas.Text), ("river_system", Schemas.Text), ("district_code", Schemas.Text),
            ("township_code", Schemas.Text), ("area_km2", Schemas.Real), ("mean_elevation", Schemas.Real), ("relief", Schemas.Real),
            ("slope", Schemas.Real), ("forest_share", Schemas.Real), ("flood_level", Schemas.Integer), ("critical_rain_1h", Schemas.Real)),
            cancellationToken);
        var shape = new Shape();
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Slopes, -1);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < areas.Length; i++)
        {
            AreaFacts fact = facts[i];
            string base_ = city.Townships[fact.Township].Seed.Name.TrimEnd('镇', '乡').Replace("街道", "", StringComparison.Ordinal);
            int number = names[base_] = names.GetValueOrDefault(base_) + 1;
            double area = areas[i].AreaKm2, relief = fact.HighestHeight - fact.LowestHeight;
            double danger = relief / 900 + fact.SlopeDegrees / 30 - fact.ForestShare * 0.5 + rng.Between(-0.35, 0.35);
            load.Add(i + 1, areas[i].CopyTo(shape),
            [
                Value.Of($"WS{city.Seed.Districts[fact.District].Code}{i + 1:D5}"), Value.Of($"{base_}{number}号小流域"),
                Value.Of(RiverSystem(fact)), Value.Of(city.Seed.Districts[fact.District].Code),
                Value.Of(city.Townships[fact.Township].Seed.Code), Schemas.Rounded(area, 4), Schemas.Rounded(fact.MeanHeight, 1),
                Schemas.Rounded(relief, 1), Schemas.Rounded(fact.SlopeDegrees, 2), Schemas.Rounded(fact.ForestShare, 3),
                Value.Of((long)Math.Clamp((int)Math.Floor(danger * 2.2) + 1, 1, 4)), Schemas.Rounded(Math.Clamp(75 - 18 * danger, 22, 90), 1),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }

    public static async Task WriteHillslopesAsync(City city, IFeatureStore store, CancellationToken cancellationToken)
    {
        AreaShape[] areas = city.Hillslopes.Assemble(city.Meshes, city.Borders, null, cancellationToken);
        AreaFacts[] facts = AreaFacts.Of(city, city.Hillslopes);
        ulong noise = Rng.For(city.Options.Seed, RandomStream.Slopes, -2).Next();
        int[] rocks = [.. facts.Select(fact => RockAt(fact, noise))];
        double[] scores = [.. facts.Select((fact, i) => Score(fact, Weakness[rocks[i]], noise))];
        double[] limits = Limits(scores);
        await using IFeatureLoad load = await store.CreateAsync("hillslopes", Schemas.Of(ShapeType.MultiPolygon,
            ("code", Schemas.Text), ("name", Schemas.Text), ("watershed_id", Schemas.Integer), ("district_code", Schemas.Text),
            ("township_code", Schemas.Text), ("area_km2", Schemas.Real), ("slope", Schemas.Real), ("aspect", Schemas.Real),
            ("aspect_name", Schemas.Text), ("elevation", Schemas.Real), ("relief", Schemas.Real), ("lithology", Schemas.Text),
            ("forest_share", Schemas.Real), ("risk_score", Schemas.Real), ("risk_level", Schemas.Integer), ("risk_name", Schemas.Text),
            ("threatened_people", Schemas.Integer)), cancellationToken);
        var shape = new Shape();
        for (int i = 0; i < areas.Length; i++)
        {
            AreaFacts fact = facts[i];
            int level = 0;
            while (level < 4 && scores[i] > limits[level]) level++;
            double area = areas[i].AreaKm2;
            int watershed = city.Watersheds.FirstOf(fact.District) + city.Watersheds.Labels[fact.District][fact.Node];
            load.Add(i + 1, areas[i].CopyTo(shape),
            [
                Value.Of($"XP{city.Seed.Districts[fact.District].Code}{i + 1:D6}"),
                Value.Of($"{city.Townships[fact.Township].Seed.Name}斜坡单元{i + 1}"), Value.Of((long)watershed + 1),
                Value.Of(city.Seed.Districts[fact.District].Code), Value.Of(city.Townships[fact.Township].Seed.Code),
                Schemas.Rounded(area, 4), Schemas.Rounded(fact.SlopeDegrees, 2), Schemas.Rounded(fact.AspectDegrees, 1),
                Value.Of(Aspects[(int)((fact.AspectDegrees + 22.5) / 45) % 8]), Schemas.Rounded(fact.MeanHeight, 1),
                Schemas.Rounded(fact.HighestHeight - fact.LowestHeight, 1), Value.Of(Rocks[rocks[i]]), Schemas.Rounded(fact.ForestShare, 3),
                Schemas.Rounded(scores[i], 4), Value.Of((long)level + 1), Value.Of(Levels[level]),
                Value.Of((long)(area * (15 + 900 * fact.Urban) * level * 0.06)),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }

    /// <summary>The great river that a place drains to.</summary>
    public static string RiverSystem(AreaFacts fact) =>
        fact.X < Plane.X(106.9) && fact.Y > Plane.Y(29.72) ? "嘉陵江" : fact.X > Plane.X(107.4) && fact.Y < Plane.Y(29.75) ? "乌江" : "长江";

    private static int RockAt(AreaFacts fact, ulong noise)
    {
        double fold = Noise.Fractal(fact.X / 22_000, fact.Y / 40_000, 3, noise);
        if (fact.ToRiver < 350) return 7;
        if (fact.MeanHeight > 900 || fact.X > 20_000) return fold > 0.25 ? 3 : fold > -0.05 ? 4 : fold > -0.4 ? 5 : 6;
        return fold > 0.3 ? 3 : fold > 0.1 ? 0 : fold > -0.2 ? 2 : fold > -0.5 ? 1 : 6;
    }

    private static double Score(AreaFacts fact, double weakness, ulong noise)
    {
        double steep = Math.Exp(-Math.Pow((fact.SlopeDegrees - 27) / 15, 2));
        return 0.34 * steep + 0.22 * weakness + 0.12 * Math.Exp(-fact.ToRiver / 1_300) - 0.1 * fact.ForestShare
            + 0.13 * Noise.Fractal(fact.X / 12_000, fact.Y / 12_000, 3, noise + 9) + 0.25 * Noise.Fractal(fact.X / 2_600, fact.Y / 2_600, 2, noise + 19)
            + 0.05 * fact.UrbanShare;
    }

    private static double[] Limits(double[] scores)
    {
        double[] sorted = [.. scores.Order()];
        return [.. UpToLevel.Select(share => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))])];
    }
}
