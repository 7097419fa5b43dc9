using GeoServe.Core.Geometries;

namespace GeoServe.SampleCity.Areas;

/// <summary>One area: polygons of rings in 1e-7 degree.</summary>
/// <param name="Rings">Closed, lon, lat, ...; of each polygon the outer ring (counter-clockwise) first, then its holes.</param>
/// <param name="PolygonEnds">For each polygon the number of rings up to its end.</param>
internal sealed record AreaShape(int[][] Rings, int[] PolygonEnds)
{
    /// <summary>Square kilometres on the ellipsoid.</summary>
    public double AreaKm2
    {
        get
        {
            double sum = 0;
            foreach (int[] ring in Rings) sum += GeodesicArea.OfRing(ring);
            return sum;
        }
    }

    /// <summary>Fills a shape for a store.</summary>
    public Shape CopyTo(Shape shape)
    {
        shape.Reset(ShapeType.MultiPolygon);
        int ring = 0;
        foreach (int end in PolygonEnds)
        {
            for (; ring < end; ring++)
            {
                int[] positions = Rings[ring];
                for (int i = 0; i < positions.Length; i += 2)
                    shape.Add(positions[i] / Plane.StepsPerDegree, positions[i + 1] / Plane.StepsPerDegree);
                shape.EndPart();
            }
            shape.EndPolygon();
        }
        return shape;
    }
}
