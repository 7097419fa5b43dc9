using GeoServe.Core.Geometries;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Tables;

/// <summary>Outlines of rocks and ponds: flattened, turned, with an uneven rim; every corner is seen from the middle, so they are valid.</summary>
internal static class StarOutline
{
    private const int Corners = 13;

    /// <summary>Fills a shape (a polygon, or a multi-polygon of one) around a place of the working plane; the radius is in metres.</summary>
    public static void CopyTo(Shape shape, ShapeType type, double x, double y, double radius, ref Rng rng)
    {
        shape.Reset(type);
        double turned = rng.Between(0, Math.PI), flat = rng.Between(0.45, 0.9), firstLon = 0, firstLat = 0;
        for (int k = 0; k < Corners; k++)
        {
            double angle = 2 * Math.PI * k / Corners, r = radius * rng.Between(0.65, 1);
            double u = r * Math.Cos(angle), v = flat * r * Math.Sin(angle);
            double lon = Plane.Snap(Plane.Lon(x + u * Math.Cos(turned) - v * Math.Sin(turned)));
            double lat = Plane.Snap(Plane.Lat(y + u * Math.Sin(turned) + v * Math.Cos(turned)));
            if (k == 0) (firstLon, firstLat) = (lon, lat);
            shape.Add(lon, lat);
        }
        shape.Add(firstLon, firstLat);
        shape.EndPart();
        shape.EndPolygon();
    }
}
