using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Tables;

/// <summary>The table <c>districts</c>.</summary>
internal static class DistrictTables
{
    public static async Task WriteAsync(City city, IFeatureStore store, CancellationToken cancellationToken)
    {
        var layer = new AreaLayer("districts", city.Meshes.Length);
        for (int d = 0; d < city.Meshes.Length; d++) (layer.Labels[d], layer.Counts[d]) = (new int[city.Meshes[d].Count], 1);
        AreaShape[] areas = layer.Assemble(city.Meshes, city.Borders, null, cancellationToken);

        await using IFeatureLoad load = await store.CreateAsync("districts", Schemas.Of(ShapeType.MultiPolygon,
            ("adcode", Schemas.Text), ("name", Schemas.Text), ("name_en", Schemas.Text), ("kind", Schemas.Text), ("area_km2", Schemas.Real),
            ("population", Schemas.Integer), ("density", Schemas.Real), ("township_count", Schemas.Integer), ("seat_lon", Schemas.Real),
            ("seat_lat", Schemas.Real), ("main_city", Schemas.Boolean)), cancellationToken);
        var shape = new Shape();
        for (int d = 0; d < areas.Length; d++)
        {
            SeedDistrict district = city.Seed.Districts[d];
            double area = areas[d].AreaKm2;
            load.Add(d + 1, areas[d].CopyTo(shape),
            [
                Value.Of(district.Code), Value.Of(district.Name), Value.Of(district.NameEn), Value.Of(district.Kind),
                Schemas.Rounded(area, 2), Value.Of((long)district.Population), Schemas.Rounded(district.Population / area, 1),
                Value.Of((long)city.Towns.Counts[d]), Value.Of(Plane.Snap(Plane.Lon(district.SeatX))),
                Value.Of(Plane.Snap(Plane.Lat(district.SeatY))), Value.Of(district.IsMainCity),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }
}
