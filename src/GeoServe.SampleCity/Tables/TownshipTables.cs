using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Tables;

/// <summary>The tables <c>townships</c>, <c>township_indicators</c> and <c>township_seats</c>.</summary>
internal static class TownshipTables
{
    public static async Task WriteAsync(City city, IFeatureStore store, CancellationToken cancellationToken)
    {
        AreaShape[] areas = city.Towns.Assemble(city.Meshes, city.Borders, city.LandUses, cancellationToken);
        AreaFacts[] facts = AreaFacts.Of(city, city.Towns);
        for (int i = 0; i < areas.Length; i++)
        {
            Township township = city.Townships[i];
            township.AreaKm2 = areas[i].AreaKm2;
            township.MeanSlope = facts[i].SlopeDegrees;
            township.ForestShare = facts[i].ForestShare;
            township.UrbanKm2 = facts[i].UrbanShare * township.AreaKm2;
        }
        double[][] values = TownshipIndicators.Values(city, facts);
        await WriteTownshipsAsync(city, areas, facts, values, store, cancellationToken);
        await WriteIndicatorsAsync(city, values, store, cancellationToken);
        await WriteSeatsAsync(city, store, cancellationToken);
    }

    private static async Task WriteTownshipsAsync(City city, AreaShape[] areas, AreaFacts[] facts, double[][] values, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("townships", Schemas.Of(ShapeType.MultiPolygon,
        [
            ("code", Schemas.Text), ("name", Schemas.Text), ("kind", Schemas.Text), ("district_code", Schemas.Text), ("district_name", Schemas.Text),
            ("area_km2", Schemas.Real), ("seat_lon", Schemas.Real), ("seat_lat", Schemas.Real), ("elevation", Schemas.Real),
            .. TownshipIndicators.OnTownships.Select(index => Column(index)),
        ]), cancellationToken);
        var shape = new Shape();
        for (int i = 0; i < areas.Length; i++)
        {
            Township township = city.Townships[i];
            SeedDistrict district = city.Seed.Districts[township.District];
            load.Add(i + 1, areas[i].CopyTo(shape),
            [
                Value.Of(township.Seed.Code), Value.Of(township.Seed.Name), Value.Of(township.Seed.Kind), Value.Of(district.Code),
                Value.Of(district.Name), Schemas.Rounded(township.AreaKm2, 3), Value.Of(Plane.Snap(Plane.Lon(township.X))),
                Value.Of(Plane.Snap(Plane.Lat(township.Y))), Schemas.Rounded(facts[i].MeanHeight, 1),
                .. TownshipIndicators.OnTownships.Select(index => Cell(index, values[i][index])),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }

    private static async Task WriteIndicatorsAsync(City city, double[][] values, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("township_indicators", Schemas.Of(null,
            [("code", Schemas.Text), ("name", Schemas.Text), .. Enumerable.Range(0, TownshipIndicators.All.Length).Select(Column)]), cancellationToken);
        for (int i = 0; i < values.Length; i++)
        {
            load.Add(i + 1, null,
            [
                Value.Of(city.Townships[i].Seed.Code), Value.Of(city.Townships[i].Seed.Name),
                .. values[i].Select((value, index) => Cell(index, value)),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }

    private static async Task WriteSeatsAsync(City city, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("township_seats", Schemas.Of(ShapeType.Point,
            ("code", Schemas.Text), ("name", Schemas.Text), ("kind", Schemas.Text), ("district_name", Schemas.Text)), cancellationToken);
        var shape = new Shape();
        foreach (Township township in city.Townships)
        {
            load.Add(township.Index + 1, shape.SetPoint(Plane.Snap(Plane.Lon(township.X)), Plane.Snap(Plane.Lat(township.Y))),
                [Value.Of(township.Seed.Code), Value.Of(township.Seed.Name), Value.Of(township.Seed.Kind), Value.Of(city.Seed.Districts[township.District].Name)]);
        }
        await load.CompleteAsync(cancellationToken);
    }

    private static (string, Core.Features.ValueKind) Column(int index) =>
        (TownshipIndicators.All[index].Name, TownshipIndicators.All[index].Decimals == 0 ? Schemas.Integer : Schemas.Real);

    private static Value Cell(int index, double value) => TownshipIndicators.All[index].Decimals == 0
        ? Value.Of((long)Math.Round(value)) : Schemas.Rounded(value, TownshipIndicators.All[index].Decimals);
}
