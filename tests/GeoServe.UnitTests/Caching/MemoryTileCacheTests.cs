using GeoServe.Caching.Memory;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Core.Tiles;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Caching;

public class MemoryTileCacheTests
{
    private static readonly Map Map = TestMaps.Map("m", [TestMaps.Collection(TestMaps.Source())]);
    private static readonly Snapshot First = TestMaps.Snapshot(Map);

    [Test]
    public void What_was_kept_is_found_and_nothing_else()
    {
        var cache = new MemoryTileCache(1 << 20);
        Tile tile = TileOf(10);
        cache.Keep(Address(1), tile);

        Assert.That(cache.Find(Address(1)), Is.SameAs(tile));
        Assert.That(cache.Find(Address(2)), Is.Null);
    }

    [Test]
    public void A_tile_of_an_older_revision_is_not_given_for_a_newer_one()
    {
        var cache = new MemoryTileCache(1 << 20);
        cache.Keep(Address(1), TileOf(10));
        Snapshot newer = First.With([TestMaps.State(Map.Collections[0], revision: 2)]);

        Assert.That(cache.Find(Address(1, newer)), Is.Null);
    }

    [Test]
    public void A_late_tile_of_an_older_snapshot_does_not_replace_a_newer_one()
    {
        var cache = new MemoryTileCache(1 << 20);
        Snapshot newer = First.With([TestMaps.State(Map.Collections[0], revision: 2)]);
        Tile right = TileOf(10);
        cache.Keep(Address(1, newer), right);
        cache.Keep(Address(1), TileOf(11));

        Assert.That(cache.Find(Address(1, newer)), Is.SameAs(right));
    }

    [Test]
    public void Bytes_stay_within_the_bound_whatever_comes()
    {
        var cache = new MemoryTileCache(100_000);
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            cache.Keep(Address(random.Next(2000)), TileOf(random.Next(1, 12_000)));
            cache.Find(Address(random.Next(2000)));
            Assert.That(cache.Bytes, Is.LessThanOrEqualTo(100_000));
        }
        Assert.That(cache.Count, Is.GreaterThan(5));
    }

    [Test]
    public void A_crawler_does_not_flush_what_people_look_at()
    {
        var cache = new MemoryTileCache(100 * (1000 + MemoryTileCache.EntryBytes));
        for (int i = 0; i < 50; i++) cache.Keep(Address(i), TileOf(1000));
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 50; i++) cache.Find(Address(i));
        }

        for (int i = 1000; i < 3000; i++) cache.Keep(Address(i), TileOf(1000));

        int left = Enumerable.Range(0, 50).Count(i => cache.Find(Address(i)) is not null);
        Assert.That(left, Is.EqualTo(50));
    }

    [Test]
    public void A_bound_of_zero_keeps_nothing()
    {
        var cache = new MemoryTileCache(0);
        cache.Keep(Address(1), TileOf(10));

        Assert.That(cache.Find(Address(1)), Is.Null);
    }

    [Test]
    public void Many_threads_may_keep_and_find_at_once()
    {
        var cache = new MemoryTileCache(200_000);
        Parallel.For(0, 8, worker =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 5000; i++)
            {
                int x = random.Next(500);
                if (cache.Find(Address(x)) is { } found) Assert.That(found.Body.Length, Is.EqualTo(x + 1));
                else cache.Keep(Address(x), TileOf(x + 1));
            }
        });
        Assert.That(cache.Bytes, Is.LessThanOrEqualTo(200_000));
    }

    private static Tile TileOf(int bytes) => new(new byte[bytes], TileFormat.Png);

    private static TileAddress Address(int x, Snapshot? snapshot = null) => new(
        new TileRequest(Map, Map.Styles[0], TileMatrixSet.WebMercatorQuad, new TileCoordinate(18, x, 0), TileFormat.Png, 1, ViewClass.Public), snapshot ?? First);
}
