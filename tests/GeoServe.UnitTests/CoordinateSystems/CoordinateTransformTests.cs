using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.CoordinateSystems;

/// <summary>Expected figures are PROJ 9.1.1's, taken through GDAL 3.6.2 (OSR with OAMS_TRADITIONAL_GIS_ORDER) unless said.</summary>
public sealed class CoordinateTransformTests
{
    private const double TenthOfMillimetre = 0.0001;

    [TestCase("EPSG:4326", "EPSG:3857", 106.55, 29.56, 11861091.744023299, 3447116.405133501)]
    [TestCase("EPSG:4326", "EPSG:3857", -179.5, -85.0, -19981848.597392607, -19971868.880408566)]
    [TestCase("EPSG:4326", "EPSG:3857", 10, 89.9, 1113194.907932736, 44927335.427096851)]
    [TestCase("EPSG:4490", "EPSG:4513", 75.4, 40, 25534157.591607437, 4429605.672083998)]
    [TestCase("EPSG:4490", "EPSG:4533", 134.8, 47.5, 45484931.289159782, 5262854.257232275)]
    [TestCase("EPSG:4490", "EPSG:4544", 106.55, 29.56, 650218.538605999, 3272342.512407084)]
    [TestCase("EPSG:4490", "EPSG:4545", 109.87, 31.07, 678477.299792538, 3440238.678925933)]
    [TestCase("EPSG:4490", "EPSG:4554", 106.55, 29.56, -2314775.621576637, 3635290.898821756)]
    [TestCase("EPSG:4326", "EPSG:32648", 106.55, 29.56, 650158.451189954, 3271033.575496426)]
    [TestCase("EPSG:4326", "EPSG:32748", 106.55, 29.56, 650158.451189954, 13271033.5754964)]
    [TestCase("EPSG:4326", "EPSG:32718", -77.03, -12.05, 279014.366798753, 8667099.929406583)]
    [TestCase("EPSG:4326", "EPSG:32633", 55, 60, 2629714.577866311, 7336581.625555454)]
    [TestCase("EPSG:4214", "EPSG:2432", 106.55, 29.56, 650221.064674455, 3272400.682533191)]
    [TestCase("EPSG:4214", "EPSG:2442", 134.8, 47.5, 484931.037943193, 5262946.934587683)]
    [TestCase("EPSG:3857", "EPSG:4545", 11861000, 3450000, 359425.424902224, 3274716.010717422)]
    public void Metres_agree_with_proj(string from, string to, double x, double y, double expectedX, double expectedY)
    {
        Position found = Between(from, to).Transform(new Position(x, y));

        Assert.That(found.X, Is.EqualTo(expectedX).Within(TenthOfMillimetre));
        Assert.That(found.Y, Is.EqualTo(expectedY).Within(TenthOfMillimetre));
    }

    // Reported for other servers: trial T075, given as north, east to three decimals.
    [TestCase("EPSG:4547", 114.3, 30.6, 3386666.250, 528770.237)]
    [TestCase("EPSG:4526", 114.3, 30.6, 3386666.250, 38528770.237)]
    [TestCase("EPSG:4549", 114.3, 30.6, 3400508.832, -47070.717)]
    [TestCase("EPSG:3857", 114.3, 30.6, 3580909.760, 12723817.798)]
    [TestCase("EPSG:4548", 117.2, 31.8, 3519692.841, 518939.553)]
    [TestCase("EPSG:4549", 120.2, 31.5, 3486428.538, 519000.482)]
    public void Cgcs2000_goes_to_its_grids_and_back(string to, double longitude, double latitude, double north, double east)
    {
        Position found = Between("EPSG:4490", to).Transform(new Position(longitude, latitude));
        Position back = Between(to, "EPSG:4490").Transform(found);

        Assert.That(found.Y, Is.EqualTo(north).Within(0.002));
        Assert.That(found.X, Is.EqualTo(east).Within(0.002));
        Assert.That(back.X, Is.EqualTo(longitude).Within(1e-9));
        Assert.That(back.Y, Is.EqualTo(latitude).Within(1e-9));
    }

    [Test]
    public void Degrees_agree_with_proj()
    {
        Position found = Between("EPSG:4545", "EPSG:4326").Transform(new Position(400000, 3300000));

        Assert.That(found.X, Is.EqualTo(106.965530352).Within(1e-9));
        Assert.That(found.Y, Is.EqualTo(29.814505148).Within(1e-9));
    }

    // pyproj's and GDAL's TransformBounds with 21 positions a side.
    [TestCase("EPSG:4326", "EPSG:4547", 105.28, 28.16, 110.19, 32.2, -358291.9446325506, 3122052.769397676, 140649.562981944, 3597584.884565162)]
    [TestCase("EPSG:4545", "EPSG:4326", 300000, 3100000, 700000, 3600000, 105.87187277983871, 27.999025516678905, 110.12812722016129, 32.524364918336175)]
    [TestCase("EPSG:4326", "EPSG:3857", 105.28, 28.16, 110.19, 32.2, 11719715.99071584, 3269161.146245898, 12266294.690510815, 3789592.461902773)]
    public void A_box_bulges_as_its_sides_do(
        string from, string to, double minX, double minY, double maxX, double maxY, double left, double bottom, double right, double top)
    {
        Box found = Between(from, to).Transform(new Box(minX, minY, maxX, maxY));

        // Seven more positions or fewer a side change the outermost one by some metres at most.
        double tolerance = to == "EPSG:4326" ? 1e-4 : 10;
        Assert.That(found.MinX, Is.EqualTo(left).Within(tolerance));
        Assert.That(found.MinY, Is.EqualTo(bottom).Within(tolerance));
        Assert.That(found.MaxX, Is.EqualTo(right).Within(tolerance));
        Assert.That(found.MaxY, Is.EqualTo(top).Within(tolerance));
    }

    [TestCase(0, 90, double.PositiveInfinity)]
    [TestCase(0, -90, double.NegativeInfinity)]
    [TestCase(0, 90.5, double.NaN)]
    [TestCase(0, double.NaN, double.NaN)]
    [TestCase(0, double.PositiveInfinity, double.NaN)]
    public void The_poles_are_at_infinity_and_beyond_them_is_nothing(double longitude, double latitude, double y) =>
        Assert.That(Between("EPSG:4326", "EPSG:3857").Transform(new Position(longitude, latitude)).Y, Is.EqualTo(y));

    [TestCase(114, 91)]
    [TestCase(double.NaN, 30)]
    [TestCase(double.PositiveInfinity, 30)]
    [TestCase(-156, 0)]       // 90 degrees from the central meridian on the equator: the grid's own infinity
    public void What_has_no_place_in_a_grid_becomes_nan(double longitude, double latitude)
    {
        Position found = Between("EPSG:4490", "EPSG:4547").Transform(new Position(longitude, latitude));

        Assert.That(double.IsNaN(found.X) && double.IsNaN(found.Y), Is.True, found.ToString());
    }

    [TestCase("EPSG:4326", "EPSG:4490")]
    [TestCase("EPSG:4326", "OGC:CRS84")]
    [TestCase("EPSG:4547", "EPSG:4547")]
    public void Nothing_is_changed_where_both_are_the_same_plane(string from, string to)
    {
        CoordinateTransform transform = Between(from, to);

        Assert.That(transform.IsIdentity, Is.True);
        Assert.That(transform.Transform(new Position(106.1, 29.2)), Is.EqualTo(new Position(106.1, 29.2)));
    }

    [Test]
    public void There_and_back_is_where_it_began()
    {
        Gen<(int Epsg, double Longitude, double Latitude)> places =
            from grid in Gen.Choose(0, 20).SelectMany(i => Gen.Elements((4513 + i, 75 + 3 * i), (4534 + i, 75 + 3 * i), (32630 + i, 6 * i - 3)))
            from offset in Gen.Choose(-4_000, 4_000)
            from latitude in Gen.Choose(-8_990, 8_990)
            select (grid.Item1, grid.Item2 + offset / 100.0, latitude / 100.0);

        Prop.ForAll(places.ToArbitrary(), place =>
        {
            Crs grid = CrsRegistry.ByEpsg(place.Epsg)!;
            Position there = CrsRegistry.Between(Crs.Crs84, grid).Transform(new Position(place.Longitude, place.Latitude));
            Position back = CrsRegistry.Between(grid, Crs.Crs84).Transform(there);
            double apart = Math.Abs(Math.IEEERemainder(back.X - place.Longitude, 360)) * Math.Cos(place.Latitude * Math.PI / 180);
            return apart < 1e-10 && Math.Abs(back.Y - place.Latitude) < 1e-10;
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void A_transformation_allocates_nothing()
    {
        CoordinateTransform transform = Between("EPSG:3857", "EPSG:4547");
        long allocated = Allocations.Of(() => transform.Transform([12723817.797, 3580909.760]));

        Assert.That(allocated, Is.Zero);
    }

    private static CoordinateTransform Between(string from, string to) =>
        CrsRegistry.Between(CrsRegistry.Find(from)!.Value.Crs, CrsRegistry.Find(to)!.Value.Crs);
}
