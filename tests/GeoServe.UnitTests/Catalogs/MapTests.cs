using GeoServe.Core.Catalogs;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Catalogs;

public class MapTests
{
    // A point on the edge between columns 7 and 8 of zoom 4, and on that of rows 7 and 8; the style's dot has a radius of 5 pixels.
    [TestCase(0.0, 7, 8)]
    [TestCase(0.4, 7, 8)]       // 0.4 degrees are 4.6 pixels of 22.5 / 256 degrees
    [TestCase(0.5, 8, 8)]       // and 0.5 are 5.7
    [TestCase(-0.5, 7, 7)]
    public void Limits_have_room_for_what_is_drawn_beyond_the_data(double longitude, int first, int last)
    {
        TileRange limits = At(longitude, TestMaps.Style()).Limits(TileMatrixSet.WebMercatorQuad)[4];

        Assert.That((limits.MinX, limits.MaxX, limits.MinY, limits.MaxY), Is.EqualTo((first, last, 7, 8)));
    }

    [Test]
    public void Limits_go_by_the_style_that_reaches_farthest_and_by_the_pixel_of_each_set()
    {
        Map map = At(0.5, TestMaps.Style(), TestMaps.Style("large", radius: 12));

        Assert.That(map.Limits(TileMatrixSet.WebMercatorQuad)[4].MinX, Is.EqualTo(7));
        Assert.That(map.Limits(TileMatrixSet.WorldCrs84Quad)[3].MinX, Is.EqualTo(7), "matrix 3 is as fine as zoom 4");
        Assert.That(map.Limits(TileMatrixSet.WorldCrs84Quad)[5].MinX, Is.EqualTo(32), "12 pixels of matrix 5 are 0.26 degrees");
    }

    private static Map At(double longitude, params MapStyle[] styles) =>
        new("m", [TestMaps.Collection(TestMaps.Source())], [.. styles], TileMatrixSet.WellKnown, 0, 18, new Box(longitude, 0, longitude, 0))
        {
            Title = new("m", "m"),
            Abstract = new("", ""),
        };
}
