using GeoServe.Core.Catalogs;
using GeoServe.Indexing;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

public class UnlistedIndexesTests
{
    private static readonly Collection s_places = TestMaps.Collection(TestMaps.Source());

    [Test]
    public void An_index_that_no_map_has_needed_for_a_day_is_deleted_and_no_other_file()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "places.tileindex", "gone.tileindex", "notes.txt" }) File.WriteAllText(folder.PathOf(name), "");
        var time = new FakeTimeProvider();
        var unlisted = new UnlistedIndexes(folder.Root, time, NullLogger.Instance);

        unlisted.Sweep([s_places]);
        time.Advance(TimeSpan.FromHours(23));
        unlisted.Sweep([s_places]);
        Assert.That(File.Exists(folder.PathOf("gone.tileindex")));
        time.Advance(TimeSpan.FromHours(2));
        unlisted.Sweep([s_places]);

        Assert.That(Directory.EnumerateFiles(folder.Root).Select(Path.GetFileName), Is.EquivalentTo(new[] { "places.tileindex", "notes.txt" }));
    }

    [Test]
    public void A_collection_that_comes_back_has_its_day_anew()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("places.tileindex"), "");
        var time = new FakeTimeProvider();
        var unlisted = new UnlistedIndexes(folder.Root, time, NullLogger.Instance);

        foreach (Collection[] drawn in new Collection[][] { [], [s_places], [] })
        {
            unlisted.Sweep(drawn);
            time.Advance(TimeSpan.FromHours(20));
        }
        unlisted.Sweep([]);

        Assert.That(File.Exists(folder.PathOf("places.tileindex")));
    }

    [Test]
    public void A_folder_that_is_not_there_has_nothing_to_delete()
    {
        using var folder = new TemporaryFolder();

        Assert.That(() => new UnlistedIndexes(folder.PathOf("none"), new FakeTimeProvider(), NullLogger.Instance).Sweep([]), Throws.Nothing);
    }
}
