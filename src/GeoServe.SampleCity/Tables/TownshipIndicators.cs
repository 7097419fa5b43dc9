using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Tables;

/// <summary>
/// Indicators of the townships. Each follows a few drivers (how urban, how rich, how old, how steep, how near to the river) and a
/// share of smooth and of plain chance, so that neighbours are alike and maps show structure.
/// </summary>
internal static class TownshipIndicators
{
    /// <summary>What drives a township's numbers.</summary>
    /// <param name="T">The township.</param> <param name="F">Its ground.</param>
    /// <param name="Urban">Urban share of the people.</param> <param name="Rich">0 to 1, rich.</param> <param name="Old">0 to 1, old.</param>
    /// <param name="Core">1 in the middle of the main city, 0 far from it.</param> <param name="Steep">0 to 1, steep.</param>
    /// <param name="River">1 on a great river, 0 far from it.</param>
    private readonly record struct Drivers(
        Township T, AreaFacts F, double Urban, double Rich, double Old, double Core, double Steep, double River);

    /// <summary>One indicator.</summary>
    /// <param name="Name">Of the column.</param> <param name="Decimals">0 for whole numbers.</param>
    /// <param name="Spread">Deviation of chance as a share of the value.</param> <param name="Value">What it is without chance.</param>
    /// <param name="Most">The largest value that makes sense.</param>
    private readonly record struct Indicator(string Name, int Decimals, double Spread, Func<Drivers, double> Value, double Most = 1e12);

    private static readonly Indicator[] Indicators =
    [
        new("population", 0, 0, d => d.T.Population),
        new("households", 0, 0.04, d => d.T.Population / (2.9 - 0.4 * d.Urban)),
        new("density", 1, 0, d => d.T.Population / d.T.AreaKm2),
        new("urban_population", 0, 0, d => d.T.UrbanPopulation),
        new("urbanisation", 1, 0, d => 100 * d.Urban, 100),
        new("age_0_14", 1, 0.06, d => 17.5 - 4 * d.Old, 100),
        new("age_15_59", 1, 0.03, d => 66 - 12 * d.Old, 100),
        new("age_60_up", 1, 0.06, d => 14 + 18 * d.Old, 100),
        new("age_80_up", 1, 0.1, d => 1.8 + 3.4 * d.Old, 100),
        new("sex_ratio", 1, 0.02, d => 104 - 3 * d.Urban),
        new("births", 0, 0.12, d => d.T.Population * (0.0078 - 0.003 * d.Old)),
        new("deaths", 0, 0.1, d => d.T.Population * (0.0055 + 0.0042 * d.Old)),
        new("net_migration", 0, 0.2, d => d.T.Population * (0.035 * d.Core + 0.012 * d.Urban - 0.016)),
        new("floating_population", 0, 0.2, d => d.T.Population * (0.04 + 0.22 * d.Core * d.Urban)),
        new("left_behind_children", 0, 0.25, d => d.T.Population * 0.03 * (1 - d.Urban) * (1 - d.Core)),
        new("schooling_years", 2, 0.03, d => 7.4 + 3.8 * d.Rich + 1.2 * d.Core),
        new("gdp_per_person", 0, 0.14, d => 24_000 + 118_000 * d.Rich * d.Rich + 30_000 * d.Core),
        new("income", 0, 0.07, d => 15_500 + 38_000 * d.Rich),
        new("income_rural", 0, 0.07, d => 13_800 + 14_500 * d.Rich),
        new("unemployment", 2, 0.12, d => 6.4 - 2.2 * d.Rich, 100),
        new("poverty_monitored", 0, 0.3, d => d.T.Population * 0.014 * (1 - d.Rich) * (0.3 + d.Steep)),
        new("enterprises", 0, 0.2, d => d.T.Population * (0.006 + 0.05 * d.Rich * d.Urban)),
        new("industrial_output", 1, 0.35, d => d.T.UrbanPopulation * (0.2 + 1.8 * d.Rich) * 4e-4),
        new("retail_sales", 1, 0.2, d => d.T.Population * (0.3 + 2.6 * d.Rich * d.Urban) * 1e-4),
        new("tax", 1, 0.25, d => d.T.Population * (0.1 + 1.7 * d.Rich * d.Rich) * 1e-4),
        new("house_price", 0, 0.08, d => 2_600 + 9_800 * d.Core * d.Rich + 2_600 * d.Urban),
        new("farmland_ha", 1, 0.02, d => d.F.FarmShare * d.T.AreaKm2 * 100),
        new("grain_tonnes", 0, 0.1, d => d.F.FarmShare * d.T.AreaKm2 * 100 * 4.6),
        new("citrus_tonnes", 0, 0.5, d => d.F.FarmShare * d.T.AreaKm2 * 38 * d.River),
        new("tourists_10k", 1, 0.6, d => 3 + 40 * d.Core + 22 * d.F.ForestShare * d.River),
        new("schools", 0, 0.15, d => 1.5 + d.T.Population / 7_500.0),
        new("pupils", 0, 0.1, d => d.T.Population * (0.13 - 0.04 * d.Old)),
        new("pupils_per_teacher", 1, 0.08, d => 12.5 + 4 * d.Urban),
        new("kindergarten_places", 0, 0.14, d => d.T.Population * 0.03 * (0.7 + 0.5 * d.Urban)),
        new("doctors_per_1000", 2, 0.15, d => 1.5 + 2.3 * d.Rich * d.Urban),
        new("beds_per_1000", 2, 0.18, d => 4.2 + 4.4 * d.Urban * d.Rich),
        new("eldercare_beds", 0, 0.25, d => d.T.Population * 0.0055 * (0.6 + d.Old)),
        new("minutes_to_hospital", 1, 0.12, d => 7 + 46 * (1 - d.Urban) * (0.5 + d.Steep)),
        new("minutes_to_school", 1, 0.12, d => 6 + 25 * (1 - d.Urban) * (0.5 + d.Steep)),
        new("minutes_to_fire_station", 1, 0.15, d => 5 + 37 * (1 - d.Urban) * (0.5 + d.Steep)),
        new("transit_cover", 1, 0.05, d => 32 + 62 * d.Urban * (0.5 + 0.5 * d.Core), 100),
        new("road_density", 2, 0.08, d => 1.3 + 6.2 * d.Urban * d.Urban),
        new("commute_minutes", 1, 0.07, d => 22 + 17 * d.Core),
        new("cars_per_1000", 0, 0.1, d => 95 + 210 * d.Rich),
        new("service_score", 1, 0.05, d => 44 + 24 * d.Urban + 22 * d.Rich, 100),
        new("broadband", 1, 0.03, d => 66 + 31 * d.Rich, 100),
        new("tap_water", 1, 0.03, d => 80 + 19.5 * d.Urban, 100),
        new("sewage_treated", 1, 0.05, d => 62 + 35 * d.Urban, 100),
        new("waste_sorted", 1, 0.08, d => 42 + 45 * d.Rich, 100),
        new("forest_cover", 1, 0, d => 100 * d.F.ForestShare, 100),
        new("green_space_m2", 1, 0.12, d => 7 + 9 * (1 - d.Core) + 30 * d.F.ParkShare),
        new("park_minutes", 1, 0.15, d => 7 + 24 * (1 - d.Urban)),
        new("pm25", 1, 0.04, d => 24 + 15 * d.Core + 5 * d.Urban - 6 * d.F.ForestShare),
        new("good_air_days", 0, 0.02, d => 338 - 42 * d.Core - 10 * d.Urban, 365),
        new("water_quality_score", 1, 0.05, d => 91 - 15 * d.Urban + 4 * d.F.ForestShare, 100),
        new("heat_island", 2, 0.1, d => 0.2 + 3.6 * d.Core * d.Urban + 0.8 * d.Urban),
        new("carbon_per_person", 2, 0.15, d => 3.1 + 3.2 * d.Rich),
        new("mean_slope", 1, 0, d => d.T.MeanSlope),
        new("landslide_risk", 1, 0.1, d => 100 * Math.Clamp(0.12 + 0.62 * d.Steep + 0.22 * d.River, 0, 1), 100),
        new("flood_risk", 1, 0.12, d => 100 * Math.Clamp(0.1 + 0.55 * d.River + 0.15 * (1 - d.Steep), 0, 1), 100),
        new("fire_risk", 1, 0.12, d => 100 * Math.Clamp(0.08 + 0.5 * d.F.ForestShare + 0.22 * d.Core * d.Urban, 0, 1), 100),
        new("hidden_danger_sites", 0, 0.35, d => d.T.AreaKm2 * 0.16 * (0.15 + d.Steep)),
        new("people_in_danger", 0, 0.4, d => d.T.Population * 0.012 * (0.1 + d.Steep)),
        new("rain_year_mm", 0, 0.03, d => 1_060 + 190 * d.Steep + 0.06 * d.F.MeanHeight),
        new("reservoir_shore_km", 1, 0.2, d => d.River > 0.5 ? 2.2 * Math.Sqrt(d.T.AreaKm2) * d.River : 0),
        new("complaints_per_1000", 1, 0.15, d => 22 + 74 * d.Core * d.Urban + 12 * d.Urban),
        new("complaints_solved", 1, 0.02, d => 93 + 4 * d.Rich - 3 * d.Core, 100),
        new("satisfaction", 1, 0.02, d => 86 + 8 * d.Rich - 5 * d.Core, 100),
        new("crime_per_10k", 1, 0.15, d => 19 + 34 * d.Core * d.Urban),
        new("vulnerability", 1, 0.06, d => 100 * Math.Clamp(0.22 * d.Old + 0.35 * d.Steep + 0.25 * (1 - d.Rich) + 0.1 * d.River, 0, 1), 100),
    ];

    /// <summary>Names and decimals of all indicators.</summary>
    public static (string Name, int Decimals)[] All { get; } = [.. Indicators.Select(indicator => (indicator.Name, indicator.Decimals))];

    /// <summary>Indexes of those that are also columns of <c>townships</c>.</summary>
    public static int[] OnTownships { get; } =
    [
        .. new[]
        {
            "population", "households", "density", "urbanisation", "age_0_14", "age_60_up", "gdp_per_person", "income", "unemployment",
            "house_price", "schools", "doctors_per_1000", "minutes_to_hospital", "road_density", "service_score", "forest_cover",
            "green_space_m2", "pm25", "landslide_risk", "flood_risk", "satisfaction", "vulnerability",
        }.Select(name => Array.FindIndex(Indicators, indicator => indicator.Name == name)),
    ];

    /// <summary>For each township all indicators.</summary>
    public static double[][] Values(City city, AreaFacts[] facts)
    {
        ulong noise = Rng.For(city.Options.Seed, RandomStream.Indicators, -1).Next();
        var values = new double[facts.Length][];
        for (int i = 0; i < values.Length; i++)
        {
            Drivers drivers = DriversOf(city, city.Townships[i], facts[i], noise);
            Rng rng = Rng.For(city.Options.Seed, RandomStream.Indicators, 1_000 + i);
            values[i] = new double[Indicators.Length];
            for (int k = 0; k < Indicators.Length; k++)
            {
                double smooth = Noise.Fractal(facts[i].X / 35_000, facts[i].Y / 35_000, 2, noise + 100 + (ulong)k);
                double chance = 0.6 * smooth + 0.7 * rng.Gaussian();
                double value = Indicators[k].Value(drivers) * (1 + Indicators[k].Spread * chance);
                values[i][k] = Indicators[k].Name == "net_migration" ? value : Math.Clamp(value, 0, Indicators[k].Most);
            }
        }
        return values;
    }

    private static Drivers DriversOf(City city, Township township, AreaFacts facts, ulong noise)
    {
        SeedDistrict district = city.Seed.Districts[township.District];
        double urban = (double)township.UrbanPopulation / Math.Max(1, township.Population);
        double core = Math.Exp(-township.ToCentre / 26_000);
        double steep = Math.Clamp((facts.SlopeDegrees - 4) / 18, 0, 1);
        double river = Math.Exp(-facts.ToRiver / 2_500);
        double smooth = Noise.Fractal(facts.X / 60_000, facts.Y / 60_000, 3, noise);
        double rich = Math.Clamp(0.16 + 0.34 * urban + 0.42 * core + (district.IsMainCity ? 0.08 : 0) - 0.16 * steep + 0.12 * smooth, 0, 1);
        double old = Math.Clamp(0.72 - 0.42 * urban - 0.12 * core + 0.18 * steep + 0.16 * smooth, 0, 1);
        return new Drivers(township, facts, urban, rich, old, core, steep, river);
    }
}
