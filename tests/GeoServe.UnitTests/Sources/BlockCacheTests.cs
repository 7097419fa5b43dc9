using GeoServe.Sources.GeoTiff;
using NUnit.Framework;

namespace GeoServe.UnitTests.Sources;

public class BlockCacheTests
{
    private static BlockKey Key(int column) => new(1, 0, column, 0, IsColours: false);

    [Test]
    public void What_was_not_used_for_longest_goes_first_and_the_bound_holds()
    {
        var cache = new BlockCache(mostBytes: 1000);
        for (int i = 0; i < 10; i++) cache.Keep(Key(i), new float[25], 100);
        Assert.That(cache.Find<float>(Key(0)), Is.Not.Null);

        cache.Keep(Key(10), new float[25], 100);

        Assert.That(cache.Bytes, Is.EqualTo(1000));
        Assert.That(cache.Find<float>(Key(1)), Is.Null, "used least");
        Assert.That(cache.Find<float>(Key(0)), Is.Not.Null, "used again");
    }

    [Test]
    public void A_block_that_would_push_out_half_of_all_is_not_kept()
    {
        var cache = new BlockCache(mostBytes: 1000);

        cache.Keep(Key(0), new float[200], 800);

        Assert.That(cache.Bytes, Is.Zero);
    }
}
