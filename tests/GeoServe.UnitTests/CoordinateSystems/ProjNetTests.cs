using GeoServe.Core.CoordinateSystems;
using NUnit.Framework;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;
using Ellipsoid = ProjNet.CoordinateSystems.Ellipsoid;

namespace GeoServe.UnitTests.CoordinateSystems;

/// <summary>Our projections beside ProjNET's, all over the zones in which its shorter series is exact to a millimetre.</summary>
public class ProjNetTests
{
    // 3-degree Gauss-Krueger zones of CGCS2000 (EPSG:4547 to 4549) and a UTM zone of WGS 84, by their parameters.
    [TestCase(4547, 4490, 114, 1, 500_000, 6378137, 298.257222101)]
    [TestCase(4548, 4490, 117, 1, 500_000, 6378137, 298.257222101)]
    [TestCase(4549, 4490, 120, 1, 500_000, 6378137, 298.257222101)]
    [TestCase(32648, 4326, 105, 0.9996, 500_000, 6378137, 298.257223563)]
    public void Transverse_Mercator_agrees_within_a_millimetre(int epsg, int geographic, double meridian, double scale, double falseEasting, double axis, double flattening)
    {
        ICoordinateTransformation theirs = Theirs(meridian, scale, falseEasting, axis, flattening);
        CoordinateTransform ours = CrsRegistry.Between(CrsRegistry.ByEpsg(geographic)!, CrsRegistry.ByEpsg(epsg)!);
        var random = new Random(1);
        for (int i = 0; i < 1000; i++)
        {
            double longitude = meridian - 3 + (6 * random.NextDouble()), latitude = 18 + (36 * random.NextDouble());
            Span<double> xy = [longitude, latitude];

            ours.Transform(xy);

            double[] expected = theirs.MathTransform.Transform([longitude, latitude]);
            Assert.That(xy[0], Is.EqualTo(expected[0]).Within(0.001), $"easting of {longitude} {latitude}");
            Assert.That(xy[1], Is.EqualTo(expected[1]).Within(0.001), $"northing of {longitude} {latitude}");
        }
    }

    [Test]
    public void Web_Mercator_agrees_within_a_millimetre()
    {
        ICoordinateTransformation theirs = new CoordinateTransformationFactory().CreateFromCoordinateSystems(GeographicCoordinateSystem.WGS84, ProjectedCoordinateSystem.WebMercator);
        CoordinateTransform ours = CrsRegistry.Between(Crs.Epsg4326, Crs.WebMercator);
        var random = new Random(2);
        for (int i = 0; i < 1000; i++)
        {
            double longitude = -180 + (360 * random.NextDouble()), latitude = -85 + (170 * random.NextDouble());
            Span<double> xy = [longitude, latitude];

            ours.Transform(xy);

            double[] expected = theirs.MathTransform.Transform([longitude, latitude]);
            Assert.That(xy[0], Is.EqualTo(expected[0]).Within(0.001));
            Assert.That(xy[1], Is.EqualTo(expected[1]).Within(0.001));
        }
    }

    private static ICoordinateTransformation Theirs(double meridian, double scale, double falseEasting, double axis, double flattening)
    {
        var factory = new CoordinateSystemFactory();
        Ellipsoid ellipsoid = factory.CreateFlattenedSphere("e", axis, flattening, LinearUnit.Metre);
        HorizontalDatum datum = factory.CreateHorizontalDatum("d", DatumType.HD_Geocentric, ellipsoid, new Wgs84ConversionInfo());
        GeographicCoordinateSystem geographic = factory.CreateGeographicCoordinateSystem(
            "g", AngularUnit.Degrees, datum, PrimeMeridian.Greenwich, new AxisInfo("Lon", AxisOrientationEnum.East), new AxisInfo("Lat", AxisOrientationEnum.North));
        IProjection projection = factory.CreateProjection("p", "Transverse_Mercator",
        [
            new("latitude_of_origin", 0), new("central_meridian", meridian), new("scale_factor", scale), new("false_easting", falseEasting), new("false_northing", 0),
        ]);
        ProjectedCoordinateSystem projected = factory.CreateProjectedCoordinateSystem(
            "t", geographic, projection, LinearUnit.Metre, new AxisInfo("East", AxisOrientationEnum.East), new AxisInfo("North", AxisOrientationEnum.North));
        return new CoordinateTransformationFactory().CreateFromCoordinateSystems(geographic, projected);
    }
}
