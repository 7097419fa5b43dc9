using System.Runtime.CompilerServices;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing.Reading;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>Files that are replaced while they are read: a page that is no longer mapped would end the process.</summary>
public class SwapTests
{
    private const int Swaps = 1000;
    private const int Readers = 8;

    private volatile TileIndex _current = null!;

    [Test]
    public async Task A_thousand_swaps_under_readers_unmap_no_page_that_is_read_and_keep_none_that_is_not()
    {
        using BuiltIndex few = await BuiltAsync(300), many = await BuiltAsync(900);
        string path = System.IO.Path.Combine(few.Folder, "served.tileindex");
        File.Copy(few.Path, path);
        _current = TileIndex.Open(path);
        using var ending = new CancellationTokenSource();
        Task<long>[] readers = [.. Enumerable.Range(0, Readers).Select(_ => Task.Factory.StartNew(() => Read(ending.Token), TaskCreationOptions.LongRunning))];

        for (int swap = 0; swap < Swaps; swap++)
        {
            string next = path + ".next";
            File.Copy((swap % 2 == 0 ? many : few).Path, next, overwrite: true);
            File.Move(next, path, overwrite: true);
            TileIndex old = _current;
            _current = TileIndex.Open(path);
            if (swap % 2 == 0) old.Dispose();        // else nothing refers to it any more but its readers
        }
        await ending.CancelAsync();
        long[] queries = await Task.WhenAll(readers);

        Assert.That(queries, Is.All.GreaterThan(0));
        if (!OperatingSystem.IsLinux()) return;
        Collect();
        Assert.That(File.ReadLines("/proc/self/maps").Count(line => line.Contains(path, StringComparison.Ordinal)), Is.LessThanOrEqualTo(2), "mappings of replaced files");
    }

    [Test]
    public async Task A_cursor_reads_on_after_its_index_was_given_up_and_after_the_last_one_no_other_is_given()
    {
        using BuiltIndex built = await BuiltAsync(300);
        GeoServe.Core.Sources.FeatureCursor cursor = await built.Index.QueryAsync(new(WorldGrid.All, 0.1, [0]), CancellationToken.None);
        built.Index.Dispose();
        built.Index.Dispose();

        int count = 0;
        while (cursor.MoveNext()) count += cursor.Coordinates.Length > 0 && cursor.Values[0].AsText().Length > 0 ? 1 : 0;

        Assert.That(count, Is.EqualTo(300));
        cursor.Dispose();
        cursor.Dispose();
        Assert.That(async () => await built.Index.QueryAsync(new(WorldGrid.All, 0.1, [0]), CancellationToken.None), Throws.InstanceOf<ObjectDisposedException>());
    }

    private long Read(CancellationToken ending)
    {
        long queries = 0;
        do
        {
            try
            {
                int count = 0;
                using (GeoServe.Core.Sources.FeatureCursor cursor = _current.QueryAsync(new(WorldGrid.All, 0.1, [0]), CancellationToken.None).Result)
                {
                    while (cursor.MoveNext()) count += cursor.Coordinates[^1] == (int)cursor.Id && cursor.Values[0].AsText() == $"road {cursor.Id}" ? 1 : 0;
                }
                if (count is not (300 or 900)) throw new InvalidOperationException($"{count} of 300 or 900 features are right.");
                queries++;
            }
            catch (ObjectDisposedException)
            {
                // Given up between the two: a snapshot would have held it.
            }
        }
        while (!ending.IsCancellationRequested);
        return queries;
    }

    private static Task<BuiltIndex> BuiltAsync(int count) => BuiltIndex.OfAsync(new ShapeSource(
        ShapeRow.SchemaOf(ShapeType.LineString, new Column("text", ValueKind.Text)),
        [.. Enumerable.Range(1, count).Select(i => new ShapeRow(new FeatureId(i), ShapeRow.OnGrid(ShapeType.LineString, [i * 1000, 0, (i * 1000) + 500, 7, i * 1000, i]), Value.Of($"road {i}")))]));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
