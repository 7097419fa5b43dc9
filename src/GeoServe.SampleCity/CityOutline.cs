using GeoServe.SampleCity.Seeds;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace GeoServe.SampleCity;

/// <summary>The outline of all districts together, in the working plane.</summary>
internal static class CityOutline
{
    public static Geometry Of(IEnumerable<SeedDistrict> districts)
    {
        var polygons = new List<Geometry>();
        foreach (int[] ring in districts.SelectMany(district => district.Rings))
        {
            // Holes are other districts' ground or touch the border; the union finds those that stay.
            if (GeodesicArea.OfRing(ring) < 0) continue;
            var coordinates = new Coordinate[ring.Length / 2];
            for (int i = 0; i < coordinates.Length; i++)
                coordinates[i] = new Coordinate(Plane.XOfSteps(ring[2 * i]), Plane.YOfSteps(ring[2 * i + 1]));
            polygons.Add(GeometryFactory.Default.CreatePolygon(coordinates));
        }
        return UnaryUnionOp.Union(polygons);
    }
}
