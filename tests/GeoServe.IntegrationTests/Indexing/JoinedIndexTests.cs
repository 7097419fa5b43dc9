using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Sources.Csv;
using GeoServe.Sources.Joins;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Indexing;

/// <summary>Geometry once on the server (design, section 6): one index of the features, whatever becomes of the table that is joined to them.</summary>
public sealed class JoinedIndexTests
{
    private const int Indicators = 60;

    private TemporaryFolder _folder = null!;
    private CsvSource _table = null!;

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        Write(factor: 1, rows: 5);
        _table = CsvSource.Open(_folder.PathOf("indicators.csv"));
    }

    [TearDown]
    public async Task Delete()
    {
        await _table.DisposeAsync();
        _folder.Dispose();
    }

    [TestCase(5), TestCase(200_000)]
    public async Task Sixty_indicators_and_a_table_that_changes_take_one_index(int saidCount)
    {
        ShapeSource features = KeptIndexes.Points(5);
        features.SaidCount = saidCount;
        await using JoinedSource joined = Join(features);
        await using KeptIndexes kept = new KeptIndexes(_folder, features, joined).Start();
        await kept.BecomesAsync(state => state.Index is JoinedTileIndex);

        foreach (int factor in (int[])[1, 10, 100])
        {
            if (factor > 1)
            {
                ulong before = StampOf(kept);
                Write(factor, rows: 5);
                await kept.Poller.PollAsync(CancellationToken.None);
                await kept.BecomesAsync(state => state.Index is JoinedTileIndex && state.Revision == state.NewestRevision);
                Assert.That(StampOf(kept), Is.Not.EqualTo(before));
            }
            for (int indicator = 1; indicator <= Indicators; indicator++)
            {
                Assert.That((await kept.NamesAsync($"v{indicator}")).Select(int.Parse).Order(), Is.EqualTo(Enumerable.Range(1, 5).Select(row => row * indicator * factor).Order()));
            }
        }

        Assert.That(kept.Built, Is.EqualTo(1));
        Assert.That(Directory.EnumerateFiles(kept.Folder).Select(Path.GetFileName), Is.EqualTo(new[] { "places.tileindex" }));
    }

    [Test]
    public async Task Other_columns_of_the_table_take_no_other_index_after_the_next_start()
    {
        ShapeSource features = KeptIndexes.Points(5);
        await using (JoinedSource joined = Join(features, "v6", "v7"))
        {
            await using KeptIndexes first = new KeptIndexes(_folder, features, joined).Start();
            await first.BecomesAsync(state => state.Index is JoinedTileIndex);
            Assert.That(first.Built, Is.EqualTo(1));
        }
        await using JoinedSource fewer = Join(features, "v7", "v8");

        await using KeptIndexes second = new KeptIndexes(_folder, features, fewer);
        second.Snapshots.Swap(second.Keeper.WithReadyIndexes);

        Assert.That(second.State.Index.Schema.Columns.Select(column => column.Name), Is.EqualTo(new[] { "name", "v7", "v8" }));
    }

    [Test]
    public async Task Features_that_change_take_another_index_and_rows_that_are_missing_no_values()
    {
        ShapeSource features = KeptIndexes.Points(5);
        await using JoinedSource joined = Join(features);
        await using KeptIndexes kept = new KeptIndexes(_folder, features, joined).Start();
        await kept.BecomesAsync(state => state.Index is JoinedTileIndex);

        (features.Revision, features.Rows) = (2, KeptIndexes.Rows(6, "place"));
        await kept.Poller.PollAsync(CancellationToken.None);
        await kept.BecomesAsync(state => state.Index is JoinedTileIndex && state.Revision == state.NewestRevision);

        Assert.That(kept.Built, Is.EqualTo(2));
        Assert.That(await kept.NamesAsync("v3"), Is.EqualTo(new[] { "", "3", "6", "9", "12", "15" }));
    }

    [Test]
    public async Task A_query_for_both_gives_each_column_in_its_place_and_the_totals_of_the_features_alone()
    {
        ShapeSource features = KeptIndexes.Points(5);
        await using JoinedSource joined = Join(features);
        await using KeptIndexes kept = new KeptIndexes(_folder, features, joined).Start();
        await kept.BecomesAsync(state => state.Index is JoinedTileIndex);
        ITileIndex index = kept.State.Index;
        int[] columns = [index.Schema.IndexOf("v2"), index.Schema.IndexOf("name"), index.Schema.IndexOf("v1")];

        using FeatureCursor cursor = await index.QueryAsync(new TileQuery(WorldGrid.All, 0.5, [.. columns]), default);
        var rows = new List<string>();
        while (cursor.MoveNext())
        {
            Assert.That(cursor.ValueAt(2), Is.EqualTo(cursor.Values[2]));
            rows.Add(string.Join('|', cursor.Values.ToArray()));
        }

        Assert.That(index.Schema.EveryColumn, Has.Length.EqualTo(1 + Indicators), "what vector tiles carry");
        Assert.That(rows, Is.EquivalentTo(Enumerable.Range(1, 5).Select(i => $"{2 * i}|place {i}|{i}")));
        Assert.That(await index.QueryTotalsAsync(WorldGrid.All, 1 << 22, "v1", default), Is.Null);
        Assert.That(await index.QueryTotalsAsync(WorldGrid.All, 1 << 22, null, default), Is.Not.Null);
    }

    private JoinedSource Join(ShapeSource features, params string[] columns) => new(features, _table, new JoinKeys("name", "name", [.. columns]));

    private void Write(int factor, int rows) => File.WriteAllLines(_folder.PathOf("indicators.csv"),
    [
        $"name,{string.Join(',', Enumerable.Range(1, Indicators).Select(i => $"v{i}"))}",
        .. Enumerable.Range(1, rows).Select(row => $"place {row},{string.Join(',', Enumerable.Range(1, Indicators).Select(i => row * i * factor))}"),
    ]);

    private static ulong StampOf(KeptIndexes kept)
    {
        GeoServe.Core.Catalogs.Map map = kept.Snapshots.Current.Catalog.Maps.Single();
        return kept.Snapshots.Current.StampOf(map, map.Styles[0]);
    }
}
