using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Tables;

/// <summary>The table <c>heritage</c>: invented sites in the classes of the national survey of relics.</summary>
internal static class HeritageTables
{
    private static readonly (string Kind, string Ending, double Weight)[] Kinds =
        [("古建筑", "古建筑群", 30), ("古遗址", "遗址", 18), ("古墓葬", "墓群", 16), ("石窟寺及石刻", "石刻", 12), ("近现代史迹", "旧址", 16), ("传统村落", "传统村落", 8)];

    private static readonly string[] Eras = ["先秦", "汉晋", "唐宋", "元明", "清", "近现代"];

    public static Task WriteAsync(City city, TownPlaces places, Village[] villages, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        double[] weights = [.. Kinds.Select(kind => kind.Weight)];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        (Spot, Value[]) Row(int row, ref Rng rng)
        {
            (string kind, string ending, _) = Kinds[rng.Weighted(weights)];
            bool isRecent = kind == "近现代史迹";
            (double x, double y, int at) = isRecent ? places.InTown(ref rng) : places.AroundVillage(rng.NextInt(villages.Length), 600, ref rng);
            Township township = city.Townships[at];
            string name = PointTable.Stem(township) + ending;
            int number = numbers[name] = numbers.GetValueOrDefault(name) + 1;
            string level = rng.NextDouble() switch { < 0.06 => "全国重点", < 0.28 => "市级", _ => "区县级" };
            double state = Math.Clamp(78 - (isRecent ? 0 : 14) + (level == "区县级" ? -8 : 8) + (16 * rng.Gaussian()), 5, 100);
            double visitors = (level == "全国重点" ? 30 : level == "市级" ? 6 : 0.6) * Math.Exp(0.9 * rng.Gaussian()) * (1 + (2 * Math.Exp(-township.ToCentre / 20_000)));
            return (new Spot(x, y, township),
            [
                Value.Of(number > 1 ? $"{name}{number}" : name), Value.Of(kind), Value.Of(level),
                Value.Of(isRecent ? Eras[5] : kind == "传统村落" ? Eras[4] : Eras[rng.Weighted([1, 2, 3, 3, 5, 0])]),
                Schemas.Rounded(state, 1), Schemas.Rounded(visitors, 2), Value.Of((long)(state > 75 ? 1 : state > 60 ? 2 : state > 45 ? 3 : state > 30 ? 4 : 5)),
                Value.Of((long)(1980 + rng.NextInt(44))),
            ]);
        }
        return PointTable.WriteAsync(city, "heritage", RandomStream.Heritage, count,
            [("name", Schemas.Text), ("kind", Schemas.Text), ("level", Schemas.Text), ("era", Schemas.Text), ("condition", Schemas.Real),
                ("visitors_10k", Schemas.Real), ("repair_urgency", Schemas.Integer), ("listed", Schemas.Integer)], Row, store, cancellationToken);
    }
}
