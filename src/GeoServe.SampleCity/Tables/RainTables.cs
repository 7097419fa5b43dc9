using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Tables;

/// <summary>The tables <c>rain_gauges</c>, <c>rain_daily</c> (a year) and <c>rain_minute</c> (the newest day).</summary>
internal static class RainTables
{
    private const int Days = 365, Minutes = 1_440;

    private static readonly string[] Levels = ["正常", "关注", "蓝色预警", "黄色预警", "红色预警"];

    public static async Task WriteAsync(City city, Village[] villages, int count, IFeatureStore store, ProgressMeter meter, CancellationToken cancellationToken)
    {
        Gauge[] gauges = Place(city, villages, count);
        var storms = new Storms(city.Options.Seed);
        float[] today = [.. gauges.Select(gauge => (float)storms.Day(0, gauge.X, gauge.Y, gauge.Height))];
        var minutes = new float[gauges.Length][];
        Parallel.For(0, gauges.Length, g =>
        {
            minutes[g] = new float[Minutes];
            // Tipping buckets count tenths of a millimetre; what is less waits for the next minute.
            double waiting = 0;
            for (int m = 0; m < Minutes; m++)
            {
                waiting += storms.Minute(m, gauges[g].X, gauges[g].Y, today[g]);
                double tips = Math.Floor(waiting * 10);
                waiting -= tips / 10;
                minutes[g][m] = (float)(tips / 10);
            }
        });
        await WriteGaugesAsync(city, gauges, minutes, store, cancellationToken);
        await WriteDailyAsync(gauges, minutes, storms, store, cancellationToken);
        await WriteMinutesAsync(gauges, minutes, store, meter, cancellationToken);
    }

    private static async Task WriteGaugesAsync(City city, Gauge[] gauges, float[][] minutes, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("rain_gauges", Schemas.Of(ShapeType.Point,
            ("code", Schemas.Text), ("name", Schemas.Text), ("district_code", Schemas.Text), ("township_code", Schemas.Text),
            ("elevation", Schemas.Real), ("last_time", Schemas.Instant), ("last_value", Schemas.Real), ("rain_1h", Schemas.Real),
            ("rain_24h", Schemas.Real), ("threshold_blue", Schemas.Real), ("threshold_yellow", Schemas.Real), ("threshold_red", Schemas.Real),
            ("status", Schemas.Integer), ("status_name", Schemas.Text), ("online", Schemas.Boolean)), cancellationToken);
        var shape = new Shape();
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Gauges, 1);
        for (int i = 0; i < gauges.Length; i++)
        {
            Gauge gauge = gauges[i];
            Township township = city.Townships[gauge.Township];
            double hour = minutes[i].AsSpan(Minutes - 60).ToArray().Sum(), day = minutes[i].Sum();
            double blue = Math.Round(28 + 14 * rng.NextDouble()), yellow = blue + 18, red = yellow + 24;
            int status = day >= red ? 5 : day >= yellow ? 4 : day >= blue ? 3 : day >= 0.6 * blue ? 2 : 1;
            load.Add(i + 1, shape.SetPoint(Plane.Snap(Plane.Lon(gauge.X)), Plane.Snap(Plane.Lat(gauge.Y))),
            [
                Value.Of($"YL{township.Seed.DistrictCode}{i + 1:D5}"), Value.Of(gauge.Name + "雨量站"), Value.Of(township.Seed.DistrictCode),
                Value.Of(township.Seed.Code), Schemas.Rounded(gauge.Height, 1), Value.Of(Storms.Now), Schemas.Rounded(minutes[i][^1], 1),
                Schemas.Rounded(hour, 1), Schemas.Rounded(day, 1), Value.Of(blue), Value.Of(yellow), Value.Of(red), Value.Of((long)status),
                Value.Of(Levels[status - 1]), Value.Of(!rng.Chance(0.015)),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }

    private static async Task WriteDailyAsync(Gauge[] gauges, float[][] minutes, Storms storms, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("rain_daily", Schemas.Of(null,
            ("gauge_id", Schemas.Integer), ("day", Schemas.Date), ("mm", Schemas.Real)), cancellationToken);
        var values = new Value[3];
        long id = 0;
        for (int day = Days - 1; day >= 0; day--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            values[1] = Value.Of(DateOnly.FromDateTime(Storms.Now.AddDays(-day - 1).UtcDateTime));
            for (int g = 0; g < gauges.Length; g++)
            {
                values[0] = Value.Of((long)g + 1);
                values[2] = Schemas.Rounded(day == 0 ? minutes[g].Sum() : storms.Day(day, gauges[g].X, gauges[g].Y, gauges[g].Height), 1);
                load.Add(++id, null, values);
            }
        }
        await load.CompleteAsync(cancellationToken);
    }

    private static async Task WriteMinutesAsync(Gauge[] gauges, float[][] minutes, IFeatureStore store, ProgressMeter meter, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("rain_minute", Schemas.Of(null,
            ("gauge_id", Schemas.Integer), ("time", Schemas.Instant), ("mm", Schemas.Real)), cancellationToken);
        var values = new Value[3];
        long id = 0;
        for (int m = 0; m < Minutes; m++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (m % 20 == 0) meter.Tell((double)m / Minutes);
            values[1] = Value.Of(Storms.Now.AddMinutes(m - Minutes + 1));
            for (int g = 0; g < gauges.Length; g++)
            {
                values[0] = Value.Of((long)g + 1);
                values[2] = Schemas.Rounded(minutes[g][m], 1);
                load.Add(++id, null, values);
            }
        }
        await load.CompleteAsync(cancellationToken);
    }

    // At villages, each time the one of some that lies farthest from the gauges so far.
    private static Gauge[] Place(City city, Village[] villages, int count)
    {
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Gauges);
        var gauges = new List<Gauge>(count);
        var grid = new Dictionary<(int, int), List<Gauge>>();
        const double Cell = 8_000;
        while (gauges.Count < count)
        {
            Village? best = null;
            double farthest = -1;
            for (int tries = 0; tries < 8; tries++)
            {
                Village village = villages[rng.NextInt(villages.Length)];
                double gap = double.PositiveInfinity;
                (int column, int row) = ((int)Math.Floor(village.X / Cell), (int)Math.Floor(village.Y / Cell));
                for (int r = row - 1; r <= row + 1; r++)
                {
                    for (int c = column - 1; c <= column + 1; c++)
                    {
                        foreach (Gauge other in grid.GetValueOrDefault((c, r)) ?? [])
                            gap = Math.Min(gap, Math.Pow(other.X - village.X, 2) + Math.Pow(other.Y - village.Y, 2));
                    }
                }
                if (gap > farthest) (best, farthest) = (village, gap);
            }
            double x = best!.X + rng.Between(-60, 60), y = best.Y + rng.Between(-60, 60);
            if (!city.IsInside(x, y)) (x, y) = (best.X, best.Y);
            var gauge = new Gauge(x, y, city.Relief.HeightAt(x, y), best.Township, PlaceTables.ShortName(best.Seed.Name));
            gauges.Add(gauge);
            (int, int) key = ((int)Math.Floor(x / Cell), (int)Math.Floor(y / Cell));
            if (!grid.TryGetValue(key, out List<Gauge>? list)) grid.Add(key, list = []);
            list.Add(gauge);
        }
        return [.. gauges];
    }

    private sealed record Gauge(double X, double Y, double Height, int Township, string Name);
}
