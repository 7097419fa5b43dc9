using GeoServe.Core.Geometries;
using GeoServe.Server.Publishing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Publishing;

public class CrsGuessTests
{
    private static readonly Box s_chongqing = new(105.3, 28.2, 110.2, 32.2);

    // Eastings of the 3-degree zones of CGCS2000 begin with the zone's number (EPSG:4513 to 4533): 36 is 108 degrees east.
    [TestCase(106.4, 29.4, 106.6, 29.6, "EPSG:4490", "degrees in China")]
    [TestCase(2.2, 48.8, 2.4, 48.9, "EPSG:4326", "degrees")]
    [TestCase(36_300_000, 3_200_000, 36_400_000, 3_300_000, "EPSG:4524", "zone 36")]
    [TestCase(35_600_000, 3_200_000, 35_700_000, 3_300_000, "EPSG:4523", "zone 35")]
    [TestCase(11_850_000, 3_420_000, 11_870_000, 3_440_000, "EPSG:3857", "Web Mercator")]
    [TestCase(29.4, 106.4, 29.6, 106.6, null, "wrong order")]
    [TestCase(1e9, 1e9, 2e9, 2e9, null, "--crs")]
    public void A_coordinate_system_is_told_by_its_numbers(double minX, double minY, double maxX, double maxY, string? crs, string reason)
    {
        var guess = CrsGuess.Of(new Box(minX, minY, maxX, maxY), s_chongqing);

        Assert.That(guess.Crs?.Name, Is.EqualTo(crs));
        Assert.That(guess.Reason, Does.Contain(reason));
    }

    [Test]
    public void Without_a_zone_number_what_is_served_already_decides_or_the_user_does()
    {
        // 150 km west of the central meridian: with 108 degrees the city's centre, 106.45 E 29.55 N.
        var metres = new Box(340_000, 3_270_000, 360_000, 3_280_000);

        Assert.That(CrsGuess.Of(metres, new Box(106.2, 29.2, 107, 29.9)).Crs?.Name, Is.EqualTo("EPSG:4545"));
        Assert.That(CrsGuess.Of(metres, Box.Empty).Crs, Is.Null);
        Assert.That(CrsGuess.Of(metres, Box.Empty).Reason, Does.Contain("--crs").And.Contain("EPSG:4545"));
    }
}
