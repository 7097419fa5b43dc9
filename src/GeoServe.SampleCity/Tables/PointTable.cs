using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Tables;

/// <summary>Where a point is drawn: metres in the working plane, and the township that it belongs to.</summary>
/// <param name="X">East.</param> <param name="Y">North.</param> <param name="Township">The township.</param>
internal readonly record struct Spot(double X, double Y, Township Township);

/// <summary>Gives a spot and the values of a row, those of district and township left out.</summary>
internal delegate (Spot Spot, Value[] Values) PointRow(int row, ref Rng rng);

/// <summary>Writes a table of points, each with the codes of its district and township at the end.</summary>
internal static class PointTable
{
    public static async Task WriteAsync(
        City city, string name, RandomStream stream, int count, (string Name, Core.Features.ValueKind Kind)[] columns, PointRow row, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync(
            name, Schemas.Of(ShapeType.Point, [.. columns, ("district_code", Schemas.Text), ("township_code", Schemas.Text)]), cancellationToken);
        Rng rng = Rng.For(city.Options.Seed, stream);
        var shape = new Shape();
        for (int i = 0; i < count; i++)
        {
            if (i % 10_000 == 0) cancellationToken.ThrowIfCancellationRequested();
            (Spot spot, Value[] values) = row(i, ref rng);
            load.Add(i + 1, shape.SetPoint(Plane.Snap(Plane.Lon(spot.X)), Plane.Snap(Plane.Lat(spot.Y))),
                [.. values, Value.Of(spot.Township.Seed.DistrictCode), Value.Of(spot.Township.Seed.Code)]);
        }
        await load.CompleteAsync(cancellationToken);
    }

    /// <summary>The name of a township without its kind of street.</summary>
    public static string Stem(Township township) => township.Seed.Name.Replace("街道", "", StringComparison.Ordinal);
}
