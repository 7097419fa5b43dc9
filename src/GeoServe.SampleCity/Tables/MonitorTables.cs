using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Relief;
using GeoServe.SampleCity.Streets;

namespace GeoServe.SampleCity.Tables;

/// <summary>The tables <c>water_sections</c>, <c>air_stations</c> and <c>traffic_counters</c>: what instruments read last.</summary>
internal static class MonitorTables
{
    private static readonly string[] Grades = ["I类", "II类", "III类", "IV类", "V类", "劣V类"];

    public static Task WriteWaterSectionsAsync(City city, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        double[] lengths = [.. city.Rivers.Select(river => Polylines.Length(river.Xs, river.Ys))];
        (Spot, Value[]) Row(int row, ref Rng rng)
        {
            while (true)
            {
                RiverCourse river = city.Rivers[rng.Weighted(lengths)];
                int at = rng.NextInt(river.Xs.Length);
                if (!city.IsInside(river.Xs[at], river.Ys[at]) || city.NearestTownship(river.Xs[at], river.Ys[at]) is not { } township) continue;
                double urban = Math.Exp(-township.ToSeat / 6_000);
                double phosphorus = Math.Clamp((0.045 + (0.09 * urban)) * Math.Exp(0.45 * rng.Gaussian()), 0.01, 0.6);
                int grade = phosphorus switch { <= 0.02 => 1, <= 0.1 => 2, <= 0.2 => 3, <= 0.3 => 4, <= 0.4 => 5, _ => 6 };     // GB 3838-2002, table 1: rivers
                return (new Spot(river.Xs[at], river.Ys[at], township),
                [
                    Value.Of($"{river.Name}{PointTable.Stem(township)}断面{row + 1}"), Value.Of(river.Name), Value.Of((long)grade), Value.Of(Grades[grade - 1]),
                    Value.Of((long)(rng.Chance(0.7) ? 2 : 3)), Schemas.Rounded(phosphorus, 3), Schemas.Rounded(Math.Clamp(0.18 + (0.5 * urban) + (0.12 * rng.Gaussian()), 0.02, 3), 2),
                    Schemas.Rounded(Math.Clamp(8.1 - (1.5 * urban) + (0.6 * rng.Gaussian()), 2, 12), 1), Schemas.Rounded(rng.Gaussian() * 1.1, 2), Value.Of(Read(ref rng)),
                ]);
            }
        }
        return PointTable.WriteAsync(city, "water_sections", RandomStream.WaterSections, count,
            [("name", Schemas.Text), ("river", Schemas.Text), ("grade", Schemas.Integer), ("grade_name", Schemas.Text), ("target_grade", Schemas.Integer), ("phosphorus", Schemas.Real),
                ("ammonia", Schemas.Real), ("oxygen", Schemas.Real), ("level_change_m", Schemas.Real), ("last_time", Schemas.Instant)], Row, store, cancellationToken);
    }

    public static Task WriteAirStationsAsync(City city, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        (Spot, Value[]) Row(int row, ref Rng rng)
        {
            Township township = city.Townships[(int)((long)row * city.Townships.Length / count)];
            double core = Math.Exp(-township.ToCentre / 26_000), pm25 = Math.Max(4, 18 + (34 * core) + (7 * rng.Gaussian())), ozone = Math.Max(20, 96 + (44 * core) + (22 * rng.Gaussian()));
            double index = Math.Max(Index(pm25, [0, 35, 75, 115, 150, 250]), Index(ozone, [0, 160, 200, 300, 400, 800]));
            return (new Spot(township.X + (300 * rng.Gaussian()), township.Y + (300 * rng.Gaussian()), township),
            [
                Value.Of($"{PointTable.Stem(township)}空气站"), Value.Of((long)index), Schemas.Rounded(pm25, 1), Schemas.Rounded(ozone, 1), Value.Of(ozone > pm25 * 3 ? "臭氧" : "PM2.5"),
                Value.Of(rng.Chance(0.95)), Value.Of(Read(ref rng)),
            ]);
        }
        return PointTable.WriteAsync(city, "air_stations", RandomStream.AirStations, count,
            [("name", Schemas.Text), ("aqi", Schemas.Integer), ("pm25", Schemas.Real), ("ozone", Schemas.Real), ("main_pollutant", Schemas.Text), ("online", Schemas.Boolean),
                ("last_time", Schemas.Instant)], Row, store, cancellationToken);
    }

    public static Task WriteTrafficCountersAsync(City city, RoadSpots roads, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        (Spot, Value[]) Row(int row, ref Rng rng)
        {
            (Spot spot, RoadEdge edge) = roads.Draw(ref rng);
            (double free, double most) = edge.Class switch
            {
                RoadClass.Motorway => (100.0, 5_200.0), RoadClass.Trunk => (80, 4_800), RoadClass.Primary => (60, 3_200), RoadClass.Secondary => (50, 1_900), _ => (40, 800),
            };
            double core = Math.Exp(-spot.Township.ToCentre / 18_000), load = Math.Clamp(0.3 + (0.55 * core) + (0.2 * rng.Gaussian()), 0.02, 1.25);
            double speed = free / (1 + (0.8 * Math.Pow(load, 4)));
            return (spot,
            [
                Value.Of(edge.Name), Value.Of((long)(most * Math.Min(1, load))), Schemas.Rounded(speed, 1), Schemas.Rounded(free / speed, 2),
                Schemas.Rounded(100 * load, 0), Schemas.Rounded(Math.Clamp(11 + (9 * rng.Gaussian()), 0, 45), 1), Value.Of(Read(ref rng)),
            ]);
        }
        return PointTable.WriteAsync(city, "traffic_counters", RandomStream.TrafficCounters, count,
            [("road", Schemas.Text), ("vehicles_1h", Schemas.Integer), ("speed_kmh", Schemas.Real), ("delay_index", Schemas.Real), ("load_percent", Schemas.Real),
                ("heavy_percent", Schemas.Real), ("last_time", Schemas.Instant)], Row, store, cancellationToken);
    }

    private static DateTimeOffset Read(ref Rng rng) => Storms.Now.AddMinutes(rng.Chance(0.06) ? -60 - rng.NextInt(1_200) : -rng.NextInt(15));

    // HJ 633-2012, formula (1): the index runs evenly between the limits of its steps 0, 50, 100, 150, 200, 300.
    private static double Index(double value, double[] limits)
    {
        double[] steps = [0, 50, 100, 150, 200, 300];
        int i = 1;
        while (i < limits.Length - 1 && value > limits[i]) i++;
        return Math.Ceiling(steps[i - 1] + ((steps[i] - steps[i - 1]) * (Math.Min(value, limits[i]) - limits[i - 1]) / (limits[i] - limits[i - 1])));
    }
}
