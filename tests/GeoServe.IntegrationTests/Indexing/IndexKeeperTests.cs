using GeoServe.Core.Catalogs;
using GeoServe.Core.Sources;
using GeoServe.Indexing;
using GeoServe.Indexing.Building;
using GeoServe.Indexing.Reading;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Indexing;

/// <summary>Who serves while an index is built, and what becomes of files that are not as they should be.</summary>
public class IndexKeeperTests
{
    private const int Large = 200_000;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task A_small_collection_is_served_from_its_source_until_its_index_is_there()
    {
        ShapeSource source = KeptIndexes.Points(3);
        TaskCompletionSource gate = Gate(source);
        await using KeptIndexes kept = new KeptIndexes(_folder, source).Start();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(source.BeforeRow is null), TimeSpan.FromSeconds(30));

        Assert.That(kept.State.Index, Is.InstanceOf<SourceTileIndex>());
        Assert.That(kept.Keeper.Builds.Single().Collection, Is.EqualTo("places"));
        Assert.That(await kept.NamesAsync(), Is.EqualTo(new[] { "place 1", "place 2", "place 3" }));
        gate.SetResult();
        await kept.BecomesAsync(state => state.Index is TileIndex);

        Assert.That(await kept.NamesAsync(), Is.EqualTo(new[] { "place 1", "place 2", "place 3" }));
        Assert.That(Directory.EnumerateFiles(kept.Folder).Select(Path.GetFileName), Is.EqualTo(new[] { "places.tileindex" }));
    }

    [Test]
    public async Task A_large_collection_without_an_index_is_unavailable_until_it_is_there()
    {
        ShapeSource source = KeptIndexes.Points(3);
        source.SaidCount = Large;
        TaskCompletionSource gate = Gate(source);
        await using KeptIndexes kept = new KeptIndexes(_folder, source).Start();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(kept.State.Index is PendingTileIndex), TimeSpan.FromSeconds(30));

        Assert.That(async () => await kept.NamesAsync(), Throws.InstanceOf<SourceUnavailableException>().With.Message.Contains("'places' is being built"));
        Assert.That(kept.State.Index.Base, Is.Zero);
        gate.SetResult();
        await kept.BecomesAsync(state => state.Index is TileIndex);

        Assert.That(await kept.NamesAsync(), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task The_old_index_of_a_large_collection_serves_under_its_own_revision_while_a_new_one_is_built()
    {
        ShapeSource source = KeptIndexes.Points(3);
        source.SaidCount = Large;
        await using KeptIndexes kept = new KeptIndexes(_folder, source).Start();
        await kept.BecomesAsync(state => state.Index is TileIndex);
        TaskCompletionSource gate = Gate(source);
        (source.Revision, source.Rows) = (2, KeptIndexes.Rows(5, "newer"));

        Assert.That(await kept.Poller.PollAsync(CancellationToken.None), Is.EqualTo(1));
        await Eventually.BecomesTrueAsync(() => Task.FromResult(source.BeforeRow is null), TimeSpan.FromSeconds(30));

        Assert.That((kept.State.Revision, kept.State.NewestRevision), Is.EqualTo((1ul, 2ul)));
        Assert.That(await kept.NamesAsync(), Is.EqualTo(new[] { "place 1", "place 2", "place 3" }));
        gate.SetResult();
        await kept.BecomesAsync(state => state.Revision == 2);

        Assert.That(await kept.NamesAsync(), Is.EqualTo(Enumerable.Range(1, 5).Select(i => $"newer {i}")));
    }

    [Test]
    public async Task A_change_of_a_small_collection_is_shown_at_once_and_then_from_a_new_index()
    {
        ShapeSource source = KeptIndexes.Points(3);
        await using KeptIndexes kept = new KeptIndexes(_folder, source).Start();
        await kept.BecomesAsync(state => state.Index is TileIndex);
        ulong stamp = Stamp(kept);
        (source.Revision, source.Rows) = (2, KeptIndexes.Rows(2, "newer"));

        await kept.Poller.PollAsync(CancellationToken.None);

        Assert.That(await kept.NamesAsync(), Is.EqualTo(new[] { "newer 1", "newer 2" }));
        await kept.BecomesAsync(state => state.Index is TileIndex && state.Revision == 2);
        Assert.That(await kept.NamesAsync(), Is.EqualTo(new[] { "newer 1", "newer 2" }));
        Assert.That(Stamp(kept), Is.Not.EqualTo(stamp));
    }

    [Test]
    public async Task What_changes_while_it_is_read_is_read_again()
    {
        ShapeSource source = KeptIndexes.Points(300);
        source.SaidCount = Large;
        bool changed = false;
        source.BeforeRow = row =>
        {
            if (row == 150 && !changed) (changed, source.Revision, source.Rows) = (true, 2, KeptIndexes.Rows(200, "newer"));
            return default;
        };
        await using KeptIndexes kept = new KeptIndexes(_folder, source).Start();
        await kept.BecomesAsync(state => state.Index is TileIndex);
        Assert.That(kept.State.Revision, Is.EqualTo(1), "what was half read stands under the revision from before");

        await kept.Poller.PollAsync(CancellationToken.None);
        await kept.BecomesAsync(state => state.Revision == 2);

        Assert.That(await kept.NamesAsync(), Is.EqualTo(Enumerable.Range(1, 200).Select(i => $"newer {i}")));
    }

    [Test]
    public async Task A_source_that_breaks_off_leaves_the_old_index_and_nothing_half()
    {
        ShapeSource source = KeptIndexes.Points(300);
        source.SaidCount = Large;
        await using KeptIndexes kept = new KeptIndexes(_folder, source).Start();
        await kept.BecomesAsync(state => state.Index is TileIndex);
        byte[] before = File.ReadAllBytes(kept.File);
        bool broke = false;
        source.BeforeRow = row => row < 200 ? default : throw new SourceUnavailableException($"gone, {broke = true}");
        source.Revision = 2;

        await kept.Poller.PollAsync(CancellationToken.None);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(broke && kept.Keeper.Builds.Count == 0), TimeSpan.FromSeconds(30));

        Assert.That(await kept.NamesAsync(), Has.Length.EqualTo(300));
        Assert.That(Directory.EnumerateFiles(kept.Folder).Select(Path.GetFileName), Is.EqualTo(new[] { "places.tileindex" }));
        Assert.That(File.ReadAllBytes(kept.File), Is.EqualTo(before));
    }

    [Test]
    public async Task A_file_of_the_same_data_is_taken_at_the_next_start_without_reading_the_source()
    {
        await using (KeptIndexes first = new KeptIndexes(_folder, KeptIndexes.Points(30)).Start()) await first.BecomesAsync(state => state.Index is TileIndex);
        ShapeSource source = KeptIndexes.Points(30);
        source.BeforeRow = _ => throw new InvalidOperationException("The source is read.");

        await using KeptIndexes kept = new KeptIndexes(_folder, source).Start();

        Assert.That(kept.State.Index, Is.InstanceOf<TileIndex>());
        Assert.That(kept.Keeper.Builds, Is.Empty);
        Assert.That(await kept.NamesAsync(), Has.Length.EqualTo(30));
    }

    [Test]
    public async Task After_a_start_the_old_index_of_a_large_collection_serves_too()
    {
        await using (KeptIndexes first = new KeptIndexes(_folder, KeptIndexes.Points(100_001)).Start()) await first.BecomesAsync(state => state.Index is TileIndex);
        ShapeSource source = KeptIndexes.Points(100_002);
        source.Revision = 2;
        TaskCompletionSource gate = Gate(source);

        await using KeptIndexes kept = new KeptIndexes(_folder, source).Start();

        Assert.That((kept.State.Revision, kept.State.NewestRevision), Is.EqualTo((1ul, 2ul)));
        Assert.That(((TileIndex)kept.State.Index).Rows, Is.EqualTo(100_001));
        gate.SetResult();
        await kept.BecomesAsync(state => state.Revision == 2);
        Assert.That(((TileIndex)kept.State.Index).Rows, Is.EqualTo(100_002));
    }

    [TestCase("torn"), TestCase("empty"), TestCase("flipped"), TestCase("folder"), TestCase("other recipe"), TestCase("leftovers")]
    public async Task Whatever_lies_in_the_place_of_an_index_it_is_built_anew(string what)
    {
        await using (KeptIndexes first = new KeptIndexes(_folder, KeptIndexes.Points(3000, "old")).Start()) await first.BecomesAsync(state => state.Index is TileIndex);
        string file = _folder.PathOf("indexes", "places.tileindex");
        byte[] bytes = File.ReadAllBytes(file);
        ShapeSource source = KeptIndexes.Points(3000);
        switch (what)
        {
            case "torn": File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]); break;
            case "empty": File.WriteAllBytes(file, []); break;
            case "flipped":
                bytes[^40] ^= 4;
                File.WriteAllBytes(file, bytes);
                break;
            case "folder":
                File.Delete(file);
                Directory.CreateDirectory(file);
                break;
            case "other recipe":
                await new TileIndexBuilder("places", KeptIndexes.Points(3000, "old"), new IndexRecipe(new FeatureRank("name", []))).BuildAsync(file, null, CancellationToken.None);
                break;
            default:
                File.Delete(file);
                File.WriteAllBytes(file + ".partial", bytes[..5000]);
                File.WriteAllBytes(_folder.PathOf("indexes", "abc.spill"), bytes);
                break;
        }

        await using KeptIndexes kept = new KeptIndexes(_folder, source).Start();
        await kept.BecomesAsync(state => state.Index is TileIndex);

        Assert.That((await kept.NamesAsync())[0], Is.EqualTo("place 1"));
        Assert.That(Directory.EnumerateFileSystemEntries(kept.Folder).Select(Path.GetFileName), Is.EqualTo(new[] { "places.tileindex" }));
    }

    [Test]
    public async Task A_block_that_is_damaged_while_it_is_served_makes_the_collection_unavailable_until_it_is_built_anew()
    {
        ShapeSource source = KeptIndexes.Points(30_000);
        source.SaidCount = Large;
        await using KeptIndexes kept = new KeptIndexes(_folder, source).Start();
        await kept.BecomesAsync(state => state.Index is TileIndex);
        var first = (TileIndex)kept.State.Index;
        TaskCompletionSource gate = Gate(source);
        using (var stream = new FileStream(kept.File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.Position = 4096 + (2 * 65536) + 100;
            stream.Write(new byte[1000]);
        }

        Assert.That(async () => await kept.NamesAsync(), Throws.InstanceOf<SourceUnavailableException>());
        Assert.That(first.IsDamaged, Is.True);
        gate.SetResult();
        await kept.BecomesAsync(state => state.Index is TileIndex index && index != first);

        Assert.That(await kept.NamesAsync(), Has.Length.EqualTo(30_000));
    }

    [Test]
    public async Task Of_two_keepers_of_one_folder_one_builds_and_the_other_takes_what_it_has_built()
    {
        ShapeSource source = KeptIndexes.Points(3);
        TaskCompletionSource gate = Gate(source);
        await using KeptIndexes first = new KeptIndexes(_folder, source).Start();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(source.BeforeRow is null), TimeSpan.FromSeconds(30));
        ShapeSource other = KeptIndexes.Points(3);
        bool isRead = false;
        other.BeforeRow = _ =>
        {
            isRead = true;
            return default;
        };
        await using KeptIndexes second = new KeptIndexes(_folder, other).Start();

        gate.SetResult();
        await first.BecomesAsync(state => state.Index is TileIndex);
        await second.BecomesAsync(state => state.Index is TileIndex);

        Assert.That(isRead, Is.False, "the second built for itself");
        Assert.That(await second.NamesAsync(), Is.EqualTo(new[] { "place 1", "place 2", "place 3" }));
    }

    [Test]
    public async Task A_keeper_builds_in_its_turn_when_the_other_one_ends()
    {
        await using KeptIndexes second = new KeptIndexes(_folder, KeptIndexes.Points(3));
        await using (KeptIndexes first = new KeptIndexes(_folder, KeptIndexes.Points(3)).Start())
        {
            await first.BecomesAsync(state => state.Index is TileIndex);
            second.Start();
            await second.BecomesAsync(state => state.Index is TileIndex);
        }
        (second.Source.Revision, second.Source.Rows) = (2, KeptIndexes.Rows(5, "newer"));

        await second.Poller.PollAsync(CancellationToken.None);
        await second.BecomesAsync(state => state.Index is TileIndex && state.Revision == 2);

        Assert.That(await second.NamesAsync(), Has.Length.EqualTo(5));
    }

    [Test]
    public async Task A_reload_leaves_the_files_of_a_build_that_is_going_on_alone()
    {
        await using KeptIndexes kept = new KeptIndexes(_folder, KeptIndexes.Points(3)).Start();
        await kept.BecomesAsync(state => state.Index is TileIndex);
        File.WriteAllText(Path.Combine(kept.Folder, "other.tileindex.partial"), "is being written");

        kept.Snapshots.Swap(kept.Keeper.WithReadyIndexes);

        Assert.That(File.Exists(Path.Combine(kept.Folder, "other.tileindex.partial")), Is.True);
    }

    private static ulong Stamp(KeptIndexes kept)
    {
        GeoServe.Core.Catalogs.Map map = kept.Snapshots.Current.Catalog.Maps.Single();
        return kept.Snapshots.Current.StampOf(map, map.Styles[0]);
    }

    // Holds the next reader back at its first row; the hook is gone when it has come there.
    private static TaskCompletionSource Gate(ShapeSource source)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.BeforeRow = async _ =>
        {
            source.BeforeRow = null;
            await gate.Task;
        };
        return gate;
    }
}
