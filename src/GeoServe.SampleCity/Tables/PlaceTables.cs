using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Tables;

/// <summary>The tables <c>villages</c> and <c>places</c>.</summary>
internal static class PlaceTables
{
    public static async Task WriteVillagesAsync(City city, Village[] villages, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("villages", Schemas.Of(ShapeType.Point,
            ("code", Schemas.Text), ("name", Schemas.Text), ("short_name", Schemas.Text), ("kind", Schemas.Text), ("township_code", Schemas.Text),
            ("township_name", Schemas.Text), ("district_code", Schemas.Text), ("population", Schemas.Integer), ("elevation", Schemas.Real)), cancellationToken);
        var shape = new Shape();
        for (int i = 0; i < villages.Length; i++)
        {
            Village village = villages[i];
            Township township = city.Townships[village.Township];
            load.Add(i + 1, shape.SetPoint(Plane.Snap(Plane.Lon(village.X)), Plane.Snap(Plane.Lat(village.Y))),
            [
                Value.Of(village.Seed.Code), Value.Of(village.Seed.Name), Value.Of(ShortName(village.Seed.Name)),
                Value.Of(village.IsUrban ? "社区" : "村"), Value.Of(township.Seed.Code), Value.Of(township.Seed.Name),
                Value.Of(township.Seed.DistrictCode), Value.Of((long)village.Population), Schemas.Rounded(village.Height, 1),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }

    public static async Task WritePlacesAsync(SampleSeed seed, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("places", Schemas.Of(ShapeType.Point, ("name", Schemas.Text)), cancellationToken);
        var shape = new Shape();
        for (int i = 0; i < seed.Places.Count; i++)
        {
            SeedPlace place = seed.Places[i];
            load.Add(i + 1, shape.SetPoint(place.Lon, place.Lat), [Value.Of(place.Name)]);
        }
        await load.CompleteAsync(cancellationToken);
    }

    /// <summary>A committee's name without what all have in common.</summary>
    public static string ShortName(string name)
    {
        foreach (string ending in (string[])["社区居民委员会", "居民委员会", "村村民委员会", "村民委员会", "社区居委会", "居委会", "村委会"])
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal))
                return name[..^ending.Length] + (ending.StartsWith("村村", StringComparison.Ordinal) ? "村" : ending.StartsWith("社区", StringComparison.Ordinal) ? "社区" : "");
        }
        return name;
    }
}
