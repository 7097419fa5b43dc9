using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Tables;

/// <summary>The table <c>facilities</c>.</summary>
internal static class FacilityTables
{
    public static async Task WriteAsync(City city, TownPlaces places, Village[] villages, int count, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("facilities", Schemas.Of(ShapeType.Point,
            ("category", Schemas.Text), ("category_zh", Schemas.Text), ("name", Schemas.Text), ("capacity", Schemas.Integer),
            ("level", Schemas.Integer), ("opened", Schemas.Integer), ("district_code", Schemas.Text), ("township_code", Schemas.Text)), cancellationToken);
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Facilities);
        double[] weights = [.. FacilityKind.All.Select(kind => kind.Weight)];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var shape = new Shape();
        for (int i = 0; i < count; i++)
        {
            if (i % 10_000 == 0) cancellationToken.ThrowIfCancellationRequested();
            FacilityKind kind = FacilityKind.All[rng.Weighted(weights)];
            bool rural = rng.Chance(kind.Rural);
            int village = rural ? rng.NextInt(villages.Length) : places.VillageByPeople(ref rng);
            (double x, double y, int at) = !rural && rng.Chance(0.8) ? places.InTown(ref rng) : places.AroundVillage(village, rural ? 220 : 350, ref rng);
            Township township = city.Townships[at];
            string stem = rural ? PlaceTables.ShortName(villages[village].Seed.Name) : township.Seed.Name.Replace("街道", "", StringComparison.Ordinal);
            string name = stem + kind.Ending;
            int number = numbers[name] = numbers.GetValueOrDefault(name) + 1;
            if (number > 1) name = $"{stem}第{number}{kind.Ending}";
            double share = Math.Pow(rng.NextDouble(), 2.4) * (rural ? 0.4 : 1);
            int capacity = (int)(kind.LeastCapacity + share * (kind.MostCapacity - kind.LeastCapacity));
            load.Add(i + 1, shape.SetPoint(Plane.Snap(Plane.Lon(x)), Plane.Snap(Plane.Lat(y))),
            [
                Value.Of(kind.Category), Value.Of(kind.CategoryZh), Value.Of(name), Value.Of((long)capacity),
                Value.Of((long)(share > 0.5 ? 3 : share > 0.15 ? 2 : 1)), Value.Of((long)(1958 + rng.NextInt(67))),
                Value.Of(township.Seed.DistrictCode), Value.Of(township.Seed.Code),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }
}
