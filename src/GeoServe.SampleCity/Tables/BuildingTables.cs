using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Buildings;

namespace GeoServe.SampleCity.Tables;

/// <summary>The table <c>buildings</c>, written as they are grown.</summary>
internal static class BuildingTables
{
    public static async Task WriteAsync(City city, BuildingGrowth growth, int count, IFeatureStore store, ProgressMeter meter, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("buildings", Schemas.Of(ShapeType.Polygon,
            ("use", Schemas.Text), ("use_en", Schemas.Text), ("floors", Schemas.Integer), ("height", Schemas.Real), ("year", Schemas.Integer),
            ("area_m2", Schemas.Real), ("structure", Schemas.Text), ("township_code", Schemas.Text)), cancellationToken);
        var shape = new Shape();
        var values = new Value[8];
        long id = 0;
        foreach (Building building in growth.Grow(count))
        {
            (string use, string useEn) = Building.Uses[building.Use];
            values[0] = Value.Of(use);
            values[1] = Value.Of(useEn);
            values[2] = Value.Of((long)building.Floors);
            values[3] = Schemas.Rounded(building.Floors * building.FloorHeight, 1);
            values[4] = Value.Of((long)building.Year);
            values[5] = Schemas.Rounded(4 * building.HalfLength * building.HalfDepth * (building.IsAngled ? 0.72 : 1), 1);
            values[6] = Value.Of(building.Floors > 7 ? "钢筋混凝土" : building.Floors > 2 ? "砖混" : "砖木");
            values[7] = Value.Of(city.Townships[building.Township].Seed.Code);
            load.Add(++id, building.CopyTo(shape), values);
            if (id % 10_000 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                meter.Tell((double)id / count);
            }
        }
        await load.CompleteAsync(cancellationToken);
    }
}
