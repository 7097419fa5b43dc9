using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Tables;

/// <summary>The tables <c>enterprises</c>, <c>housing_estates</c> and <c>land_sales</c>.</summary>
internal static class EconomyTables
{
    private static readonly (string Industry, double Weight, double Urban, double Staff)[] Industries =
    [
        ("批发零售", 28, 0.8, 6), ("住宿餐饮", 14, 0.9, 8), ("制造业", 14, 0.4, 70), ("建筑业", 8, 0.6, 45), ("信息技术", 6, 1, 26), ("交通物流", 6, 0.5, 30),
        ("商务服务", 9, 1, 14), ("农林牧渔", 9, 0, 10), ("文化旅游", 4, 0.5, 12), ("科学研究", 2, 1, 24),
    ];

    private static readonly (string Use, double Weight, double Price)[] Uses = [("住宅", 40, 1), ("商业商务", 22, 1.2), ("工业", 28, 0.16), ("物流仓储", 10, 0.13)];

    public static Task WriteEnterprisesAsync(City city, TownPlaces places, Village[] villages, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        double[] weights = [.. Industries.Select(industry => industry.Weight)];
        (Spot, Value[]) Row(int row, ref Rng rng)
        {
            (string industry, _, double urban, double staff) = Industries[rng.Weighted(weights)];
            (double x, double y, int at) = rng.Chance(0.25 + (0.7 * urban)) ? places.InTown(ref rng) : places.AroundVillage(rng.NextInt(villages.Length), 400, ref rng);
            double employees = Math.Max(1, staff * Math.Exp(1.1 * rng.Gaussian()));
            return (new Spot(x, y, city.Townships[at]),
            [
                Value.Of(industry), Value.Of((long)employees), Schemas.Rounded(employees * 0.0045 * Math.Exp(0.6 * rng.Gaussian()) * 100, 1),
                Value.Of((long)(2025 - (30 * rng.NextDouble() * rng.NextDouble()))), Value.Of(rng.Chance(0.04 + (industry is "信息技术" or "科学研究" ? 0.3 : industry == "制造业" ? 0.1 : 0))),
            ]);
        }
        return PointTable.WriteAsync(city, "enterprises", RandomStream.Enterprises, count,
            [("industry", Schemas.Text), ("employees", Schemas.Integer), ("revenue_10k", Schemas.Real), ("founded", Schemas.Integer), ("high_tech", Schemas.Boolean)], Row, store, cancellationToken);
    }

    public static Task WriteEstatesAsync(City city, TownPlaces places, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        var numbers = new Dictionary<int, int>();
        (Spot, Value[]) Row(int row, ref Rng rng)
        {
            (double x, double y, int at) = rng.Chance(0.5) ? places.InTown(ref rng) : places.AroundVillage(places.VillageByPeople(ref rng), 350, ref rng);
            Township township = city.Townships[at];
            int number = numbers[at] = numbers.GetValueOrDefault(at) + 1;
            long built = 2025 - (long)(38 * Math.Pow(rng.NextDouble(), 1.2));
            double price = (3_000 + (9_500 * Math.Exp(-township.ToCentre / 18_000))) * (1 - (0.009 * (2025 - built))) * Math.Exp(0.16 * rng.Gaussian());
            return (new Spot(x, y, township),
            [
                Value.Of($"{PointTable.Stem(township)}小区{number}"), Value.Of(built), Value.Of((long)price), Schemas.Rounded((2.2 * rng.Gaussian()) - 2.6 + (2 * Math.Exp(-township.ToCentre / 12_000)), 1),
                Value.Of((long)(120 * Math.Exp(1 + (0.8 * rng.Gaussian())))), Schemas.Rounded(Math.Clamp(9 + (0.5 * (built - 2_010)) + (6 * rng.Gaussian()), 0, 60), 1),
                Schemas.Rounded(Math.Clamp(1.4 + (0.05 * (built - 1_987)) + (0.4 * rng.Gaussian()), 0.6, 6), 2), Value.Of(built < 2_000 && rng.Chance(0.6)),
            ]);
        }
        return PointTable.WriteAsync(city, "housing_estates", RandomStream.Estates, count,
            [("name", Schemas.Text), ("built", Schemas.Integer), ("price_m2", Schemas.Integer), ("price_change", Schemas.Real), ("homes", Schemas.Integer), ("vacant_percent", Schemas.Real),
                ("plot_ratio", Schemas.Real), ("to_renew", Schemas.Boolean)], Row, store, cancellationToken);
    }

    public static Task WriteLandSalesAsync(City city, TownPlaces places, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        double[] weights = [.. Uses.Select(use => use.Weight)];
        (Spot, Value[]) Row(int row, ref Rng rng)
        {
            (string use, _, double factor) = Uses[rng.Weighted(weights)];
            (double x, double y, int at) = rng.Chance(0.5) ? places.InTown(ref rng) : places.AroundVillage(places.VillageByPeople(ref rng), 350, ref rng);
            Township township = city.Townships[at];
            double price = factor * (1_400 + (9_000 * Math.Exp(-township.ToCentre / 15_000))) * Math.Exp(0.3 * rng.Gaussian());
            double area = (use == "工业" ? 4.5 : 2.2) * Math.Exp(0.7 * rng.Gaussian());
            return (new Spot(x, y, township),
            [
                Value.Of($"{township.Seed.DistrictCode}-{row + 1:D5}"), Value.Of(use), Value.Of((long)price), Schemas.Rounded(area, 2), Schemas.Rounded(price * area, 0),
                Schemas.Rounded(use == "住宅" ? rng.Between(1, 3) : use == "商业商务" ? rng.Between(1.5, 5) : rng.Between(0.7, 2), 1), Value.Of((long)(2016 + rng.NextInt(10))),
                Value.Of(DateOnly.FromDateTime(Storms.Now.AddDays(-rng.NextInt(3_200)).DateTime)),
            ]);
        }
        return PointTable.WriteAsync(city, "land_sales", RandomStream.LandSales, count,
            [("parcel", Schemas.Text), ("use", Schemas.Text), ("price_m2", Schemas.Integer), ("area_ha", Schemas.Real), ("total_10k", Schemas.Real), ("plot_ratio", Schemas.Real),
                ("year", Schemas.Integer), ("sold", Schemas.Date)], Row, store, cancellationToken);
    }
}
