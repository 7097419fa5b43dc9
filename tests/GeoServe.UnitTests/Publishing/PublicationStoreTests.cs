using GeoServe.Server.Publishing;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Publishing;

/// <summary>What a process that is killed leaves behind is either undone or finished by whoever opens the store next.</summary>
public class PublicationStoreTests
{
    [Test]
    public void Before_the_decision_nothing_is_left()
    {
        using var folder = new TemporaryFolder();
        using (PublicationStore killed = Open(folder)) File.WriteAllText(Path.Combine(Prepared(killed), "half.gpkg"), "half");

        using PublicationStore next = Open(folder);

        Assert.That(Directory.EnumerateDirectories(folder.PathOf("data", "published")), Is.Empty);
        Assert.That(Directory.Exists(folder.PathOf("config", "maps")), Is.False);
    }

    [Test]
    public void After_the_decision_all_of_it_comes()
    {
        using var folder = new TemporaryFolder();
        using (PublicationStore killed = Open(folder))
        {
            // The renaming that decides, and no step more.
            Directory.Move(Prepared(killed), folder.PathOf("data", "published", "rivers.1"));
        }
        Assert.That(PublicationStore.HasUnfinished(folder.PathOf("data")), Is.True);

        using PublicationStore next = Open(folder);

        Assert.That(PublicationStore.HasUnfinished(folder.PathOf("data")), Is.False);
        Assert.That(File.ReadAllText(folder.PathOf("config", "maps", "rivers.yaml")), Is.EqualTo("map"));
        Assert.That(File.ReadAllText(folder.PathOf("config", "collections", "rivers.yaml")), Is.EqualTo("collection"));
        Assert.That(Directory.EnumerateFiles(folder.PathOf("config"), "*.new", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void A_removal_that_was_decided_is_finished()
    {
        using var folder = new TemporaryFolder();
        using (PublicationStore store = Open(folder)) store.Commit(Prepared(store), "rivers.1");
        string[] marker = ["remove", Path.Combine("maps", "rivers.yaml"), Path.Combine("collections", "rivers.yaml")];
        File.WriteAllLines(folder.PathOf("data", "published", "rivers.1", "removing"), marker);

        using PublicationStore next = Open(folder);

        Assert.That(File.Exists(folder.PathOf("config", "maps", "rivers.yaml")), Is.False);
        Assert.That(File.Exists(folder.PathOf("config", "collections", "rivers.yaml")), Is.False);
        Assert.That(Directory.Exists(folder.PathOf("data", "published", "rivers.1")), Is.False);
    }

    [Test]
    public void Two_processes_do_not_work_in_it_together()
    {
        using var folder = new TemporaryFolder();
        using PublicationStore first = Open(folder);

        Assert.That(PublicationStore.TryOpen(folder.PathOf("config"), folder.PathOf("data")), Is.Null);
    }

    private static PublicationStore Open(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder.PathOf("config"));
        return PublicationStore.TryOpen(folder.PathOf("config"), folder.PathOf("data"))!;
    }

    private static string Prepared(PublicationStore store)
    {
        string aside = store.Prepare();
        foreach ((string part, string content) in new[] { ("collections", "collection"), ("maps", "map") })
        {
            Directory.CreateDirectory(Path.Combine(aside, "config", part));
            File.WriteAllText(Path.Combine(aside, "config", part, "rivers.yaml"), content);
        }
        return aside;
    }
}
