using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Tables;

/// <summary>The tables <c>landuse</c> and <c>community_zones</c>.</summary>
internal static class LandTables
{
    public static async Task WriteLandUseAsync(City city, IFeatureStore store, CancellationToken cancellationToken)
    {
        AreaShape[] areas = city.LandUses.Assemble(city.Meshes, city.Borders, null, cancellationToken);
        await using IFeatureLoad load = await store.CreateAsync("landuse", Schemas.Of(ShapeType.MultiPolygon,
            ("class_code", Schemas.Text), ("class", Schemas.Text), ("class_en", Schemas.Text), ("district_code", Schemas.Text),
            ("area_ha", Schemas.Real)), cancellationToken);
        var shape = new Shape();
        int i = 0;
        for (int d = 0; d < city.Meshes.Length; d++)
        {
            foreach (int landUse in city.LandUseClasses[d])
            {
                (string code, string name, string nameEn) = LandUse.Classes[landUse];
                load.Add(i + 1, areas[i].CopyTo(shape),
                [
                    Value.Of(code), Value.Of(name), Value.Of(nameEn), Value.Of(city.Seed.Districts[d].Code),
                    Schemas.Rounded(areas[i].AreaKm2 * 100, 2),
                ]);
                i++;
            }
        }
        await load.CompleteAsync(cancellationToken);
    }

    public static async Task WriteZonesAsync(City city, IFeatureStore store, CancellationToken cancellationToken)
    {
        AreaShape[] areas = city.Zones.Assemble(city.Meshes, city.Borders, null, cancellationToken);
        AreaFacts[] facts = AreaFacts.Of(city, city.Zones);
        await using IFeatureLoad load = await store.CreateAsync("community_zones", Schemas.Of(ShapeType.MultiPolygon,
            ("code", Schemas.Text), ("name", Schemas.Text), ("district_code", Schemas.Text), ("township_code", Schemas.Text),
            ("area_km2", Schemas.Real), ("population", Schemas.Integer), ("density", Schemas.Real), ("elderly_share", Schemas.Real),
            ("service_score", Schemas.Real), ("green_m2_per_person", Schemas.Real), ("education_score", Schemas.Real),
            ("health_score", Schemas.Real), ("eldercare_score", Schemas.Real), ("commerce_score", Schemas.Real),
            ("walk_minutes", Schemas.Real), ("grade", Schemas.Text)), cancellationToken);
        var shape = new Shape();
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Zones, -1);
        var numbers = new Dictionary<int, int>();
        for (int i = 0; i < areas.Length; i++)
        {
            AreaFacts fact = facts[i];
            Township township = city.Townships[fact.Township];
            int number = numbers[fact.Township] = numbers.GetValueOrDefault(fact.Township) + 1;
            double area = areas[i].AreaKm2;
            double density = 13_500 * fact.Urban * (0.7 + 0.6 * rng.NextDouble()) * (city.Seed.Districts[fact.District].IsMainCity ? 1.25 : 0.8);
            double Around(double add) => Math.Clamp(42 + 48 * fact.Urban + add + 9 * rng.Gaussian(), 5, 100);
            double education = Around(0), health = Around(2), care = Around(-8), commerce = Around(4);
            double service = 0.28 * education + 0.28 * health + 0.2 * care + 0.24 * commerce;
            double green = Math.Max(0.8, 6 + 70 * fact.ParkShare + 20 * fact.ForestShare + 2.5 * rng.Gaussian());
            load.Add(i + 1, areas[i].CopyTo(shape),
            [
                Value.Of($"SQ{city.Seed.Districts[fact.District].Code}{i + 1:D4}"),
                Value.Of($"{township.Seed.Name.Replace("街道", "", StringComparison.Ordinal)}第{number}生活圈"),
                Value.Of(city.Seed.Districts[fact.District].Code), Value.Of(township.Seed.Code), Schemas.Rounded(area, 4),
                Value.Of((long)(area * density)), Schemas.Rounded(density, 1), Schemas.Rounded(0.17 + 0.06 * fact.Urban + 0.03 * rng.Gaussian(), 3),
                Schemas.Rounded(service, 1), Schemas.Rounded(green, 1), Schemas.Rounded(education, 1), Schemas.Rounded(health, 1),
                Schemas.Rounded(care, 1), Schemas.Rounded(commerce, 1), Schemas.Rounded(Math.Clamp(27 - 0.2 * service + rng.Gaussian(), 3, 40), 1),
                Value.Of(service >= 85 ? "优" : service >= 75 ? "良" : service >= 62 ? "中" : "待提升"),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }
}
