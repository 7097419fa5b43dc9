using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;

namespace GeoServe.SampleCity.Areas;

/// <summary>Proves that the areas of a layer are valid polygons that neither overlap nor miss each other's positions.</summary>
internal static class CoverageCheck
{
    /// <exception cref="InvalidOperationException">An area is no valid polygon, or no part of a coverage: a fault of the generator.</exception>
    public static void Require(string layer, IReadOnlyList<AreaShape> areas, CancellationToken cancellationToken)
    {
        var geometries = new Geometry[areas.Count];
        for (int i = 0; i < geometries.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            geometries[i] = ToGeometry(areas[i]);
            if (!geometries[i].IsValid)
                throw new InvalidOperationException($"Area {i} of '{layer}' is not valid: {geometries[i].AsText()[..200]}...");
        }
        Geometry?[] faults = CoverageValidator.Validate(geometries);
        for (int i = 0; i < faults.Length; i++)
        {
            if (faults[i] is { IsEmpty: false } fault)
                throw new InvalidOperationException($"Area {i} of '{layer}' does not fit its neighbours at {fault.Coordinate}.");
        }
    }

    /// <summary>The area as a geometry of NetTopologySuite, in degrees.</summary>
    public static Geometry ToGeometry(AreaShape area)
    {
        var factory = GeometryFactory.Default;
        var polygons = new Polygon[area.PolygonEnds.Length];
        int ring = 0;
        for (int p = 0; p < polygons.Length; p++)
        {
            LinearRing shell = ToRing(area.Rings[ring++]);
            var holes = new LinearRing[area.PolygonEnds[p] - ring];
            for (int h = 0; h < holes.Length; h++) holes[h] = ToRing(area.Rings[ring++]);
            polygons[p] = factory.CreatePolygon(shell, holes);
        }
        return polygons.Length == 1 ? polygons[0] : factory.CreateMultiPolygon(polygons);

        LinearRing ToRing(int[] positions)
        {
            var coordinates = new Coordinate[positions.Length / 2];
            for (int i = 0; i < coordinates.Length; i++)
                coordinates[i] = new Coordinate(positions[2 * i] / Plane.StepsPerDegree, positions[2 * i + 1] / Plane.StepsPerDegree);
            return factory.CreateLinearRing(coordinates);
        }
    }
}
