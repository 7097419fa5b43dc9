using GeoServe.Core.Sources;
using GeoServe.Core.Tiles;
using GeoServe.TestKit;
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

    // The hash is that of xxhsum -H2 (xxHash 0.8.1) on the text's UTF-8.
    [Test]
    public void A_condition_is_a_part_of_its_own_in_the_key()
    {
        var name = new TileName("townships", "plain", "WebMercatorQuad", 10, 815, 423, TileFormat.Mvt, 1, "public", "&time=2024-05-01");

        Assert.That(
            new TileKey(name, 0xabc).ToString(),
            Is.EqualTo("townships/plain/WebMercatorQuad/10/815/423.mvt@1/public/7ad7d2af9ae8e23b07be63c01e6e48f2/0000000000000abc"));
    }

    [Test]
    public void A_name_without_a_condition_is_hashed_without_allocating()
    {
        var name = new TileName("m", "s", "t", 1, 2, 3, TileFormat.Png, 1, "public");
        var names = new HashSet<TileName> { name };
        bool found = true;

        Assert.That(Allocations.Of(() => found &= names.Contains(name)), Is.Zero);
        Assert.That(found, Is.True);
    }

    [TestCase(TileEncoding.Gzip, "m/s/WebMercatorQuad/1/2/3.mvt@1/public/0000000000000001")]
    [TestCase(TileEncoding.Brotli, "m/s/WebMercatorQuad/1/2/3.mvt+br@1/public/0000000000000001")]
    public void A_vector_tile_has_a_key_for_each_encoding(TileEncoding encoding, string key)
    {
        var name = new TileName("m", "s", "WebMercatorQuad", 1, 2, 3, TileFormat.Mvt, 1, "public") { Encoding = encoding };

        Assert.That(new TileKey(name, 1).ToString(), Is.EqualTo(key));
    }

    [Test]
    public void Names_differ_by_each_of_their_parts()
    {
        var name = new TileName("m", "s", "t", 1, 2, 3, TileFormat.Png, 1, "public");
        TileName[] others =
        [
            name with { Map = "n" }, name with { Style = "x" }, name with { Set = "u" }, name with { Z = 0 }, name with { X = 0 }, name with { Y = 0 },
            name with { Format = TileFormat.Mvt }, name with { Scale = 2 }, name with { ViewClass = "p" }, name with { Encoding = TileEncoding.Brotli, Format = TileFormat.Mvt }, name with { Condition = "&time=2024-05-01" }, name with { Condition = "&time=2024-05-02" }, name with { X = 3, Y = 2 },
        ];

        Assert.That(others, Has.None.EqualTo(name));
        Assert.That(others.Select(other => new TileKey(other, 1).ToString()), Has.None.EqualTo(new TileKey(name, 1).ToString()));
        Assert.That(new TileKey(name, 1), Is.Not.EqualTo(new TileKey(name, 2)));
    }
}
