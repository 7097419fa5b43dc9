using GeoServe.Core.TileMatrices;
using GeoServe.Sources.PmTiles;
using GeoServe.TestKit;
using GeoServe.TestKit.Archives;
using NUnit.Framework;

namespace GeoServe.UnitTests.Sources.PmTiles;

public sealed class PmTilesIdTests
{
    [Spec("PMTiles 3", "4.1, table")]
    [TestCase(0, 0, 0, 0ul)]
    [TestCase(1, 0, 0, 1ul)]
    [TestCase(1, 0, 1, 2ul)]
    [TestCase(1, 1, 1, 3ul)]
    [TestCase(1, 1, 0, 4ul)]
    [TestCase(2, 0, 0, 5ul)]
    [TestCase(12, 3423, 1763, 19_078_479ul)]
    public void A_tile_has_the_number_of_the_specification(int z, int x, int y, ulong id) =>
        Assert.That(PmTilesId.Of(new TileCoordinate(z, x, y)), Is.EqualTo(id));

    [Test]
    public void Each_tile_of_a_zoom_has_a_number_of_its_own_beside_that_of_a_neighbour()
    {
        const int Zoom = 6, Side = 1 << Zoom;
        var places = new Dictionary<ulong, (int X, int Y)>();
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++) places.Add(PmTilesId.Of(new TileCoordinate(Zoom, x, y)), (x, y));
        }

        ulong first = (ulong)(((1 << (2 * Zoom)) - 1) / 3);
        Assert.That(places.Keys.Order(), Is.EqualTo(Enumerable.Range(0, Side * Side).Select(i => first + (ulong)i)));
        for (ulong id = first + 1; id < first + (Side * Side); id++)
        {
            Assert.That(Math.Abs(places[id].X - places[id - 1].X) + Math.Abs(places[id].Y - places[id - 1].Y), Is.EqualTo(1), "a Hilbert curve goes from a tile to one beside it");
        }
    }

    [Test]
    public void Numbers_of_all_zooms_are_those_found_by_halving_the_square([Range(0, PmTilesId.MostZoom)] int z)
    {
        var random = new Random(z);
        for (int i = 0; i < 200; i++)
        {
            var tile = new TileCoordinate(z, random.Next(1 << z), random.Next(1 << z));
            Assert.That(PmTilesId.Of(tile), Is.EqualTo(PmTilesWriter.IdOf(tile)), $"{tile}");
        }
    }
}
