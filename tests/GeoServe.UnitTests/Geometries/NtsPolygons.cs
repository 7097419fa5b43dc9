using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;

namespace GeoServe.UnitTests.Geometries;

/// <summary>Our rings as NetTopologySuite's polygons: each outer ring (positive area) with the holes behind it.</summary>
internal static class NtsPolygons
{
    public static Geometry Of(IReadOnlyList<int[]> rings)
    {
        List<Polygon> polygons = [];
        LinearRing? shell = null;
        List<LinearRing> holes = [];
        foreach (int[] ring in rings)
        {
            var line = new LinearRing([.. Stars.Coordinates(ring), Stars.Coordinates(ring)[0]]);
            if (shell is not null && Rings.TwiceArea(ring) <= 0)
            {
                holes.Add(line);
                continue;
            }
            if (shell is not null) polygons.Add(new Polygon(shell, [.. holes]));
            (shell, holes) = (line, []);
        }
        if (shell is not null) polygons.Add(new Polygon(shell, [.. holes]));
        return polygons.Count == 1 ? polygons[0] : new MultiPolygon([.. polygons]);
    }
}
