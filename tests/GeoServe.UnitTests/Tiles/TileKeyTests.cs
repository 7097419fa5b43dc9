using GeoServe.Core.Sources;
using GeoServe.Core.Tiles;
using NUnit.Framework;

namespace GeoServe.UnitTests.Tiles;

public class TileKeyTests
{
    // Frozen: another spelling makes every stored tile unreachable.
    [Test]
    public void A_key_is_spelled_as_it_always_was()
    {
        var name = new TileName("townships", "plain", "WebMercatorQuad", 10, 815, 423, TileFormat.WebP, 2, "public");

        Assert.That(new TileKey(name, 0xabc).ToString(), Is.EqualTo("townships/plain/WebMercatorQuad/10/815/423.webp@2/public/0000000000000abc"));
    }

    [Test]
    public void Names_differ_by_each_of_their_parts()
    {
        var name = new TileName("m", "s", "t", 1, 2, 3, TileFormat.Png, 1, "public");
        TileName[] others =
        [
            name with { Map = "n" }, name with { Style = "x" }, name with { Set = "u" }, name with { Z = 0 }, name with { X = 0 }, name with { Y = 0 },
            name with { Format = TileFormat.Mvt }, name with { Scale = 2 }, name with { ViewClass = "p" }, name with { X = 3, Y = 2 },
        ];

        Assert.That(others, Has.None.EqualTo(name));
        Assert.That(others.Select(other => new TileKey(other, 1).ToString()), Has.None.EqualTo(new TileKey(name, 1).ToString()));
        Assert.That(new TileKey(name, 1), Is.Not.EqualTo(new TileKey(name, 2)));
    }
}
